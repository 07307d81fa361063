import { describe, expect, it } from 'vitest'
import { callOperation } from '../../src/flow/course-service/call-operation.ts'
import type { Actor } from '../../src/flow/course-service/operation.ts'
import type { WatchDocument } from '../../src/flow/course-service/watch-operations.ts'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { DAY, dispute, itemSubject } from '../support/decisions.ts'
import { DUE, serviceStage, valueOf } from '../support/service-stage.ts'
import { contributionReading } from '../store/contributions-contract.ts'
import { student } from '../store/roster-contract.ts'

const [FIRST = '', SECOND = ''] = CHECKLISTS.checklist.items.map(({ id }) => id)
const TOKEN: Actor = { kind: 'token', id: 't', name: 'sync', role: 'instructor' }
const KIM: Actor = { kind: 'person', person: { id: 9, login: 'kim' }, role: 'instructor', works: [] }
const REASON = 'Asked by mail'

describe('the list of students through the service', () => {
  const CSV = 'student id,name,github,shoe size\ns1,Ana Kovac,ana,39\ns9,Eva Novak,eva,40\n'

  it('is previewed without a word in the store, then imported by who did it, and the same list again changes nothing', async () => {
    const { store, call } = await serviceStage()
    const told = { students: 2, same: 0, added: [{ key: 's9', login: 'eva' }], changed: [{ student: { key: 's1' }, what: ['email'] }], left: [{ key: 's2' }, { key: 's3' }], ignored: ['shoe size'] }
    const before = await store.roster.of('mlops')
    expect(valueOf(await call('roster.import', { csv: CSV, preview: true }, KIM))).toMatchObject({ preview: true, ...told })
    expect(await store.roster.of('mlops')).toEqual(before)
    expect(valueOf(await call('roster.import', { csv: CSV }, KIM))).toMatchObject({ preview: false, ...told })
    valueOf(await call('roster.import', { csv: CSV.replace('Eva', 'Ewa') }, TOKEN))
    expect(valueOf(await call('roster.import', { csv: CSV.replace('Eva', 'Ewa') }, TOKEN))).toMatchObject({ same: 2, added: [], changed: [], left: [] })
    expect((await store.journal.auditOf('mlops', 9)).map(({ actor, says }) => [actor, says])).toEqual([[null, '0 added, 1 changed, 0 left; 2 in all (by the token sync)'], [9, '1 added, 1 changed, 2 left; 2 in all'], [null, '3 added, 0 changed, 0 left; 3 in all']])
    expect((await store.roster.of('mlops')).map(({ key }) => key)).toEqual(['s1', 's9'])
  })

  it('is refused whole with every line that is wrong', async () => {
    const { store, call } = await serviceStage()
    const before = await store.roster.of('mlops')
    expect(await call('roster.import', { csv: 'github\nana\nocto ana\nANA\n' }, KIM)).toMatchObject({ ok: false, refusal: { kind: 'invalid', where: '/csv', says: expect.stringMatching(/^line 3: expected the login .*; and 1 more$/) as string, lines: [{ line: 3, says: expect.stringContaining('octo ana') as string }, { line: 4 }] } })
    expect(await call('roster.import', { csv: '' }, KIM)).toMatchObject({ refusal: { lines: [{ line: 1 }] } })
    expect(await store.roster.of('mlops')).toEqual(before)
  })
})

