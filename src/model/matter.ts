import type { Subject } from './decision.ts'
import type { StepId } from './progress.ts'

/** Something that people can be told of once for ever: `key` names it within its repository, `at` is when it came about (milliseconds since 1970). */
export type Matter = { readonly key: string; readonly at: number } & (
  | { readonly kind: 'release' }
  | { readonly kind: 'disputes'; readonly subject: Subject; readonly state: 'answered' | 'closed' | 'escalated' }
  | { readonly kind: 'steps'; readonly step: StepId; readonly title: string }
)
