import { describe, expect, it } from 'vitest'
import type { ShownIssue } from '../../support/publishing.ts'
import { START } from '../../support/class-app.ts'
import { aPull, BRANCH, HEALTH, MAIN, setting, TUNED, WITHOUT_CI } from '../../support/evaluating.ts'
import { NOON, stop } from '../../support/decisions.ts'

const REPOSITORY = { kind: 'repository' } as const
const CAPSTONE = { kind: 'capstone' } as const
const AUDIT = { id: 'x', at: NOON, actor: 9, action: 'decision', subject: 'repository 42', says: '' }

function only(issues: readonly ShownIssue[]): string {
  expect(issues).toHaveLength(1)
  return issues[0]?.body ?? ''
}

describe('the capstone issue of a repository', () => {
  it('is opened when the repository is enrolled, and says what its default branch shows', async () => {
    const { ana, app, mark } = await setting()
    await mark(REPOSITORY)
    await app.settle()
    expect(only(ana.shown.issues)).toContain('**0 of 15 items are in place**')
    expect(ana.shown.asked.filter((one) => one.includes('issue'))).toEqual(['list issues', 'open issue'])
  })
  it('is opened where the repository has no commits yet, with all steps open', async () => {
    const { ana, app, mark } = await setting({ branches: {}, commits: {} })
    await mark(REPOSITORY)
    await app.settle()
    expect(only(ana.shown.issues)).toContain('Nothing was judged on `main` yet')
    expect(only(ana.shown.issues).match(/\| ○&nbsp;open \|/g)).toHaveLength(13)
  })
  it('shows the checklist of the default branch alone, and the steps of the whole repository', async () => {
    const { ana, app, mark } = await setting({ commits: { [MAIN]: WITHOUT_CI, ['d'.repeat(40)]: { ...WITHOUT_CI, 'src/app.py': HEALTH }, ['e'.repeat(40)]: { ...WITHOUT_CI, 'src/app.py': HEALTH, 'src/logs.py': 'A = 1\n' } } })
    await mark(BRANCH)
    await app.settle()
    expect(only(ana.shown.issues)).toMatch(/0 of 15 items are in place\*\* at `aaaaaaa`[^]*\| 3\.1 [^|]+\| ○&nbsp;open \|/)
    ana.branches['other'] = 'e'.repeat(40)
    await mark({ kind: 'branch', name: 'other' })
    await app.settle()
    expect(only(ana.shown.issues)).toMatch(/0 of 15 items are in place\*\* at `aaaaaaa`[^]*\| 3\.1 [^|]+\| ✔&nbsp;done \|/)
    ana.branches['main'] = 'd'.repeat(40)
    await mark(BRANCH)
    await app.settle()
    expect(only(ana.shown.issues)).toContain('at `ddddddd`')
  })
  it('says what the staff decided', async () => {
    const { ana, app, mark, store } = await setting()
    await mark(REPOSITORY)
    await app.settle()
    await store.decisions.decide({ id: 'd1', courseId: 'mlops', repositoryId: 42, said: null, at: NOON, by: { id: 9, login: 'kim' }, kind: 'set', subject: { kind: 'step', id: 'step-4.3' }, outcome: 'done', automatic: 'open', reason: 'seen' }, AUDIT)
    await mark(CAPSTONE)
    await app.settle()
    expect(only(ana.shown.issues)).toContain('decided')
  })
  it('is opened by nobody where no webhooks reach the App, where the course has paused, and where nobody enrolled it', async () => {
    const [deaf, paused, stranger] = [await setting({}, { hears: false }), await setting(), await setting({}, { enrolled: false })]
    await paused.store.decisions.decide(stop('pause', 'p1'), AUDIT)
    for (const { mark, app, ana } of [deaf, paused, stranger]) {
      await mark(CAPSTONE)
      await app.settle()
      expect(ana.shown.issues).toEqual([])
    }
    await paused.store.decisions.decide(stop('resume', 'p2', NOON + 1), { ...AUDIT, id: 'y' })
    await paused.mark(REPOSITORY)
    await paused.app.settle()
    expect(paused.ana.shown.issues).toHaveLength(1)
  })
  it('that a person changes while the course has paused is brought back once it goes on', async () => {
    const { ana, app, mark, store } = await setting()
    await mark(REPOSITORY)
    await app.settle()
    const before = only(ana.shown.issues)
    await store.decisions.decide(stop('pause', 'p1'), AUDIT)
    ana.shown.issues.splice(0, 1, ...ana.shown.issues.map((issue) => ({ ...issue, body: 'mine now' })))
    await mark(CAPSTONE, { reason: 'issue touched' })
    await app.settle()
    expect(only(ana.shown.issues)).toBe('mine now')
    await store.decisions.decide(stop('resume', 'p2', NOON + 1), { ...AUDIT, id: 'y' })
    await mark(CAPSTONE)
    await app.settle()
    expect(only(ana.shown.issues)).toBe(before)
  })
  it('names the open pull requests, and no longer one that was closed', async () => {
    const { ana, app, mark, store } = await setting()
    await mark(REPOSITORY)
    await app.settle()
    const heard = async (action: 'opened' | 'closed'): Promise<string> => {
      const facts = { number: 3, headSha: TUNED, headBranch: 'tune', headRepositoryId: 42, baseSha: MAIN, baseBranch: 'main', merged: false, mergeSha: null, draft: false, authorId: 5, authorIsBot: false }
      await store.journal.addEvents([{ id: action, kind: `pull_request.${action}`, installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: START + (action === 'opened' ? 1 : 2), facts }])
      ana.pulls.splice(0, 1, aPull({ state: action === 'opened' ? 'open' : 'closed' }))
      await mark({ kind: 'pull-request', number: 3 })
      await mark(CAPSTONE)
      await app.settle()
      return only(ana.shown.issues)
    }
    expect([await heard('opened'), await heard('closed')].map((body) => body.includes('Open now: #3'))).toEqual([true, false])
  })
  it('that GitHub refuses disturbs neither check run nor comment, and is no work that was given up', async () => {
    const { ana, app, mark, store, titles } = await setting()
    const refusals = (['no-issues', 'locked', 'forbidden', 'refused'] as const).map((kind) => ({ kind, says: `of ${kind}` }))
    const { port } = ana.shown
    Object.assign(port, { openIssue: () => Promise.resolve({ ok: false, trouble: refusals.shift() ?? { kind: 'forbidden', says: '' } }) })
    ana.pulls.push(aPull())
    await mark(REPOSITORY)
    for (let round = 0; round < 4; round += 1) {
      await mark({ kind: 'pull-request', number: 3 })
      await mark(CAPSTONE)
      await app.settle()
    }
    expect([titles().length, ana.shown.comments.length, await store.work.dead(5)]).toEqual([2, 1, []])
    expect(app.lines.filter(({ says }) => says.startsWith('the capstone issue could not be written')).map(({ level }) => level)).toContain('warn')
  })
  it('is asked for anew where the App is installed again', async () => {
    const { ana, app, mark } = await setting()
    await mark(REPOSITORY)
    await app.settle()
    ana.shown.issues = []
    await mark(REPOSITORY, { reason: 'sweep' })
    await app.settle()
    expect(ana.shown.issues).toEqual([])
    await mark(REPOSITORY, { reason: 'installation' })
    await app.settle()
    expect(ana.shown.issues).toHaveLength(1)
  })
})
