import { afterEach, describe } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import type { Store } from '../../src/store/open-store.ts'
import { activitiesContract } from './activities-contract.ts'
import { assessmentsContract } from './assessments-contract.ts'
import { atOnceContract } from './at-once-contract.ts'
import { checklistsContract } from './checklists-contract.ts'
import { countsContract } from './counts-contract.ts'
import { coursesContract } from './courses-contract.ts'
import { decisionsContract } from './decisions-contract.ts'
import { deliveriesContract } from './deliveries-contract.ts'
import { factsContract } from './facts-contract.ts'
import { gistsContract } from './gists-contract.ts'
import { hostingContract } from './hosting-contract.ts'
import { journalContract } from './journal-contract.ts'
import { operationsContract } from './operations-contract.ts'
import { operatorsContract } from './operators-contract.ts'
import { paceContract } from './pace-contract.ts'
import { probesContract } from './probes-contract.ts'
import { publicationsContract } from './publications-contract.ts'
import { readingsContract } from './readings-contract.ts'
import { contributionsContract } from './contributions-contract.ts'
import { releasesContract } from './releases-contract.ts'
import { rosterContract } from './roster-contract.ts'
import { standingsContract } from './standings-contract.ts'
import { tokensContract } from './tokens-contract.ts'
import { tracesContract } from './traces-contract.ts'
import { watchNotesContract } from './watch-notes-contract.ts'
import { wrongVerdictsContract } from './wrong-verdicts-contract.ts'
import { workContract } from './work-contract.ts'

/** Everything that a store keeps to, on whatever database: `fresh` names an empty one for each test. */
export function storeContract(fresh: () => Promise<StoreSettings>): void {
  const opened: Store[] = []
  afterEach(async () => { for (const store of opened.splice(0)) await store.close() })
  const open = async (now?: () => number): Promise<Store> => {
    const store = await openStore(await fresh(), undefined, now)
    opened.push(store)
    return store
  }
  describe('deliveries', () => { deliveriesContract(open) })
  describe('work', () => { workContract(open) })
  describe('hosting', () => { hostingContract(open) })
  describe('counts', () => { countsContract(open) })
  describe('courses', () => { coursesContract(open) })
  describe('activities', () => { activitiesContract(open) })
  describe('assessments', () => { assessmentsContract(open) })
  describe('at once', () => { atOnceContract(open) })
  describe('gists', () => { gistsContract(open) })
  describe('facts', () => { factsContract(open) })
  describe('journal', () => { journalContract(open) })
  describe('probes', () => { probesContract(open) })
  describe('publications', () => { publicationsContract(open) })
  describe('readings', () => { readingsContract(open) })
  describe('checklists', () => { checklistsContract(open) })
  describe('contributions', () => { contributionsContract(open) })
  describe('releases', () => { releasesContract(open) })
  describe('operations', () => { operationsContract(open) })
  describe('operators', () => { operatorsContract(open) })
  describe('pace', () => { paceContract(open) })
  describe('roster', () => { rosterContract(open) })
  describe('standings', () => { standingsContract(open) })
  describe('notes on the watch list', () => { watchNotesContract(open) })
  describe('wrong verdicts', () => { wrongVerdictsContract(open) })
  describe('tokens', () => { tokensContract(open) })
  describe('traces', () => { tracesContract(open) })
  describe('decisions', () => { decisionsContract(open) })
}
