import { describe, expect, it } from 'vitest'
import { readPython } from '../../../src/parse/python/read-python.ts'
import type { Statement } from '../../../src/parse/python/tree.ts'
import { outlineOf } from '../../support/python-shape.ts'

function read(source: string): string {
  const { body, errors } = readPython(source)
  expect(errors).toEqual([])
  return outlineOf(body)
}

describe('assignments', () => {
  it.each([
    ['a = 1', 'a = 1'],
    ['a = b = c.d[e] = 1', 'a = b = c.d[e] = 1'],
    ['a, *b = c', 'tuple(a, starred(b)) = c'],
    ['(a, b), c = d', 'tuple(tuple(a, b), c) = d'],
    ['[a, b] = c', 'list(a, b) = c'],
    ['a = b, c', 'a = tuple(b, c)'],
    ['a = *b, c', 'a = tuple(starred(b), c)'],
    ['a: int', 'a: int'],
    ['a: list[int] = []', 'a: list[int] = list()'],
    ['a: int | None = None', 'a: (int | None) = None'],
    ['a: "Model" = f()', 'a: "Model" = f()'],
    ['self.a: int = 3', 'self.a: int = 3'],
    ['a = yield', 'a = yield(-)'],
    ['a = yield b', 'a = yield(b)'],
    ['a = await b()', 'a = await(b())'],
    ['type = 3; match = 4; case = 5', 'type = 3\nmatch = 4\ncase = 5'],
    ...['+=', '-=', '*=', '/=', '//=', '%=', '**=', '@=', '&=', '|=', '^=', '<<=', '>>='].map((operator) => [`a ${operator} 1`, `a ${operator} 1`]),
  ])('%s', (source, outline) => expect(read(source ?? '')).toBe(outline))
})

describe('statements on one line', () => {
  it.each([
    ['pass', 'pass'], ['while a: break', 'while a\n  break'], ['while a: continue', 'while a\n  continue'],
    ['return', 'return -'], ['return a, b', 'return tuple(a, b)'], ['return *a, b', 'return tuple(starred(a), b)'],
    ['raise', 'raise -'], ['raise A(b) from c', 'raise A(b)'], ['raise A from None', 'raise A'],
    ['assert a', 'assert a'], ['assert a == b, f"{a}"', 'assert <a == b>, "{}"{a}'], ['assert (a, b)', 'assert tuple(a, b)'],
    ['del a, b[0]', 'delete a, b[0]'], ['global a, b', 'global a, b'], ['nonlocal a', 'global a'],
    ['a; b;', 'a\nb'],
    ['"""text"""', '"text"'],
    ['type X = list[int]', 'other type X = list[int]'],
    ['match(a)', 'match(a)'],
    ['print(a)', 'print(a)'],
  ])('%s', (source, outline) => expect(read(source)).toBe(outline))
})

describe('imports', () => {
  it.each([
    ['import a', 'import a as a'],
    ['import a.b.c as d, e', 'import a.b.c as d, e as e'],
    ['from a.b import c as d, e', 'import a.b:c as d, a.b:e as e'],
    ['from . import a', 'import .:a as a'],
    ['from ..a.b import (c, d as e,)', 'import ..a.b:c as c, ..a.b:d as e'],
    ['from ...a import *', 'import ...a:* as *'],
    ['from .... import a', 'import ....:a as a'],
    ['from a import (\n  b,  # why\n  c\n)', 'import a:b as b, a:c as c'],
    ['from a import b \\\n  , c', 'import a:b as b, a:c as c'],
    ['try:\n  import a\nexcept ImportError:\n  a = None', 'try\n  import a as a\nexcept ImportError\n  a = None'],
  ])('%s', (source, outline) => expect(read(source)).toBe(outline))
})

describe('compound statements', () => {
  it.each([
    ['if a:\n  b\nelif c:\n  d\nelse:\n  e', 'if a\n  b\nelif c\n  d\nelse\n  e'],
    ['if a: b; c\nelse: d', 'if a\n  b\n  c\nelse\n  d'],
    ['if (a := f()) and b: pass', 'if ((a := f()) and b)\n  pass'],
    ['if (a\n    and b):\n  c', 'if (a and b)\n  c'],
    ['for a in b:\n  c\nelse:\n  d', 'for a in b\n  c\nelse\n  d'],
    ['for a, (b, c) in d.items(): pass', 'for tuple(a, tuple(b, c)) in d.items()\n  pass'],
    ['for a in b, c: pass', 'for a in tuple(b, c)\n  pass'],
    ['while not a:\n  b\nelse:\n  c', 'while (not a)\n  b\nelse\n  c'],
    ['with a: b', 'with a\n  b'],
    ['with a() as b, c() as d.e, f(): g', 'with a() as b, c() as d.e, f()\n  g'],
    ['with a as (b, c): d', 'with a as tuple(b, c)\n  d'],
    ['with (a, b): c', 'with tuple(a, b)\n  c'],
    ['with (\n  open("x") as f,  # the file\n  lock,\n):\n  g', 'with open("x") as f, lock\n  g'],
    ['with open("a: b") as f: c', 'with open("a: b") as f\n  c'],
    ['try:\n  a\nexcept B as e:\n  b\nexcept (C, d.E):\n  c\nexcept:\n  pass\nelse:\n  d\nfinally:\n  e', 'try\n  a\nexcept B as e\n  b\nexcept C, d.E\n  c\nexcept\n  pass\nelse\n  d\nfinally\n  e'],
    ['try:\n  a\nfinally:\n  b', 'try\n  a\nfinally\n  b'],
    ['try:\n  a\nexcept* B as e:\n  b', 'try\n  a\nexcept B as e\n  b'],
    ['try:\n  a\nexcept B, e:\n  b', 'try\n  a\nexcept B as e\n  b'],
    ['match a:\n  case 1 | 2: b\n  case {"x": y, **rest} if y > 1:\n    c\n  case Point(x=0) as p:\n    d\n  case _:\n    e', 'match a\n  case 1 | 2\n    b\n  case {"x": y, **rest} if y > 1\n    c\n  case Point(x=0) as p\n    d\n  case _\n    e'],
  ])('%s', (source, outline) => expect(read(source)).toBe(outline))
})

