import { describe, expect, it } from 'vitest'
import type { ClassStandingRow } from '../../../src/model/class-standing.ts'
import { queryText, readClassQuery, rowsAsked, showCounts } from '../../../src/report/pages/class/class-query.ts'

const NOW = 1_800_000_000_000
const DAY = 86_400_000

type Changes = Partial<NonNullable<ClassStandingRow['standing']>>

function row(name: string, changes: Changes | null = {}, section = ''): ClassStandingRow {
  const standing = { at: NOW, judged: null, steps: [], items: [], failures: [], grade: null, gradeState: 'nothing-yet' as const, dueAt: null, stuck: [], failingSince: null, disputes: [], disagreements: [], workflowChanges: [], pushedAt: NOW, ...changes }
  return { student: { key: name.toLowerCase(), name, login: `${name.toLowerCase()}-gh`, section }, repository: changes === null ? null : { id: name.length, name: `octo-org/capstone-${name.toLowerCase()}`, url: null }, standing: changes === null ? null : standing, freshness: changes === null ? 'never' : 'current', isReleased: false }
}

const grade = (points: number, daysLate = 0): Changes => ({ grade: { points, of: 100, percent: points, daysLate, deduction: 0, commit: 'c', isProvisional: false } })
const zero = { points: 0, of: 100, percent: 0, daysLate: 0, deduction: 0, commit: 'c', isProvisional: false }
const ROWS = [
  row('Ana', { ...grade(80), items: [{ id: 'alerts', outcome: 'missing', basis: 'observed', source: 'automatic', disagrees: false }] }, 'Monday'),
  row('Ben', { ...grade(20, 2), stuck: [{ kind: 'no-step', since: NOW - DAY, subject: 's', branch: null, number: null, step: 'step-1.1', found: '', heads: 0, job: null, hint: null }], pushedAt: NOW - 9 * DAY }, 'Tuesday'),
  row('Cleo', { disputes: [{ id: 'd', subject: { kind: 'item', id: 'alerts' }, at: NOW, due: NOW + DAY }], failures: [{ job: 'test', kind: null, about: '' }], items: [{ id: 'alerts', outcome: 'verified', basis: 'decided', source: 'decided', disagrees: true }], disagreements: [{ subject: 'item alerts', outcome: 'verified', automatic: 'missing', commit: null, at: NOW }] }, 'Monday'),
  row('Dana', null),
]

const asked = (words: string): readonly string[] => rowsAsked({ rows: ROWS }, readClassQuery(new URLSearchParams(words)), NOW).map(({ student }) => student.name)

describe('what of a class is shown', () => {
  it.each([
    ['', ['Cleo', 'Ben', 'Dana', 'Ana']], ['sort=name', ['Ana', 'Ben', 'Cleo', 'Dana']], ['sort=points', ['Ana', 'Ben', 'Cleo', 'Dana']], ['sort=section', ['Dana', 'Ana', 'Cleo', 'Ben']], ['sort=pushed&show=stuck', ['Ben']],
    ['show=disputes', ['Cleo']], ['show=failing', ['Cleo']], ['show=late', ['Ben']], ['show=quiet', ['Ben']], ['show=no-repository', ['Dana']], ['show=flagged', ['Cleo']], ['show=pending', []],
    ['search=CLEO', ['Cleo']], ['search=capstone-b', ['Ben']], ['search=%20cleo-gh%20', ['Cleo']], ['section=Monday&sort=name', ['Ana', 'Cleo']], ['item=alerts&outcome=missing', ['Ana']], ['item=alerts&sort=name', ['Ana', 'Cleo']],
    ['sort=odd&show=odd&outcome=odd&page=x', ['Cleo', 'Ben', 'Dana', 'Ana']],
  ])('%s', (words, names) => { expect(asked(words)).toEqual(names) })

  it('counts of each kind as many as are shown by its link, with whatever else is asked for', () => {
    for (const words of ['', 'search=cleo', 'section=Monday', 'item=alerts', 'item=alerts&outcome=missing&show=disputes']) {
      const counts = showCounts({ rows: ROWS }, readClassQuery(new URLSearchParams(words)), NOW)
      for (const [show, count] of Object.entries(counts)) expect([words, show, asked(`${words.replace('&show=disputes', '')}&show=${show}`).length]).toEqual([words, show, count])
    }
    expect(showCounts({ rows: ROWS }, readClassQuery(new URLSearchParams()), NOW)).toEqual({ all: 4, stuck: 1, disputes: 1, failing: 1, late: 1, quiet: 1, 'no-repository': 1, pending: 0, flagged: 1 })
  })

  it('has no push in a week from the millisecond on in which the week is over, as the watch list has it', () => {
    const quiet = (pushedAt: number | null): number => rowsAsked({ rows: [row('Ana', { pushedAt })] }, readClassQuery(new URLSearchParams('show=quiet')), NOW).length
    expect([quiet(NOW - 7 * DAY + 1), quiet(NOW - 7 * DAY), quiet(null)]).toEqual([0, 1, 1])
  })

  it('has those of whom nothing counts behind those who earned nothing', () => {
    const rows = [row('Ana', { grade: { ...zero, of: 0 }, gradeState: 'excused' }), row('Ben', { grade: zero }), row('Cleo', { grade: { ...zero, points: 5 } })]
    expect(rowsAsked({ rows }, readClassQuery(new URLSearchParams('sort=points')), NOW).map(({ student }) => student.name)).toEqual(['Cleo', 'Ben', 'Ana'])
  })

  it('is in the order of names as people look them up, and the same whatever order the store gives', () => {
    const rows = [row('zoe'), row('Émile'), row('Frank'), row('anna'), row('Zed'), { ...row('Frank'), repository: { id: 1, name: 'octo-org/other', url: null } }]
    const shown = (all: readonly ClassStandingRow[]): readonly string[] => rowsAsked({ rows: all }, readClassQuery(new URLSearchParams('sort=steps')), NOW).map(({ student, repository }) => `${student.name} ${repository?.id ?? 0}`)
    expect(shown(rows)).toEqual(['anna 4', 'Émile 5', 'Frank 1', 'Frank 5', 'Zed 3', 'zoe 3'])
    expect(shown(rows.toReversed())).toEqual(shown(rows))
  })

  it('is said again by an address that says no more than it has to', () => {
    const query = readClassQuery(new URLSearchParams('sort=points&show=stuck&search=a%26b&page=3'))
    expect(queryText(query)).toBe('?sort=points&show=stuck&search=a%26b&page=3')
    expect(readClassQuery(new URLSearchParams(queryText(query)))).toEqual(query)
    expect(queryText(readClassQuery(new URLSearchParams('')))).toBe('')
  })
})
