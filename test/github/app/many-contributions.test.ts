import { expect, it } from 'vitest'
import type { ContributionReading } from '../../../src/model/contribution.ts'
import type { GitHubClient } from '../../../src/github/client.ts'
import { contributionsIn } from '../../../src/github/app/contributions.ts'
import { value } from '../../support/github-contract.ts'
import { aRepository } from '../../support/hosting.ts'

const MINUTE = 60_000
const iso = (at: number): string => new Date(at).toISOString()
const account = (id: number): object => ({ __typename: 'User', databaseId: id, login: `user-${id}` })

/** A GitHub that has so many commits and pull requests, in pages of 100 and 50, and counts what it is asked; `emails` gives each commit an author without an account. */
function busyGitHub({ commits, pulls, emails = null }: { readonly commits: number; readonly pulls: number; readonly emails?: ((commit: number) => string) | null }) {
  let queries = 0
  const page = <Item>(total: number, most: number, after: string | undefined, item: (number: number) => Item) => {
    const from = Number(after ?? 0)
    const items = Array.from({ length: Math.min(most, total - from) }, (_, index) => item(total - from - index))
    return { totalCount: total, pageInfo: { hasNextPage: from + items.length < total, endCursor: String(from + items.length) }, nodes: items }
  }
  const query: GitHubClient['query'] = (text, { commits: afterCommit, pulls: afterPull }) => {
    queries += 1
    const history = page(commits, 100, afterCommit, (number) => ({ oid: `c${number}`, authoredDate: iso(number * MINUTE), parents: { totalCount: 1 }, authors: { nodes: [emails === null ? { email: 'a@x', user: account(1) } : { email: emails(number), user: null }] } }))
    const pullRequests = page(pulls, 50, afterPull, (number) => ({ number, createdAt: iso(number * MINUTE), mergedAt: null, updatedAt: iso(number * MINUTE), author: account(2), reviews: { totalCount: 60, nodes: [{ state: 'APPROVED', submittedAt: iso(number * MINUTE), author: account(1) }, { state: 'APPROVED', submittedAt: iso(number * MINUTE), author: null }] } }))
    const repository = { databaseId: 42, ref: { target: { oid: `c${commits}`, ...text.includes('history') ? { history } : {} } }, ...text.includes('pullRequests') ? { pullRequests } : {} }
    return Promise.resolve({ ok: true, body: { data: { repository } }, next: null, location: null })
  }
  const desk = { client: { query } as GitHubClient, installationId: 7, appId: 1, now: () => 9, apiUrl: '', webUrl: '' }
  return { read: async (known: ContributionReading | null = null) => value(await contributionsIn(desk, aRepository(), known)), queries: () => queries }
}

it('reads 2,000 commits and 500 pull requests at most, the newest, and says how many more there are', async () => {
  const { read, queries } = busyGitHub({ commits: 2100, pulls: 530 })
  const reading = await read()
  expect([reading.commits.length, reading.commits[0]?.sha, reading.commits.at(-1)?.sha, reading.pulls.length, reading.pulls[0]?.number, reading.beyond, queries()]).toEqual([2000, 'c2100', 'c101', 500, 530, { commits: 100, pulls: 30 }, 20])
  expect(reading.pulls[0]).toMatchObject({ reviews: [{ says: 'approved' }], reviewsBeyond: 58 })
})

it('keeps the newest where there are more of them later, for one request', async () => {
  const known = await busyGitHub({ commits: 2100, pulls: 530 }).read()
  const { read, queries } = busyGitHub({ commits: 2103, pulls: 532 })
  const reading = await read(known)
  expect([queries(), reading.commits.length, reading.commits[0]?.sha, reading.commits.at(-1)?.sha, reading.beyond, reading.pulls[0]?.number, reading.pulls.length]).toEqual([1, 2000, 'c2103', 'c104', { commits: 103, pulls: 32 }, 532, 500])
})

it('tells 500 people without an account apart, the others of whom are nobody, and keeps no e-mail that none is', async () => {
  const { read } = busyGitHub({ commits: 700, pulls: 0, emails: (commit) => commit === 700 ? 'x'.repeat(300) : `made-up-${commit}@x` })
  const { people, commits } = await read()
  expect([people.length, people.filter(({ email }) => email === '').length, people.every(({ email }) => email.length < 255)]).toEqual([501, 1, true])
  expect(commits).toHaveLength(700)
})
