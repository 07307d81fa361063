import { describe, expect, it } from 'vitest'
import { definitionsOf } from '../../src/facts/python/definitions.ts'
import { modulesOf } from '../../src/facts/python/modules.ts'
import { kindsIn } from '../../src/facts/validation/data-properties.ts'
import { conditionsIn } from '../../src/facts/validation/own-checks.ts'
import { isReached } from '../../src/facts/validation/reached.ts'
import { statusReadersOf } from '../../src/facts/validation/status-readers.ts'
import { writtenSuitesOf } from '../../src/facts/validation/written-suites.ts'
import { readPython } from '../../src/parse/python/read-python.ts'
import { factsOf } from '../support/memory-repository.ts'

describe('what an expression looks at of a data set', () => {
  const kinds = (source: string): readonly string[] => {
    const [statement] = readPython(`assert ${source}`).body
    return statement?.kind === 'assert' ? [...kindsIn(statement.test)].sort() : []
  }

  it.each([
    ['"age" in df.columns', ['columns']],
    ['"age" not in df', ['columns']],
    ['not missing_columns', ['columns']],
    ['df.isnull().sum().sum() == 0', ['nulls']],
    ['np.isnan(x).any()', ['nulls']],
    ['df["age"].dtype == "int64"', ['types']],
    ['len(df) > 0', ['rows']],
    ['df.shape[0] > 10', ['rows']],
    ['df.shape == (10, 2)', ['shape']],
    ['df["age"].min() >= 0', ['range']],
    ['(df["age"] > 0).all()', ['range']],
    ['set(df["y"]) == {0, 1}', ['values']],
    ['not df.duplicated().any()', ['duplicates']],
    ['image.size == (48, 48)', ['types']],
    ['image.shape == (48, 48, 3)', ['items']],
    ['"text" in row', ['columns']],
    ['isinstance(row["text"], str)', ['types']],
    ['label in valid_labels', ['values']],
    ['len(df.columns) == 5', ['columns']],
    // What is no data set, or says nothing of one.
    ['len(x_train) == len(y_train)', []],
    ['scores.mean() > 0.8', []],
    ['page.columns(2)', []],
    ['model.shape == 2', []],
    ['queue.empty()', []],
    ['"text" in answer', []],
    ['isinstance(answer["text"], str)', []],
    ['name in valid_names', []],
    ['len(arguments) > 1', []],
  ])('%s', (source, expected) => { expect(kinds(source)).toEqual(expected) })
})

describe('what follows from a condition on data', () => {
  const reactions = (source: string): readonly string[] => conditionsIn(readPython(source).body).map((condition) => `${condition.reaction}:${condition.line}`)

  it.each([
    ['a raise', 'if "a" not in df.columns:\n    raise ValueError("a")\n', ['stops:2']],
    ['a raise in the other branch', 'if set(df.columns) == need:\n    go()\nelse:\n    raise ValueError("a")\n', ['stops:4']],
    ['errors that are collected first', 'errors = []\nif df.empty:\n    errors.append("a")\nif errors:\n    raise ValueError(errors)\n', ['fills:3', 'stops:5']],
    ['a raise that a handler takes', 'try:\n    if df.empty:\n        raise ValueError("a")\nexcept ValueError:\n    pass\n', ['reports:3']],
    ['a raise that a handler gives on', 'try:\n    if df.empty:\n        raise ValueError("a")\nexcept ValueError as e:\n    raise RuntimeError() from e\n', ['stops:3']],
    ['a verdict', 'if df.empty:\n    return False\nreturn True\n', ['returns:2']],
    ['a comparison that is returned', 'return set(need) <= set(df.columns)\n', ['returns:1']],
    ['a list that the caller handed over', 'if "a" not in row:\n    errors.append("a")\n', ['fills:2']],
    ['an exit code that holds the verdict', 'missing = [] if "a" in df.columns else ["a"]\nsys.exit(1 if missing else 0)\n', ['stops:2']],
    ['a log line', 'if df.isnull().any().any():\n    print("nulls")\n', ['reports:2']],
    ['a count that goes through several names', 'rates = df.isnull().mean()\nworst = rates.max()\nif worst > 0.1:\n    raise ValueError("a")\n', ['stops:4']],
    ['cleaning', 'if df.isnull().any().any():\n    df = df.dropna()\nreturn df\n', []],
    ['a missing file', 'if df.empty:\n    raise FileNotFoundError("a")\n', []],
    ['an answer to a request', 'if df.empty:\n    raise HTTPException(400)\n', []],
  ])('%s', (_what, source, expected) => { expect(reactions(source)).toEqual(expected) })

  it('is about what the condition reads, not about how the data were cleaned before', () => {
    const [condition] = conditionsIn(readPython('mask = x.notnull().all(axis=1)\nx = x[mask].values\nif x.shape[0] == 0:\n    raise ValueError("empty")\n').body)
    expect([...condition?.kinds ?? []]).toEqual(['rows'])
  })
})

