import { expect, it, onTestFinished } from 'vitest'
import type { Deployment } from '../../src/model/run.ts'
import { openStore } from '../../src/store/open-store.ts'
import { classApp, START } from '../support/class-app.ts'
import { classGitHub, classRepository, type ClassRepository } from '../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'

const [EARLIER, LATER] = ['a'.repeat(40), 'b'.repeat(40)]
const CODE = { 'src/app.py': 'def predict(x):\n    return x\n' }
const BACK = '“production” went back from `bbbbbbb` to `aaaaaaa` on 2023-11-14.'

function deployment(id: number, sha: string, state: Deployment['state']): Deployment {
  return { id, sha, ref: 'main', environment: 'production', createdAt: START + id, state, url: null, logUrl: null, statedAt: START + id, succeeded: true }
}

/** A default branch of two commits, each judged while it was the head, and then deployed; `hear` looks at it, for a reason. */
async function setting(): Promise<{ readonly ana: ClassRepository; readonly hear: (reason: string) => Promise<void>; readonly told: (commit: string) => readonly boolean[] }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const ana = classRepository(aRepository(), { main: EARLIER }, { [EARLIER]: CODE, [LATER]: { ...CODE, 'README.md': '# Churn\n' } })
  const clock = { now: START }
  await store.courses.saveCourse(aCourse(), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  const app = classApp(store, classGitHub([ana]).app, clock)
  const hear = async (reason: string): Promise<void> => {
    await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'repository' }, dueAt: clock.now, reason }], clock.now)
    await app.settle()
  }
  await hear('push')
  ana.branches['main'] = LATER
  await hear('push')
  return { ana, hear, told: (commit) => ana.shown.runs.filter((run) => run.commit === commit).map(({ content }) => content.text.includes(BACK)) }
}

it('that a deployment shows is told of the commit that an environment went back to and of the one it went back from', async () => {
  const { ana, hear, told } = await setting()
  ana.deployments[EARLIER] = [deployment(1, EARLIER, 'inactive'), deployment(2, LATER, 'inactive'), deployment(3, EARLIER, 'success')]
  ana.deployments[LATER] = ana.deployments[EARLIER]
  expect([told(EARLIER), told(LATER)]).toEqual([[false], [false]])
  await hear('deployment_status')
  await hear('deployment_status')
  // In the check run that each has, and not in another one.
  expect([told(EARLIER), told(LATER)]).toEqual([[true], [true]])
})

it('is known from looks at different times, each of which saw a part of it', async () => {
  const { ana, hear, told } = await setting()
  ana.branches['main'] = EARLIER
  ana.deployments[EARLIER] = [deployment(1, EARLIER, 'success')]
  await hear('deployment_status')
  ana.branches['main'] = LATER
  ana.deployments[LATER] = [deployment(2, LATER, 'success')]
  await hear('deployment_status')
  expect([told(EARLIER), told(LATER)]).toEqual([[false], [false]])
  ana.branches['main'] = EARLIER
  ana.deployments[EARLIER] = [deployment(3, EARLIER, 'success')]
  await hear('deployment_status')
  expect([told(EARLIER), told(LATER)]).toEqual([[true], [true]])
})
