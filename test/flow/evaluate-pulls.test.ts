import { describe, expect, it } from 'vitest'
import type { WorkTarget } from '../../src/model/work.ts'
import { pull, push, sha } from '../support/capstone-story.ts'
import { aPull, BRANCH, FORKED, HEALTH, MAIN, setting, TUNED, WITHOUT_CI } from '../support/evaluating.ts'

const PULL: WorkTarget = { kind: 'pull-request', number: 3 }

describe('a pull request', () => {
  it('gets the check run of its head and one comment', async () => {
    const { app, mark, ana, titles } = await setting({ branches: { main: MAIN, tune: TUNED }, pulls: [aPull()], commits: { [MAIN]: WITHOUT_CI, [TUNED]: { 'src/app.py': HEALTH } } })
    await mark(BRANCH)
    await mark({ kind: 'branch', name: 'tune' })
    await mark({ kind: 'pull-request', number: 3 }, { reason: 'pull_request' })
    await app.settle()
    expect(titles()).toHaveLength(2)
    expect(ana.shown.comments.map(({ number }) => number)).toEqual([3])
    expect(ana.shown.comments[0]?.body).toMatch(/health/i)
  })

  it('tells what changed against its base, also where that was not judged before', async () => {
    const { app, mark, ana, store } = await setting({ branches: { main: MAIN, tune: TUNED }, pulls: [aPull()], commits: { [MAIN]: WITHOUT_CI, [TUNED]: { 'src/app.py': HEALTH } } })
    await mark({ kind: 'pull-request', number: 3 }, { reason: 'pull_request' })
    await app.settle()
    expect(await store.assessments.newest(42, 'default-branch')).toMatchObject({ commit: MAIN })
    expect(ana.shown.comments).toHaveLength(1)
    expect(ana.shown.comments[0]?.body).toContain('aaaaaaa')
  })

  it.each<[string, string, boolean]>([
    ['no more where a branch that came later shows that as well', 'notes', false],
    ['still where the default branch went on', 'main', true],
  ])('is said to move a step by its branch, and %s', async (_, branch, isStillMoved) => {
    const { app, mark, ana, store } = await setting({
      branches: { main: MAIN, tune: sha('deep'), [branch]: sha('later') }, pulls: [aPull({ head: { sha: sha('deep'), branch: 'tune', repositoryId: 42 } })],
      commits: { [MAIN]: WITHOUT_CI, [sha('deep')]: { 'src/app.py': HEALTH }, [sha('later')]: { ...WITHOUT_CI, 'README.md': '# Churn\n' } },
    })
    const moved = (): boolean => ana.shown.comments[0]?.body.includes('- **Step 3.1, Push to a feature branch** is done') === true
    await store.journal.addEvents([push(5, 'tune', null, 'deep'), pull(6, 'opened', { number: 3, head: 'deep', base: 'main' })])
    await mark({ kind: 'pull-request', number: 3 }, { reason: 'pull_request' })
    await app.settle()
    expect(moved()).toBe(true)
    await store.journal.addEvents([push(8, branch, null, 'later')])
    await mark({ kind: 'branch', name: branch })
    await app.settle()
    expect(moved()).toBe(isStillMoved)
  })

  it.each(['main', 'pull'])('is compared with the default branch as it is judged last, where %s is judged first', async (first) => {
    const { app, mark, ana, store } = await setting({ branches: { main: MAIN, tune: TUNED }, pulls: [aPull()], commits: { [MAIN]: WITHOUT_CI, [TUNED]: { 'src/app.py': HEALTH }, [sha('later')]: { 'src/app.py': HEALTH } } })
    await mark(BRANCH)
    await app.settle()
    ana.branches['main'] = sha('later')
    for (const target of first === 'main' ? [BRANCH, PULL] : [PULL, BRANCH]) {
      await mark(target)
      await app.settle()
    }
    expect(await store.assessments.newest(42, 'default-branch')).toMatchObject({ commit: sha('later') })
    expect(ana.shown.comments[0]?.body).toContain('Against `main` at `later00`')
    // What the default branch has by now is no work of this pull request.
    expect(ana.shown.comments[0]?.body).not.toContain('**Health check endpoint works** went')
  })

  it('is asked for again where the default branch goes on, and not where it stays or the pull request was closed', async () => {
    const { app, mark, ana, github, store } = await setting({ branches: { main: MAIN, tune: TUNED }, pulls: [aPull()], commits: { [MAIN]: WITHOUT_CI, [TUNED]: { 'src/app.py': HEALTH }, [sha('later')]: WITHOUT_CI, [sha('last')]: WITHOUT_CI } })
    await mark(BRANCH)
    await mark(PULL)
    await app.settle()
    const askedBy = async (commit: string): Promise<number> => {
      const before = github.asked.length
      ana.branches['main'] = commit
      await mark(BRANCH)
      await app.settle()
      return github.asked.slice(before).filter((one) => one.startsWith('pullRequest ')).length
    }
    expect(await askedBy(MAIN)).toBe(0)
    expect(await askedBy(sha('later'))).toBe(1)
    expect(await askedBy(sha('later'))).toBe(0)
    await store.journal.addEvents([pull(9, 'closed', { number: 3, head: 'deep', base: 'main' })])
    expect(await askedBy(sha('last'))).toBe(0)
  })

  it('from a fork is found by its commit, and is no work on the branch of the same name', async () => {
    const fork = aPull({ head: { sha: FORKED, branch: 'main', repositoryId: 99 } })
    const { app, mark, ana, store } = await setting({ pulls: [fork], commits: { [MAIN]: WITHOUT_CI, [FORKED]: WITHOUT_CI } })
    await mark(BRANCH)
    await app.settle()
    await mark({ kind: 'commit', sha: FORKED }, { reason: 'workflow_run' })
    await app.settle()
    expect(ana.shown.comments.map(({ number }) => number)).toEqual([3])
    expect(await store.assessments.newest(42, { commit: FORKED })).toMatchObject({ branch: 'refs/pull/3/head', isDefaultBranch: false })
  })

  it('that was merged is told so once more in its comment, which asks for no merge then; nothing is begun where the App never wrote', async () => {
    const { app, mark, ana } = await setting({ branches: { main: MAIN, tune: TUNED }, pulls: [aPull()], commits: { [MAIN]: WITHOUT_CI, [TUNED]: { 'src/app.py': HEALTH } } })
    await mark({ kind: 'pull-request', number: 3 }, { reason: 'pull_request' })
    await app.settle()
    expect(ana.shown.comments.at(-1)?.body).toContain('**Next:**')
    ana.pulls[0] = aPull({ state: 'closed', merged: true, mergeSha: 'c'.repeat(40) })
    for (const reason of ['pull_request', 'pull_request']) {
      await mark({ kind: 'pull-request', number: 3 }, { reason })
      await app.settle()
    }
    expect(ana.shown.comments).toHaveLength(1)
    expect(ana.shown.comments[0]?.body).toContain('**Merged** into `main` as')
    expect(ana.shown.comments[0]?.body).not.toContain('### What to do next')
  })

  it.each(['main', 'pull'])('that was merged goes on telling what it moved, where %s is judged first', async (first) => {
    const merge = sha('merge')
    const { app, mark, ana, store } = await setting({ branches: { main: MAIN, tune: TUNED }, pulls: [aPull()], commits: { [MAIN]: WITHOUT_CI, [TUNED]: { 'src/app.py': HEALTH }, [merge]: { 'src/app.py': HEALTH } } })
    await store.journal.addEvents([push(5, 'tune', null, 'deep'), pull(6, 'opened', { number: 3, head: 'deep', base: 'main' })])
    await mark(BRANCH)
    await mark(PULL, { reason: 'pull_request' })
    await app.settle()
    const told = (): string => /### What this pull request moves[^]*?(?=\n###|\n<|$)/.exec(ana.shown.comments[0]?.body ?? '')?.[0] ?? ''
    const before = told()
    expect(before).toContain('Health check')
    ana.pulls[0] = aPull({ state: 'closed', merged: true, mergeSha: merge })
    ana.branches['main'] = merge
    for (const target of first === 'main' ? [BRANCH, PULL] : [PULL, BRANCH]) {
      await mark(target, { reason: 'pull_request' })
      await app.settle()
    }
    expect(ana.shown.comments[0]?.body).toContain('**Merged** into `main` as')
    expect(told()).toContain('**Health check')
    expect(told()).toContain('Against `main` at `aaaaaaa`')
    expect(ana.shown.comments[0]?.body).not.toContain('since `merge00`')
  })

  it('that is closed is left alone', async () => {
    const { app, mark, ana } = await setting({ pulls: [aPull({ state: 'closed' })] })
    await mark({ kind: 'pull-request', number: 3 })
    await app.settle()
    expect(ana.shown.asked.filter((one) => !one.endsWith('issue') && !one.endsWith('issues'))).toEqual([])
  })
})
