import type { ExportedContributions, KnownStudent } from '../../model/kept-student.ts'
import { readingOf } from '../contributions.ts'
import type { ContributionRow } from '../schema.ts'

/** What a reading of who did what says of one person, and of nobody else; null where it says nothing of them. */
export function contributionsOfPerson(row: ContributionRow, { ids, emails }: KnownStudent): ExportedContributions | null {
  const { people, commits, pulls, readAt } = readingOf(row)
  const places = people.flatMap(({ id, email }, place) => (id === null ? emails.some((one) => one.toLowerCase() === email.toLowerCase()) : ids.includes(id)) ? [place] : [])
  if (places.length === 0) return null
  return {
    repositoryId: row.repository_id, readAt, as: places.flatMap((place) => people[place] ?? []),
    commits: commits.filter(({ authors }) => authors.some((one) => places.includes(one))).map(({ sha, at, isMerge }) => ({ sha, at, isMerge })),
    pullRequests: pulls.filter(({ opener }) => opener !== null && places.includes(opener)).map(({ number, openedAt, mergedAt }) => ({ number, openedAt, mergedAt })),
    reviews: pulls.flatMap(({ number, reviews }) => reviews.filter(({ reviewer }) => places.includes(reviewer)).map(({ at, says }) => ({ number, at, says }))),
  }
}
