import type { Checklist } from '../../model/checklist.ts'
import { DEFAULT_COURSE_SETTINGS, type Course, type CourseOrigin, type Person, type WrittenCourse } from '../../model/course.ts'
import type { Installation } from '../../model/hosting.ts'

/** Where the courses come from: files of the operator, or one that is made for the one account that has the App installed, with these patterns of names. */
export type CoursePlan = (FilesPlan | DefaultPlan) & { /** None, unless it says otherwise. */ readonly fromOrganizations?: OrganizationsHeard }

/** Of which organizations the `.github` repository says which course they have, where no file of the operator does: the one that has the App installed (or had, when its course began), all, none, or those of these logins in small letters. */
export type OrganizationsHeard = 'one' | 'all' | 'none' | readonly string[]

type FilesPlan = { readonly kind: 'files'; readonly courses: readonly WrittenCourse[]; /** The checklists that they name. */ readonly checklists?: readonly Checklist[] }
type DefaultPlan = { readonly kind: 'default'; readonly patterns: readonly string[] }

/** What an organization says of its course, with the checklist that it names; no course where it says none any more. */
export type OrganizationCourse = { readonly account: Person; readonly course: Course | null; readonly checklist: Checklist | null }

/** A planned course that cannot run yet: why, and what to do. */
export type WaitingCourse = { readonly id: string; readonly says: string; readonly next: string }

/** The courses as they are to be, and those that wait. */
export type Planned = { readonly courses: readonly Course[]; readonly waiting: readonly WaitingCourse[] }

/**
 * Ties the planned courses to accounts on GitHub: an organization is found by its login, and known by its numeric id from then on, also under another name or
 * while the App is not installed there. `known` are the courses that run. Where no organization is named it is the one account that has the App. What organizations said themselves goes on as it runs, but for the one that `said` something else.
 */
export function plannedCourses(plan: CoursePlan, known: readonly Course[], installations: readonly Installation[], said: OrganizationCourse | null = null): Planned {
  const accounts = new Map(installations.map(({ account: { id, login } }) => [id, { id, login }]))
  if (plan.kind === 'default') {
    const own = organizationCourses(plan, known, said, [])
    const course = defaultCourse(plan.patterns, known, accounts)
    return { courses: ordered([...course === null || own.some(({ account }) => account.id === course.account.id) ? [] : [course], ...own]), waiting: [] }
  }
  const courses: Course[] = []
  const waiting: WaitingCourse[] = []
  for (const { organization, ...written } of plan.courses) {
    const before = known.find(({ id }) => id === written.id)
    const account = accountOf(organization, before, accounts)
    if (account === null) waiting.push(waitingFor(written.id, organization, accounts.size))
    else courses.push({ ...written, account, origin: { kind: 'file', organization } })
  }
  return { courses: ordered([...courses, ...organizationCourses(plan, known, said, courses)]), waiting }
}

/** In the order of the store, so that both say alike which of two is first. */
function ordered(courses: readonly Course[]): readonly Course[] {
  return courses.toSorted((one, other) => one.id < other.id ? -1 : 1)
}

/** The courses that organizations have written down themselves, but for those of which the operator has. */
function organizationCourses({ fromOrganizations = 'none' }: CoursePlan, known: readonly Course[], said: OrganizationCourse | null, filed: readonly Course[]): readonly Course[] {
  const running = known.filter(({ origin, account }) => origin.kind === 'repository' && account.id !== said?.account.id && isNamed(account, fromOrganizations))
  return [...running, ...said === null || said.course === null ? [] : [said.course]].filter(({ id, account }) => !filed.some((course) => course.id === id || course.account.id === account.id))
}

/** Whether the `.github` repository of an account may say which course it has. A personal account's never does: students have the App on theirs. */
export function isHeard(account: Person, { fromOrganizations = 'none' }: CoursePlan, known: readonly Course[], installations: readonly Installation[]): boolean {
  const organizations = installations.filter((one) => one.account.kind === 'organization').map((one) => one.account.id)
  if (!organizations.includes(account.id) || !isNamed(account, fromOrganizations)) return false
  // Whoever installs the App later takes the word from nobody.
  return fromOrganizations !== 'one' || new Set(organizations).size === 1 || known.some(({ origin, account: { id } }) => origin.kind === 'repository' && id === account.id)
}

function isNamed({ login }: Person, heard: OrganizationsHeard): boolean {
  return typeof heard === 'string' ? heard !== 'none' : heard.includes(login.toLowerCase())
}

function accountOf(organization: string | null, before: Course | undefined, accounts: ReadonlyMap<number, Person>): Person | null {
  if (before !== undefined && isSameOrganization(before.origin, organization)) return accounts.get(before.account.id) ?? before.account
  const all = [...accounts.values()]
  if (organization === null) return all.length === 1 ? all[0] ?? null : null
  return all.find(({ login }) => login.toLowerCase() === organization.toLowerCase()) ?? null
}

function isSameOrganization(origin: CourseOrigin, organization: string | null): boolean {
  return origin.kind === 'file' && (origin.organization?.toLowerCase() ?? null) === (organization?.toLowerCase() ?? null)
}

function waitingFor(id: string, organization: string | null, accounts: number): WaitingCourse {
  if (organization !== null) return { id, says: `the course ${id} waits: ${organization} has not installed the App`, next: 'Install it there, from the App\'s page on GitHub; the course is then taken in by itself.' }
  if (accounts === 0) return { id, says: `the course ${id} waits: the App is installed nowhere`, next: 'Install it on the organization of the course; the course is then taken in by itself.' }
  return { id, says: `the course ${id} waits: it names no organization, and ${accounts} accounts have the App installed`, next: 'Name one as "organization" in its file.' }
}

/** The course of an operator who wrote none down; null where several accounts have the App, or none: then nobody can tell whose class it is. */
function defaultCourse(patterns: readonly string[], known: readonly Course[], accounts: ReadonlyMap<number, Person>): Course | null {
  const repositories = { patterns, topics: [], names: [] }
  const before = known.find(({ origin }) => origin.kind === 'default')
  if (before !== undefined) return { ...before, account: accounts.get(before.account.id) ?? before.account, repositories }
  const [account] = accounts.values()
  if (accounts.size !== 1 || account === undefined) return null
  return { id: `account-${account.id}`, title: 'Capstone', account, repositories, staff: { logins: [], teams: [] }, joinCode: null, settings: DEFAULT_COURSE_SETTINGS, origin: { kind: 'default' } }
}
