import { expect, it } from 'vitest'
import type { WorkTarget } from '../../src/model/work.ts'
import { commentStage, HEAD, MAIN, type CommentStage } from '../support/commenting.ts'

/** Judges what the targets name, one after the other, and gives the lines of all traces by their commits. */
async function linesAfter(stage: CommentStage, targets: readonly WorkTarget[]): Promise<readonly (readonly [commit: string, branch: string | null, isDefaultBranch: boolean])[]> {
  for (const target of targets) {
    await stage.store.work.mark([{ installationId: 7, repositoryId: 42, target, dueAt: stage.clock.now, reason: 'push' }], stage.clock.now)
    await stage.app.settle()
  }
  return (await stage.store.traces.ofRepository(42, 9)).map(({ commit, branch, isDefaultBranch }) => [commit, branch, isDefaultBranch])
}

const [MAIN_BRANCH, IDEA, FEATURE]: readonly [WorkTarget, WorkTarget, WorkTarget] = [{ kind: 'branch', name: 'main' }, { kind: 'branch', name: 'idea' }, { kind: 'branch', name: 'feature' }]

it.each<[string, readonly WorkTarget[]]>([['main first', [MAIN_BRANCH, IDEA]], ['the branch first', [IDEA, MAIN_BRANCH]], ['the branch once more', [MAIN_BRANCH, IDEA, IDEA]]])('the commit that a branch was made at stays one of the default branch: %s', async (_, targets) => {
  const stage = await commentStage()
  Object.assign(stage.repository.branches, { idea: MAIN })
  expect(await linesAfter(stage, targets)).toContainEqual([MAIN, 'main', true])
})

it('a commit that is judged for its own sake stays of the branch where it was seen before', async () => {
  const stage = await commentStage()
  stage.repository.pulls.length = 0
  await linesAfter(stage, [FEATURE])
  await stage.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'commit', sha: HEAD }, dueAt: stage.clock.now, reason: 'check_run', again: 'asked' }], stage.clock.now)
  await stage.app.settle()
  expect(await linesAfter(stage, [])).toContainEqual([HEAD, 'feature', false])
})

it('a commit that comes to the default branch later keeps the branch that it was judged on first', async () => {
  const stage = await commentStage()
  stage.repository.pulls.length = 0
  const firstBranch = async (): Promise<string | undefined> => (await stage.store.traces.of(42, HEAD))?.firstBranch
  await linesAfter(stage, [MAIN_BRANCH, FEATURE])
  expect(await firstBranch()).toBeUndefined()
  Object.assign(stage.repository.branches, { main: HEAD })
  expect(await linesAfter(stage, [MAIN_BRANCH])).toContainEqual([HEAD, 'main', true])
  await linesAfter(stage, [FEATURE, MAIN_BRANCH])
  expect(await firstBranch()).toBe('feature')
})
