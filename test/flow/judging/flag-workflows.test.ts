import { expect, it, onTestFinished } from 'vitest'
import { blobSha } from '../../../src/flow/reading/blob-sha.ts'
import { WORKFLOW_CHANGED } from '../../../src/flow/judging/flag-workflows.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../../src/model/course.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { classApp, START } from '../../support/class-app.ts'
import { classGitHub, classRepository, type ClassRepository } from '../../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'

const [MAIN, TUNED] = ['a'.repeat(40), 'b'.repeat(40)]
const PATH = '.github/workflows/ci.yml'
const COPY = 'on: push\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n'
const LIAR = 'on: push\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: echo all tests passed}]}}\n'
const CODE = { 'src/app.py': 'def predict(x):\n    return x\n' }

/** A repository with a pull request, in a course that lists the copy. */
async function setting(base: string, head: string): Promise<{ readonly store: Store; readonly ana: ClassRepository; readonly judge: () => Promise<void> }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const pull = { number: 3, state: 'open', merged: false, draft: false, author: null, head: { sha: TUNED, branch: 'tune', repositoryId: 42 }, base: { branch: 'main', sha: MAIN }, mergeSha: null } as const
  const ana = classRepository(aRepository(), { main: MAIN, tune: TUNED }, { [MAIN]: { ...CODE, [PATH]: base }, [TUNED]: { ...CODE, [PATH]: head } }, { pulls: [pull] })
  const clock = { now: START }
  await store.courses.saveCourse(aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, trustedBlobs: [blobSha(Buffer.from(COPY))] } }), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  const app = classApp(store, classGitHub([ana]).app, clock)
  return {
    store, ana,
    judge: async () => {
      for (const target of [{ kind: 'branch', name: 'main' }, { kind: 'branch', name: 'tune' }, { kind: 'pull-request', number: 3 }] as const) {
        await store.work.mark([{ installationId: 7, repositoryId: 42, target, dueAt: clock.now, reason: 'push' }], clock.now)
      }
      await app.settle()
    },
  }
}

it('tells the student what a pull request changes of the course\'s workflow, and keeps it once for the course with both blobs', async () => {
  const { store, ana, judge } = await setting(COPY, LIAR)
  await judge()
  await judge()
  const said = '**A workflow of the course is changed here:**'
  expect(ana.shown.runs.map(({ commit, content }) => [commit, content.summary.includes(said)])).toEqual(expect.arrayContaining([[MAIN, false], [TUNED, true]]))
  expect(ana.shown.comments.map(({ body }) => body)).toEqual([expect.stringContaining(said)])
  expect(await store.journal.eventsOf(42, WORKFLOW_CHANGED)).toMatchObject([{
    installationId: 7, actor: null,
    facts: { headSha: TUNED, baseSha: MAIN, path: PATH, blobBefore: blobSha(Buffer.from(COPY)), blobAfter: blobSha(Buffer.from(LIAR)), callBefore: null, callAfter: null },
  }])
})

it.each([['leaves it as it is', COPY, COPY], ['brings it back', LIAR, COPY]])('says nothing where a pull request %s', async (_, base, head) => {
  const { store, ana, judge } = await setting(base, head)
  await judge()
  expect(ana.shown.comments).toHaveLength(1)
  expect(JSON.stringify(ana.shown)).not.toContain('A workflow of the course')
  expect(await store.journal.eventsOf(42, WORKFLOW_CHANGED)).toEqual([])
})

it('keeps names of files text, whatever stands in them', async () => {
  const { ana, judge } = await setting(COPY, LIAR)
  const hostile = '.github/workflows/`](javascript:a)<img src=x>@everyone.yml'
  ana.commits[MAIN] = { ...CODE, [hostile]: COPY }
  ana.commits[TUNED] = { ...CODE, [hostile]: LIAR }
  await judge()
  const body = ana.shown.comments[0]?.body ?? ''
  const line = body.split('\n').find((one) => one.includes('A workflow of the course')) ?? ''
  expect(line).toContain('``.github/workflows/`](javascript:a)<img src=x>@everyone.yml``')
})