describe('one student through the service', () => {
  it('is exported by what this course knows of them, and by nothing that another one alone knows', async () => {
    const { store, call, course } = await serviceStage()
    await store.courses.saveCourse({ ...course, id: 'other' }, 0)
    await store.roster.replace('other', [student('x7', { name: 'Ana K. Elsewhere', email: 'ana@uni.example', login: 'ana-at-home' })], { id: 'other', at: 0, actor: null, action: 'roster.imported', subject: 'course other', says: '' }, 0)
    const exported = valueOf(await call('student.export', { of: 'S1' }, KIM))
    expect(exported).toMatchObject({ course: 'mlops', who: { ids: [5], logins: ['ana'], names: ['Ana Kovac'], emails: ['ana@uni.example'], inLists: [{ courseId: 'mlops', key: 's1' }] }, repositories: [{ name: 'octo-org/capstone-ana' }] })
    expect(JSON.stringify(exported)).not.toMatch(/ana-at-home|x7|Elsewhere/)
    for (const of of ['x7', 'ana-at-home']) expect(await call('student.export', { of }, KIM)).toMatchObject({ refusal: { kind: 'not-found', where: '/of' } })
  })

  it('whom this course knows by their reviews alone is exported by what those name them as', async () => {
    const { store, call } = await serviceStage()
    const people = [{ id: 5, login: 'ana', email: '', isBot: false }, { id: 77, login: 'zoe', email: '', isBot: false }]
    await store.contributions.keep(42, contributionReading({ people, commits: [{ sha: 'a', at: DUE, isMerge: false, authors: [0] }], pulls: [{ number: 3, opener: 0, openedAt: DUE, mergedAt: null, reviews: [{ reviewer: 1, at: DUE, says: 'approved' }], reviewsBeyond: 0 }] }))
    expect(valueOf(await call('student.export', { of: 'zoe' }, KIM))).toMatchObject({ who: { ids: [77], logins: ['zoe'], inLists: [] }, repositories: [], elsewhere: { contributions: [{ repositoryId: 42, as: [{ login: 'zoe' }] }] } })
  })

  it('whom only another course has seen is not there', async () => {
    const { store, call } = await serviceStage()
    await store.journal.addEvents([{ id: 'p', kind: 'push', installationId: 7, repositoryId: 99, actor: { id: 70, login: 'zoe' }, at: DUE, facts: {} }])
    expect(await call('student.export', { of: 'zoe' })).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await call('student.erase', { of: 'zoe', reason: REASON })).toMatchObject({ refusal: { kind: 'not-found' } })
  })

  it('is erased by the operator alone, with a reason, once; a preview erases nobody', async () => {
    const { store, call } = await serviceStage()
    expect(await call('student.erase', { of: 's1', reason: REASON }, KIM)).toMatchObject({ refusal: { kind: 'not-allowed', next: 'It is for these roles: operator.' } })
    expect(await call('student.erase', { of: 's1' })).toMatchObject({ refusal: { kind: 'invalid', where: '/reason' } })
    const previewed = valueOf(await call('student.erase', { of: 's1', preview: true })) as { readonly tables: readonly object[] }
    expect([previewed.tables.length > 0, (await store.roster.of('mlops')).map(({ key }) => key)]).toEqual([true, ['s1', 's2', 's3']])
    expect(valueOf(await call('student.erase', { of: 's1', reason: REASON }))).toMatchObject({ preview: false, repositories: [{ name: 'octo-org/capstone-ana', alone: true }] })
    expect((await store.roster.of('mlops')).map(({ key }) => key)).toEqual(['s2', 's3'])
    expect(await call('student.erase', { of: 's1', reason: REASON })).toMatchObject({ refusal: { kind: 'not-found' } })
    expect((await store.journal.audit(99)).filter(({ action }) => action === 'student.erased')).toMatchObject([{ actor: null, subject: 'a student of course mlops', says: REASON }])
  })

  it('is not erased while they are of the staff', async () => {
    const { store, call } = await serviceStage()
    await store.courses.saveStaff('mlops', [{ person: { id: 5, login: 'ana' }, by: 'login', word: 'ana' }], () => ({ id: 'staff', at: 0, actor: null, action: 'staff.added', subject: 'course mlops', says: '' }), 0)
    for (const preview of [true, false]) expect(await call('student.erase', { of: 's1', reason: REASON, preview })).toMatchObject({ refusal: { kind: 'conflict', says: '"s1" is of the staff of mlops' } })
    expect((await store.roster.of('mlops')).length).toBe(3)
  })
})

