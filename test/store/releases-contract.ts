import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { ReleaseWord } from '../../src/model/release.ts'
import type { Store } from '../../src/store/open-store.ts'
import { NOON } from './samples.ts'

/** That the grades of the whole class are shown, with changes. */
export function releaseWord(id: string, changes: Partial<ReleaseWord> = {}): ReleaseWord {
  return { id, courseId: 'mlops', scope: { kind: 'class' }, says: 'released', by: null, at: NOON, reason: '', ...changes }
}

const audit = (id: string): AuditEntry => ({ id, at: NOON, actor: null, action: 'grades.released', subject: 'course mlops', says: 'the whole class' })

/** What every `ReleaseStore` keeps to. */
export function releasesContract(open: () => Promise<Store>): void {
  it('gives back what was said of a course, by time, whatever is in it', async () => {
    const { releases } = await open()
    const words = [
      releaseWord('b', { scope: { kind: 'section', section: 'Monday “\u0000🙂”' }, by: { id: 9_007_199_254_740_991, login: 'kim' }, reason: 'seen\u0000' }),
      releaseWord('a', { scope: { kind: 'student', key: 's1' }, says: 'held', at: NOON + 1 }), releaseWord('c', { at: NOON + 1 }),
    ]
    for (const word of words.toReversed()) await releases.say(word, audit(word.id))
    await releases.say(releaseWord('other', { courseId: 'other' }), audit('other'))
    expect(await releases.of('mlops')).toEqual(words)
  })

  it('keeps and audits each word once, the first as it was', async () => {
    const { releases, journal } = await open()
    const said = [await releases.say(releaseWord('a'), audit('a')), await releases.say(releaseWord('a', { says: 'held' }), audit('b'))]
    expect(said).toEqual([true, false])
    expect(await releases.of('mlops')).toEqual([releaseWord('a')])
    expect((await journal.audit(9)).map(({ id }) => id)).toEqual(['a'])
  })

  it('keeps no word whose entry cannot be audited', async () => {
    const { releases } = await open()
    await expect(releases.say(releaseWord('a'), { ...audit('a'), at: Number.NaN })).rejects.toThrow(/at|NaN|null/i)
    expect(await releases.of('mlops')).toEqual([])
  })
}
