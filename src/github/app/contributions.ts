import type { FromGitHub } from '../../flow/ports/github-ports.ts'
import { isErased, type ContributionReading, type Contributor, type ReadCommit, type ReadPull } from '../../model/contribution.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { pageIn, pageQuery, type ContributionPage, type Named, type NamedPull } from './contribution-page.ts'
import type { Desk } from './desk.ts'
import { underPresentName } from './heads.ts'
import { valueOf } from './trouble.ts'

/** So many commits and pull requests are read and kept, the newest. */
const MOST_COMMITS = 2000
const MOST_PULLS = 500
/** So many people without an account are told apart; commits may name as many as somebody likes to make up. */
const MOST_EMAILS = 500
/** More pages than both take. */
const MOST_PAGES = 40

/**
 * Who did what on the default branch and in the pull requests of a repository, read down to what is known: one request where at most 100 commits and 50 pull requests are new. Commits that left the branch (a forced push) are not in the result.
 */
export function contributionsIn(desk: Desk, repository: HostedRepository, known: ContributionReading | null): Promise<FromGitHub<ContributionReading>> {
  return underPresentName<ContributionReading>(desk, repository, async (named) => {
    const people = createPeople(known?.people ?? [])
    const [commits, pulls] = [readingCommits(known, people.place), readingPulls(known, people.place)]
    let head: string | null = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const asked = { commits: commits.from(), pulls: pulls.from() }
      if (asked.commits === null && asked.pulls === null) break
      const cursors = Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''))
      const answer = await desk.client.query(pageQuery(asked), { owner: named.owner, name: named.name, branch: `refs/heads/${named.defaultBranch}`, ...cursors })
      const read = valueOf(answer, `who did what in repository ${repository.id}`, (body) => pageIn(body, repository.id, asked))
      if (!read.ok || read.value === 'another') return read as FromGitHub<'another'>
      // Pages of one branch: one that moved meanwhile is told by the next push.
      head ??= read.value.head
      commits.take(read.value)
      pulls.take(read.value)
    }
    const [ofBranch, ofPulls] = [commits.whole(), pulls.whole()]
    return { ok: true, value: { readAt: desk.now(), branch: named.defaultBranch, head, pullsUpTo: ofPulls.upTo, beyond: { commits: ofBranch.beyond, pulls: ofPulls.beyond }, ...people.compact(ofBranch.commits, ofPulls.pulls) } }
  })
}

type Place = (one: Named) => number

/** Whether somebody who was erased stands there: what GitHub says of it would bring them back. */
function isOfErased(by: readonly number[], people: readonly Contributor[]): boolean {
  return by.some((place) => { const one = people[place]; return one !== undefined && isErased(one) })
}

/**
 * Commits come by their dates, so behind the head that is known there may be older ones that a merge brought. All that is new was seen once that head was met, and what is known and what was seen are as many as the branch has together.
 */
function readingCommits(known: ContributionReading | null, place: Place) {
  const seen = new Map<string, ReadCommit>()
  let [total, hasMet, next]: [number, boolean, string | null] = [0, false, '']
  const together = (): Map<string, ReadCommit> => new Map([...seen, ...known?.commits.flatMap((one) => seen.has(one.sha) ? [] : [[one.sha, one] as const]) ?? []])
  const isComplete = (): boolean => hasMet && together().size + (known?.beyond.commits ?? 0) === total
  return {
    from: () => next,
    take: ({ commits }: ContributionPage): void => {
      if (commits === null) return
      for (const { by, ...commit } of commits.items) {
        seen.set(commit.sha, { ...commit, authors: [...new Set(by.map(place))] })
        if (commit.sha === known?.head) hasMet = true
      }
      total = commits.total
      next = seen.size >= MOST_COMMITS || isComplete() ? null : commits.next
    },
    whole: () => {
      const kept = new Map(known?.commits.filter(({ authors }) => isOfErased(authors, known.people)).map((one) => [one.sha, one]))
      const all = [...(hasMet && seen.size < total ? together() : seen).values()].slice(0, MOST_COMMITS).map((one) => kept.get(one.sha) ?? one)
      return { commits: all, beyond: Math.max(0, total - all.length) }
    },
  }
}

