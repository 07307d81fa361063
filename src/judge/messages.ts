import type { Assessor } from '../flow/judging/assess.ts'
import type { RepositoryInput } from '../facts/repository-facts.ts'
import type { Judgement } from '../flow/ports/repository-port.ts'

/** What repositories are judged by, but for the checks, which are functions and cannot cross. */
export type Rubric = Omit<Assessor, 'checks'>

export type JudgeLimits = {
  /** The processor time that judging one repository may take, in milliseconds. */
  readonly processorTime: number
  /** The same on the clock, for a judge that waits without end. */
  readonly clock: number
  readonly memoryMegabytes: number
}

/** The first thing that a process is told: what it judges by, and the module of its thread. */
export type Start = { readonly kind: 'start'; readonly rubric: Rubric; readonly limits: JudgeLimits; readonly thread: string }

/** The lists of an input that are as long as the repository is large. */
export type Lists = Pick<RepositoryInput, 'files' | 'gaps' | 'problems'> & Pick<RepositoryInput['snapshot'], 'tree'>

/** An input without its lists. */
export type Frame = Omit<RepositoryInput, keyof Lists | 'snapshot'> & { readonly snapshot: Omit<RepositoryInput['snapshot'], 'tree'> }

/** What is sent for one repository: its frame with what its course asks (null for the rubric that the process started with), then its lists in parts, and the word to judge. JSON as text crosses three times as fast as what it says. */
export type Part =
  | { readonly kind: 'begin'; readonly frame: string; readonly by: string }
  | { readonly kind: 'items'; readonly list: keyof Lists; readonly items: readonly string[] }
  | { readonly kind: 'judge' }

/** Why there is no judgement: what was thrown, or the limit that was passed, by its name. */
export type Fault = { readonly kind: 'fault'; readonly name: string; readonly says: string; readonly stack: string | null }

/** What comes back for one repository. */
export type Answer = { readonly kind: 'judged'; readonly judgement: Judgement } | Fault
