import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { testFunctionsOf, type TestFunction } from '../facts/tests/test-functions.ts'
import { testScriptsOf } from '../facts/tests/test-scripts.ts'
import { unitTestsOf, type UnitTest } from '../facts/tests/unit-tests.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** How many tests the rubric asks for. */
const ENOUGH = 3

/** Rubric row `tests-unit`. */
export const testsUnit: Check = {
  id: 'tests-unit',
  title: 'Tests pass: unit',
  proof: 'run',
  lesson: '2-4-testing-ml#unit-tests',
  revision: 6,
  needs: ['tests'],
  lookedFor: 'At least three test functions with assertions that call the project\'s own functions or classes directly (a test of the API through its client is an integration test).',
  levels: {
    present: 'Three or more test functions with assertions call functions or classes of the project directly.',
    partial: 'One or two such tests, or tests that assert nothing.',
    missing: 'No test calls the project\'s code directly.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const tests = unitTestsOf(facts)
  const place = ({ test, subject, doubt }: UnitTest): FileEvidence =>
    fileEvidence(facts, test.path, test.line, `${test.name}${subject === null ? '' : ` calls ${shownName(subject.name)} (${subject.path})`}${doubt === null ? '' : `: ${doubt.says}`}`)
  const good = tests.filter((one) => one.doubt === null)
  const places = good.map(place)
  if (good.length >= ENOUGH && isNonEmpty(places)) return present(places, { found: `${good.length} tests call the project's code directly and assert something about it, the first in ${places[0].path}.` })
  const doubted = tests.filter((one) => one.doubt !== null)
  const against = doubted.map(place)
  if (isNonEmpty(places)) {
    return partial(places, { against, found: `${good.length === 1 ? 'One test calls the project\'s code directly and asserts' : 'Two tests call the project\'s code directly and assert'} something about it (${places[0].path}); three are looked for.`, next: nextTest(facts, tests) })
  }
  const little = [...doubted.filter((one) => !isBroken(one)), ...enoughBroken(doubted)]
  const shown = little.map(place)
  if (isNonEmpty(shown)) return partial(shown, { against, found: `Tests call the project's code, and none of them counts in full: ${shown[0].says} (${shown[0].path}).`, next: nextFor(little[0]) })
  const scripts = testScriptsOf(facts).map(({ path, line, name, subject }) => fileEvidence(facts, path, line, `it calls ${name} (${subject}) and holds no test function`))
  if (isNonEmpty(scripts)) return partial(scripts, { against: scripts, found: `${scripts[0].path} is named as a test and holds no test function: ${scripts[0].says.replace(' and holds no test function', '')}.`, next: `Turn ${scripts[0].path} into functions \`test_…\` that assert what the call gives back, three of them.` })
  // Who repairs a test that is there is further than with another one.
  const broken = doubted.find(isBroken)
  return missing({ against, found: noneFound(testFunctionsOf(facts), against), next: broken === undefined ? nextTest(facts, tests) : nextFor(broken) })
}

function noneFound(all: readonly TestFunction[], against: readonly FileEvidence[]): string {
  const collected = all.filter((one) => one.uncollected === null)
  const [first] = collected
  const [idle] = all
  if (idle === undefined) return 'No test functions were found.'
  if (first === undefined) return `${idle.module.path} holds functions that are named as tests, and none of them counts: ${idle.uncollected ?? ''}.`
  const count = collected.length === 1 ? 'One test function was' : `${collected.length} test functions were`
  return `${count} found (${first.module.path}); ${collected.length === 1 ? 'it calls no' : 'none of them calls a'} function or class of the project directly${isNonEmpty(against) ? ` (${against[0].says})` : ''}.`
}

/** It runs nowhere: its import is broken, or no runner collects it. */
function isBroken({ doubt }: UnitTest): boolean {
  return doubt?.kind === 'broken' || doubt?.kind === 'uncollected'
}

/** Broken evidence counts one level lower: three broken tests are worth what one sound test is. */
function enoughBroken(doubted: readonly UnitTest[]): readonly UnitTest[] {
  const broken = doubted.filter(isBroken)
  return broken.length >= ENOUGH ? broken.toSorted((a, b) => Number(a.subject === null) - Number(b.subject === null)) : []
}

function nextFor(one: UnitTest | undefined): string {
  const test = one?.test
  if (test === undefined) return 'Add three tests that import the project\'s functions and assert what they return.'
  switch (one?.doubt?.kind) {
    case 'broken': return `Repair what ${test.path} imports (${one.doubt.says}), then run \`pytest ${test.path}\`.`
    case 'uncollected': return `Give ${test.path} a form that pytest collects (${one.doubt.says}), then run \`pytest ${test.path}\`.`
    case 'swallowed': return `Let ${test.name} in ${test.path} fail: take its assertions out of the \`try\` that catches their failure.`
    case 'expected to fail': return `Repair what keeps ${test.name} in ${test.path} from passing, and take the mark away that expects it to fail.`
    case 'notebook': return `Move the tests of ${test.path} into a file such as tests/test_data.py, where pytest finds them.`
    case 'integration': return `Add three tests of single functions beside ${test.path}: one function, a small input, the result it must have.`
    default: return `Let ${test.name} in ${test.path} assert what the call gives back, and add tests until there are three.`
  }
}

function nextTest(facts: RepositoryFacts, tests: readonly UnitTest[]): string {
  const path = tests[0]?.test.path ?? testFunctionsOf(facts).find((one) => one.uncollected === null)?.module.path ?? 'tests/test_data.py'
  return `Pick a function that prepares data or features, and add tests to ${path} that call it on a small input and assert what it returns, until there are three.`
}

function shownName(name: string): string {
  return name.replaceAll('()', '')
}
