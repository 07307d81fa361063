import { expect, it } from 'vitest'
import { ciOf } from '../../../src/facts/ci/ci-facts.ts'
import { selectionHolds } from '../../../src/facts/proofs/mark-expression.ts'
import { selects } from '../../../src/facts/proofs/selected-tests.ts'
import { factsOf } from '../../support/memory-repository.ts'

const FILES = {
  'tests/unit/test_clean.py': 'def test_clean():\n    assert 1 == len([1])\n',
  'tests/integration/test_api.py': 'import pytest\n\npytestmark = pytest.mark.integration\n\n\ndef test_api():\n    assert 1 == len([1])\n\n\n@pytest.mark.slow\ndef test_all():\n    assert 1 == len([1])\n',
}
const UNIT = { path: 'tests/unit/test_clean.py', line: 1 }
const API = { path: 'tests/integration/test_api.py', line: 6 }
const ALL = { path: 'tests/integration/test_api.py', line: 11 }

async function taken(command: string, more: Readonly<Record<string, string>> = {}): Promise<readonly boolean[]> {
  const facts = await factsOf({ ...FILES, ...more, '.github/workflows/ci.yml': `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${JSON.stringify(command)}\n` })
  const [step] = ciOf(facts).commands
  if (step === undefined) throw new Error('no command was read')
  return [UNIT, API, ALL].map((place) => selects(facts, step, place))
}

it.each<readonly [string, readonly boolean[]]>([
  ['pytest', [true, true, true]],
  ['pytest tests/unit', [true, false, false]],
  ['pytest tests --ignore tests/unit', [false, true, true]],
  ['pytest --ignore=tests/integration', [true, false, false]],
  ['pytest -m integration', [false, true, true]],
  ['pytest -m "not integration"', [true, false, false]],
  ['pytest -m "integration and not slow"', [false, true, false]],
  ['pytest -k clean', [true, false, false]],
  ['pytest -k "not slow"', [true, true, false]],
  ['pytest -mslow', [false, false, true]],
  ['pytest -k "not (clean or all)"', [false, true, false]],
  ['pytest tests/integration/test_api.py::test_all', [false, false, true]],
  ['pytest -m "integration and"', [false, false, false]],
  ['pytest --junitxml report.xml --cov src -n 2', [true, true, true]],
  ['python -m pytest tests/unit -q', [true, false, false]],
])('%s takes in the unit test, the integration test and the slow one: %s', async (command, expected) => {
  expect(await taken(command)).toEqual(expected)
})

it('follows what the settings of pytest choose by default', async () => {
  expect(await taken('pytest', { 'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-q -m \'not integration\'"\n' })).toEqual([true, false, false])
  expect(await taken('pytest', { 'pytest.ini': '[pytest]\ntestpaths = tests/unit\n' })).toEqual([true, false, false])
  expect(await taken('pytest tests/integration', { 'pytest.ini': '[pytest]\ntestpaths = tests/unit\n' })).toEqual([false, true, true])
  expect(await taken('pytest -m slow', { 'pytest.ini': '[pytest]\naddopts = -m "not slow"\n' })).toEqual([false, false, true])
})

it.each<readonly [string, boolean | null]>([
  ['a', true], ['b', false], ['not b', true], ['a and b', false], ['a or b', true], ['not (a and b)', true], ['not not a', true], ['(a', null], ['a b', null], ['and', null], ['', null], ['a or', null], [`${'('.repeat(200)}a`, null],
])('reads the selection %j: %s', (expression, holds) => {
  expect(selectionHolds(expression, (name) => name === 'a')).toBe(holds)
})
