import type { PlannedTest, ProofPlan } from '../../model/proof-plan.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { behaviourTestsOf, isBehaviour } from '../tests/behaviour-tests.ts'
import { integrationTestsOf } from '../tests/integration-tests.ts'
import { testCasesOf } from '../tests/test-cases.ts'
import { unitTestsOf } from '../tests/unit-tests.ts'

/** More tests of one criterion are not followed in reports. */
const MOST = 300

/** The test functions that count for each criterion of tests, by path and name, as a report of a run would name them. */
export function plannedTestsOf(facts: RepositoryFacts): NonNullable<ProofPlan['tests']> {
  const cases = testCasesOf(facts)
  const unit = unitTestsOf(facts).filter(({ doubt }) => doubt === null).map(({ test }) => test)
  const integration = integrationTestsOf(facts).filter(({ doubt }) => doubt === null).map(({ test }) => test)
  const behavioral = behaviourTestsOf(facts).filter((one) => isBehaviour(one) && one.doubt === null)
    .flatMap(({ path, line }) => cases.filter((test) => test.path === path && test.definition.node.line <= line && line <= test.definition.node.endLine))
  const kinds = [['tests-unit', unit], ['tests-integration', integration], ['tests-behavioral', behavioral]] as const
  const listed = kinds.flatMap(([criterion, tests]) => {
    const byPlace = new Map(tests.map(({ path, name }) => [`${path}\n${name}`, { criterion, path, name }]))
    return [...byPlace.values()].slice(0, MOST).map((test): PlannedTest => test)
  })
  return { listed, areAll: kinds.every(([, tests]) => tests.length <= MOST) }
}
