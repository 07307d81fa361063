import { describe, expect, it, vi } from 'vitest'
import { COMMAND_NAMES, type CommandName } from '../../src/model/command.ts'
import { THE_OPERATOR, type Decision } from '../../src/model/decision.ts'
import { groupOf, OPERATION_OF, MAY } from '../../src/model/role.ts'
import { PAGES } from '../../src/web/pages/list.ts'
import { siteStage, type Browser, type SiteStage } from '../support/site-stage.ts'

const ANA = '/courses/mlops/repositories/42'
const ON = `${ANA}/decide?on=health`
const FIELDS = { reason: 'Shown in the lab', until: '2026-12-30', button: 'do' }

type Form = { readonly action: string; readonly fields: Readonly<Record<string, string>>; readonly text: string }

/** The forms of the pages of a repository, as somebody gets them: below the path of the repository. */
async function formsOf({ open }: SiteStage, browser: Browser): Promise<readonly Form[]> {
  const pages = await Promise.all([ANA, ON].map((path) => open(path, browser)))
  return pages.flatMap(({ text }) => [...text.matchAll(new RegExp(`<form [^>]*action="${ANA}/(\\w+)">(.*?)</form>`, 'gs'))].map(([, action = '', inside = '']) => ({
    action, text: inside, fields: Object.fromEntries([...inside.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value])),
  })))
}

type Offered = { readonly action: string; readonly to: string | null; readonly kind: string }

/** How each command of the staff is given on a page: by which form, with which choice where it has one; and what it leaves. */
const ON_PAGE: Readonly<Partial<Record<CommandName, Offered>>> = {
  set: { action: 'decide', to: 'verified', kind: 'set' }, clear: { action: 'decide', to: 'clear', kind: 'clear' }, excuse: { action: 'decide', to: 'excuse', kind: 'excuse' }, extend: { action: 'extend', to: null, kind: 'extend' }, close: { action: 'close', to: null, kind: 'close' },
  regrade: { action: 'judge', to: null, kind: 'judge' }, pause: { action: 'pause', to: 'paused', kind: 'pause' }, resume: { action: 'pause', to: 'resumed', kind: 'resume' },
}

/** A repository with a dispute, something decided, and a pull request that is open, for whoever reads it. */
async function stageFor(command: CommandName): Promise<SiteStage> {
  const stage = await siteStage()
  const { store } = stage
  // Past the service, so that nothing is marked to be looked at by what was there before.
  const before = { courseId: 'mlops', repositoryId: 42, by: THE_OPERATOR, said: null }
  const keep = (decision: Decision) => store.decisions.decide(decision, { id: decision.id, at: decision.at, actor: null, action: 'decision', subject: 'repository 42', says: '' })
  await store.decisions.state({ id: 'd', kind: 'dispute', subject: { kind: 'criterion', id: 'health' }, text: 'It answers', courseId: 'mlops', repositoryId: 42, at: 1, by: { id: 5, login: 'ana' }, said: null })
  await keep({ ...before, id: 'set', kind: 'set', subject: { kind: 'criterion', id: 'health' }, outcome: 'present', automatic: 'missing', reason: 'Seen', at: stage.clock.now - 2 })
  await store.journal.addEvents([{ id: 'p', kind: 'pull_request.opened', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: 2, facts: { number: 4 } }])
  if (command === 'resume') await keep({ ...before, id: 'pause', kind: 'pause', reason: 'Ill', at: stage.clock.now - 1 })
  stage.clock.now += 1000
  return stage
}

const STAFF_COMMANDS = COMMAND_NAMES.filter((name) => groupOf(name) === 'staff' || groupOf(name) === 'instructors')

