import { expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { classApp, START } from '../support/class-app.ts'
import { classGitHub, classRepository } from '../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'

const MAIN = 'a'.repeat(40)

it('a commit whose judging passes its limit is given up at once, without a verdict', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const ana = classRepository(aRepository(), { main: MAIN }, { [MAIN]: { 'src/app.py': 'def predict(x):\n    return x\n' } })
  let judged = 0
  const judge = (): Promise<never> => {
    judged += 1
    return Promise.reject(Object.assign(new Error('judging took longer than 90 s'), { name: 'JudgingTooLong' }))
  }
  const clock = { now: START }
  const app = classApp(store, classGitHub([ana]).app, clock, { judge })
  await store.courses.saveCourse(aCourse(), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: START, reason: 'push' }], START)
  await app.settle()
  expect(judged).toBe(1)
  expect(ana.shown.runs).toMatchObject([{ content: { conclusion: 'neutral', title: expect.stringContaining('could not be judged') as unknown } }])
  expect(await store.work.dead(5)).toMatchObject([{ says: 'a fault of ours (JudgingTooLong)' }])
  expect(await store.assessments.newest(42, { commit: MAIN })).toBeNull()
})
