import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { RosterEntry } from '../../src/model/roster.ts'
import type { Store } from '../../src/store/open-store.ts'
import { NOON } from './samples.ts'

const audit = (id: string): AuditEntry => ({ id, at: NOON, actor: null, action: 'roster.imported', subject: 'course mlops', says: '2 students' })

/** A student of a list, with characters that a database may take amiss. */
export function student(key: string, changes: Partial<RosterEntry> = {}): RosterEntry {
  return { key, name: 'Ana “\u0000🙂', email: `${key}@example.edu`, studentId: key, section: '', login: key, personId: null, platform: { canvasId: '90017', sisUserId: '', sisLoginId: '', moodleUser: '', idNumber: '' }, ...changes }
}

/** What every `RosterStore` keeps to. */
export function rosterContract(open: () => Promise<Store>): void {
  it('gives back the list that was put there, by key, whatever is in it', async () => {
    const { roster } = await open()
    const list = [student('s2', { personId: 9_007_199_254_740_991 }), student('S1')]
    await roster.replace('mlops', list, audit('a'), NOON)
    expect(await roster.of('mlops')).toEqual([list[1], list[0]])
    expect(await roster.of('other')).toEqual([])
  })

  it('puts a new list in the place of the old one, and takes back who returns', async () => {
    const { roster } = await open()
    for (const [at, list] of [[student('s1'), student('s2')], [student('s2', { name: 'Ben' }), student('s3')], [student('s1', { name: 'Ana' })]].entries()) await roster.replace('mlops', list, audit(`${at}`), NOON + at)
    await roster.replace('other', [student('s9')], audit('other'), NOON)
    expect(await roster.of('mlops')).toEqual([student('s1', { name: 'Ana' })])
  })

  it('still knows who somebody is on GitHub that left the list and comes back, unless the list says another', async () => {
    const { roster } = await open()
    const lists = [[student('s1'), student('s2', { personId: 8 })], [], [student('s1'), student('s2', { personId: 9 })]]
    for (const [at, list] of lists.entries()) {
      await roster.replace('mlops', list, audit(`${at}`), NOON + at)
      if (at === 0) await roster.found('mlops', [{ key: 's1', personId: 7 }])
    }
    expect((await roster.of('mlops')).map(({ key, personId }) => [key, personId])).toEqual([['s1', 7], ['s2', 9]])
  })

  it('knows nobody by an id that was found for another login, or that the list has for somebody else by now', async () => {
    const { roster } = await open()
    await roster.replace('mlops', [student('s1'), student('s2'), student('s3')], audit('a'), NOON)
    await roster.found('mlops', [{ key: 's1', personId: 7 }, { key: 's2', personId: 8 }, { key: 's3', personId: 9 }])
    // Of one who stays, the caller knows what was found: an id that it leaves out is gone.
    await roster.replace('mlops', [student('s3', { login: 'third' })], audit('b'), NOON + 1)
    await roster.replace('mlops', [student('s1', { login: 'another' }), student('s2'), student('s3', { login: 'third' }), student('s4', { personId: 8 })], audit('c'), NOON + 2)
    expect((await roster.of('mlops')).map(({ key, personId }) => [key, personId])).toEqual([['s1', null], ['s2', null], ['s3', null], ['s4', 8]])
  })

  it('audits each import once', async () => {
    const { roster, journal } = await open()
    for (const id of ['a', 'b', 'b']) await roster.replace('mlops', [student('s1')], audit(id), NOON)
    expect((await journal.audit(9)).map(({ id }) => id).sort()).toEqual(['a', 'b'])
  })

  it('notes numeric ids of those who are in it', async () => {
    const { roster } = await open()
    await roster.replace('mlops', [student('s1'), student('s2')], audit('a'), NOON)
    await roster.found('mlops', [{ key: 's1', personId: 7 }, { key: 'nobody', personId: 8 }])
    await roster.found('mlops', [{ key: 's1', personId: 9 }])
    expect((await roster.of('mlops')).map(({ key, personId }) => [key, personId])).toEqual([['s1', 7], ['s2', null]])
  })
}
