import { describe, expect, it, onTestFinished } from 'vitest'
import { gradebookOf } from '../../../src/flow/grades/gradebook.ts'
import { importRoster } from '../../../src/flow/people/import-roster.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../../src/model/course.ts'
import { gradeOf, itemsOf } from '../../../src/grade/grade.ts'
import type { Decision } from '../../../src/model/decision.ts'
import type { RepositoryGrade } from '../../../src/model/gradebook.ts'
import { DEFAULT_GRADING, type Grading } from '../../../src/model/grading.ts'
import type { AssessmentRecord } from '../../../src/model/record.ts'
import type { DomainEvent } from '../../../src/model/work.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { gradeState, whyNone } from '../../../src/report/gradebook/grade-state.ts'
import { gradebookText } from '../../../src/report/gradebook/gradebook-text.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { itemSubject, rule, set } from '../../support/decisions.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'
import { criterion, recordOf } from '../../support/records.ts'

const HOUR = 3_600_000
const DUE = Date.UTC(2026, 11, 18, 17)
const ITEMS = CHECKLISTS.checklist.items
/** What the checklist's first items weigh together: a point of the course is one of weight here. */
const worth = (first: number): number => ITEMS.slice(0, first).reduce((sum, { weight }) => sum + weight, 0)
const [FIRST = { id: '', title: '', weight: 0, criteria: [] }] = ITEMS

/** A commit by a letter, at which so many of the checklist's items are verified. */
type Pushed = readonly [commit: string, hour: number, verified: number]
/** What happens to one repository of ana's, hours from the due day; judged an hour after its push unless `judged` says when. */
type Story = { readonly pushes?: readonly Pushed[]; /** Of these no webhook told. */ readonly unheard?: readonly string[]; readonly more?: readonly DomainEvent[]; readonly branchNow?: string; readonly removed?: boolean; readonly judged?: Readonly<Record<string, readonly (readonly [hour: number, verified: number])[]>>; readonly decisions?: readonly Decision[]; readonly grading?: Partial<Grading>; readonly list?: string; readonly shuffle?: (acts: readonly (() => Promise<unknown>)[]) => readonly (() => Promise<unknown>)[] }

function sha(letter: string): string {
  return letter.repeat(40)
}

function push([commit, hour]: Pushed, before: string | null): DomainEvent {
  return { id: `push-${commit}-${hour}`, kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: DUE + hour * HOUR, facts: { branch: 'main', before: before === null ? '0'.repeat(40) : sha(before), after: sha(commit), created: before === null, forced: false, toDefault: true } }
}

/** A record at which the criteria of so many of the checklist's first items are verified, and nothing else is there. */
function recordFor(commit: string, verified: number): AssessmentRecord {
  const shown = new Set(ITEMS.slice(0, verified).flatMap(({ criteria }) => criteria.map(({ id }) => id)))
  const criteria = [...new Set(ITEMS.flatMap((one) => one.criteria.map(({ id }) => id)))].map((id) => criterion(id, shown.has(id) ? { outcome: 'verified', standing: 'present' } : {}))
  const byId = new Map(criteria.map((one) => [one.id, one]))
  const items = itemsOf(CHECKLISTS.checklist, byId)
  const repository = { ...recordOf([], []).repository, name: 'octo-org/capstone-ana', url: 'https://github.com/octo-org/capstone-ana', commit: sha(commit) }
  return recordOf(criteria, items, { repository, grade: gradeOf(items, byId) })
}

