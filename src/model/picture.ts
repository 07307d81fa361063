import type { Basis, CriterionId, Outcome } from './criterion.ts'
import type { Evidence } from './evidence.ts'

/** The parts of the course's picture of a production system, left to right. */
export const BANDS = ['development', 'ci-cd', 'production'] as const
export type Band = (typeof BANDS)[number]

/** The components of the picture, band by band, in the order in which they are drawn. */
export const COMPONENT_IDS = [
  'git', 'dvc', 'mlflow', 'pytest', 'validation', 'registry',
  'lint', 'test', 'build', 'validate', 'deploy',
  'container', 'cloud', 'users', 'health', 'metrics', 'logs', 'drift', 'alerts', 'retrain',
] as const
export type ComponentId = (typeof COMPONENT_IDS)[number]

/** What joins two components; each has evidence of its own. */
export const CONNECTION_IDS = [
  'git-dvc', 'dvc-mlflow', 'mlflow-registry', 'tests-ci',
  'lint-test', 'test-build', 'build-validate', 'validate-deploy', 'ci-docker',
  'docker-cloud', 'health-cloud', 'monitoring-drift', 'drift-alerts', 'alerts-retrain', 'retrain-registry',
] as const
export type ConnectionId = (typeof CONNECTION_IDS)[number]

/** What a service may grow into after the capstone. */
export const BEYOND_IDS = ['api-authentication', 'dashboard', 'canary', 'feature-store', 'ml-platform', 'shadow-mode', 'ab-testing', 'several-models'] as const
export type BeyondId = (typeof BEYOND_IDS)[number]

export type ConnectionRecord = {
  readonly id: ConnectionId
  /** The component at its other end; it begins at the one that holds it. */
  readonly to: ComponentId
  /** A statement that can be true. */
  readonly title: string
  readonly outcome: Outcome
  readonly basis: Basis
  readonly evidence: readonly Evidence[]
  readonly against: readonly Evidence[]
  readonly found: string
  readonly next: string
}

export type ComponentRecord = {
  readonly id: ComponentId
  readonly title: string
  readonly band: Band
  /** The criterion whose outcome this is; null for what the checklist does not ask, and where several are joined. */
  readonly criterion: CriterionId | null
  readonly outcome: Outcome
  readonly basis: Basis
  /** What this repository uses for it, by name; empty where nothing was found. */
  readonly tools: readonly string[]
  readonly evidence: readonly Evidence[]
  readonly against: readonly Evidence[]
  readonly found: string
  readonly next: string
  readonly connections: readonly ConnectionRecord[]
}

export type BeyondRecord = {
  readonly id: BeyondId
  readonly title: string
  readonly outcome: Outcome
  readonly basis: Basis
  readonly tools: readonly string[]
  readonly evidence: readonly Evidence[]
  readonly found: string
  /** What it would bring to this service next. */
  readonly brings: string
}
