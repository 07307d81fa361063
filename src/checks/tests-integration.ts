import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { clientScriptsOf, type ClientScript } from '../facts/tests/client-scripts.ts'
import { integrationTestsOf, type IntegrationTest } from '../facts/tests/integration-tests.ts'
import { testFunctionsOf, UNOPENED } from '../facts/tests/test-functions.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `tests-integration`. */
export const testsIntegration: Check = {
  id: 'tests-integration',
  title: 'Tests pass: integration',
  proof: 'run',
  lesson: '2-4-testing-ml#integration-tests',
  revision: 11,
  needs: ['tests', 'tasks'],
  lookedFor: 'A test with assertions in which parts meet at a real boundary: the API through its test client or HTTP, docker compose or localstack, a database, or a pipeline end to end on sample data.',
  levels: {
    present: 'A test with assertions lets parts meet at a real boundary: the API through its test client or HTTP, containers, a database, or a pipeline from end to end.',
    partial: 'A script or a load test meets such a boundary and is no test with assertions.',
    missing: 'Nothing tests parts together.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const tests = integrationTestsOf(facts)
  const scripts = clientScriptsOf(facts)
  const place = ({ test, meets, doubt }: IntegrationTest): FileEvidence => fileEvidence(facts, test.path, test.line, `${test.name}: ${doubt ?? meets}`)
  const placeOfScript = ({ path, line, says }: ClientScript): FileEvidence => fileEvidence(facts, path, line, says)
  const good = [...tests.filter((one) => one.doubt === null).map(place), ...scripts.filter((one) => one.asserts).map(placeOfScript)]
  if (isNonEmpty(good)) return present(good, { found: `${good[0].path} tests parts together: ${good[0].says}.` })
  const [doubted] = tests
  if (doubted !== undefined) {
    const places = tests.map(place)
    if (isNonEmpty(places)) return partial(places, { against: places, found: `${doubted.test.name} in ${doubted.test.path} would test parts together (${doubted.meets}); ${doubted.doubt ?? ''}.`, next: nextFor(doubted) })
  }
  const places = scripts.map(placeOfScript)
  const [script] = scripts
  if (isNonEmpty(places) && script !== undefined) return partial(places, scriptTexts(script))
  const all = testFunctionsOf(facts)
  const first = all.find((one) => one.module.role === 'test') ?? all[0]
  return missing({
    found: first === undefined ? 'No test functions were found, and no script that exercises the service.' : `Test functions were found (${first.module.path}); none of them crosses a real boundary: no test client, HTTP call, database, container or whole pipeline.`,
    next: 'Choose one path through the system, for example a request to the predict route through the API\'s test client, and assert the status and the body of the answer.',
  })
}

/** What a script that is no test shows, and how it becomes one. */
function scriptTexts({ path, says, kind, stopped }: ClientScript): { readonly found: string; readonly next: string } {
  if (stopped !== undefined) return { found: `${path} would be a test (${says}), and ${stopped.place.path} does not get as far as running it: ${stopped.reason}.`, next: `Close the block in ${stopped.place.path} before line ${stopped.place.line}, then run the script once (\`bash -n ${stopped.place.path}\` tells whether the shell can read it).` }
  switch (kind) {
    case 'pipeline': return { found: `${path} tries the pipeline out (${says}); no test asserts what comes of it.`, next: `Turn ${path} into a test function: run the pipeline on a small sample, and assert what it writes or returns.` }
    case 'idle': return { found: `${path} would be a test (${says}); it holds no test function, and no command of the repository runs it.`, next: `Run ${path} in a workflow, beside the service if it asks one, or turn it into a test function that pytest collects.` }
    case 'client': return { found: `The service is exercised by hand or under load (${path}: ${says}); no test asserts what it answers.`, next: `Turn the request of ${path} into a test: send it through the API's test client and assert the status and the body.` }
  }
}

function nextFor({ test, doubt }: IntegrationTest): string {
  if (test.assertions.length === 0) return `Let ${test.name} in ${test.path} assert what comes back, for example the status and the body of the answer.`
  if (doubt === UNOPENED) return `Give ${test.path} a name that pytest opens (test_….py), and run it in a workflow beside what it asks.`
  return `Repair ${test.name} in ${test.path} so that it can pass and fail (${doubt ?? 'it does not count yet'}), then run \`pytest ${test.path}\`.`
}
