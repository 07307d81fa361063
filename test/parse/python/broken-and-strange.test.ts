import { describe, expect, it } from 'vitest'
import { readPython } from '../../../src/parse/python/read-python.ts'
import { outlineOf } from '../../support/python-shape.ts'

const outline = (source: string): string => outlineOf(readPython(source).body)

describe('line ends, marks and blanks', () => {
  const plain = 'def f():\n    a = """x\ny"""\n    return a\nb\n'
  const read = readPython(plain)

  it.each([
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['CR', plain.replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${plain}`],
    ['tabs', plain.replaceAll('    ', '\t')],
    ['no last line end', plain.slice(0, -1)],
  ])('%s changes nothing', (_, source) => expect(readPython(source)).toEqual(read))

  it.each([
    ['a form feed before a definition', 'a\n\fdef f():\n  b\nc\n'],
    ['a form feed on a line of its own', 'a\n\f\ndef f():\n  b\n  \f \nc\n'],
  ])('takes %s for a blank', (_, source) => {
    expect(outline(source)).toBe('a\ndef f()\n  b\nc')
    expect(readPython(source).errors).toEqual([])
  })

  it.each([
    ['a continued line', 'a = b + \\\n  c\nassert d, \\\n  "e"\n', 'a = (b + c)\nassert d, "e"'],
    ['a shebang and a coding line', '#!/usr/bin/env python\n# -*- coding: latin-1 -*-\na\n', 'a'],
    ['letters of other scripts', 'größe = 1\nπ = größe\n変数 = "ね"\n', 'größe = 1\nπ = größe\n変数 = "ね"'],
    ['blanks in brackets', 'f(\n\n  a ,\n\n# b\n)\n', 'f(a)'],
    ['nothing', '', ''],
    ['comments alone', '# a\n\n  # b\n', ''],
  ])('reads %s', (_, source, shape) => {
    expect(outline(source)).toBe(shape)
    expect(readPython(source).errors).toEqual([])
  })
})

describe('Python 2', () => {
  it.each([
    ['print "a"', 'print("a")', []],
    ['print "a %s" % b', 'print(("a %s" % b))', []],
    ['print', 'print', []],
    ['try:\n  a\nexcept B, e:\n  c\n', 'try\n  a\nexcept B as e\n  c', []],
    ['try:\n  a\nexcept (B, C), e:\n  c\n', 'try\n  a\nexcept B, C as e\n  c', []],
    ['if a <> b: c\n', 'if <a <> b>\n  c', []],
  ])('%s', (source, shape, errors) => {
    expect(outline(source)).toBe(shape)
    expect(readPython(source).errors).toEqual(errors)
  })

  it('is read on where a statement is gone', () => {
    const { body, errors } = readPython('exec "a" in b\nraise A, "text"\ndef f():\n  print >>g, a\n  return 1\nh()\n')
    expect(errors.length).toBeGreaterThan(0)
    expect(outlineOf(body)).toMatch(/raise A[\s\S]*def f\(\)[\s\S]*return 1\nh\(\)$/)
  })
})

describe('broken code', () => {
  const after = '\ndef after(x):\n  return x\n\nclass After:\n  pass\n'
  const rest = 'def after(x)\n  return x\nclass After()\n  pass'

  it.each([
    ['a parameter list without its end', 'def f(:\n  a\n', 1],
    ['two signs of assignment', 'a = = 2\n', 1],
    ['a class without its colon', 'class A\n  b = 1\n', 1],
    ['a bracket that is never closed', 'a = (1, 2\n', 3],
    ['a bracket that is never opened', 'a = 1)\n', 1],
    ['a string that is never closed', 'a = "b\n', 1],
    ['an f-string that is never closed', 'a = f"{b}\n', 1],
    ['an empty replacement', 'a = f"{}"\n', 1],
    ['a condition without its colon', 'if a\n  b\n', 1],
    ['an else without an if', 'else:\n  a\n', 1],
    ['marks of a merge', 'a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> main\nc = 4\n', 2],
    ['magics pasted from a notebook', 'a = 1\n%matplotlib inline\n!pip install b\n', 2],
    ['a shell session', '$ python train.py\n', 1],
    ['the marks of a template', '{% if a %}\nb = {{ c }}\n{% endif %}\n', 1],
    ['a NUL', 'a\0b\n', 1],
    ['an item with a star in a subscript', 'a[*b]\n', 1],
    ['a decorator of any expression', '@a[0]\n', 1],
    ['prose', 'This is how it works, more or less.\n', 1],
  ])('is skipped and named, and the rest is read: %s', (_, source, line) => {
    const { body, errors } = readPython(`${source}${after}`)
    expect(outlineOf(body).endsWith(rest)).toBe(true)
    expect(errors[0]).toBe(line)
  })

  it('keeps what stands before and inside it', () => {
    const { body } = readPython('import a\n\ndef f():\n  b = 1\n  c = = 2\n  return b\n\nd(\n')
    expect(outlineOf(body)).toBe('import a as a\ndef f()\n  b = 1\n  c = 2\n  return b\nd()')
  })

  it('keeps the cases of a match on several values', () => {
    expect(outline('match a, b:\n  case 1, 2:\n    c\n  case _:\n    d\ne\n')).toBe('match a\n  case 1, 2\n    c\n  case _\n    d\ne')
  })

  it('never closes a text of several lines: it goes to the end', () => {
    const { body, errors } = readPython('a = 1\nb = """c\ndef f(): pass\n')
    expect(outlineOf(body)).toBe('a = 1\nb = "c\\ndef f(): pass\\n"')
    expect(errors).toContain(2)
  })

  it('names each place once, in order, and at most 1,000', () => {
    const { errors } = readPython('a = = 1\n'.repeat(1500))
    expect(errors).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1))
  })
})

describe('hostile code', () => {
  const nested = (count: number, open: string, inner: string, close: string): string => `${open.repeat(count)}${inner}${close.repeat(count)}`

  it.each([
    ['brackets', nested(3000, '(', '1', ')')],
    ['brackets that are never closed', '['.repeat(5000)],
    ['signs', nested(3000, '-', 'a', '')],
    ['negations', nested(3000, 'not ', 'a', '')],
    ['lambdas', nested(1000, 'lambda: ', 'a', '')],
    ['a chain of calls', `a${'.b()'.repeat(3000)}`],
    ['a long sum', Array.from({ length: 3000 }, () => 'a').join(' + ')],
    ['f-strings in f-strings', nested(100, 'f"{', 'a', '}"')],
    ['blocks', `${Array.from({ length: 300 }, (_, index) => `${' '.repeat(index)}if a:\n`).join('')}${' '.repeat(300)}b`],
    ['definitions without bodies', 'def f():\n'.repeat(1000)],
    ['headers without end', 'with (a as b,\n'.repeat(400)],
    ['quotes', '"'.repeat(20_001)],
    ['digits', '1'.repeat(100_000)],
    ['points', '1.'.repeat(4000)],
    ['every byte', Array.from({ length: 256 }, (_, index) => String.fromCharCode(index)).join('')],
  ])('%s: is read within bounds, and can be stored', (_, source) => {
    const tree = readPython(`${source}\n`)
    expect(depthOf(tree.body)).toBeLessThan(1000)
    expect(JSON.stringify(tree).length).toBeLessThan(10_000_000)
  })

  it('reads what follows a line that nests too deep', () => {
    expect(outline(`a = ${nested(500, '(', '1', ')')}\nb = 2\n`)).toMatch(/^a = other\(\(\(\([\s\S]*\nb = 2$/)
  })

  it('keeps long rows of and, or and elif whole', () => {
    const row = Array.from({ length: 2000 }, (_, index) => `a${index}`)
    expect(outline(`b = ${row.join(' and ')}\n`).match(/a\d+/g)).toEqual(row)
    expect(outline(`if a: b\n${'elif c: d\n'.repeat(1000)}`).match(/elif/g)).toHaveLength(1000)
  })

  it('takes names like __proto__ and constructor for names', () => {
    expect(outline('__proto__ = constructor\ndef toString(hasOwnProperty): pass\n')).toBe('__proto__ = constructor\ndef toString(hasOwnProperty)\n  pass')
  })
})

/** How deep plain JSON nests, counted without recursion. */
function depthOf(value: unknown): number {
  let deepest = 0
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    deepest = Math.max(deepest, one.depth)
    if (typeof one.value !== 'object' || one.value === null) continue
    for (const part of Object.values(one.value)) waiting.push({ value: part, depth: one.depth + 1 })
  }
  return deepest
}

describe('brackets without end', () => {
  it('are not read, what stands before them is, and the place is told', () => {
    const read = readPython(`a = 1\n${'f('.repeat(300_000)}`)
    expect(outlineOf(read.body).split('\n')[0]).toBe('a = 1')
    expect(read.errors).toContain(2)
  })
  it('in texts and comments stop nothing', () => {
    const source = `${'# :(\nx = ":("\n'.repeat(900)}def f():\n  pass\n`
    expect(outline(`${source}${source}last`).split('\n').at(-1)).toBe('last')
  })
})
