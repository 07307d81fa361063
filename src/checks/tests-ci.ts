import { ciOf } from '../facts/ci/ci-facts.ts'
import type { CiCommand } from '../facts/ci/ci-command.ts'
import { doubtOf } from '../facts/ci/doubt.ts'
import { coveredTests } from '../facts/commands/covered-tests.ts'
import { taskCommandsOf } from '../facts/commands/task-commands.ts'
import { testRunOf } from '../facts/commands/test-commands.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** `level` is what the rubric gives it: 2 where it counts, 1 where something hides or never starts it, one less where it is broken. */
type Run = { readonly level: number; readonly doubt: string; readonly place: FileEvidence }

/** Rubric row `tests-ci`. */
export const testsCi: Check = {
  id: 'tests-ci',
  title: 'Tests pass: in CI',
  proof: 'run',
  lesson: '4-1-cicd-ml',
  revision: 1,
  needs: ['workflows', 'tasks', 'tests'],
  lookedFor: 'A workflow started by pushes or pull requests that runs the tests (pytest, unittest, make test, tox …) and fails when one of them fails.',
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const runs = ciOf(facts).commands.flatMap((step) => runsIn(facts, step))
  const counted = placesAt(runs, 2)
  if (isNonEmpty(counted)) return present(counted, { found: `CI runs \`${counted[0].says}\` (${counted[0].path}).` })
  const doubted = placesAt(runs, 1)
  if (isNonEmpty(doubted)) {
    return partial(doubted, { found: `${doubted[0].path} has ${doubted[0].says}.`, against: doubted, next: `Let the tests decide in ${doubted[0].path}: run them on pushes and pull requests, with tests that look at the project's code and nothing that hides a failure.` })
  }
  const elsewhere = localOf(facts)
  if (isNonEmpty(elsewhere)) {
    return partial(elsewhere, { found: `${elsewhere[0].says} (${elsewhere[0].path}); no workflow of GitHub runs the tests.`, next: `Add a step to a workflow that runs the tests of ${elsewhere[0].path} on every push and pull request.` })
  }
  const broken = placesAt(runs, 0)
  if (isNonEmpty(broken)) {
    return missing({ found: `${broken[0].path} has ${broken[0].says}.`, against: broken, next: `Point the step in ${broken[0].path} at tests that are there, and let pushes and pull requests start it.` })
  }
  return missing({ found: 'No workflow, task or script runs a test runner.', next: 'Add a workflow on push and pull request whose steps install the project and run `pytest`; one test is enough to begin with.' })
}

function runsIn(facts: RepositoryFacts, step: CiCommand): readonly Run[] {
  const run = testRunOf(step)
  if (run === null) return []
  const covered = coveredTests(facts, step, run)
  const broken = step.broken ?? (covered.kind === 'none' ? 'the repository holds no test that it could run' : null)
  const weak = doubtOf({ ...step, broken: null }) ?? (run.forgiving !== null ? `${run.forgiving} lets everything pass` : covered.kind === 'empty' ? `every test it runs is empty (${covered.name} in ${covered.path}:${covered.line})` : null)
  const doubt = [weak, broken].filter((reason) => reason !== null).join('; ')
  // The workflow is what a person looks at first; a make target or script that it calls stands behind it.
  const start = step.via[0] ?? step.place
  return [{ level: 2 - Number(weak !== null) - Number(broken !== null), doubt, place: fileEvidence(facts, start.path, start.line, step.text) }]
}

function placesAt(runs: readonly Run[], level: number): readonly FileEvidence[] {
  return runs.filter((run) => run.level === level).map(({ place, doubt }) => doubt === '' ? place : { ...place, says: `${place.says}: ${doubt}` })
}

/** A run of tests that is set up, would find what it names, and is started by no workflow of GitHub. */
function localOf(facts: RepositoryFacts): readonly FileEvidence[] {
  const others = ciOf(facts).others.flatMap((other) => other.commands.map((command) => ({ command, says: `${other.system} runs ${command.text}` })))
  const tasks = taskCommandsOf(facts).flatMap((task) => task.commands.map((command) => ({ command, says: `${task.runner === 'script' ? 'the script' : `${task.runner} ${task.name}`} runs ${command.text}` })))
  return [...others, ...tasks].flatMap(({ command, says }) => {
    const run = testRunOf(command)
    const counts = run !== null && command.broken === null && coveredTests(facts, command, run).kind !== 'none'
    return counts ? [fileEvidence(facts, command.place.path, command.place.line, says)] : []
  })
}
