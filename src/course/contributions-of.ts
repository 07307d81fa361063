import { isErased, type Contributions, type Contributor, type ContributionReading, type OtherContributions, type PossibleContributor, type StudentContribution } from '../model/contribution.ts'

type Whose = { readonly kind: 'student'; readonly student: PossibleContributor } | { readonly kind: 'unknown' } | { readonly kind: 'other'; readonly login: string | null }

const OTHER: Whose = { kind: 'other', login: null }
const UNKNOWN: Whose = { kind: 'unknown' }
/** So many logins of people who are no students are named. */
const MOST_LOGINS = 20

/**
 * What each student did in a repository, in the order of their keys: whoever works there, and whoever of the list did something; `staff` are numeric ids. Commits with more than one parent are left out, and so are reviews of one's own pull request.
 * A commit of several authors counts for each of them.
 */
export function contributionsOf(reading: ContributionReading, possible: readonly PossibleContributor[], staff: ReadonlySet<number>): Contributions {
  const whose = reading.people.map((one) => whoseIs(one, possible, staff))
  const at = (place: number | null): Whose => place === null ? OTHER : whose[place] ?? OTHER
  const commits = reading.commits.filter(({ isMerge }) => !isMerge)
  // One account may stand beside an e-mail of the same student.
  const owners = (authors: readonly number[]): readonly Whose[] => [...new Map(authors.map((place) => [keyOf(at(place)), at(place)])).values()]
  const given = reading.pulls.flatMap(({ number, opener, reviews }) => reviews.flatMap((review) => review.reviewer === opener || isSameStudent(at(review.reviewer), at(opener)) ? [] : [{ ...review, number }]))
  // A list may have thousands, of whom a handful did something here: nobody else is looked for in every commit.
  const seen = new Set(whose.flatMap((one) => one.kind === 'student' ? [one.student.key] : []))
  const students = possible.filter(({ key, worksHere }) => worksHere || seen.has(key)).map((student): StudentContribution => {
    const isTheirs = (place: number | null): boolean => isSameStudent(at(place), { kind: 'student', student })
    const own = commits.filter(({ authors }) => authors.some(isTheirs))
    const pulls = reading.pulls.filter(({ opener }) => isTheirs(opener))
    const reviews = given.filter(({ reviewer }) => isTheirs(reviewer))
    const reviewed = numbersOf(reviews.filter(({ says }) => says !== 'commented'))
    const times = [...own.map((commit) => commit.at), ...pulls.map(({ openedAt }) => openedAt), ...reviews.map((review) => review.at)]
    return {
      student, commits: own.length, together: own.filter(({ authors }) => owners(authors).length > 1).length, opened: numbersOf(pulls), merged: numbersOf(pulls.filter(({ mergedAt }) => mergedAt !== null)),
      reviewed, commented: numbersOf(reviews).filter((number) => !reviewed.includes(number)),
      // Whoever commits says the date of it.
      lastAt: times.length === 0 ? null : Math.min(Math.max(...times), reading.readAt),
    }
  })
  return {
    students: students.filter(({ student, lastAt }) => student.worksHere || lastAt !== null).toSorted((one, other) => one.student.key < other.student.key ? -1 : 1),
    others: othersOf(reading.pulls, commits, given, at),
    unknown: { commits: commits.filter(({ authors }) => authors.every((place) => at(place).kind === 'unknown')).length },
    merges: reading.commits.length - commits.length,
    beyond: { ...reading.beyond, reviews: reading.pulls.reduce((sum, { reviewsBeyond }) => sum + reviewsBeyond, 0) },
  }
}

function othersOf(pulls: ContributionReading['pulls'], commits: ContributionReading['commits'], given: readonly { readonly reviewer: number; readonly number: number }[], at: (place: number | null) => Whose): OtherContributions {
  const isOther = (place: number | null): boolean => at(place).kind === 'other'
  const reviews = given.filter(({ reviewer }) => isOther(reviewer))
  const all = [...commits.flatMap(({ authors }) => authors), ...pulls.flatMap(({ opener }) => opener ?? []), ...reviews.map(({ reviewer }) => reviewer)].map(at)
  const logins = all.flatMap((whose) => whose.kind === 'other' && whose.login !== null ? [whose.login] : [])
  return { commits: commits.filter(({ authors }) => authors.some(isOther)).length, opened: pulls.filter(({ opener }) => isOther(opener)).length, reviewed: numbersOf(reviews).length, logins: [...new Set(logins)].sort().slice(0, MOST_LOGINS) }
}

/** The numeric id goes before the login, which changes hands; an e-mail counts where GitHub knows no account. */
function whoseIs(contributor: Contributor, possible: readonly PossibleContributor[], staff: ReadonlySet<number>): Whose {
  const { id, login, email, isBot } = contributor
  if (isBot || isErased(contributor) || (id !== null && staff.has(id))) return OTHER
  if (id === null) {
    const student = email === '' ? undefined : possible.find((one) => one.email.toLowerCase() === email.toLowerCase())
    return student === undefined ? UNKNOWN : { kind: 'student', student }
  }
  const student = possible.find(({ personId }) => personId === id) ?? possible.find((one) => one.personId === null && one.login !== '' && one.login.toLowerCase() === login.toLowerCase())
  return student === undefined ? { kind: 'other', login } : { kind: 'student', student }
}

function isSameStudent(one: Whose, other: Whose): boolean {
  return one.kind === 'student' && other.kind === 'student' && one.student.key === other.student.key
}

function keyOf(whose: Whose): string {
  return whose.kind === 'student' ? `student ${whose.student.key}` : whose.kind === 'unknown' ? 'unknown' : `other ${whose.login ?? ''}`
}

function numbersOf(all: readonly { readonly number: number }[]): readonly number[] {
  return [...new Set(all.map(({ number }) => number))].toSorted((one, other) => one - other)
}
