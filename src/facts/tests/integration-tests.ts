import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { boundariesOf, type Boundary } from './boundaries.ts'
import { doubtOf } from './doubts.ts'
import { pipelineRunOf } from './pipeline-runs.ts'
import { importsProject, testCasesOf, type TestCase } from './test-cases.ts'

/** A test in which parts of the system meet, how they do, and what keeps it from counting in full; null where nothing does. */
export type IntegrationTest = { readonly test: TestCase; readonly meets: string; readonly kind: Boundary['kind'] | 'pipeline'; readonly doubt: string | null; readonly predicts: boolean }

/** The tests that cross a real boundary or run a pipeline, those that ask for predictions first, then in the order of the tree, single boundaries before pipelines. Tests that are skipped for good are not among them. */
export const integrationTestsOf = memoise((facts: RepositoryFacts): readonly IntegrationTest[] => {
  const tests = testCasesOf(facts).flatMap((test) => integrationTest(facts, test))
  const rank = ({ predicts, kind, test }: IntegrationTest): number => (predicts ? 0 : kind !== 'pipeline' ? 1 : test.integration ? 2 : 3)
  return tests.toSorted((a, b) => rank(a) - rank(b))
})

function integrationTest(facts: RepositoryFacts, test: TestCase): readonly IntegrationTest[] {
  if (test.skipped) return []
  const crossed = boundariesOf(facts, test).filter((one) => one.part.as !== 'automatic').find((one) => counts(facts, test, one))
  const doubt = doubtOf(test)?.says ?? null
  const isOutside = crossed?.kind === 'cloud' && test.subjects.length === 0
  const run = (crossed === undefined || isOutside) && (test.assertions.length === 0 || test.assertions.some((one) => one.form === 'condition')) ? pipelineRunOf(facts, test) : null
  if (run !== null) return [{ test, meets: run.says, kind: 'pipeline', doubt, predicts: false }]
  if (crossed !== undefined) {
    const outside = isOutside ? 'it reaches a service outside and no part of the project' : null
    return [{ test, meets: saysOf(crossed), kind: crossed.kind, doubt: doubt ?? outside, predicts: /predict|infer|score|invocations|classif/i.test(crossed.request) }]
  }
  const files = new Set(test.subjects.filter((one) => !one.mocked).map((one) => one.path))
  return test.integration && files.size > 1 && test.mocks.length === 0 ? [{ test, meets: `${[...files].slice(0, 3).join(', ')} work together`, kind: 'pipeline', doubt, predicts: false }] : []
}

/** A store or a cloud is met by the project only where the project's code runs; a client only where its app is the project's. */
function counts(facts: RepositoryFacts, test: TestCase, { kind, name }: Boundary): boolean {
  switch (kind) {
    case 'http': case 'service': case 'containers': case 'broker': return true
    case 'client': return test.broken !== null || name.startsWith('httpx.') || importsProject(facts, test)
    case 'cloud': return test.subjects.some((one) => !one.mocked) || test.integration
    case 'database': case 'tracking store': return test.subjects.some((one) => !one.mocked)
  }
}

function saysOf({ kind, says }: Boundary): string {
  switch (kind) {
    case 'client': return `it asks the API through its test client: ${says}`
    case 'http': return `it asks over HTTP: ${says}`
    case 'service': return says
    case 'database': return `it uses a database (${says})`
    case 'tracking store': return `it uses a tracking store (${says})`
    case 'containers': return `it starts containers (${says})`
    case 'broker': return `it uses a message broker (${says})`
    case 'cloud': return `it uses a cloud's service or its stand-in (${says})`
  }
}
