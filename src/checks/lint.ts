import { branchRemedyOf } from '../facts/ci/branch-remedy.ts'
import { ciLintsOf, doubtsIn, levelOf, type CiUse } from '../facts/ci/ci-checks.ts'
import { ciOf } from '../facts/ci/ci-facts.ts'
import { isFormatter, lintActionOf, lintOf } from '../facts/commands/lint-commands.ts'
import { taskCommandsOf } from '../facts/commands/task-commands.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { lintSettingsOf } from '../facts/settings/lint-settings.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'
import { sentence } from './frame/sentence.ts'

/** Rubric row `lint`. */
export const lint: Check = {
  id: 'lint',
  title: 'Linting passes',
  proof: 'run',
  lesson: '4-1-cicd-ml#linting',
  revision: 8,
  needs: ['workflows', 'tasks', 'configuration'],
  lookedFor: 'A workflow started by pushes or pull requests that runs a Python linter or format check (ruff, flake8, pylint, black --check, isort --check, pre-commit …) and fails when it finds something.',
  levels: {
    present: 'CI runs a Python linter or a format check on pushes or pull requests, and its failure fails the job.',
    partial: 'A linter is set up locally only (settings, a hook, a task), or its failure is masked, or CI formats instead of checking, or another CI system runs it.',
    missing: 'No linter was found.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const uses = ciLintsOf(facts)
  const place = ({ step, says }: CiUse): FileEvidence => fileEvidence(facts, step.place.path, step.place.line, says)
  const at = (level: number): readonly CiUse[] => uses.filter((use) => levelOf(use) === level)
  // A linter says more than a formatter that runs before it.
  const passing = at(2).toSorted((one, other) => Number(onlyFormats(one)) - Number(onlyFormats(other))).map(place)
  if (isNonEmpty(passing)) return present(passing, { found: `CI runs \`${passing[0].says}\` (${passing[0].path}).` })
  const against = uses.map((use) => ({ ...place(use), says: doubtsIn(use) }))
  const [doubted] = at(1)
  const weak = at(1).map(place)
  if (isNonEmpty(weak) && doubted !== undefined) {
    return partial(weak, { found: `A workflow has \`${weak[0].says}\` (${weak[0].path}), and it does not hold back a change: ${doubtsIn(doubted)}.`, against, next: branchRemedyOf(facts, doubted.step) ?? `Change this step so that its failure fails the job on every push and pull request: ${weak[0].path}, line ${weak[0].line}.` })
  }
  const elsewhere = localOf(facts)
  if (isNonEmpty(elsewhere)) {
    return partial(elsewhere, { found: `${sentence(elsewhere[0].says)} (${elsewhere[0].path}); no workflow of GitHub runs a linter that can fail.`, against, next: 'Add a step to a workflow that runs the same linter on every push and pull request.' })
  }
  const [first] = against
  return missing({ found: first === undefined ? 'No linter was found in workflows, hooks, tasks or settings.' : `${first.path} names a linter, and it cannot run as it stands: ${first.says}.`, against, next: 'Choose a linter (ruff is one command), run it once by hand, then add it as a step of a workflow on push and pull request.' })
}

function onlyFormats({ step }: CiUse): boolean {
  const run = 'words' in step ? lintOf(step) : lintActionOf(step.uses, step.with)
  return run !== null && isFormatter(run.tool)
}

/** A linter that is set up and that no workflow of GitHub runs. */
function localOf(facts: RepositoryFacts): readonly FileEvidence[] {
  return [
    ...ciOf(facts).others.flatMap((other) => other.commands.filter((command) => lintOf(command) !== null).map((command) => fileEvidence(facts, command.place.path, command.place.line, `${other.system} runs \`${command.text}\``))),
    ...taskCommandsOf(facts).flatMap((task) => task.commands.filter((command) => lintOf(command) !== null).map((command) => fileEvidence(facts, command.place.path, command.place.line, `${task.runner === 'script' ? 'the script' : `${task.runner} ${task.name}`} runs \`${command.text}\``))),
    ...lintSettingsOf(facts).map(({ path, line, tool }) => fileEvidence(facts, path, line, `${tool} is set up`)),
  ]
}