describe('whether something runs a function', () => {
  const reached = async (files: Readonly<Record<string, string>>, path: string, name: string): Promise<boolean> => {
    const facts = await factsOf(files)
    const module = modulesOf(facts).find((one) => one.path === path)
    const definition = module === undefined ? undefined : definitionsOf(module.tree).functions.find((one) => one.name === name)
    return module !== undefined && definition !== undefined && isReached(facts, module, definition.node)
  }
  const VALIDATE = 'def check():\n    pass\nif __name__ == "__main__":\n    check()\n'

  it('is so through callers, decorators and commands', async () => {
    expect(await reached({ 'a.py': 'def f():\n    pass\ndef g():\n    f()\n', 'b.py': 'from a import g\ng()\n' }, 'a.py', 'f')).toBe(true)
    expect(await reached({ 'a.py': 'from prefect import task\n@task\ndef f():\n    pass\n' }, 'a.py', 'f')).toBe(true)
    expect(await reached({ 'validate.py': VALIDATE, 'dvc.yaml': 'stages:\n  check:\n    cmd: python validate.py\n' }, 'validate.py', 'check')).toBe(true)
    expect(await reached({ 'src/validate.py': VALIDATE, Makefile: 'check:\n\tpython -m src.validate\n' }, 'src/validate.py', 'check')).toBe(true)
  })

  it('is not so where nothing leads there', async () => {
    expect(await reached({ 'a.py': 'def f():\n    g()\ndef g():\n    f()\n' }, 'a.py', 'f')).toBe(false)
    expect(await reached({ 'validate.py': VALIDATE }, 'validate.py', 'check')).toBe(false)
    expect(await reached({ 'a.py': 'def f():\n    pass\n', 'tests/test_a.py': 'from a import f\ndef test():\n    f()\n' }, 'a.py', 'f')).toBe(false)
  })
})

it('finds the stages that decide on a status', async () => {
  const facts = await factsOf({
    'a.py': 'def go(self):\n    with open("status.txt") as f:\n        status = f.read()\n    if status == "True":\n        train()\n',
    'b.py': 'def go(self):\n    if not self.artifact.validation_status:\n        raise ValueError("no")\n',
    'c.py': 'def go(self):\n    with open("status.txt", "w") as f:\n        f.write("status")\n    if status:\n        train()\n',
  })
  expect(statusReadersOf(facts)).toEqual([{ field: null, path: 'a.py', line: 4 }, { field: 'validation_status', path: 'b.py', line: 2 }])
})

it('reads suites that are written down', async () => {
  const suite = JSON.stringify({ expectation_suite_name: 'raw', expectations: [{ expectation_type: 'expect_column_to_exist' }] })
  const facts = await factsOf({ 'gx/raw.json': suite, 'gx/empty.json': '{"expectations": []}', 'soda/checks.yml': 'checks for people:\n  - row_count > 0\n' })
  expect(writtenSuitesOf(facts).map(({ tool, count }) => [tool, count])).toEqual([['Great Expectations', 1], ['Soda', 1]])
})
