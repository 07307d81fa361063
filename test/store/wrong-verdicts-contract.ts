import { expect, it } from 'vitest'
import type { WrongVerdict } from '../../src/model/wrong-verdict.ts'
import type { Store } from '../../src/store/open-store.ts'
import { file } from '../support/records.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

/** That the App says `missing` of a health route that is there, with changes. */
export function wrongVerdict(id: string, changes: Partial<WrongVerdict> = {}): WrongVerdict {
  return {
    id, courseId: 'mlops', repositoryId: CHURN, at: NOON, by: { id: 9, login: 'kim' }, item: 'health-check-works', criterion: 'health', assessment: 'a-1', commit: 'c'.repeat(40), judgedAt: NOON - 5, engine: { version: '1.0.0', revision: 38 }, checklist: { id: 'course', revision: 1 },
    said: { title: 'Health check works', standing: 'missing', outcome: 'missing', basis: 'observed', blockedBy: null, proof: 'probe', proofFrom: null, lookedFor: 'a route', found: 'no route', evidence: [], against: [file('app/main.py', 3)] }, right: 'present', reason: 'It is in app/routes.py', ...changes,
  }
}

/** What every `WrongVerdictStore` keeps to. */
export function wrongVerdictsContract(open: () => Promise<Store>): void {
  it('gives back what was said to be wrong in a course and of a repository, by time, whatever is in it', async () => {
    const { wrongVerdicts } = await open()
    const all = [wrongVerdict('b', { reason: 'seen\u0000 “🙂”', by: { id: 9_007_199_254_740_991, login: 'kim' } }), wrongVerdict('a', { at: NOON + 1, repositoryId: RIVER }), wrongVerdict('c', { at: NOON + 1, criterion: 'item:ü' })]
    for (const one of all.toReversed()) await wrongVerdicts.add(one)
    await wrongVerdicts.add(wrongVerdict('other', { courseId: 'other' }))
    expect(await wrongVerdicts.of('mlops')).toEqual(all)
    expect(await Promise.all([CHURN, RIVER, 3].map((id) => wrongVerdicts.ofRepository('mlops', id)))).toEqual([[all[0], all[2]], [all[1]], []])
  })

  it('keeps each once, the first as it was', async () => {
    const { wrongVerdicts } = await open()
    expect([await wrongVerdicts.add(wrongVerdict('a')), await wrongVerdicts.add(wrongVerdict('a', { reason: 'another' }))]).toEqual([true, false])
    expect(await wrongVerdicts.of('mlops')).toEqual([wrongVerdict('a')])
  })
}
