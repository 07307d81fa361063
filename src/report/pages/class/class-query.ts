import type { ClassStanding, ClassStandingRow } from '../../../model/class-standing.ts'
import { OUTCOMES, type Outcome } from '../../../model/criterion.ts'

/** By what the class can be sorted, and what each is called. */
export const SORTS = { need: 'Who needs somebody', name: 'Name', points: 'Points', steps: 'Steps', pushed: 'Last push', section: 'Section' } as const
export type ClassSort = keyof typeof SORTS

/** Of whom alone rows are shown, and what each is called. */
export const SHOWS = { all: 'Everybody', stuck: 'Stuck', disputes: 'Disputes that wait', failing: 'CI fails', late: 'Late', quiet: 'No push in a week', 'no-repository': 'Works on no repository', pending: 'Not up to date', flagged: 'To look at again' } as const
export type ClassShow = keyof typeof SHOWS

/** What of a class is shown: a word that people or repositories have, a section, an item with an outcome, and in which order; `page` counts from 1. */
export type ClassQuery = { readonly sort: ClassSort; readonly show: ClassShow; readonly search: string; readonly section: string; readonly item: string; readonly outcome: Outcome | null; readonly page: number }

export const ROWS_A_PAGE = 100
const WEEK = 7 * 86_400_000
const NAMES = new Intl.Collator('en')

/** Reads a query; what is not understood is left out. */
export function readClassQuery(query: URLSearchParams): ClassQuery {
  const [sort, show, outcome] = [query.get('sort') ?? '', query.get('show') ?? '', query.get('outcome') ?? '']
  return {
    sort: isKey(sort, SORTS) ? sort : 'need', show: isKey(show, SHOWS) ? show : 'all', search: (query.get('search') ?? '').trim().slice(0, 100), section: (query.get('section') ?? '').slice(0, 100),
    item: (query.get('item') ?? '').slice(0, 100), outcome: OUTCOMES.find((one) => one === outcome) ?? null, page: Math.max(1, Math.min(10_000, Math.floor(Number(query.get('page') ?? 1)) || 1)),
  }
}

/** A query as the address has it, without what goes without saying. */
export function queryText(query: Partial<ClassQuery>): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== null && value !== '' && value !== 'all' && !(name === 'sort' && value === 'need') && !(name === 'page' && value === 1)) words.set(name, String(value))
  const text = words.toString()
  return text === '' ? '' : `?${text}`
}

/** The rows that a query asks for, in its order, all pages of them. */
export function rowsAsked(standing: Pick<ClassStanding, 'rows'>, query: ClassQuery, now: number): readonly ClassStandingRow[] {
  return rowsFound(standing, query).filter((row) => isShown(row, query.show, now)).toSorted((one, other) => ORDERS[query.sort](one, other) || compareNames(one, other))
}

/** The rows that a query asks for whatever of them is shown alone. */
function rowsFound({ rows }: Pick<ClassStanding, 'rows'>, query: ClassQuery): readonly ClassStandingRow[] {
  const word = query.search.toLowerCase()
  return rows.filter((row) => (word === '' || wordsOf(row).some((one) => one.toLowerCase().includes(word))) && (query.section === '' || row.student.section === query.section)
    && (query.item === '' || row.standing?.items.some(({ id, outcome }) => id === query.item && (query.outcome === null || outcome === query.outcome)) === true))
}

/** Who somebody is: by name, else by login, else by their key. */
export function nameIn({ student: { name, login, key } }: Pick<ClassStandingRow, 'student'>): string {
  return name || login || key
}

/** The grade of a row; null where nothing counts of it: no push, all excused, nothing that could be seen. */
export function gradeIn({ standing }: Pick<ClassStandingRow, 'standing'>): NonNullable<ClassStandingRow['standing']>['grade'] {
  return standing === null || standing.grade === null || standing.grade.of === 0 ? null : standing.grade
}

/** How many there are of each kind that can be shown alone, among those that a query asks for. */
export function showCounts(standing: Pick<ClassStanding, 'rows'>, query: ClassQuery, now: number): Readonly<Record<ClassShow, number>> {
  const found = rowsFound(standing, query)
  return Object.fromEntries(Object.keys(SHOWS).map((show) => [show, found.filter((row) => isShown(row, show as ClassShow, now)).length])) as Record<ClassShow, number>
}

function isShown({ standing, repository, freshness }: ClassStandingRow, show: ClassShow, now: number): boolean {
  switch (show) {
    case 'all': return true
    case 'stuck': return (standing?.stuck.length ?? 0) > 0
    case 'disputes': return (standing?.disputes.length ?? 0) > 0
    case 'failing': return (standing?.failures.length ?? 0) > 0
    case 'late': return (standing?.grade?.daysLate ?? 0) > 0
    case 'quiet': return standing !== null && (standing.pushedAt === null || now - standing.pushedAt >= WEEK)
    case 'no-repository': return repository === null
    case 'pending': return freshness === 'pending' || freshness === 'counting'
    case 'flagged': return standing !== null && (standing.workflowChanges.length + standing.disagreements.length > 0)
  }
}

const ORDERS: Readonly<Record<ClassSort, (one: ClassStandingRow, other: ClassStandingRow) => number>> = {
  need: (one, other) => needOf(other) - needOf(one) || compare(one.standing?.pushedAt ?? 0, other.standing?.pushedAt ?? 0),
  name: () => 0,
  points: (one, other) => compare(gradeIn(other)?.points ?? -1, gradeIn(one)?.points ?? -1),
  steps: (one, other) => compare(doneIn(other), doneIn(one)),
  pushed: (one, other) => compare(other.standing?.pushedAt ?? 0, one.standing?.pushedAt ?? 0),
  section: (one, other) => compare(one.student.section, other.student.section),
}

/** Who waits for the staff comes before who is stuck, then who has not begun. */
function needOf({ standing, repository }: ClassStandingRow): number {
  return ((standing?.disputes.length ?? 0) > 0 ? 8 : 0) + ((standing?.stuck.length ?? 0) > 0 ? 4 : 0) + ((standing?.failures.length ?? 0) > 0 ? 1 : 0) + (repository === null ? 2 : 0)
}

/** How many steps are done. */
function doneIn({ standing }: Pick<ClassStandingRow, 'standing'>): number {
  return standing?.steps.filter(({ state }) => state === 'done').length ?? -1
}

function wordsOf({ student: { key, name, login }, repository }: ClassStandingRow): readonly string[] {
  return [key, name, login, repository?.name ?? '']
}

/** As names are looked up, large and small letters and accents alike; the same names by what they are of. */
function compareNames(one: ClassStandingRow, other: ClassStandingRow): number {
  return NAMES.compare(nameIn(one), nameIn(other)) || compare(one.student.key, other.student.key) || compare(one.repository?.id ?? 0, other.repository?.id ?? 0)
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function isKey<Words extends object>(text: string, words: Words): text is Extract<keyof Words, string> {
  return Object.hasOwn(words, text)
}
