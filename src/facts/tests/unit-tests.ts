import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { boundariesOf } from './boundaries.ts'
import { doubtOf, type Doubt } from './doubts.ts'
import { testCasesOf, type Subject, type TestCase } from './test-cases.ts'

/** A test that calls the project's own code, the call it is about, and what keeps it from counting (also that it is a good test of another kind); null where nothing does. */
export type UnitTest = { readonly test: TestCase; readonly subject: Subject | null; readonly doubt: Doubt | { readonly kind: 'integration'; readonly says: string } | null }

/**
 * The tests that call functions or classes of the project directly, in the order of the tree, those in folders for unit tests first.
 * A test that goes through a test client or HTTP, is skipped for good, or replaces what it calls is not among them.
 */
export const unitTestsOf = memoise((facts: RepositoryFacts): readonly UnitTest[] => {
  const tests = testCasesOf(facts).flatMap((test) => unitTest(facts, test))
  const isUnit = ({ test }: UnitTest): boolean => /(?:^|[/_-])unit/i.test(test.path)
  return [...tests.filter(isUnit), ...tests.filter((one) => !isUnit(one))]
})

function unitTest(facts: RepositoryFacts, test: TestCase): readonly UnitTest[] {
  // What no runner collects and asserts nothing is a function with such a name (a task of an orchestrator).
  if (test.skipped || (test.assertions.length === 0 && test.uncollected !== null)) return []
  const direct = test.subjects.filter((one) => !one.mocked && one.part.as !== 'automatic')
  const subject = direct.find((one) => one.part.as === 'body') ?? direct.find((one) => one.part.as === 'helper') ?? direct[0] ?? null
  if (subject === null && (test.broken === null || test.subjects.length > 0 || !callsBroken(test))) return []
  if (boundariesOf(facts, test).some(({ kind, part }) => (kind === 'client' || kind === 'http') && part.as !== 'fixture' && part.as !== 'automatic')) return []
  return [{ test, subject, doubt: doubtOf(test) ?? (test.integration ? { kind: 'integration', says: 'it is an integration test' } : null) }]
}

/** Whether the test calls what its broken import should have brought. */
function callsBroken({ broken, parts }: TestCase): boolean {
  if (broken === null) return false
  const { module, name, as } = broken.import
  const root = module.split('.')[0] ?? ''
  return parts.some((part) => part.calls.some((call) => call.name.split(/[.(]/).some((word) => word !== '' && (word === root || word === name || word === as))))
}