/** Pull requests come by when they changed last, so all behind one that changed before the last reading are known. */
function readingPulls(known: ContributionReading | null, place: Place) {
  const seen = new Map<number, ReadPull>()
  let [total, upTo, next]: [number, number, string | null] = [0, 0, '']
  const before = new Map(known?.pulls.map((one) => [one.number, one]))
  const keeps = (one: NamedPull): ReadPull | undefined => {
    const kept = before.get(one.number)
    if (kept === undefined || known === null || one.updatedAt > known.pullsUpTo) return undefined
    return one.updatedAt < known.pullsUpTo || isOfErased(namedIn(kept), known.people) ? kept : undefined
  }
  const readOf = ({ number, by, openedAt, mergedAt, reviews, reviewsBeyond }: NamedPull): ReadPull => ({ number, openedAt, mergedAt, reviewsBeyond, opener: by === null ? null : place(by), reviews: reviews.map(({ by: reviewer, ...review }) => ({ ...review, reviewer: place(reviewer) })) })
  return {
    from: () => next,
    take: ({ pulls }: ContributionPage): void => {
      if (pulls === null) return
      for (const pull of pulls.items) {
        upTo = Math.max(upTo, pull.updatedAt)
        if (!seen.has(pull.number)) seen.set(pull.number, keeps(pull) ?? readOf(pull))
      }
      total = pulls.total
      const oldest = pulls.items.at(-1)?.updatedAt ?? 0
      next = seen.size >= MOST_PULLS || (known !== null && oldest < known.pullsUpTo) ? null : pulls.next
    },
    whole: () => {
      const all = [...seen.values(), ...known?.pulls.filter(({ number }) => !seen.has(number)) ?? []].toSorted((one, other) => other.number - one.number).slice(0, MOST_PULLS)
      return { pulls: all, beyond: Math.max(0, total - all.length), upTo }
    },
  }
}

function namedIn({ opener, reviews }: ReadPull): readonly number[] {
  return [...opener === null ? [] : [opener], ...reviews.map(({ reviewer }) => reviewer)]
}

/** Gives everybody a place, the known ones theirs; those whom nothing names any more are left out in the end. */
function createPeople(known: readonly Contributor[]) {
  const people: Contributor[] = [...known]
  const keyOf = ({ id, email }: Named): string => id === null ? `email ${email.toLowerCase()}` : `account ${id}`
  const places = new Map(people.map((one, place) => [keyOf(one), place]))
  let emails = people.filter(({ id }) => id === null).length
  const place = (one: Named): number => {
    const known = places.get(keyOf(one))
    if (known === undefined && one.id === null && one.email !== '') {
      if (emails >= MOST_EMAILS) return place({ ...one, email: '' })
      emails += 1
    }
    const at = known ?? people.length
    people[at] = one
    places.set(keyOf(one), at)
    return at
  }
  return {
    place,
    compact: (commits: readonly ReadCommit[], pulls: readonly ReadPull[]): Pick<ContributionReading, 'people' | 'commits' | 'pulls'> => {
      const used = [...new Set([...commits.flatMap(({ authors }) => authors), ...pulls.flatMap(namedIn)])].sort((one, other) => one - other)
      const moved = new Map(used.map((place, index) => [place, index]))
      const to = (place: number): number => moved.get(place) ?? 0
      return {
        people: used.flatMap((place) => people[place] ?? []),
        commits: commits.map((commit) => ({ ...commit, authors: commit.authors.map(to) })),
        pulls: pulls.map((pull) => ({ ...pull, opener: pull.opener === null ? null : to(pull.opener), reviews: pull.reviews.map((review) => ({ ...review, reviewer: to(review.reviewer) })) })),
      }
    },
  }
}
