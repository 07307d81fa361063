import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../src/flow/course-service/list.ts'
import type { Actor } from '../../src/flow/course-service/operation.ts'
import { MAY, OPERATION_IDS, OPERATION_OF, ROLES, type OperationId, type Role } from '../../src/model/role.ts'
import { DAY, dispute, itemSubject } from '../support/decisions.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { contributionReading } from '../store/contributions-contract.ts'
import { aRejudging, DUE, serviceStage, valueOf } from '../support/service-stage.ts'

const [FIRST, , , FOURTH] = CHECKLISTS.checklist.items.map(({ id }) => id)
const ANA: Actor = { kind: 'person', person: { id: 5, login: 'ana' }, role: 'participant', works: [42] }
const REASON = 'Shown in the lab'

/** What each operation is asked with where it is carried out. */
const INPUTS: Readonly<Partial<Record<OperationId, object>>> = {
  'roster.import': { csv: 'student id,github\ns1,ana\ns9,eva\n' }, 'student.export': { of: 'ana' }, 'student.erase': { of: 'ana', reason: REASON },
  'gradebook.file': { format: 'wide' }, 'student.read': { of: 's1' }, 'decisions.read': { of: 'octo-org/capstone-ana' }, 'disputes.read': { of: 'octo-org/capstone-ana' }, 'repository.read': { of: 'id:42' }, 'contributions.read': { of: 'octo-org/capstone-ana' },
  'item.read': { item: FIRST }, 'gradebook.fill': { file: 'Identifier,Full name,Email address,Grade\nParticipant 1,Ana Kovac,ana@uni.example,\n' }, 'decisions.set': { of: 's1', subject: FOURTH, outcome: 'present', reason: REASON }, 'decisions.clear': { of: 's1', subject: FOURTH, reason: REASON }, 'decisions.excuse': { of: 's1', subject: FOURTH, reason: REASON },
  'decisions.extend': { of: 's1', until: '2026-12-20', reason: REASON }, 'disputes.close': { of: 's1', subject: FIRST, reason: REASON }, 'decisions.about': { of: 's1', on: FOURTH }, 'work.judge': { of: 's1' }, 'work.pause': { of: 's1', to: 'paused', reason: REASON },
  'rejudgings.begin': { students: ['s1'], reason: REASON }, 'rejudgings.preview': {}, 'rejudgings.apply': { reason: REASON, disputes: 'keep' }, 'rejudgings.undo': { reason: REASON }, 'grades.release': { class: true, reason: REASON }, 'tokens.create': { name: 'sync', role: 'reader' }, 'tokens.revoke': { id: '0123456789ab' }, 'watch.note': { repository: 42, matter: 'silent', since: '2026-12-01T00:00:00.000Z', says: 'seen', note: '' }, 'operations.again': { work: 'none' },
  'wrong.report': { of: 's1', assessment: 'a-42', item: FIRST, criterion: 'lint', right: 'partial', reason: REASON },
}

function actorOf(role: Role): Actor {
  switch (role) {
    case 'operator': return { kind: 'operator' }
    case 'reader': return { kind: 'token', id: 't', name: 'sync', role }
    case 'participant': return ANA
    default: return { kind: 'person', person: { id: 9, login: 'kim' }, role, works: [] }
  }
}

const validators = new Map(OPERATIONS.map(({ id, output }) => [id, new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(output)]))

