import { expect, it } from 'vitest'
import { runInputsOf } from '../../../src/facts/proofs/run-inputs.ts'
import { workflowShapesOf } from '../../../src/facts/proofs/workflow-shapes.ts'
import { factsOf } from '../../support/memory-repository.ts'

const FILES = {
  'README.md': '# Churn\n', 'app.py': 'A = 1\n',
  '.github/workflows/ci.yml': 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./.github/actions/test\n      - run: bash .github/scripts/check.sh\n',
  '.github/workflows/notes.yml': 'on: push\njobs:\n  notes:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo notes\n',
  '.github/actions/test/action.yml': 'name: test\nruns:\n  using: composite\n  steps:\n    - uses: ./.github/actions/inner\n',
  '.github/actions/test/run.sh': 'pytest\n',
  '.github/actions/inner/action.yml': 'name: inner\nruns:\n  using: node20\n  main: index.js\n',
  '.github/scripts/check.sh': 'ruff check .\n',
}

async function inputsOf(changes: Readonly<Record<string, string>> = {}): Promise<Readonly<Record<string, string>>> {
  const facts = await factsOf({ ...FILES, ...changes })
  const inputs = runInputsOf(facts, workflowShapesOf(facts))
  return Object.fromEntries([...inputs.workflows].map(([path, lines]) => [path, [...inputs.project, ...lines].join('\n')]))
}

it.each<[string, Readonly<Record<string, string>>, boolean, boolean]>([
  ['a file of the project', { 'app.py': 'A = 2\n' }, true, true], ['a document', { 'README.md': '# Churn, again\n' }, false, false],
  ['the workflow itself', { '.github/workflows/ci.yml': `${FILES['.github/workflows/ci.yml']}      - run: ls\n` }, true, false],
  ['an action that it uses', { '.github/actions/test/run.sh': 'true\n' }, true, true], ['an action inside that', { '.github/actions/inner/action.yml': 'name: other\nruns:\n  using: node20\n  main: index.js\n' }, true, true],
  ...['.github/dependabot.yml', 'CODEOWNERS', '.github/CODEOWNERS', '.github/ISSUE_TEMPLATE/bug.yml', '.github/ISSUE_TEMPLATE/config.yml', '.github/FUNDING.yml', '.github/release.yml'].map((path): [string, Readonly<Record<string, string>>, boolean, boolean] => [path, { [path]: 'a: 1\n' }, false, false]),
  ...['.github/labeler.yml', 'dependabot.yml', 'src/CODEOWNERS', '.github/ISSUE_TEMPLATE/triage.py'].map((path): [string, Readonly<Record<string, string>>, boolean, boolean] => [path, { [path]: 'a: 1\n' }, true, true]),
  ['a script beside the workflows', { '.github/scripts/check.sh': 'true\n' }, true, true],
])('a change of %s changes what runs depend on as it must', async (_, changes, changesCi, changesNotes) => {
  const [before, after] = [await inputsOf(), await inputsOf(changes)]
  expect([before['.github/workflows/ci.yml'] !== after['.github/workflows/ci.yml'], before['.github/workflows/notes.yml'] !== after['.github/workflows/notes.yml']]).toEqual([changesCi, changesNotes])
})

it('takes all that an action of the repository holds, and those it uses, as part of the workflow', async () => {
  const [ci] = workflowShapesOf(await factsOf(FILES))
  expect(ci?.files).toEqual(['.github/actions/inner/action.yml', '.github/actions/test/action.yml', '.github/actions/test/run.sh', '.github/workflows/ci.yml'])
})
