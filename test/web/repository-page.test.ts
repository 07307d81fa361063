import { describe, expect, it } from 'vitest'
import type { RepositoryGrade } from '../../src/model/gradebook.ts'
import { contributionReading } from '../store/contributions-contract.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { criterion, item, recordOf } from '../support/records.ts'
import { valueOf } from '../support/service-stage.ts'
import { siteStage } from '../support/site-stage.ts'

const ANA = '/courses/mlops/repositories/42'
const BEN = '/courses/mlops/repositories/43'
const ITEMS = CHECKLISTS.checklist.items

describe('the page of one repository', () => {
  it('tells the staff who works there, where they are, every item with its points, and what was found', async () => {
    const { open, call, browserOf } = await siteStage()
    const { rows: [row] } = valueOf(await call('gradebook.read')) as { readonly rows: readonly { readonly grade: RepositoryGrade }[] }
    const { status, text } = await open(ANA, await browserOf('aki'))
    expect(status).toBe(200)
    expect(text).toContain('<h1>Ana Kovac</h1>')
    expect(text).toContain(`${row?.grade.items.filter(({ outcome }) => outcome === 'verified').length ?? 0} of ${ITEMS.length} items in place.`)
    expect(text).toContain(`${row?.grade.points.toFixed(2) ?? ''} of 100.00</strong> points`)
    for (const { id } of ITEMS) expect(text).toContain(`id="item-${id}"`)
    expect(text).toContain('nothing was found')
    expect(text).not.toContain('ana@uni.example')
  })

  it('tells who did what where several work on it: those whom no list names by login, what is of others and of nobody, and that it is no grade', async () => {
    const { open, browserOf, store } = await siteStage({ list: '' })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 8, login: 'dora' }, since: 0 })
    const people = [{ id: 5, login: 'ana', email: '', isBot: false }, { id: 8, login: 'dora', email: '', isBot: false }, { id: null, login: '', email: 'root@localhost', isBot: false }, { id: 700, login: 'guest-x', email: '', isBot: false }]
    const pull = { number: 3, opener: 0, openedAt: 1, mergedAt: null, reviewsBeyond: 0, reviews: [{ reviewer: 1, at: 2, says: 'commented' as const }] }
    await store.contributions.keep(42, contributionReading({ people, commits: [0, 2, 3].map((author) => ({ sha: `${author}`, at: 1, isMerge: false, authors: [author] })), pulls: [pull], beyond: { commits: 0, pulls: 0 } }))
    for (const login of ['aki', 'ana'] as const) {
      const { text } = await open(ANA, await browserOf(login))
      const part = text.slice(text.indexOf('<h3>Who did what</h3>'))
      expect([...part.matchAll(/<tr><th scope="row">([^<]*)<\/th><td>(\d+)/g)].map(([, who, commits]) => [who, commits])).toEqual([['ana', '1'], ['dora', '0']])
      expect(part).toMatch(/commented on 1 \(.*#3/)
      expect(part).toContain('Others (staff, bots, who is no student of the course: guest-x): 1 commit. 1 commit of nobody that GitHub or the list of the course knows')
      expect(part).toContain('a reason to talk, not a grade.')
    }
  })

  it('is not there for another student, for a repository of no course, and for what is no number', async () => {
    const { open, browserOf } = await siteStage()
    const ben = await browserOf('ben')
    const [others, none] = [await open(ANA, ben), await open('/courses/mlops/repositories/99', ben)]
    expect([others.status, none.status]).toEqual([404, 404])
    expect(others.text).toBe(none.text)
    expect(others.text).not.toMatch(/ana/i)
    const ines = await browserOf('ines')
    for (const id of ['99', 'x', '42%2F', '9'.repeat(30)]) expect((await open(`/courses/mlops/repositories/${id}`, ines)).status).toBe(404)
  })

  it('shows who works there no points while they are held, and the same number once they are released', async () => {
    const { open, call, browserOf } = await siteStage({ grading: { release: 'held' } })
    valueOf(await call('decisions.set', { of: 's1', subject: 'health-check-works', outcome: '37%', reason: 'Shown in the lab' }))
    const ana = await browserOf('ana')
    const points = /([\d.]+ of 100\.00)<\/strong> points/.exec((await open(ANA, await browserOf('ines'))).text)?.[1] ?? 'none'
    const held = (await open(ANA, ana)).text
    expect(held).toContain('Points are not shown yet')
    expect(held).toContain('Shown in the lab')
    for (const hidden of [points, points.split(' ')[0] ?? '', '6.67', '37 %', 'credit', 'Kovac']) expect(held).not.toContain(hidden)
    valueOf(await call('grades.release', { class: true }))
    expect((await open(ANA, ana)).text).toContain(`${points}</strong> points`)
  })

  it('shows no points and no reasons to who works on a public repository, whatever is released', async () => {
    const { open, store, call, browserOf } = await siteStage()
    const repository = await store.hosting.repository(42)
    if (repository === null) throw new Error('no repository')
    await store.hosting.saveRepositories([{ ...repository, private: false }], 1)
    valueOf(await call('decisions.set', { of: 's1', subject: 'health', outcome: 'present', reason: 'Shown in the lab' }))
    valueOf(await call('decisions.excuse', { of: 's1', subject: 'drift', reason: 'No data this term' }))
    const text = (await open(ANA, await browserOf('ana'))).text
    expect(text).toContain('the repository is public')
    for (const hidden of ['</strong> points', ' of 100.00', 'Shown in the lab', 'No data this term', 'excused']) expect(text).not.toContain(hidden)
    expect((await open(ANA, await browserOf('ines'))).text).toContain('No data this term')
  })

  it('says to who works there that people are to grade an item, while grades are held, too', async () => {
    const { open, store, browserOf } = await siteStage({ grading: { release: 'held' } })
    const before = await store.assessments.byId('a-42')
    if (before === null) throw new Error('nothing is judged')
    const record = recordOf([criterion('item:demo', { proof: 'decision', outcome: 'unknown', standing: 'unknown' })], [item('Demonstration', ['item:demo'], { id: 'demo', outcome: 'unknown' })], { repository: before.record.repository })
    await store.assessments.add({ ...before, id: 'demo', at: before.at + 1000, digest: 'demo', record })
    for (const login of ['ana', 'ines'] as const) expect((await open(ANA, await browserOf(login))).text).toMatch(/<summary>.*not graded yet<\/span>.*<\/summary>\n<span class="anchor" id="item-demo">/)
  })

  it('keeps feedback and what the App flags for the staff', async () => {
    const { open, store, browserOf } = await siteStage()
    await store.decisions.state({ id: 'f', kind: 'feedback', rating: 2, text: 'The step on drift was hard', courseId: 'mlops', repositoryId: 42, at: 5, by: { id: 5, login: 'ana' }, said: null })
    await store.journal.addEvents([{ id: 'w', kind: 'course_workflow.changed', installationId: 7, repositoryId: 42, actor: null, at: 6, facts: { path: '.github/workflows/grade.yml', headSha: 'a'.repeat(40) } }])
    const [staff, ana] = [(await open(ANA, await browserOf('aki'))).text, (await open(ANA, await browserOf('ana'))).text]
    for (const told of ['gave feedback: 2 of 5', 'The step on drift was hard', '.github/workflows/grade.yml']) {
      expect(staff).toContain(told)
      expect(ana).not.toContain(told)
    }
  })

  it('tells what changed from one judged commit to the next, and since when the checks are others', async () => {
    const { open, store, browserOf } = await siteStage()
    const before = await store.assessments.byId('a-42')
    if (before === null) throw new Error('nothing is judged')
    const commit = 'd'.repeat(40)
    const health = before.record.criteria.find(({ outcome }) => outcome === 'verified')
    const criteria = before.record.criteria.map((one) => one.id === health?.id ? { ...one, outcome: 'failing' as const, found: 'The route `/health` answers 500.' } : one)
    await store.assessments.add({ ...before, id: 'later', commit, at: before.at + 1000, digest: 'later', record: { ...before.record, criteria, repository: { ...before.record.repository, commit } } })
    const { text } = await open(ANA, await browserOf('ines'))
    expect(text).toContain(`<strong>${health?.title ?? ''}</strong>: from verified to ✖ failing. The route <code>/health</code> answers 500.`)
    expect(text).not.toContain('The checklist or the checks were others')
    const [third, engine] = ['e'.repeat(40), { version: '2.0.0', revision: 2 }]
    await store.assessments.add({ ...before, id: 'third', commit: third, at: before.at + 2000, digest: 'third', record: { ...before.record, engine, repository: { ...before.record.repository, commit: third } } })
    expect((await open(ANA, await browserOf('ines'))).text).toContain('The checklist or the checks were others before')
  })

  it('folds what happened by day, and shows a pull request as it ended', async () => {
    const { open, store, browserOf } = await siteStage()
    const at = Date.UTC(2026, 10, 30, 23, 30)
    const event = (id: string, kind: string, facts: Readonly<Record<string, string | number | boolean>>, later = 0) => ({ id, kind, installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: at + later, facts })
    const push = { branch: 'tune', before: '0'.repeat(40), after: 'b'.repeat(40), created: false, forced: false, toDefault: false }
    await store.journal.addEvents([event('p1', 'push', push), event('p2', 'push', push, 1000), event('o', 'pull_request.opened', { number: 4 }, 2000), event('c', 'pull_request.closed', { number: 4, merged: true }, 3000)])
    const { text } = await open(ANA, await browserOf('ana'))
    // Half past eleven in the evening of UTC is the next day of the course.
    expect(text).toMatch(/<h3>2026-12-01<\/h3>\n<ul>\n<li>Pull request #4 merged by ana<\/li>\n<li>Pull request #4 opened by ana<\/li>\n<li>Push to tune by ana, 2 times<\/li>/)
    expect(text).toContain('merged, opened by ana on 2026-12-01, merged on 2026-12-01')
  })

  it('shows text of a repository as text', async () => {
    const { open, store, browserOf } = await siteStage()
    await store.decisions.state({ id: 's', kind: 'dispute', subject: { kind: 'item', id: 'health-check-works' }, text: '<img src=x onerror=alert(1)> `<b>`', courseId: 'mlops', repositoryId: 43, at: 5, by: { id: 6, login: 'ben' }, said: { commentId: 1, number: 2 } })
    const { text } = await open(BEN, await browserOf('ben'))
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; <code>&lt;b&gt;</code>')
    expect(text).not.toContain('<img')
  })
})
