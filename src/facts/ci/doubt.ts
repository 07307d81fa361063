import type { CiAction, CiCommand } from './ci-command.ts'

/** Why a step is nothing that CI runs and that can fail it, in words that follow "the step: "; null where it is. */
export function doubtOf(step: CiCommand | CiAction): string | null {
  if (step.inactive !== null) return `it never runs here (${step.inactive})`
  if (!step.inCi) return step.afterFailure ? 'it runs only after a failure' : `neither a push nor a pull request starts it (only ${step.starts.slice(0, 4).join(', ')})`
  if (step.broken !== null) return step.broken
  return step.masked === null ? null : `its failure is masked (${step.masked.reason})`
}

/** The same for a step that delivers or follows a delivery: anything but a person may start it. */
export function doubtOfDelivery(step: CiCommand | CiAction): string | null {
  if (step.inactive !== null) return `it never runs here (${step.inactive})`
  if (step.afterFailure) return 'it runs only after a failure'
  if (!step.automatic) return `only a person starts it (${step.starts.slice(0, 4).join(', ')})`
  return step.masked === null ? null : `its failure is masked (${step.masked.reason})`
}