describe('functions and classes', () => {
  it.each([
    ['def f(): ...', 'def f()\n  ...'],
    ['async def f(): await g()', 'async def f()\n  await(g())'],
    ['def f(a, b=1, /, c=2, *args: int, d, e=3, **k) -> None: pass', 'def f(a, b = 1, c = 2, *args: int, d, e = 3, **k) -> None\n  pass'],
    ['def f(a: int | None = None, *, b: Callable[[int], str] = lambda x: str(x), **k: Any) -> tuple[int, ...]: pass', 'def f(a: (int | None) = None, b: Callable[list(int), str] = lambda(str(x)), **k: Any) -> tuple[int, ...]\n  pass'],
    ['def f[T: int, *Ts, **P](a: T) -> T: pass', 'def f(a: T) -> T\n  pass'],
    ['def f(\n  a: "A",  # the first\n  b=(1, 2),\n): pass', 'def f(a: "A", b = tuple(1, 2))\n  pass'],
    ['def f():\n  yield\n  a = yield', 'def f()\n  yield(-)\n  a = yield(-)'],
    ['@a\n@b.c(d, e=1)\ndef f(): pass', '@a\n@b.c(d, e=1)\ndef f()\n  pass'],
    ['@a\nasync def f(self): pass', '@a\nasync def f(self)\n  pass'],
    ['class A: pass', 'class A()\n  pass'],
    ['class A(): a = 1; b = 2', 'class A()\n  a = 1\n  b = 2'],
    ['class A[T](B, c.D[T], metaclass=E, **k): pass', 'class A(B, c.D[T], metaclass=E, **k)\n  pass'],
    ['@dataclass(frozen=True)\nclass A:\n  x: int = field(default_factory=list)', '@dataclass(frozen=True)\nclass A()\n  x: int = field(default_factory=list)'],
    ['class A:\n  class B:\n    async def f(self):\n      def g(): pass', 'class A()\n  class B()\n    async def f(self)\n      def g()\n        pass'],
    ['async def f():\n  async for a in b:\n    c\n  async with d as e, f() as (g, h):\n    i', 'async def f()\n  async for a in b\n    c\n  async with d as e, f() as tuple(g, h)\n    i'],
  ])('%s', (source, outline) => expect(read(source)).toBe(outline))
})

describe('lines of statements', () => {
  const at = (statements: readonly Statement[]): readonly number[] => statements.map((one) => one.line)

  it('count comments and blank lines', () => {
    expect(at(readPython('# one\n\na = 1\n\n# five\nb = (\n  2\n)\nc\n').body)).toEqual([3, 6, 9])
  })

  it('of a definition are those of def and class, not of a decorator, and end with the last line of its body', () => {
    const [first, second] = readPython('@a\n@b\ndef f(\n  x,\n):\n  y\n\n  z = """\n  """\n\n# after\nclass A:\n  def g(self):\n    pass\n\n  b = [\n    1,\n  ]\nc\n').body
    expect(first).toMatchObject({ name: 'f', line: 3, endLine: 9 })
    expect(second).toMatchObject({ name: 'A', line: 12, endLine: 18, body: [{ name: 'g', line: 13, endLine: 14 }, { line: 16 }] })
  })

  it('of branches, handlers and cases are those of their words', () => {
    const [choice, attempt, match] = readPython('if a:\n  b\nelif c:\n  d\nelse:\n  e\ntry:\n  f\nexcept A:\n  g\nexcept B:\n  h\nmatch i:\n  case 1:\n    j\n  case _:\n    k\n').body
    expect(choice).toMatchObject({ branches: [{ line: 1 }, { line: 3 }, { line: 5 }] })
    expect(attempt).toMatchObject({ handlers: [{ line: 9 }, { line: 11 }] })
    expect(match).toMatchObject({ cases: [{ line: 14 }, { line: 16 }] })
  })

  it('tells how many there are, and how many hold code', () => {
    const count = (source: string): readonly number[] => { const { lines, codeLines } = readPython(source); return [lines, codeLines] }
    expect([count(''), count('\n\n'), count('# a\n'), count('a'), count('a\n\n# b\nc = (\n  1,\n)\n')]).toEqual([[0, 0], [2, 0], [1, 0], [1, 1], [6, 4]])
  })
})
