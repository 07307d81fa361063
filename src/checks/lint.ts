import { ciOf } from '../facts/ci/ci-facts.ts'
import type { CiAction, CiCommand } from '../facts/ci/ci-command.ts'
import { lintActionOf, lintOf, type LintRun } from '../facts/commands/lint-commands.ts'
import { taskCommandsOf } from '../facts/commands/task-commands.ts'
import { lintSettingsOf } from '../facts/settings/lint-settings.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

type Step = { readonly run: LintRun; readonly step: CiCommand | CiAction; readonly says: string }

/** Rubric row `lint`. */
export const lint: Check = {
  id: 'lint',
  title: 'Linting passes',
  proof: 'run',
  lesson: '4-1-cicd-ml',
  revision: 1,
  needs: ['workflows', 'tasks', 'configuration'],
  lookedFor: 'A workflow started by pushes or pull requests that runs a Python linter or format check (ruff, flake8, pylint, black --check, isort --check, pre-commit …) and fails when it finds something.',
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const steps = stepsOf(facts)
  const place = ({ step, says }: Step): FileEvidence => fileEvidence(facts, step.place.path, step.place.line, says)
  const passing = steps.filter((one) => doubtOf(one) === null).map(place)
  if (isNonEmpty(passing)) return present(passing, { found: `CI runs ${passing[0].says}.` })
  const doubted = steps.map((one) => ({ ...place(one), says: `${one.says}: ${doubtOf(one) ?? ''}` }))
  if (isNonEmpty(doubted)) {
    return partial(doubted, { found: `A workflow names ${doubted[0].says}.`, against: doubted, next: `Let ${nameOf(steps[0])} fail its job in ${doubted[0].path}: run it on pushes and pull requests, in its checking mode, without what hides its result.` })
  }
  const elsewhere = localOf(facts)
  if (isNonEmpty(elsewhere)) {
    return partial(elsewhere, { found: `${elsewhere[0].says} (${elsewhere[0].path}); no workflow of GitHub runs a linter.`, next: 'Add a step to a workflow that runs the same linter on every push and pull request.' })
  }
  return missing({ found: 'No linter was found in workflows, hooks, tasks or settings.', next: 'Choose a linter (ruff is one command), run it once by hand, then add it as a step of a workflow on push and pull request.' })
}

function stepsOf(facts: RepositoryFacts): readonly Step[] {
  const { commands, actions } = ciOf(facts)
  return [
    ...commands.flatMap((step) => { const run = lintOf(step); return run === null ? [] : [{ run, step, says: step.text }] }),
    ...actions.flatMap((step) => { const run = lintActionOf(step.uses, step.with); return run === null ? [] : [{ run, step, says: `${run.tool} (${step.uses})` }] }),
  ]
}

/** Why a step is not yet a check that can fail CI; null where it is one. */
function doubtOf({ run, step }: Step): string | null {
  if (step.inactive !== null) return `it never runs here (${step.inactive})`
  if (!step.inCi) return 'neither a push nor a pull request starts it'
  if (step.broken !== null) return step.broken
  if (step.masked !== null) return `its failure is masked (${step.masked.reason})`
  if (!run.checks) return 'it rewrites files and never fails'
  return run.forgiving === null ? null : `${run.forgiving} lets everything pass`
}

function nameOf(step: Step | undefined): string {
  return step?.run.tool ?? 'the linter'
}

/** A linter that is set up and that no workflow of GitHub runs. */
function localOf(facts: RepositoryFacts): readonly FileEvidence[] {
  return [
    ...ciOf(facts).others.flatMap((other) => other.commands.filter((command) => lintOf(command) !== null).map((command) => fileEvidence(facts, command.place.path, command.place.line, `${other.system} runs ${command.text}`))),
    ...taskCommandsOf(facts).flatMap((task) => task.commands.filter((command) => lintOf(command) !== null).map((command) => fileEvidence(facts, command.place.path, command.place.line, `${task.runner} ${task.name} runs ${command.text}`))),
    ...lintSettingsOf(facts).map(({ path, line, tool }) => fileEvidence(facts, path, line, `${tool} is set up`)),
  ]
}
