import { expect, it } from 'vitest'
import type { WatchNote } from '../../src/model/watch-note.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

/** That kim has seen a matter of a repository, with changes. */
export function watchNote(id: string, changes: Partial<WatchNote> = {}): WatchNote {
  return { id, courseId: 'mlops', repositoryId: CHURN, matter: 'stuck 1', since: NOON, says: 'seen', by: { id: 9_007_199_254_740_991, login: 'kim' }, at: NOON, note: '', ...changes }
}

/** What every `WatchNoteStore` keeps to. */
export function watchNotesContract(open: () => Promise<Store>): void {
  it('gives back what was noted in a course, by time, whatever is in it', async () => {
    const { watchNotes } = await open()
    const notes = [watchNote('b', { note: 'spoke to her “\u0000🙂”' }), watchNote('a', { at: NOON + 1, says: 'open' }), watchNote('c', { at: NOON + 1, repositoryId: RIVER })]
    for (const note of notes.toReversed()) await watchNotes.add(note)
    await watchNotes.add(watchNote('other', { courseId: 'other' }))
    expect(await watchNotes.of('mlops')).toEqual(notes)
  })

  it('keeps each note once, the first as it was', async () => {
    const { watchNotes } = await open()
    expect([await watchNotes.add(watchNote('a')), await watchNotes.add(watchNote('a', { says: 'open' }))]).toEqual([true, false])
    expect(await watchNotes.of('mlops')).toEqual([watchNote('a')])
  })
}