describe('the class through the service', () => {
  it('tells what is in force, and not the code by which repositories join', async () => {
    const { store, call, course, parts } = await serviceStage({ grading: { late: { kind: 'deduct', pointsADay: 5, most: null } } })
    expect(valueOf(await call('course.read'))).toMatchObject({
      since: new Date(0).toISOString(), origin: { kind: 'default', repository: null }, due: new Date(DUE).toISOString(), opens: null, timeZone: 'Europe/Berlin', repositories: { patterns: ['*'], counted: 2, practising: 0 }, students: 3, isListed: true, canJoin: false,
      grading: { points: 100, late: { kind: 'deduct', pointsADay: 5, most: null } },
    })
    const changed = { ...course, repositories: { ...course.repositories, templates: ['teachers/starter'] }, settings: { ...course.settings, term: 'autumn 2026', dateLanguage: 'de' }, joinCode: 'sesame-17', origin: { kind: 'repository', repositoryId: 3, repository: 'octo-org/.github', commit: 'f'.repeat(40) } as const }
    await store.courses.saveCourse(changed, DUE)
    const value = valueOf(await callOperation('course.read', TOKEN, changed, {}, parts))
    expect(value).toMatchObject({ course: { term: 'autumn 2026' }, repositories: { templates: ['teachers/starter'] }, dateLanguage: 'de', since: new Date(DUE).toISOString(), canJoin: true, origin: { kind: 'repository', repository: 'octo-org/.github', commit: 'f'.repeat(40) } })
    expect(JSON.stringify(value)).not.toContain('sesame')
  })

  it('watches which disputes wait, of this course alone', async () => {
    const { store, course, parts } = await serviceStage()
    await store.courses.saveCourse({ ...course, id: 'other' }, 0)
    await store.decisions.state({ ...dispute('d', itemSubject(FIRST), DUE), repositoryId: 42 })
    await store.decisions.state({ ...dispute('old', itemSubject(SECOND), DUE - DAY), repositoryId: 43 })
    await store.decisions.decide({ id: 'close', courseId: 'mlops', repositoryId: 43, at: DUE, by: { id: 9, login: 'kim' }, said: null, kind: 'close', dispute: 'old', reason: '' }, { id: 'close', at: DUE, actor: 9, action: 'decision.close', subject: 'repository 43', says: '' })
    for (const id of [42, 43]) await keepStandings(id, parts)
    const matters = async (of: string): Promise<readonly unknown[]> => (valueOf(await callOperation('watch.read', KIM, { ...course, id: of }, {}, parts)) as WatchDocument).matters.filter(({ what }) => what.kind === 'dispute')
    expect(await matters('mlops')).toMatchObject([{ repository: { name: 'octo-org/capstone-ana' }, people: ['Ana Kovac'], what: { subject: { id: FIRST }, due: expect.stringMatching(/^2026-.*Z$/) as unknown } }])
    expect(await matters('other')).toEqual([])
  })

  it('shows each repository by its steps and items, page by page, with what was decided', async () => {
    const { store, call } = await serviceStage({ verified: [1, 0] })
    valueOf(await call('decisions.excuse', { of: 's2', subject: SECOND, reason: REASON }))
    const pages: unknown[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = valueOf(await call('progress.read', { limit: 1, ...after === undefined ? {} : { after } }, KIM)) as { readonly repositories: readonly object[]; readonly next: string | null }
      pages.push(...page.repositories)
      after = page.next
    }
    expect(pages).toMatchObject([{ repository: 'octo-org/capstone-ana', students: ['s1'], commit: 'a'.repeat(40), steps: { length: 13 }, items: { length: CHECKLISTS.checklist.items.length } }, { repository: 'octo-org/capstone-ben', students: ['s2'] }])
    const items = pages.map((one) => (one as { readonly items: readonly { readonly outcome: string; readonly excused: boolean }[] }).items.slice(0, 2).map(({ outcome, excused }) => [outcome, excused]))
    expect(items).toEqual([[['verified', false], ['missing', false]], [['missing', false], ['missing', true]]])
    expect(JSON.stringify(pages)).not.toContain(REASON)
    await store.hosting.saveRepositories([{ ...await store.hosting.lastSeen(42).then((one) => one ?? Promise.reject(new Error('gone'))), id: 5_000_000_044, name: 'capstone-cleo' }], 0)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: 5_000_000_044, by: 'name', since: 0 })
    expect(valueOf(await call('progress.read', { after: '43' }, KIM))).toMatchObject({ repositories: [{ repository: 'octo-org/capstone-cleo', commit: null, items: [], steps: [{ state: 'open' }, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}] }], next: null })
  })
})
