import { expect, it, onTestFinished } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { classApp, START } from '../support/class-app.ts'
import { classGitHub, classRepository, type ClassRepository } from '../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'

const MAIN = 'a'.repeat(40)

type Ended = { readonly store: Store; readonly ana: ClassRepository; readonly judged: number; /** What the check run said at each moment of quiet, and at the end: each once. */ readonly said: ReadonlySet<string> }

/** A push to a repository whose judging ends with a fault of a name, each time. */
async function judgingThatEndsWith(name: string): Promise<Ended> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const ana = classRepository(aRepository(), { main: MAIN }, { [MAIN]: { 'src/app.py': 'def predict(x):\n    return x\n' } })
  let judged = 0
  const judge = (): Promise<never> => {
    judged += 1
    return Promise.reject(Object.assign(new Error('judging was ended'), { name }))
  }
  const app = classApp(store, classGitHub([ana]).app, { now: START }, { judge })
  await store.courses.saveCourse(aCourse(), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: START, reason: 'push' }], START)
  const said = new Set<string>()
  const look = (): void => { for (const { content } of ana.shown.runs) said.add(content.summary) }
  await app.settle(look)
  look()
  return { store, ana, judged, said }
}

const BY_ITSELF = 'It is tried again without anybody\'s doing; `Check again` asks for it now.'
const BEGINS_ANEW = 'a new push or `Check again` begins anew'

it.each(['JudgingTooLong', 'JudgingTooLarge'])('a commit whose judging passes its limit (%s) is given up at once, without a verdict, and says so', async (name) => {
  const { store, ana, judged, said } = await judgingThatEndsWith(name)
  expect(judged).toBe(1)
  expect(ana.shown.runs).toMatchObject([{ content: { conclusion: 'neutral', title: 'aaaaaaa could not be judged: a fault of Capstone Coach', summary: expect.stringContaining(BEGINS_ANEW) as unknown } }])
  expect([...said].filter((summary) => summary.includes(BY_ITSELF))).toEqual([])
  expect(await store.work.dead(5)).toMatchObject([{ says: `a fault of ours (${name})` }])
  expect(await store.assessments.newest(42, { commit: MAIN })).toBeNull()
})

it.each(['JudgingStalled', 'JudgeFailed'])('a commit whose judging ends otherwise (%s) is tried eight times, and says so until it is given up', async (name) => {
  const { store, ana, judged, said } = await judgingThatEndsWith(name)
  expect(judged).toBe(8)
  expect([...said].filter((summary) => summary.includes(BY_ITSELF))).toHaveLength(1)
  expect(ana.shown.runs).toMatchObject([{ content: { conclusion: 'neutral', summary: expect.stringContaining(BEGINS_ANEW) as unknown } }])
  expect(await store.work.dead(5)).toMatchObject([{ says: `a fault of ours (${name})` }])
})