async function gradebook({ pushes = [], unheard = [], more = [], branchNow = 'main', removed = false, judged = {}, decisions = [], grading = {}, list, shuffle = (acts) => acts }: Story, now = DUE + 999 * HOUR) {
  const store: Store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const course: Course = aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: DUE, grading: { ...DEFAULT_GRADING, points: worth(ITEMS.length), ...grading } } })
  await store.courses.saveCourse(course, 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository({ defaultBranch: branchNow })], 0)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: 0 })
  if (list !== undefined) await importRoster('mlops', list, { mode: 'write', by: null }, { roster: store.roster, now: () => 1, newId: () => 'import' })
  const assess = (commit: string, hour: number, verified: number): Promise<unknown> => store.assessments.add({
    id: `${commit}-${hour}`, repositoryId: 42, commit: sha(commit), branch: 'main', isDefaultBranch: true, at: DUE + hour * HOUR, digest: `${commit}-${hour}`,
    record: recordFor(commit, verified),
  })
  if (unheard.length > 0) await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 5, login: 'ana' }, since: 0 })
  const acts = [
    ...pushes.flatMap((one, at) => (unheard.includes(one[0]) ? [] : [() => store.journal.addEvents([push(one, pushes[at - 1]?.[0] ?? null)])])),
    ...more.map((event) => () => store.journal.addEvents([event])),
    ...decisions.map((one) => () => store.decisions.decide(one, { id: one.id, at: one.at, actor: 9, action: 'decision', subject: '', says: '' })),
  ]
  for (const act of shuffle(acts)) await act()
  for (const [commit, hour, verified] of pushes) for (const [at, outcome] of judged[commit] ?? [[hour + 1, verified]]) await assess(commit, at, outcome)
  if (removed) await store.hosting.removeRepositories(7, [42], 1)
  return gradebookOf(course, { ...store, assessor: CHECKLISTS, now: () => now })
}

async function earned(story: Story, now?: number): Promise<RepositoryGrade | null> {
  return (await gradebook(story, now)).rows[0]?.grade ?? null
}

