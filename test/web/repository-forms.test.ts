import { describe, expect, it, vi } from 'vitest'
import type { ClassStanding } from '../../src/model/class-standing.ts'
import type { RepositoryGrade } from '../../src/model/gradebook.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { aRepository } from '../support/hosting.ts'
import { criterion, item } from '../support/records.ts'
import { valueOf, type ServiceStage } from '../support/service-stage.ts'
import { siteStage } from '../support/site-stage.ts'

const ANA = '/courses/mlops/repositories/42'
const DRIFT = { page: '1', subject: 'drift-checked', to: 'verified', reason: 'Shown in the lab', button: 'do' }

async function pointsOf({ call }: ServiceStage): Promise<number | undefined> {
  const { rows } = valueOf(await call('gradebook.read')) as { readonly rows: readonly { readonly grade: RepositoryGrade | null }[] }
  return rows[0]?.grade?.points
}

async function subjectOf(stage: ServiceStage, outcome: string): Promise<string> {
  const { rows } = valueOf(await stage.call('gradebook.read')) as { readonly rows: readonly { readonly grade: RepositoryGrade }[] }
  return rows[0]?.grade.items.find((one) => one.outcome === outcome)?.id ?? ''
}

describe('what is decided on the page of a repository', () => {
  it('shows in the gradebook, in the class and on the page, with who decided and why', async () => {
    const stage = await siteStage()
    const { open, send, browserOf, call } = stage
    const aki = await browserOf('aki')
    const subject = await subjectOf(stage, 'missing')
    const before = await pointsOf(stage)
    const answer = await send(`${ANA}/decide`, { ...DRIFT, subject }, aki)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${ANA}#item-${subject}`])
    const after = await pointsOf(stage)
    expect(after).toBeGreaterThan(before ?? 0)
    const { rows } = valueOf(await call('class.read')) as ClassStanding
    expect(rows[0]?.standing?.grade?.points).toBe(after)
    expect(rows[0]?.standing?.items.find(({ id }) => id === subject)).toMatchObject({ outcome: 'verified', source: 'decided' })
    const { text } = await open(ANA, aki)
    expect(text).toContain(`${after?.toFixed(2) ?? ''} of 100.00</strong> points`)
    expect(text).toContain('Decided by aki')
    expect(text).toContain('Shown in the lab')
  })

  it.each(['class', 'queue'] as const)('is told as decided where what follows from it fails, and the points follow: %s', async (what) => {
    const stage = await siteStage()
    const { open, send, browserOf, store, log, clock } = stage
    const ines = await browserOf('ines')
    const [subject, before] = [await subjectOf(stage, 'missing'), await pointsOf(stage)]
    const fails = what === 'class' ? vi.spyOn(store.standings, 'save') : vi.spyOn(store.work, 'mark')
    fails.mockRejectedValueOnce(new Error('the store is away'))
    const answer = await send(`${ANA}/decide`, { ...DRIFT, subject }, ines)
    expect([answer.status, await store.decisions.decisionsOf('mlops', 42)]).toMatchObject([200, [{ kind: 'set', by: { login: 'ines' } }]])
    expect(log.lines.filter(({ level }) => level === 'error').map(({ says }) => says)).toEqual(['what was decided is kept, and could not be shown or counted yet'])
    expect(answer.text).toMatch(/<h1>It is decided<\/h1>[^]*role="status">What follows from it failed on our side/)
    expect(answer.text).toContain(`href="${ANA}#item-${subject}"`)
    expect(await pointsOf(stage)).toBeGreaterThan(before ?? 0)
    // No address makes the page of the repository say so.
    expect((await open(`${ANA}?follows`, ines)).text).toBe((await open(ANA, ines)).text)
    // The same form once more shows and counts it, and decides nothing else.
    clock.now += 2000
    expect((await send(`${ANA}/decide`, { ...DRIFT, subject }, ines)).headers.get('location')).toBe(`${ANA}#item-${subject}`)
    expect(await store.decisions.decisionsOf('mlops', 42)).toHaveLength(1)
  })

  it('is told as a fault where it fails before it is kept', async () => {
    const stage = await siteStage()
    vi.spyOn(stage.store.decisions, 'decide').mockRejectedValueOnce(new Error('the store is away'))
    expect((await stage.send(`${ANA}/decide`, { ...DRIFT, subject: await subjectOf(stage, 'missing') }, await stage.browserOf('ines'))).status).toBe(500)
    expect(await stage.store.decisions.decisionsOf('mlops', 42)).toEqual([])
  })

  it('is told before it is made, and nothing is written until then', async () => {
    const stage = await siteStage()
    const { open, send, browserOf, store } = stage
    const ines = await browserOf('ines')
    const subject = await subjectOf(stage, 'missing')
    const before = await pointsOf(stage)
    const { status, text } = await send(`${ANA}/decide`, { ...DRIFT, subject, to: 'share', share: '50%', button: 'preview' }, ines)
    expect(status).toBe(200)
    expect(text).toContain(`<dt>Points now</dt><dd>${before?.toFixed(2) ?? ''} of 100.00</dd>`)
    expect(await store.decisions.decisionsOf('mlops', 42)).toEqual([])
    const fields = Object.fromEntries([...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value] as const))
    expect((await send(`${ANA}/decide`, { ...fields, button: 'do' }, ines)).status).toBe(303)
    const then = /<dt>Points then<\/dt><dd>([\d.]+) of/.exec(text)?.[1]
    expect((await pointsOf(stage))?.toFixed(2)).toBe(then)
    expect(then).not.toBe(before?.toFixed(2))
    expect((await open(ANA, ines)).text).toContain('50 % of its credit')
  })

  it('decides once where a form is sent twice, and again where something else is sent from the same page', async () => {
    const stage = await siteStage()
    const { send, browserOf, store } = stage
    const ines = await browserOf('ines')
    const form = { ...DRIFT, subject: await subjectOf(stage, 'missing') }
    expect([(await send(`${ANA}/decide`, form, ines)).status, (await send(`${ANA}/decide`, form, ines)).status]).toEqual([303, 303])
    expect(await store.decisions.decisionsOf('mlops', 42)).toHaveLength(1)
    expect((await send(`${ANA}/decide`, { ...form, to: 'clear', reason: 'The wrong repository' }, ines)).status).toBe(303)
    expect((await store.decisions.decisionsOf('mlops', 42)).map(({ kind }) => kind)).toEqual(['set', 'clear'])
  })

  it('is a criterion as well as an item: told with what it changes in each item that asks for it, and shown on the page of the decision with what was before', async () => {
    const stage = await siteStage()
    const { open, send, browserOf, store } = stage
    const aki = await browserOf('aki')
    const asking = CHECKLISTS.checklist.items.filter(({ criteria }) => criteria.some(({ id }) => id === 'health'))
    const page = await open(`${ANA}/decide?on=criterion%3Ahealth`, aki)
    expect(page.status).toBe(200)
    for (const { title } of asking) expect(page.text).toContain(`>${title}</a>`)
    expect(page.text).toContain('Nothing was decided of it.')
    const form = { ...DRIFT, subject: 'criterion:health', to: 'failing' }
    const shown = await send(`${ANA}/decide`, { ...form, button: 'preview' }, aki)
    const changes = [...shown.text.matchAll(/<tr><th scope="row">([^<]*) <span class="soft">\((\w+)\)<\/span><\/th><td>([^<]*)<\/td><td>([^<]*)<\/td>/g)].map(([, title, kind, before, after]) => [title, kind, before, after])
    expect(changes).toContainEqual([expect.any(String), 'criterion', expect.stringMatching(/verified|missing/), 'failing'])
    for (const { title } of asking) expect(changes).toContainEqual([title, 'item', expect.stringMatching(/verified|missing/), 'failing'])
    expect(shown.text).toContain(`href="${ANA}/decide?on=criterion%3Ahealth">Back, and decide nothing`)
    expect((await send(`${ANA}/decide`, form, aki)).headers.get('location')).toBe(`${ANA}#criterion-health`)
    expect(await store.decisions.decisionsOf('mlops', 42)).toMatchObject([{ kind: 'set', subject: { kind: 'criterion', id: 'health' }, outcome: 'failing' }])
    const then = (await open(`${ANA}/decide?on=health`, aki)).text
    expect(then).toMatch(/<dt>Stands<\/dt><dd>failing<\/dd>/)
    expect(then).toContain('Shown in the lab')
    expect(then).toContain('<option value="clear">')
  })

  it('is a step, which changes no points and is done or open', async () => {
    const { open, send, browserOf, store } = await siteStage()
    const ines = await browserOf('ines')
    const shown = await send(`${ANA}/decide`, { ...DRIFT, subject: '3.2', to: 'done', button: 'preview' }, ines)
    expect(shown.text).toMatch(/<th scope="row">Step 3\.2, [^<]*<\/th><td>(?!done)[^<]*<\/td><td>done<\/td>/)
    expect(shown.text).toContain(', the same</dd>')
    expect((await send(`${ANA}/decide`, { ...DRIFT, subject: '3.2', to: 'done' }, ines)).headers.get('location')).toBe(`${ANA}#step-3.2`)
    expect(await store.decisions.decisionsOf('mlops', 42)).toMatchObject([{ subject: { kind: 'step', id: 'step-3.2' }, outcome: 'done' }])
    expect((await open(ANA, ines)).text).toContain(' id="step-3.2">')
    for (const [to, says] of [['verified', 'The outcome is one of done, open.'], ['excuse', '&quot;3.2&quot; is a step, and this can be done to items and criteria alone.']] as const) {
      const { status, text } = await send(`${ANA}/decide`, { ...DRIFT, page: '2', subject: '3.2', to }, ines)
      expect([to, status, text.includes(says)]).toEqual([to, 422, true])
    }
    expect((await open(`${ANA}/decide?on=nothing-such`, ines)).text).toContain('Nothing is called &quot;nothing-such&quot;.')
  })

  it('can be anything that a comment can name, before anything was judged as well, and a criterion that has the name of an item', async () => {
    const stage = await siteStage()
    const { open, browserOf, store } = stage
    const aki = await browserOf('aki')
    const before = await store.assessments.byId('a-42')
    if (before === null) throw new Error('nothing is judged')
    const twin = item('Twin of a criterion', ['lint', 'health'], { id: 'lint' })
    await store.assessments.add({ ...before, id: 'twin', at: before.at + 1000, digest: 'twin', record: { ...before.record, items: [...before.record.items, twin] } })
    const links = async (repository: string): Promise<readonly string[]> => [...(await open(`/courses/mlops/repositories/${repository}/decide`, aki)).text.matchAll(/decide\?on=([^"]*)"/g)].map(([, on = '']) => decodeURIComponent(on))
    const all = await links('42')
    for (const called of ['lint', 'criterion:lint', 'health', '1.1', '4.4']) expect(all).toContain(called)
    expect(new Set(all).size).toBe(all.length)
    expect((await open(`${ANA}/decide?on=criterion:lint`, aki)).text).toContain('Decide on the criterion “')
    expect((await open(`${ANA}/decide?on=lint`, aki)).text).toContain('Decide on the item “Twin of a criterion”')
    await store.hosting.saveRepositories([aRepository({ id: 44, name: 'capstone-new', private: true })], 0)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: 44, by: 'name', since: 0 })
    expect(await links('44')).toEqual(expect.arrayContaining(['health', 'health-check-works', '3.2']))
    expect((await open('/courses/mlops/repositories/44', aki)).text).toContain('/repositories/44/decide"')
  })

  it('is refused without a reason, for an item that there is not, and by who works there', async () => {
    const stage = await siteStage()
    const { send, browserOf, store } = stage
    const [ines, ana] = [await browserOf('ines'), await browserOf('ana')]
    const subject = await subjectOf(stage, 'missing')
    expect((await send(`${ANA}/decide`, { ...DRIFT, subject, reason: ' ' }, ines)).status).toBe(422)
    expect((await send(`${ANA}/decide`, { ...DRIFT, subject: 'nothing-such' }, ines)).status).toBe(422)
    expect((await send(`${ANA}/decide`, { ...DRIFT, subject }, ana)).status).toBe(403)
    expect((await send(`${ANA}/extend`, { page: '1', until: '2026-12-30', reason: 'Agreed', button: 'do' }, await browserOf('aki'))).status).toBe(403)
    expect(await store.decisions.decisionsOf('mlops', 42)).toEqual([])
  })

  it('is refused where a share is written beside another choice, since either may be meant', async () => {
    const stage = await siteStage()
    const { status, text } = await stage.send(`${ANA}/decide`, { ...DRIFT, subject: await subjectOf(stage, 'missing'), to: 'partial', share: '80%' }, await stage.browserOf('ines'))
    expect([status, await stage.store.decisions.decisionsOf('mlops', 42)]).toEqual([422, []])
    expect(text).toContain('&quot;80%&quot; stands behind the outcome.')
  })

  it('of an item of the student\'s own is of that item alone, where it has an id or a name of the course\'s', async () => {
    const stage = await siteStage()
    const { open, send, browserOf, store } = stage
    const before = await store.assessments.byId('a-42')
    if (before === null) throw new Error('nothing is judged')
    const [missing, ...others] = [await subjectOf(stage, 'missing'), 'lint', '3.2', 'load-test']
    const ids = [missing, ...others]
    const own = { criteria: ids.map((id) => criterion(`own:${id}`, { title: `Own ${id}` })), items: ids.map((id) => item(`Own ${id}`, [`own:${id}`], { id })) }
    await store.assessments.add({ ...before, id: 'own', at: before.at + 1000, digest: 'own', record: { ...before.record, criteria: [...before.record.criteria, ...own.criteria], own: own.items } })
    const [ines, points] = [await browserOf('ines'), await pointsOf(stage)]
    const rows = (await open(ANA, ines)).text.split('<h3>Own items</h3>')[1]?.split('</section>')[0] ?? ''
    expect([...rows.matchAll(/decide\?on=([^"]*)"/g)].map(([, on = '']) => decodeURIComponent(on))).toEqual([`own:${missing}`, 'own:lint', 'own:3.2', 'load-test'])
    expect(rows).not.toMatch(/\d of \d/)
    expect((await send(`${ANA}/decide`, { ...DRIFT, subject: `own:${missing}` }, ines)).status).toBe(303)
    expect((await store.decisions.decisionsOf('mlops', 42)).map((one) => 'subject' in one ? one.subject : null)).toEqual([{ kind: 'criterion', id: `own:${missing}` }])
    expect(await pointsOf(stage)).toBe(points)
  })

  it('moves the due day, which the page says', async () => {
    const { open, send, browserOf } = await siteStage()
    const ines = await browserOf('ines')
    expect((await send(`${ANA}/extend`, { page: '1', until: '2026-12-30', reason: 'Agreed by mail', button: 'do' }, ines)).status).toBe(303)
    expect((await open(ANA, ines)).text).toContain('Due 2026-12-30 23:59')
  })

  it('lets who opened a dispute take it back, and nobody else who works elsewhere', async () => {
    const { open, send, browserOf, store } = await siteStage()
    await store.decisions.state({ id: 'd', kind: 'dispute', subject: { kind: 'item', id: 'health-check-works' }, text: 'It answers', courseId: 'mlops', repositoryId: 42, at: Date.UTC(2026, 11, 20), by: { id: 5, login: 'ana' }, said: null })
    const [ana, ben] = [await browserOf('ana'), await browserOf('ben')]
    const form = { page: '1', subject: 'health-check-works', reason: 'Found it', button: 'do' }
    expect((await send(`${ANA}/close`, form, ben)).status).toBe(404)
    expect((await open(ANA, ana)).text).toContain('Take the dispute back')
    expect((await send(`${ANA}/close`, form, ana)).status).toBe(303)
    expect((await open(ANA, ana)).text).toContain('closed: it was taken back')
  })
})
