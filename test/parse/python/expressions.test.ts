import { describe, expect, it } from 'vitest'
import { readPython } from '../../../src/parse/python/read-python.ts'
import { shapeOf } from '../../support/python-shape.ts'

function read(source: string): string {
  const { body, errors } = readPython(source)
  const [statement] = body
  expect({ statements: body.length, errors }).toEqual({ statements: 1, errors: [] })
  return statement?.kind === 'expression' ? shapeOf(statement.value) : `no expression: ${statement?.kind}`
}

describe('operators bind as in Python', () => {
  it.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a ** b ** c', '(a ** (b ** c))'],
    ['-a ** 2', '(- (a ** 2))'],
    ['~a + +b', '((~ a) + (+ b))'],
    ['a @ b // c % d << e >> f & g ^ h | i', '((((((((a @ b) // c) % d) << e) >> f) & g) ^ h) | i)'],
    ['(a + b) * c', '((a + b) * c)'],
    ['a and b or not c and d', '((a and b) or ((not c) and d))'],
    ['a or b or c', '((a or b) or c)'],
    ['not a == b', '(not <a == b>)'],
    ['not a in b', '(not <a in b>)'],
    ['not not a', '(not (not a))'],
    ['not not not a', '(not a)'],
    ['a < b <= c != d', '<a < b <= c != d>'],
    ['a not in b', '<a not in b>'],
    ['a is not  None', '<a is not None>'],
    ['a is b', '<a is b>'],
    ['a <> b', '<a <> b>'],
    ['(a < b) < c', '<<a < b> < c>'],
    ['a + b < c | d and e', '(<(a + b) < (c | d)> and e)'],
    ['a if b else c if d else e', '(a if b else (c if d else e))'],
    ['await a.b() + c * d - e', '((await(a.b()) + (c * d)) - e)'],
    ['await (a + b) ** 2', '(await((a + b)) ** 2)'],
    ['await a == b and c', '(<await(a) == b> and c)'],
    ['(n := len(a)) > 10', '<(n := len(a)) > 10>'],
  ])('%s', (source, shape) => expect(read(source)).toBe(shape))
})

describe('calls, attributes, subscripts', () => {
  it.each([
    ['a.b.c(d)[e].f', 'a.b.c(d)[e].f'],
    ['f(a, *b, c=1, **d)', 'f(a, *b, c=1, **d)'],
    ['f(a)(b)()', 'f(a)(b)()'],
    ['f(a := 1)', 'f((a := 1))'],
    ['f(\n  a,  # the first\n  b,\n)', 'f(a, b)'],
    ['f(x for x in y)', 'f(generator-of(x, y))'],
    ['f(a, (x for x in y), b)', 'f(a, generator-of(x, y), b)'],
    ['f(key=[x for x in y])', 'f(key=list-of(x, y))'],
    ['f(**{"a": 1}, b=2)', 'f(**dict("a": 1), b=2)'],
    ['f(match=1, type=2, print=3)', 'f(match=1, type=2, print=3)'],
    ['print(*a, sep="")', 'print(*a, sep="")'],
    ['a[0]', 'a[0]'],
    ['a[1:2]', 'a[1, 2]'],
    ['a[::2]', 'a[2]'],
    ['a[:, 1:2, ...]', 'a[1, 2, ...]'],
    ['a[b, c]', 'a[b, c]'],
    ['a[x := 1]', 'a[(x := 1)]'],
    ['dict[str, list[int]]', 'dict[str, list[int]]'],
    ['{"a": 1}["a"]', 'dict("a": 1)["a"]'],
    ['"{}".format(a)', '"{}".format(a)'],
  ])('%s', (source, shape) => expect(read(source)).toBe(shape))
})

describe('collections and comprehensions', () => {
  it.each([
    ['[]', 'list()'], ['()', 'tuple()'], ['{}', 'dict()'],
    ['(a)', 'a'], ['(a,)', 'tuple(a)'], ['a,', 'tuple(a)'], ['a, b', 'tuple(a, b)'], ['(a, (b, c))', 'tuple(a, tuple(b, c))'],
    ['[a, b,]', 'list(a, b)'],
    ['{a, b}', 'set(a, b)'],
    ['[*a, b, *c]', 'list(starred(a), b, starred(c))'],
    ['*a, b', 'tuple(starred(a), b)'],
    ['{**a, "b": 1, **c}', 'dict(**a, "b": 1, **c)'],
    ['{"a": {"b": [1, 2]}}', 'dict("a": dict("b": list(1, 2)))'],
    ['[y := 1, y ** 2]', 'list((y := 1), (y ** 2))'],
    ['[x for x in y]', 'list-of(x, y)'],
    ['[x + z for x in y if x if z for w in v]', 'list-of((x + z), y, x, z, v)'],
    ['{x for x in y}', 'set-of(x, y)'],
    ['{x: z for x, z in y if x}', 'dict-of(x, z, y, x)'],
    ['(x for x in y)', 'generator-of(x, y)'],
    ['[[a for a in b] for b in c]', 'list-of(list-of(a, b), c)'],
    ['[x async for x in y if await z]', 'list-of(x, y, await(z))'],
  ])('%s', (source, shape) => expect(read(source)).toBe(shape))
})