describe('a gradebook', () => {
  it('has who is in the list with the repository that they work on, and who works on none', async () => {
    const { rows } = await gradebook({ pushes: [['a', -5, 1]], list: 'github,name\nana,Ana\nben,Ben\n' })
    expect(rows.map(({ student, repository, grade }) => [student.name, repository?.name ?? null, grade?.points ?? null])).toEqual([['Ana', 'octo-org/capstone-ana', worth(1)], ['Ben', null, null]])
  })
  it('gives nobody the grade of a repository on which they opened a pull request alone', async () => {
    const opened: DomainEvent = { ...push(['a', -4, 1], null), id: 'opened', kind: 'pull_request.opened', actor: { id: 6, login: 'ben' }, facts: { number: 1 } }
    const { rows } = await gradebook({ pushes: [['a', -5, 1]], more: [opened], list: 'github,name\nana,Ana\nben,Ben\n' })
    expect(rows.map(({ student, repository }) => [student.name, repository?.id ?? null])).toEqual([['Ana', 42], ['Ben', null]])
  })
  it('has whoever works on a repository where there is no list', async () => {
    const { rows } = await gradebook({ pushes: [['a', -5, 3]] })
    expect(rows.map(({ student, grade }) => [student.login, grade?.commit.slice(0, 1)])).toEqual([['ana', 'a']])
  })
  it('counts the last push in time, as it was judged by what ran until the course\'s hours were over', async () => {
    const pushes: readonly Pushed[] = [['a', -9, 3], ['b', -1, 6], ['c', 2, 15]]
    expect(await earned({ pushes, judged: { b: [[0, 6], [20, 9], [30, 15]] } })).toMatchObject({ commit: sha('b'), points: worth(9), daysLate: 0, isProvisional: false })
    expect(await earned({ pushes, judged: { b: [[0, 6], [20, 9], [30, 15]] }, grading: { proofHours: 48 } })).toMatchObject({ points: worth(15) })
  })
  it('lets no student pay for what was judged late by us', async () => {
    expect(await earned({ pushes: [['a', -1, 3]], judged: { a: [[200, 6], [300, 15]] } })).toMatchObject({ points: worth(6) })
  })
  it('counts late work by the course\'s rule, and an extension as the day of one repository', async () => {
    const late: Story = { pushes: [['a', 30, 15]], grading: { late: { kind: 'deduct', pointsADay: 2, most: null } } }
    expect(await earned(late)).toMatchObject({ points: worth(15) - 4, daysLate: 2, deduction: 4 })
    const extended: Decision = { id: 'extend', courseId: 'mlops', repositoryId: 42, at: DUE, by: { id: 9, login: 'kim' }, said: null, kind: 'extend', until: DUE + 31 * HOUR, reason: 'ill' }
    expect(await earned({ ...late, decisions: [extended] })).toMatchObject({ points: worth(15), daysLate: 0, deduction: 0 })
    // The course's day was moved behind it since.
    expect(await earned({ ...late, decisions: [{ ...extended, until: DUE - 99 * HOUR }] })).toMatchObject({ daysLate: 2 })
    expect(await earned({ ...late, grading: { late: { kind: 'cut-off' } } })).toBeNull()
  })
  it('counts the best push where the course says so', async () => {
    expect(await earned({ pushes: [['a', -9, 12], ['b', -1, 6]], grading: { counts: 'best' } })).toMatchObject({ commit: sha('a'), points: worth(12) })
  })
  it('counts a push of which no webhook told as of when it was first judged, or when it was pushed over', async () => {
    const pushes: readonly Pushed[] = [['a', -9, 3], ['b', -2, 6], ['c', 2, 15]]
    expect(await earned({ pushes, unheard: ['b'], judged: { b: [[-1, 6], [20, 9], [30, 15]] } })).toMatchObject({ commit: sha('b'), points: worth(9), daysLate: 0 })
    expect(await earned({ pushes, unheard: ['a', 'b', 'c'], judged: { b: [[-1, 6], [20, 9], [30, 15]] } })).toMatchObject({ commit: sha('b'), pushedAt: DUE - HOUR, points: worth(9), daysLate: 0 })
    expect(await earned({ pushes: [['a', -9, 3], ['b', -2, 6], ['c', -1, 9]], unheard: ['b', 'c'], judged: { b: [[5, 6]], c: [[4, 9]] } })).toMatchObject({ commit: sha('a') })
    expect(await earned({ pushes: [['a', -9, 3], ['b', -2, 6], ['c', -1, 9]], unheard: ['b'], judged: { b: [[5, 6]] } })).toMatchObject({ commit: sha('c'), daysLate: 0 })
  })
  it('counts pushes to the branch that was the default one then, whatever it is called and whichever it is now', async () => {
    const renamed: DomainEvent = { ...push(['c', 5, 15], 'b'), id: 'renamed', facts: { ...push(['c', 5, 15], 'b').facts, branch: 'trunk' } }
    const aside: DomainEvent = { ...push(['d', -1, 15], null), id: 'aside', facts: { ...push(['d', -1, 15], null).facts, branch: 'trunk', toDefault: false } }
    expect(await earned({ pushes: [['a', -9, 3], ['b', -2, 6]], more: [renamed, aside], branchNow: 'trunk' })).toMatchObject({ commit: sha('b'), points: worth(6), daysLate: 0 })
  })
  it('keeps the grade of a repository that the App no longer reaches', async () => {
    expect((await gradebook({ pushes: [['a', -5, 1]], removed: true })).rows).toMatchObject([{ repository: { name: 'octo-org/capstone-ana' }, grade: { points: worth(1) } }])
  })
  it('names the commit that counts where it was never judged, and does not count another one in its place', async () => {
    const { rows } = await gradebook({ pushes: [['a', -5, 1], ['b', -1, 6], ['c', 1, 15]], judged: { b: [] } })
    expect(rows).toMatchObject([{ grade: null, unjudged: sha('b') }])
    expect(gradebookText({ course: { id: 'mlops', title: 'MLOps', term: null }, points: 100, rows }, { timeZone: 'UTC' })).toContain('bbbbbbb counts and was never judged\n')
    expect(rows.map((row) => [gradeState(row), whyNone(row)])).toEqual([['not-judged', 'what counts, commit bbbbbbb, was never judged']])
  })
  it('shows what the staff decided with the reason, and leaves out what it excused', async () => {
    const grade = await earned({ pushes: [['a', -1, 0]], decisions: [set('one', itemSubject(FIRST.id), 'verified'), rule('excuse', 'two', itemSubject(ITEMS[1]?.id ?? ''))] })
    expect(grade?.items.slice(0, 2).map(({ source, by, reason, of }) => [source, by, reason, of > 0])).toEqual([['decided', 'kim', 'seen in the lab', true], ['excused', null, 'ill in week 7', false]])
    expect(grade).toMatchObject({ points: grade?.items[0]?.of, of: worth(ITEMS.length) })
  })
  it('ends alike in whatever order things come in', async () => {
    const story: Story = { pushes: [['a', -9, 3], ['b', -1, 6], ['c', 2, 15]], decisions: [set('one', itemSubject(FIRST.id), 'missing'), rule('clear', 'two', itemSubject(FIRST.id), Date.UTC(2026, 10, 3))] }
    const [one, other] = [await earned(story), await earned({ ...story, shuffle: (acts) => acts.toReversed() })]
    expect(other).toEqual(one)
  })
})