describe('what the staff can do by a command, it can do on the pages of a repository', () => {
  it('has every command of the staff, and no form that does what none of them does', async () => {
    expect(Object.keys(ON_PAGE).toSorted()).toEqual(STAFF_COMMANDS.toSorted())
    const forms = PAGES.filter(({ method, path }) => method === 'post' && path.startsWith('/repositories/:id/')).map(({ path }) => path.split('/').at(-1))
    expect(new Set(forms)).toEqual(new Set(Object.values(ON_PAGE).map(({ action }) => action)))
  })

  it.each(STAFF_COMMANDS.flatMap((name) => (['ines', 'aki'] as const).map((login) => [name, login] as const)))('/%s by %s, where they may', async (name, login) => {
    const offered = ON_PAGE[name]
    const stage = await stageFor(name)
    const { send, browserOf, store } = stage
    const browser = await browserOf(login)
    const form = (await formsOf(stage, browser)).find(({ action, fields, text }) => action === offered?.action && (offered.to === null || fields['to'] === offered.to || text.includes(`<option value="${offered.to}">`)))
    const may = MAY[OPERATION_OF[name]][login === 'ines' ? 'instructor' : 'assistant'] === 'all'
    expect(form !== undefined).toBe(may)
    if (form === undefined || offered === undefined) return
    expect((await send(`${ANA}/${form.action}`, { ...FIELDS, ...form.fields, ...offered.to === null ? {} : { to: offered.to } }, browser)).status).toBe(303)
    const due = (await store.work.inCourse('mlops', 99, stage.clock.now)).map(({ target }) => target)
    expect(due).toContainEqual({ kind: 'branch', name: 'main' })
    if (name === 'regrade') {
      expect(due.toSorted((one, other) => one.kind.localeCompare(other.kind))).toEqual([{ kind: 'branch', name: 'main' }, { kind: 'pull-request', number: 4 }])
      expect((await store.journal.audit(1))[0]).toMatchObject({ action: 'work.judge', actor: 70 })
    }
    else expect((await store.decisions.decisionsOf('mlops', 42)).at(-1)).toMatchObject({ kind: offered.kind, by: { login } })
  })

  it('a paused repository says so to all who see it, and can be paused no second time', async () => {
    const stage = await stageFor('resume')
    const { open, send, browserOf } = stage
    const ines = await browserOf('ines')
    for (const browser of [ines, await browserOf('ana')]) expect((await open(ANA, browser)).text).toMatch(/<strong>Paused<\/strong> by the operator since 2026-\d\d-\d\d.*Reason: Ill/)
    const { status, text } = await send(`${ANA}/pause`, { page: '1', to: 'paused', reason: 'Again' }, ines)
    expect([status, text.includes('The App is paused already in octo-org/capstone-ana.')]).toEqual([409, true])
    expect((await send(`${ANA}/pause`, { page: '1', to: 'resumed', reason: '' }, ines)).status).toBe(303)
    expect((await open(ANA, ines)).text).not.toContain('<strong>Paused</strong>')
    expect((await send(`${ANA}/pause`, { page: '2', to: 'paused', reason: ' ' }, ines)).status).toBe(422)
  })

  it('what was told of a pause meanwhile gets its verdict when it is resumed', async () => {
    const stage = await stageFor('resume')
    const { store, send, browserOf, clock } = stage
    await store.publications.record({ repositoryId: 42, kind: 'check-run', place: 'f'.repeat(40), round: 1, remoteId: 9, digest: 'paused x', at: clock.now })
    await send(`${ANA}/pause`, { page: '1', to: 'resumed', reason: '' }, await browserOf('ines'))
    expect((await store.work.inCourse('mlops', 99, clock.now)).map(({ target }) => target)).toContainEqual({ kind: 'commit', sha: 'f'.repeat(40) })
  })

  it('resumed, says so where what was missed could not be marked, which the same form sent again does', async () => {
    const { store, send, browserOf, clock } = await stageFor('resume')
    const ines = await browserOf('ines')
    await store.publications.record({ repositoryId: 42, kind: 'check-run', place: 'f'.repeat(40), round: 1, remoteId: 9, digest: 'paused x', at: clock.now })
    vi.spyOn(store.publications, 'newest').mockRejectedValueOnce(new Error('the store is away'))
    const answer = await send(`${ANA}/pause`, { page: '1', to: 'resumed', reason: '' }, ines)
    expect([answer.status, answer.text.includes('<h1>It is decided</h1>'), (await store.decisions.decisionsOf('mlops', 42)).at(-1)?.kind]).toEqual([200, true, 'resume'])
    clock.now += 2000
    expect((await send(`${ANA}/pause`, { page: '1', to: 'resumed', reason: '' }, ines)).status).toBe(303)
    expect((await store.work.inCourse('mlops', 99, clock.now)).map(({ target }) => target)).toContainEqual({ kind: 'commit', sha: 'f'.repeat(40) })
  })

  it('judged anew by one key, has its own entry in the audit of each repository', async () => {
    const { store, call } = await siteStage()
    for (const of of ['id:42', 'id:43', 'id:43']) expect(await call('work.judge', { of, key: 'tonight' })).toMatchObject({ ok: true })
    expect((await store.journal.audit(9)).flatMap(({ action, says }) => action === 'work.judge' ? [says] : []).toSorted()).toEqual(['repository 42 judged anew', 'repository 43 judged anew'])
  })

  it('judges anew nothing that is archived or that the App does not reach, and says so', async () => {
    const { store, send, browserOf, clock } = await siteStage()
    const ines = await browserOf('ines')
    const repository = await store.hosting.repository(42)
    if (repository === null) throw new Error('no repository')
    await store.hosting.saveRepositories([{ ...repository, archived: true }], 1)
    expect((await send(`${ANA}/judge`, { page: '1' }, ines)).text).toContain('Nothing is judged in octo-org/capstone-ana: it is archived.')
    await store.hosting.removeRepositories(7, [42], 2)
    // The same form sent at the same moment is answered as one.
    clock.now += 60_000
    expect((await send(`${ANA}/judge`, { page: '1' }, ines)).text).toContain('The App does not reach octo-org/capstone-ana any more.')
    expect(await store.work.inCourse('mlops', 99, 1e15)).toEqual([])
  })
})
