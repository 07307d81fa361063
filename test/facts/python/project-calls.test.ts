import { describe, expect, it } from 'vitest'
import { callsOf } from '../../../src/facts/python/calls.ts'
import { modulesOf } from '../../../src/facts/python/modules.ts'
import { projectCallsOf } from '../../../src/facts/python/project-calls.ts'
import { factsOf } from '../../support/memory-repository.ts'

/** The project functions that the calls of one file run, as `path:name`. */
async function targetsIn(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const facts = await factsOf(files)
  const module = modulesOf(facts).find((one) => one.path === path)
  const calls = projectCallsOf(facts)
  return module === undefined ? [] : callsOf(module.tree).flatMap((call) => calls.targetsOf(call).map((target) => `${target.module.path}:${target.definition.qualified}`))
}

describe('a call of project code', () => {
  const CHECK = 'class Check:\n    def run(self):\n        self.one()\n    def one(self):\n        pass\n'

  it.each([
    ['a function of its file', { 'a.py': 'def f():\n    pass\nf()\n' }, ['a.py:f']],
    ['a function of another file', { 'b.py': 'def f():\n    pass\n', 'a.py': 'from b import f as g\ng()\n' }, ['b.py:f']],
    ['a name that a package hands on', { 'p/__init__.py': 'from .b import f\n', 'p/b.py': 'def f():\n    pass\n', 'a.py': 'from p import f\nf()\n' }, ['p/b.py:f']],
    ['a method of an object', { 'b.py': CHECK, 'a.py': 'from b import Check\ncheck = Check()\ncheck.run()\n' }, ['b.py:Check.run']],
    ['a task through its orchestrator', { 'a.py': 'def f():\n    pass\nf.submit(1)\nf.fn(1)\n' }, ['a.py:f', 'a.py:f']],
    ['an inherited method', { 'b.py': `${CHECK}class Other(Check):\n    pass\n`, 'a.py': 'import b\nb.Other().run()\n' }, ['b.py:Check.run']],
    ['a method of an object that is handed in', { 'b.py': CHECK, 'a.py': 'def go(check):\n    check.run()\n' }, ['b.py:Check.run']],
    ['nothing of a library', { 'b.py': CHECK, 'a.py': 'import subprocess\nsubprocess.run()\n' }, []],
  ])('is %s', async (_what, files, targets) => { expect(await targetsIn(files, 'a.py')).toEqual(targets) })

  it('knows its callers, and where a function is handed on', async () => {
    const facts = await factsOf({ 'a.py': 'def f():\n    pass\ndef g():\n    f()\nOperator(python_callable=f)\n' })
    const [first] = modulesOf(facts)
    const node = first?.tree.body[0]
    if (node?.kind !== 'function') throw new Error('no function')
    expect(projectCallsOf(facts).callsTo(node).map(({ call, handedOn }) => [call.line, handedOn])).toEqual([[4, false], [5, true]])
  })

  it('hands on what it gave, not itself', async () => {
    const facts = await factsOf({ 'a.py': 'def f():\n    return 1\nx = f()\nprint(x)\ny = f\nprint(y)\n' })
    const [first] = modulesOf(facts)
    const node = first?.tree.body[0]
    if (node?.kind !== 'function') throw new Error('no function')
    expect(projectCallsOf(facts).callsTo(node).map(({ call, handedOn }) => [call.line, handedOn])).toEqual([[3, false], [6, true]])
  })

  it('is found as often as it stands there, among thousands of others', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => `pandas.read_csv(${index})\nf(${index})\n`).join('')
    expect((await targetsIn({ 'a.py': `import pandas\nfrom b import f\n${many}`, 'b.py': 'def f(x):\n    pass\n' }, 'a.py')).length).toBe(4000)
  })
})