describe('literals', () => {
  it.each([
    ['True, False, None, ...', 'tuple(True, False, None, ...)'],
    ['1_000', '1000'], ['0x1F', '31'], ['0b11', '3'], ['0o17', '15'], ['1e-3', '0.001'], ['1_0.0_1', '10.01'], ['2j', '2'], ['.5', '0.5'],
    ['255.', '255'], ['1.e5', '100000'], ['2.j', '2'], ['a / 255.', '(a / 255)'], ['f(1., [0.,1.])', 'f(1, list(0, 1))'], ['a[1.:2.]', 'a[1, 2]'], ['1.5.real', '1.5.real'],
    ['\'a\' "b" \'\'\'c\'\'\' """d"""', '"abcd"'],
    ['("a"\n "b")', '"ab"'],
    ['"a" \\\n  "b"', '"ab"'],
    [String.raw`r'\d\n'`, String.raw`"\\d\\n"`],
    [String.raw`b'\x41' u'x' Rb'\x41'`, String.raw`"Ax\\x41"`],
    [String.raw`'\x41\u00e9\U0001F600\101\n\t\'\q'`, String.raw`"Aé😀A\n\t'\\q"`],
    ['"255. and 1.e5"', '"255. and 1.e5"'],
    ['"""a\n# b\n"""', String.raw`"a\n# b\n"`],
    ['"a # b"', '"a # b"'],
  ])('%s', (source, shape) => expect(read(source)).toBe(shape))

  it('cuts strings at 2,000 characters', () => {
    const [statement] = readPython(`"${'a'.repeat(3000)}"`).body
    expect(statement?.kind === 'expression' && statement.value.kind === 'string' ? statement.value.text.length : 0).toBe(2000)
  })
})

describe('f-strings give their text and their replacements', () => {
  it.each([
    ['f"{a} and {b.c(1)}"', '"{} and {}"{a, b.c(1)}'],
    ['f"{{a}} {b}"', '"{a} {}"{b}'],
    ['f"{a!r} {b:>10} {c:%Y-%m-%d} {d = } {e=!s:^20}"', '"{} {} {} {} {}"{a, b, c, d, e}'],
    ['f"{a:{b}.{c}} {d}"', '"{} {}"{a, b, c, d}'],
    ['f"{a["b"]}"', '"{}"{a["b"]}'],
    ['f\'{a["b"]}\'', '"{}"{a["b"]}'],
    ['f"{f"{f"{a}"}"}"', '"{}"{"{}"{"{}"{a}}}'],
    ['f"{f\'{a:{b}}\' + c:>{d}}"', '"{}"{("{}"{a, b} + c), d}'],
    ['f"{ {"a": 1}["a"] }"', '"{}"{dict("a": 1)["a"]}'],
    ['f"{a if b else c} {d, e}"', '"{} {}"{(a if b else c), tuple(d, e)}'],
    ['f"{a}" "b" f"{c}"', '"{}b{}"{a, c}'],
    [String.raw`rf'\d{a}\n'`, String.raw`"\\d{}\\n"{a}`],
    ['f"""{\n  a\n}\nb"""', String.raw`"{}\nb"{a}`],
    ['f"{a:.2f}" % b', '("{}"{a} % b)'],
  ])('%s', (source, shape) => expect(read(source)).toBe(shape))
})

describe('functions without a name, and those that give values as they go', () => {
  it.each([
    ['lambda: 0', 'lambda(0)'],
    ['lambda x, *y, z=1, **k: x + z', 'lambda((x + z))'],
    ['sorted(a, key=lambda x: x[1])', 'sorted(a, key=lambda(x[1]))'],
    ['lambda: (yield)', 'lambda(yield(-))'],
    ['yield', 'yield(-)'], ['yield a, b', 'yield(tuple(a, b))'], ['yield from a', 'yield(a)'], ['(yield a)', 'yield(a)'],
    ['await a', 'await(a)'],
  ])('%s', (source, shape) => expect(read(source)).toBe(shape))
})

describe('lines of expressions', () => {
  it('are those on which each begins', () => {
    const [statement] = readPython('f(\n  a,\n  b=[\n    c,\n  ],\n)\n').body
    const call = statement?.kind === 'expression' && statement.value.kind === 'call' ? statement.value : null
    const list = call?.args[1]?.value
    expect([call?.line, call?.args[0]?.value.line, list?.line, list?.kind === 'collection' ? list.items[0]?.line : 0]).toEqual([1, 2, 3, 4])
  })
})
