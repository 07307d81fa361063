import type { AppOperator } from '../../model/operator.ts'
import type { AuditEntry } from './store-ports.ts'

/** Who runs the App, as they were looked up last. */
export type OperatorStore = {
  /** All of them, by their word. */
  readonly all: () => Promise<readonly AppOperator[]>
  /** Puts those of a setting in the place of who was known; `auditOf` gives the entry for each that is new (`added`) or no longer there, written with it. Somebody whose login changed stays. */
  readonly save: (operators: readonly AppOperator[], auditOf: (operator: AppOperator, change: 'added' | 'removed') => AuditEntry, now: number) => Promise<void>
}
