import { expect, it } from 'vitest'
import { commentStage, HEAD, judged, KIM, type CommentStage } from '../support/commenting.ts'

const [OTHER, LATER] = ['d'.repeat(40), 'e'.repeat(40)]

/** A branch without a pull request is at a commit, which is judged. */
async function pushed({ store, repository, clock, app }: CommentStage, sha: string): Promise<void> {
  Object.assign(repository.branches, { other: sha })
  Object.assign(repository.commits, { [sha]: { 'app.py': `A = '${sha}'\n` } })
  await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'other' }, dueAt: clock.now, reason: 'push' }], clock.now)
  await app.settle()
}

const titlesOf = ({ repository }: CommentStage, sha: string): readonly string[] => repository.shown.runs.filter(({ commit }) => commit === sha).map(({ content }) => content.title)

it('a branch without a pull request that was told of the pause gets its verdict when the course resumes', async () => {
  const stage = await commentStage()
  await judged(stage)
  await stage.ask(KIM, '/pause New groups')
  await pushed(stage, OTHER)
  await pushed(stage, LATER)
  expect([titlesOf(stage, OTHER), titlesOf(stage, LATER)]).toEqual([['ddddddd: paused by the course'], ['eeeeeee: paused by the course']])
  await stage.ask(KIM, '/resume')
  expect(titlesOf(stage, LATER)).toEqual([expect.stringContaining('verified')])
})

it('so does a commit that was asked for alone, and a verdict that stands is left', async () => {
  const stage = await commentStage()
  await judged(stage)
  const stands = titlesOf(stage, HEAD)
  await stage.ask(KIM, '/pause New groups')
  Object.assign(stage.repository.commits, { [OTHER]: { 'app.py': 'A = 2\n' } })
  await stage.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'commit', sha: OTHER }, dueAt: stage.clock.now, reason: 'check_run', again: 'asked' }], stage.clock.now)
  await stage.app.settle()
  expect(titlesOf(stage, OTHER)).toEqual(['ddddddd: paused by the course'])
  await stage.ask(KIM, '/resume')
  expect([titlesOf(stage, OTHER), titlesOf(stage, HEAD)]).toEqual([[expect.stringContaining('verified')], stands])
})
