/** The criteria of the rubric, in its order. A criterion's meaning never changes under the same id without a new revision of its check. */
export const CRITERION_IDS = [
  'lint', 'tests-unit', 'tests-integration', 'tests-behavioral', 'tests-ci', 'types', 'errors',
  'baseline', 'registry',
  'container', 'health', 'logging', 'metrics', 'alerts',
  'cicd', 'rollback', 'drift',
  'data-versioning', 'tracking', 'data-validation', 'pre-commit', 'retrain', 'readme', 'model-card',
] as const

export type CriterionId = (typeof CRITERION_IDS)[number]

/** What a checklist (`item:`) or a student's own file (`own:`) declares by conditions, by the id of its item. */
export type DeclaredId = `item:${string}` | `own:${string}`

/** Whatever is judged. */
export type JudgedId = CriterionId | DeclaredId

/** What the files alone say of a criterion; `unknown` when they could not be read. */
export type Standing = 'missing' | 'partial' | 'present' | 'unknown'

/** What each standing of a criterion asks of the files, a sentence each (the rubric's row). */
export type Levels = { readonly present: string; readonly partial: string; readonly missing: string }

/** The outcomes, in the order in which they are listed. */
export const OUTCOMES = ['verified', 'present', 'partial', 'failing', 'missing', 'unknown'] as const

/** What the files together with runs, deployments and probes say of it. */
export type Outcome = (typeof OUTCOMES)[number]

/** On whose word an outcome rests. */
export type Basis = 'observed' | 'claimed' | 'attested' | 'decided'

/** What can turn `present` into `verified`; a `decision` is an instructor's, for what no file can say. */
export type Proof = 'reading' | 'run' | 'deployment' | 'probe' | 'decision'