describe('the service of a course', () => {
  it('has every operation once, and every one that no comment alone has', () => {
    const inComments: ReadonlySet<string> = new Set(Object.values(OPERATION_OF))
    expect(OPERATIONS.map(({ id }) => id).toSorted()).toEqual(OPERATION_IDS.filter((id) => !inComments.has(id) || /^(?:decisions|disputes)\.|^work\.(?:judge|pause)$/.test(id)).toSorted())
  })

  it.each(OPERATIONS.flatMap(({ id }) => ROLES.map((role) => [id, role, MAY[id][role] ?? 'no'] as const)))('does %s for a %s: %s', async (id, role, scope) => {
    const service = await serviceStage()
    const { store, call } = service
    await store.decisions.state({ ...dispute('d', itemSubject(FIRST ?? ''), DUE), repositoryId: 42 })
    if (id === 'decisions.clear') await call('decisions.excuse', INPUTS[id])
    const again = /^rejudgings\.(?:preview|apply|undo)$/.test(id) ? { id: await aRejudging(service) } : {}
    if (id === 'rejudgings.undo') valueOf(await call('rejudgings.apply', { ...again, reason: REASON, disputes: 'keep' }))
    const answer = await call(id, { ...INPUTS[id], ...again }, actorOf(role))
    const refusal = answer.ok ? null : answer.refusal.kind
    expect(refusal).toBe(scope === 'no' ? 'not-allowed' : ['tokens.revoke', 'watch.note', 'operations.again'].includes(id) ? 'not-found' : null)
    if (answer.ok) expect([validators.get(id)?.(answer.value), validators.get(id)?.errors]).toEqual([true, null])
  })

  it.each(['a\0b', 'a\ud800b'])('refuses a text with a sign that not every database takes, and keeps nothing of it', async (text) => {
    const { call, store } = await serviceStage()
    const before = await store.journal.audit(99)
    for (const [id, input] of [
      ['decisions.set', { of: 's1', subject: FOURTH, outcome: 'present', reason: text }], ['decisions.extend', { of: 's1', until: '2026-12-20', reason: text }], ['rejudgings.begin', { all: true, reason: text }], ['rejudgings.begin', { students: ['s1', text], reason: REASON }],
      ['rejudgings.preview', { id: text }], ['grades.release', { class: true, reason: text }], ['roster.import', { csv: `student id,name\ns1,${text}\n` }], ['wrong.report', { of: 's1', assessment: text, item: FIRST, criterion: 'lint', right: 'partial', reason: REASON }], ['decisions.read', { of: text }],
    ] as const) expect([id, await call(id, input)]).toMatchObject([id, { ok: false, refusal: { kind: 'invalid' } }])
    expect(await store.journal.audit(99)).toEqual(before)
  })

  it('makes no token where the course ended since it was read', async () => {
    const { store, call } = await serviceStage()
    await store.courses.changeCourses({ saved: [], ended: [{ courseId: 'mlops', audit: { id: 'end', at: DUE, actor: null, action: 'course.ended', subject: 'course mlops', says: '' } }], letGo: [] }, DUE)
    expect(await call('tokens.create', { name: 'sync', role: 'reader' })).toMatchObject({ refusal: { kind: 'conflict', says: 'mlops has ended, and takes no new token' } })
    expect(await store.tokens.of('mlops')).toEqual([])
  })

  it('gives a participant their own repository and no other one, which is not there for them', async () => {
    const { call } = await serviceStage()
    for (const id of ['decisions.read', 'disputes.read', 'contributions.read', 'repository.read'] as const) {
      expect((await call(id, { of: 'octo-org/capstone-ana' }, ANA)).ok).toBe(true)
      for (const input of [{ of: 'octo-org/capstone-ben' }, { of: 'id:43' }, { of: 'id:99' }, { of: 's2' }, ...id === 'repository.read' ? [] : [{}]]) expect(await call(id, input, ANA)).toMatchObject({ refusal: { kind: 'not-found' } })
    }
  })

  it('tells a participant of a decision what their repository tells: a share as points are, and in public neither reasons nor excuses', async () => {
    const { store, call } = await serviceStage({ grading: { release: 'held' } })
    const of = 'octo-org/capstone-ana'
    await store.decisions.state({ ...dispute('d1', itemSubject(FOURTH ?? ''), DUE), repositoryId: 42 })
    valueOf(await call('decisions.set', { of, subject: FOURTH, outcome: '37%', reason: REASON }))
    valueOf(await call('decisions.excuse', { of, subject: FIRST, reason: 'Ill' }))
    const told = async (actor?: Actor) => {
      const { decisions } = valueOf(await call('decisions.read', { of }, actor)) as { readonly decisions: readonly { readonly kind: string; readonly share: number | null; readonly reason: string }[] }
      const { disputes } = valueOf(await call('disputes.read', { of }, actor)) as { readonly disputes: readonly { readonly answer: { readonly share: number | null } | null }[] }
      return [...decisions.toReversed().map(({ kind, share, reason }) => [kind, share, reason]), disputes.map(({ answer }) => answer?.share)]
    }
    const whole = [['set', 0.37, REASON], ['excuse', null, 'Ill'], [0.37]]
    expect(await told()).toEqual(whole)
    expect(await told(ANA)).toEqual([['set', null, REASON], ['excuse', null, 'Ill'], [null]])
    valueOf(await call('grades.release', { class: true }))
    expect(await told(ANA)).toEqual(whole)
    const repository = await store.hosting.lastSeen(42)
    if (repository !== null) await store.hosting.saveRepositories([{ ...repository, private: false }], 1)
    expect(await told(ANA)).toEqual([['set', null, ''], [null]])
    expect(await told()).toEqual(whole)
  })

  it('tells the staff who did what in each repository that was read, and a participant of their own without keys and names', async () => {
    const { store, call } = await serviceStage()
    const people = [{ id: 5, login: 'ana-now', email: '', isBot: false }, { id: 9, login: 'kim', email: '', isBot: false }, { id: null, login: '', email: 'CLEO@uni.example', isBot: false }]
    await store.contributions.keep(42, contributionReading({ people, commits: [0, 1, 2].map((author) => ({ sha: `${author}`, at: DUE, isMerge: false, authors: [author] })), pulls: [], readAt: DUE + DAY, beyond: { commits: 0, pulls: 0 } }))
    const told = valueOf(await call('contributions.read'))
    expect(told).toMatchObject({ repositories: [{ repository: { id: 42, name: 'octo-org/capstone-ana' }, read: {
      at: '2026-12-19T17:00:00.000Z', students: [{ student: { key: 's1', name: 'Ana Kovac', login: 'ana-now' }, commits: 1, lastAt: '2026-12-18T17:00:00.000Z' }, { student: { key: 's3', login: 'cleo' }, commits: 1 }], others: { commits: 1, logins: ['kim'] }, unknown: { commits: 0 },
    } }] })
    expect(valueOf(await call('student.read', { of: 's1' }))).toMatchObject({ repositories: [{ did: { commits: 1, together: 0, opened: [], lastAt: '2026-12-18T17:00:00.000Z' } }] })
    expect(valueOf(await call('student.read', { of: 's2' }))).toMatchObject({ repositories: [{ did: null }] })
    const own = valueOf(await call('contributions.read', { of: 'octo-org/capstone-ana' }, ANA))
    expect(own).toMatchObject({ repositories: [{ read: { students: [{ student: { key: null, name: null, login: 'ana-now' }, commits: 1 }, { student: { key: null, name: null, login: '' }, commits: 1 }] } }] })
    expect(JSON.stringify(own)).not.toMatch(/cleo/i)
    expect(valueOf(await call('contributions.read', { of: 'octo-org/capstone-ben' }))).toMatchObject({ repositories: [{ repository: { id: 43 }, read: null }] })
    for (const answer of [told, own]) expect([validators.get('contributions.read')?.(answer), validators.get('contributions.read')?.errors]).toEqual([true, null])
  })

  it('tells a participant no more of a word for somebody else than that it is not theirs', async () => {
    const { store, call } = await serviceStage()
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 6, login: 'ben' }, since: 0 })
    const unknown = await call('decisions.read', { of: 'nobody' }, ANA)
    expect(unknown).toMatchObject({ refusal: { kind: 'not-found', says: 'nothing of that name is among your own' } })
    for (const of of ['ben', 's3', 'octo-org/capstone-ben']) {
      expect(await call('decisions.read', { of }, ANA)).toEqual(unknown)
      expect(await call('disputes.close', { of, subject: FIRST, reason: REASON }, ANA)).toEqual(unknown)
    }
    expect(await call('decisions.read', { of: 'ben' })).toMatchObject({ refusal: { kind: 'conflict' } })
  })

  it('takes a dispute back once under one key, and refuses the key for anything else', async () => {
    const { store, call } = await serviceStage()
    await store.decisions.state({ ...dispute('d1', itemSubject(FIRST ?? ''), DUE), repositoryId: 42 })
    await store.decisions.state({ ...dispute('d2', itemSubject(FOURTH ?? ''), DUE), repositoryId: 42 })
    const input = { of: 'octo-org/capstone-ana', subject: FIRST, reason: REASON, key: 'k' }
    for (const isNew of [true, false]) expect(await call('disputes.close', input, ANA)).toMatchObject({ value: { isNew, decision: { dispute: 'd1' } } })
    expect(await call('disputes.close', { ...input, reason: 'Seen by now' }, ANA)).toMatchObject({ refusal: { kind: 'conflict', where: '/key' } })
    expect(await call('disputes.close', { ...input, key: 'other' }, ANA)).toMatchObject({ refusal: { kind: 'not-found' } })
    expect((await store.decisions.statementsOf('mlops', 42)).filter(({ kind }) => kind === 'withdraw')).toHaveLength(1)
  })

  it('decides as a comment does: with the App\'s own verdict, an entry in the audit, and what is to be shown anew', async () => {
    const { store, call, clock } = await serviceStage()
    await store.publications.record({ repositoryId: 42, kind: 'comment', place: '7', round: 1, remoteId: 70, digest: 'd', at: 1 })
    const answer = valueOf(await call('decisions.set', { of: 'S1', subject: FOURTH, outcome: 'verified', reason: REASON }))
    const decided = await store.decisions.decisionsOf('mlops', 42)
    expect(decided).toMatchObject([{ kind: 'set', subject: itemSubject(FOURTH ?? ''), outcome: 'verified', automatic: 'missing', onDefault: 'missing', reason: REASON, by: { id: 0, login: 'the operator' }, said: null, at: clock.now }])
    expect(await store.journal.auditOf('mlops', 9)).toMatchObject([{ id: decided[0]?.id, actor: null, action: 'decision.set', subject: 'repository 42', says: `item ${FOURTH ?? ''}: verified (by the operator)` }, { action: 'roster.imported' }])
    // The default branch, what counts, the capstone issue, who is stuck, and the pull request that has a comment.
    expect((await store.work.depth(clock.now)).due).toBe(5)
    expect(answer).toMatchObject({ preview: false, isNew: true, decision: { repository: 'octo-org/capstone-ana' } })
    const { before, after } = answer as { readonly before: { readonly points: number }; readonly after: { readonly points: number } }
    expect(after.points).toBeGreaterThan(before.points)
    expect(valueOf(await call('gradebook.read'))).toMatchObject({ rows: [{ student: { key: 's1' }, grade: { points: after.points } }, { student: { key: 's2' } }, { grade: null, state: 'no-repository' }] })
  })

  it('judges again as a batch: previewed, applied, undone, each by who did it', async () => {
    const service = await serviceStage()
    const { store, call } = service
    expect(await call('rejudgings.begin', { reason: REASON })).toMatchObject({ refusal: { kind: 'invalid' } })
    expect(await call('rejudgings.begin', { students: ['s1', 'nobody'], reason: REASON })).toMatchObject({ refusal: { kind: 'not-found', where: '/students' } })
    expect(await call('rejudgings.begin', { section: 'Z', reason: REASON })).toMatchObject({ refusal: { kind: 'not-found', says: expect.stringMatching(/^nobody in the list of \S+ is in section "Z"$/) as unknown, where: '/section' } })
    const id = await aRejudging(service)
    const points = async (): Promise<unknown> => (valueOf(await call('gradebook.read')) as { readonly rows: readonly { readonly grade: { readonly points: number } | null }[] }).rows[0]?.grade?.points
    const before = await points()
    expect(valueOf(await call('rejudgings.preview', { id }))).toMatchObject({ rejudging: { state: 'prepared', by: null, repositories: 1 }, changed: [{ student: 's1', before: { points: before }, after: { points: 100 } }], waiting: [] })
    const token: Actor = { kind: 'token', id: 't', name: 'sync', role: 'instructor' }
    expect(valueOf(await call('rejudgings.apply', { id, reason: REASON }, token))).toMatchObject({ changed: [{ student: 's1' }] })
    expect(await points()).toBe(100)
    expect(await call('rejudgings.apply', { id, reason: REASON }, token)).toMatchObject({ refusal: { kind: 'conflict' } })
    valueOf(await call('rejudgings.undo', { id, reason: REASON }))
    expect(await points()).toBe(before)
    expect(valueOf(await call('rejudgings.read'))).toMatchObject({ rejudgings: [{ id, state: 'undone' }] })
    expect((await store.journal.auditOf('mlops', 9)).map(({ action, actor }) => [action, actor])).toEqual(expect.arrayContaining([['rejudging.begun', null], ['rejudging.applied', null], ['rejudging.undone', null]]))
    expect((await store.journal.auditOf('mlops', 9)).flatMap(({ action, says }) => action.startsWith('rejudging.') ? [`${action}: ${says}`] : []).toSorted()).toEqual([`rejudging.applied: re-judging ${id} (by the token sync)`, `rejudging.begun: re-judging ${id}`, `rejudging.undone: re-judging ${id}`])
    expect(await call('rejudgings.preview', { id: 'other' })).toMatchObject({ refusal: { kind: 'not-found' } })
  })

  it('releases grades of a student or a section, previewed, and says who sees nothing by it, and why', async () => {
    const { call, store } = await serviceStage()
    expect(await call('grades.release', { reason: REASON })).toMatchObject({ refusal: { kind: 'invalid' } })
    expect(await call('grades.release', { student: 's9', reason: REASON })).toMatchObject({ refusal: { kind: 'not-found', where: '/student', next: 'There are: s1, s2, s3.' } })
    expect(valueOf(await call('grades.release', { student: ' S1', preview: true, reason: REASON }))).toMatchObject({ preview: true, students: [{ student: 's1', wasReleased: false, isReleased: true, sees: 'grade' }] })
    expect(await store.releases.of('mlops')).toEqual([])
    valueOf(await call('grades.release', { student: 's1', reason: REASON }, { kind: 'token', id: 't', name: 'sync', role: 'instructor' }))
    expect(valueOf(await call('releases.read'))).toMatchObject({ releases: [{ scope: { kind: 'student', name: 's1' }, says: 'released', by: { id: 0, login: 'the token sync' }, reason: REASON }] })
    expect(valueOf(await call('gradebook.read'))).toMatchObject({ rows: [{ student: { key: 's1' }, isReleased: true }, { isReleased: false }, { isReleased: false }] })
    expect((await store.journal.auditOf('mlops', 1))[0]).toMatchObject({ action: 'grades.released', actor: null, says: 'student s1 (by the token sync)' })
  })

  it('decides once under one key, and refuses the key for anything else', async () => {
    const { store, call } = await serviceStage()
    const input = { of: 's1', subject: FOURTH, outcome: 'verified', reason: REASON, key: 'k1' }
    expect(valueOf(await call('decisions.set', input))).toMatchObject({ isNew: true })
    expect(valueOf(await call('decisions.set', input))).toMatchObject({ isNew: false })
    for (const other of [{ ...input, outcome: 'partial' }, { ...input, of: 's2' }]) expect(await call('decisions.set', other)).toMatchObject({ refusal: { kind: 'conflict', where: '/key' } })
    expect(await call('decisions.set', input, { kind: 'token', id: 't', name: 'sync', role: 'assistant' })).toMatchObject({ value: { isNew: true, decision: { by: { id: 0, login: 'the token sync' } } } })
    expect([...await store.decisions.decisionsOf('mlops', 42), ...await store.decisions.decisionsOf('mlops', 43)]).toHaveLength(2)
  })

  it('sets an item to a share of its credit, and tells it with the outcome that follows', async () => {
    const { call } = await serviceStage()
    const answer = valueOf(await call('decisions.set', { of: 's1', subject: FOURTH, outcome: ' 4 / 5 ', reason: REASON }))
    expect([answer, validators.get('decisions.set')?.(answer)]).toMatchObject([{ decision: { outcome: 'partial', share: 0.8, level: null } }, true])
    const { before, after } = answer as { readonly before: { readonly points: number }; readonly after: { readonly points: number } }
    expect(after.points - before.points).toBeCloseTo(100 / 16 * 0.8, 1)
  })

  it('takes back and closes once under one key, and does neither twice under another one', async () => {
    const { store, call } = await serviceStage()
    await store.decisions.state({ ...dispute('d1', itemSubject(FIRST ?? ''), DUE), repositoryId: 42 })
    await call('decisions.excuse', { of: 's1', subject: FOURTH, reason: REASON })
    const [clear, close] = [{ of: 's1', subject: FOURTH, reason: REASON, key: 'a' }, { of: 's1', subject: FIRST, reason: REASON, key: 'b' }]
    for (const isNew of [true, false]) expect([await call('decisions.clear', clear), await call('disputes.close', close)]).toMatchObject([{ value: { isNew } }, { value: { isNew } }])
    expect([await call('decisions.clear', { ...clear, key: 'c' }), await call('disputes.close', { ...close, key: 'd' })]).toMatchObject([{ refusal: { kind: 'not-found' } }, { refusal: { kind: 'not-found' } }])
    expect((await store.decisions.decisionsOf('mlops', 42)).map(({ kind }) => kind)).toEqual(['excuse', 'clear', 'close'])
  })

  it('writes nothing for a preview, and tells the same grade that deciding gives', async () => {
    const { store, call, clock } = await serviceStage()
    const input = { of: 's1', subject: FOURTH, reason: REASON }
    const previewed = valueOf(await call('decisions.excuse', { ...input, preview: true })) as { readonly after: object }
    expect([await store.decisions.decisionsOf('mlops', 42), (await store.work.depth(clock.now)).due]).toEqual([[], 0])
    expect(valueOf(await call('decisions.excuse', input))).toMatchObject({ after: previewed.after })
  })

  it('closes a dispute, or takes it back for who opened it and for nobody else', async () => {
    const { store, call } = await serviceStage()
    const subject = itemSubject(FIRST ?? '')
    await store.decisions.state({ ...dispute('d1', subject, DUE), repositoryId: 42 })
    expect(await call('disputes.close', { of: 's1', subject: FIRST, reason: REASON }, { ...ANA, person: { id: 77, login: 'eve' } })).toMatchObject({ refusal: { kind: 'not-found' } })
    expect((await call('disputes.close', { of: 's1', subject: FIRST, reason: REASON }, ANA)).ok).toBe(true)
    expect(await store.decisions.decisionsOf('mlops', 42)).toEqual([])
    expect(valueOf(await call('disputes.read'))).toMatchObject({ disputes: [{ id: 'd1', state: 'closed', answer: null }] })
    await store.decisions.state({ ...dispute('d2', subject, DUE + 200 * DAY), repositoryId: 42 })
    expect(valueOf(await call('disputes.read', { state: 'open' }))).toMatchObject({ disputes: [{ id: 'd2' }] })
  })

  it.each<[string, OperationId, object, object]>([
    ['a name that is nearly one', 'decisions.set', { of: 's1', subject: 'helth', outcome: 'present', reason: REASON }, { kind: 'invalid', where: '/subject', says: 'nothing is called "helth"' }],
    ['an outcome that there is not', 'decisions.set', { of: 's1', subject: FIRST, outcome: 'good', reason: REASON }, { kind: 'invalid', where: '/outcome' }],
    ['a share of a criterion', 'decisions.set', { of: 's1', subject: 'lint', outcome: '80%', reason: REASON }, { kind: 'invalid', where: '/outcome' }],
    ['a reason behind the outcome', 'decisions.set', { of: 's1', subject: FIRST, outcome: '80% in the lab', reason: REASON }, { kind: 'invalid', where: '/outcome' }],
    ['an outcome of steps for an item', 'decisions.set', { of: 's1', subject: FIRST, outcome: 'done', reason: REASON }, { kind: 'invalid', where: '/outcome' }],
    ['an excuse of a step', 'decisions.excuse', { of: 's1', subject: '3.2', reason: REASON }, { kind: 'invalid', where: '/subject' }],
    ['no reason', 'decisions.set', { of: 's1', subject: FIRST, outcome: 'present' }, { kind: 'invalid', says: '"reason" is not given' }],
    ['a reason of blanks', 'decisions.set', { of: 's1', subject: FIRST, outcome: 'present', reason: '  ' }, { kind: 'invalid', where: '/reason' }],
    ['a reason that is a book', 'decisions.set', { of: 's1', subject: FIRST, outcome: 'present', reason: 'x'.repeat(2001) }, { kind: 'invalid', where: '/reason' }],
    ['a day before the course\'s', 'decisions.extend', { of: 's1', until: '2026-12-01', reason: REASON }, { kind: 'invalid', where: '/until' }],
    ['a student who works on nothing', 'decisions.clear', { of: 's3', subject: FIRST, reason: REASON }, { kind: 'conflict', where: '/of' }],
    ['a repository of no course', 'decisions.clear', { of: 'octo-org/other', subject: FIRST, reason: REASON }, { kind: 'not-found', where: '/of' }],
    ['nothing to take back', 'decisions.clear', { of: 's1', subject: FIRST, reason: REASON }, { kind: 'not-found', where: '/subject' }],
    ['no dispute', 'disputes.close', { of: 's1', subject: FIRST, reason: REASON }, { kind: 'not-found', where: '/subject' }],
    ['words that there are not', 'audit.read', { most: 3 }, { kind: 'invalid', where: '/most' }],
  ])('refuses %s', async (_, id, input, refusal) => {
    const { call, store } = await serviceStage()
    expect(await call(id, input)).toMatchObject({ ok: false, refusal })
    expect(await store.decisions.decisionsOf('mlops', 42)).toEqual([])
  })

  it('pages the gradebook by students, and leaves nobody out', async () => {
    const { call } = await serviceStage()
    const keys: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = valueOf(await call('gradebook.read', { limit: 2, ...after === undefined ? {} : { after } })) as { readonly rows: readonly { readonly student: { readonly key: string } }[]; readonly next: string | null }
      keys.push(...page.rows.map(({ student }) => student.key))
      after = page.next
    }
    expect(keys).toEqual(['s1', 's2', 's3'])
  })

  it('tells a course\'s audit, and nothing of another one\'s', async () => {
    const { store, call } = await serviceStage()
    await store.journal.addAudit({ id: 'x', at: DUE, actor: 3, action: 'roster.imported', subject: 'course other', says: '' })
    expect(valueOf(await call('audit.read'))).toMatchObject({ entries: [{ subject: 'course mlops' }] })
  })
})
