import { expect, it } from 'vitest'
import type { ContributionReading } from '../../src/model/contribution.ts'
import type { Store } from '../../src/store/open-store.ts'
import { NOON } from './samples.ts'

const COMMIT = 'c'.repeat(40)

/** Two people on one repository, one of them without an account, with changes. */
export function contributionReading(changes: Partial<ContributionReading> = {}): ContributionReading {
  return {
    readAt: NOON, branch: 'main', head: COMMIT, pullsUpTo: NOON, beyond: { commits: 0, pulls: 3 },
    people: [{ id: 9_007_199_254_740_991, login: 'ana', email: '', isBot: false }, { id: null, login: '', email: 'ü\u0000🙂@localhost', isBot: false }],
    commits: [{ sha: COMMIT, at: NOON, isMerge: false, authors: [0, 1] }],
    pulls: [{ number: 7, opener: null, openedAt: NOON, mergedAt: null, reviews: [{ reviewer: 0, at: NOON, says: 'changes' }], reviewsBeyond: 1 }], ...changes,
  }
}

/** What every `ContributionStore` keeps to. */
export function contributionsContract(open: () => Promise<Store>): void {
  it('gives back the newest reading of each repository, whatever is in it, and nothing of one that was not read', async () => {
    const { contributions } = await open()
    await contributions.keep(5, contributionReading())
    await contributions.keep(6, contributionReading({ head: null, people: [], commits: [], pulls: [] }))
    expect([await contributions.of(5), await contributions.of(7), await contributions.repositories()]).toEqual([contributionReading(), null, [5, 6]])
    await contributions.keep(5, contributionReading({ readAt: NOON + 1, commits: [] }))
    expect(await contributions.of(5)).toEqual(contributionReading({ readAt: NOON + 1, commits: [] }))
    expect(await contributions.of(6)).toMatchObject({ head: null })
  })
}
