import { expect, it } from 'vitest'
import type { Checklist } from '../../src/model/checklist.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { NOON } from './samples.ts'

/** A checklist by its digest, with a title that a database may take amiss. */
export function listed(digest: string, changes: Partial<Checklist> = {}): Checklist {
  return { ...CHECKLISTS.checklist, title: 'Ü “\u0000🙂”', digest, ...changes }
}

/** What every `ChecklistStore` keeps to. */
export function checklistsContract(open: () => Promise<Store>): void {
  it('gives back a checklist by its digest, whoever kept it, whatever is in it', async () => {
    const { checklists } = await open()
    for (const scope of ['operator', 'account 7']) expect(await checklists.keep({ scope, checklist: listed('d1'), at: NOON })).toBe('d1')
    expect([await checklists.byDigest('d1'), await checklists.byDigest('d1')]).toEqual([listed('d1'), listed('d1')])
    expect(await checklists.byDigest('other')).toBeNull()
  })

  it('keeps the first of a scope, id and revision for ever, and tells which that is', async () => {
    const { checklists } = await open()
    await checklists.keep({ scope: 'operator', checklist: listed('d1'), at: NOON })
    expect(await checklists.keep({ scope: 'operator', checklist: listed('d2'), at: NOON + 1 })).toBe('d1')
    expect([await checklists.byDigest('d2'), await checklists.digestOf('operator', listed('d2'))]).toEqual([null, 'd1'])
    for (const [scope, changes] of [['operator', { revision: 99 }], ['operator', { id: 'other' }], ['account 7', {}]] as const) expect(await checklists.keep({ scope, checklist: listed('d2', changes), at: NOON })).toBe('d2')
    expect(await checklists.digestOf('account 8', listed('d1'))).toBeNull()
  })
}
