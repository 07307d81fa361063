import { expect, it } from 'vitest'
import type { AppOperator } from '../../src/model/operator.ts'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { Store } from '../../src/store/open-store.ts'
import { NOON } from './samples.ts'

const INES: AppOperator = { word: 'ines', person: { id: 9_007_199_254_740_991, login: 'Ines' } }
const JO: AppOperator = { word: '', person: { id: 6, login: 'jo' } }

/** What every `OperatorStore` keeps to. */
export function operatorsContract(open: () => Promise<Store>): void {
  it('gives back who was saved last, with an entry of the audit for each who came or went', async () => {
    const { operators, journal } = await open()
    let ids = 0
    const save = (all: readonly AppOperator[]): Promise<void> => operators.save(all, ({ word }, change): AuditEntry => ({ id: `${ids++}`, at: NOON + ids, actor: null, action: change, subject: 'the App', says: word }), NOON)
    await save([INES, JO])
    expect(await operators.all()).toEqual([JO, INES])
    // Another login of the same person.
    await save([{ ...INES, person: { ...INES.person, login: 'ines-k' } }])
    expect(await operators.all()).toEqual([{ ...INES, person: { ...INES.person, login: 'ines-k' } }])
    // Another person by the same word.
    await save([{ ...INES, person: { id: 7, login: 'ines' } }])
    expect(await operators.all()).toEqual([{ word: 'ines', person: { id: 7, login: 'ines' } }])
    await save([])
    expect(await operators.all()).toEqual([])
    // As two processes do that begin at once.
    await Promise.all([save([INES]), save([INES])])
    await Promise.all([save([]), save([])])
    expect((await journal.audit(9)).toReversed().map(({ action, says }) => `${action} ${says}`)).toEqual(['added ines', 'added ', 'removed ', 'removed ines', 'added ines', 'removed ines', 'added ines', 'removed ines'])
  })
}
