import { expect, it } from 'vitest'
import type { Assessment } from '../../src/flow/ports/store-ports.ts'
import type { CountedJudgement } from '../../src/model/counted.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import type { Store } from '../../src/store/open-store.ts'
import { criterion, file, item, recordOf } from '../support/records.ts'
import { CHURN, NOON } from './samples.ts'

const COMMIT = 'c'.repeat(40)
const LISTS = { checklist: { id: 'course', revision: 1, digest: 'd1' }, practicesBy: { id: 'practices', revision: 1, digest: 'd2' } }

function judged(outcome: 'verified' | 'missing', changes: Partial<AssessmentRecord> = {}): AssessmentRecord {
  return recordOf([criterion('lint', { outcome, evidence: [file('app.py', 1, 'zofia was here')] }), criterion('tests-ci', { blockedBy: 'tests-unit' }), criterion('own:x', { basis: 'claimed', excused: 'ill “\u0000”' })], [item('Linting', ['lint'], { outcome })], { ...LISTS, ...changes })
}

function assessment(id: string, record: AssessmentRecord, digest = id): Assessment {
  return { id, repositoryId: CHURN, commit: COMMIT, branch: 'main', isDefaultBranch: true, at: NOON, digest, record }
}

function counted(id: string, record: AssessmentRecord): CountedJudgement {
  return { id, courseId: 'mlops', repositoryId: CHURN, commit: COMMIT, until: NOON, rejudging: null, at: NOON, record, seen: null }
}

/** What every `GistStore` keeps to. */
export function gistsContract(open: () => Promise<Store>): void {
  it('has of all that was judged what points are made of, by the id of each, and of nothing else', async () => {
    const { gists, assessments, counts } = await open()
    await assessments.add(assessment('a', judged('verified')))
    await counts.add(counted('b', judged('missing')))
    const gist = (outcome: string) => ({ ...LISTS, criteria: [{ id: 'lint', outcome, basis: 'observed', blockedBy: null, excused: null }, { id: 'tests-ci', outcome: 'missing', basis: 'observed', blockedBy: 'tests-unit', excused: null }, { id: 'own:x', outcome: 'missing', basis: 'claimed', blockedBy: null, excused: 'ill “\u0000”' }], items: [{ id: 'linting', outcome, credit: 0, of: 1 }] })
    expect(await Promise.all(['a', 'b', 'c'].map((id) => gists.of(id)))).toEqual([gist('verified'), gist('missing'), null])
  })

  it('keeps that of a judgement as it was first put there', async () => {
    const { gists, assessments, counts } = await open()
    await counts.add(counted('a', judged('verified')))
    await counts.add(counted('a', judged('missing')))
    await assessments.add(assessment('b', judged('verified'), 'same'))
    await assessments.add(assessment('c', judged('verified'), 'same'))
    expect([(await gists.of('a'))?.items[0]?.outcome, (await gists.of('b'))?.items[0]?.outcome, await gists.of('c')]).toEqual(['verified', 'verified', null])
  })

  it('has none of what was judged by lists that are not kept, since its record alone tells what those asked for', async () => {
    const { gists, assessments } = await open()
    await assessments.add(assessment('a', judged('verified', { checklist: { id: 'course', revision: 1 } })))
    const { practicesBy: _, ...record } = judged('verified')
    await assessments.add(assessment('b', record))
    expect([await gists.of('a'), await gists.of('b')]).toEqual([null, null])
  })
}
