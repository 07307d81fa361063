import { branchRemedyOf } from '../facts/ci/branch-remedy.ts'
import { ciTestsOf, doubtsIn, levelOf, type CiUse } from '../facts/ci/ci-checks.ts'
import { ciOf } from '../facts/ci/ci-facts.ts'
import { coveredTests } from '../facts/commands/covered-tests.ts'
import { taskCommandsOf } from '../facts/commands/task-commands.ts'
import { testRunOf } from '../facts/commands/test-commands.ts'
import { testsInBuildsOf } from '../facts/containers/tests-in-builds.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `tests-ci`. */
export const testsCi: Check = {
  id: 'tests-ci',
  title: 'Tests pass: in CI',
  proof: 'run',
  lesson: '4-1-cicd-ml#tests-in-ci',
  revision: 10,
  needs: ['workflows', 'tasks', 'tests'],
  lookedFor: 'A workflow started by pushes or pull requests that runs the tests (pytest, unittest, make test, tox …) and fails when one of them fails.',
  levels: {
    present: 'CI runs the tests on pushes or pull requests, and a failing test fails the job.',
    partial: 'The failure is masked, another CI system runs the tests, or only a local task does (Makefile, tox).',
    missing: 'Nothing but a person\'s own command runs the tests.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const counted = runsAt(facts, 2)
  if (isNonEmpty(counted)) return present(counted, { found: `CI runs \`${counted[0].says}\` (${counted[0].path}).` })
  const doubted = runsAt(facts, 1)
  if (isNonEmpty(doubted)) {
    return partial(doubted, { found: `${doubted[0].path} names ${doubted[0].says}.`, against: doubted, next: usesAt(facts, 1).slice(0, 1).flatMap(({ step }) => branchRemedyOf(facts, step) ?? []).at(0) ?? `Let the tests decide in ${doubted[0].path}: run them on pushes and pull requests, with tests that look at the project's code and nothing that hides a failure.` })
  }
  const elsewhere = localOf(facts)
  if (isNonEmpty(elsewhere)) {
    return partial(elsewhere, { found: `${elsewhere[0].says} (${elsewhere[0].path}); no workflow of GitHub runs the tests.`, next: 'Add a step to a workflow that runs the same tests on every push and pull request.' })
  }
  const broken = runsAt(facts, 0)
  if (isNonEmpty(broken)) {
    return missing({ found: `${broken[0].path} names ${broken[0].says}.`, against: broken, next: `Point the step in ${broken[0].path} at tests that are there, and let pushes and pull requests start it.` })
  }
  return missing({ found: 'No workflow, task or script runs a test runner.', next: 'Add a workflow on push and pull request whose steps install the project and run `pytest`; one test is enough to begin with.' })
}

/** Runs in workflows by what the rubric gives them, at the place where the workflow starts them: what it calls stands behind it. */
function runsAt(facts: RepositoryFacts, level: number): readonly FileEvidence[] {
  return usesAt(facts, level).map((run) => {
    const start = run.step.via[0] ?? run.step.place
    return fileEvidence(facts, start.path, start.line, level === 2 ? run.says : `\`${run.says}\`: ${doubtsIn(run)}`)
  })
}

function usesAt(facts: RepositoryFacts, level: number): readonly CiUse[] {
  const runs = [...ciTestsOf(facts), ...testsInBuildsOf(facts)].filter((run) => levelOf(run) === level)
  // A test runner says more than a script that tests one thing.
  const isScript = ({ step }: CiUse): boolean => 'words' in step && (step.words[0] === 'python' ? step.words[1] ?? '' : step.words[0] ?? '').endsWith('.py')
  // A run of everything says more than one of a few files; `--ignore=tests/test_a.py` leaves one out.
  const isOfFiles = ({ step }: CiUse): boolean => 'words' in step && step.words.some((word) => !word.startsWith('-') && /\.py(?:::|$)/.test(word))
  return runs.toSorted((one, other) => Number(isScript(one)) - Number(isScript(other)) || Number(isOfFiles(one)) - Number(isOfFiles(other)))
}

/** A run of tests that is set up, would find what it names, and is started by no workflow of GitHub. */
function localOf(facts: RepositoryFacts): readonly FileEvidence[] {
  const others = ciOf(facts).others.flatMap((other) => other.commands.map((command) => ({ command, says: `${other.system} runs \`${command.text}\`` })))
  const tasks = taskCommandsOf(facts).flatMap((task) => task.commands.map((command) => ({ command, says: `${task.runner === 'script' ? 'the script' : `${task.runner} ${task.name}`} runs \`${command.text}\`` })))
  return [...others, ...tasks].flatMap(({ command, says }) => {
    const run = testRunOf(command)
    const counts = run !== null && command.broken === null && !['none', 'no test'].includes(coveredTests(facts, command, run).kind)
    return counts ? [fileEvidence(facts, command.place.path, command.place.line, says)] : []
  })
}
