import { describe, expect, it } from 'vitest'
import { readNotebook } from '../../../src/parse/python/notebook.ts'
import { outlineOf } from '../../support/python-shape.ts'

const code = (...source: readonly string[]) => ({ cell_type: 'code', source })
const notebook = (cells: readonly unknown[], metadata: unknown = {}): string => JSON.stringify({ cells, metadata, nbformat: 4 }, null, 1)
const outline = (text: string): string => outlineOf(readNotebook(text).tree.body)

describe('a notebook', () => {
  const text = notebook([{ cell_type: 'markdown', source: ['import nothing\n'] }, code('import a\n', '\n', 'def f():\n', '  return a'), { cell_type: 'raw', source: ['x'] }, code('f()')])

  it('gives its code cells as one file', () => {
    expect(outline(text)).toBe('import a as a\ndef f()\n  return a\nf()')
    expect(readNotebook(text).problems).toEqual([])
  })

  it('gives lines of the .ipynb file', () => {
    const lines = text.split('\n')
    const { tree, cells } = readNotebook(text)
    expect(tree.body.map((one) => lines[one.line - 1]?.trim())).toEqual(['"import a\\n",', '"def f():\\n",', '"f()"'])
    expect(cells.map(({ cell, line }) => [cell, lines[line - 1]?.trim()])).toEqual([[2, '"source": ['], [4, '"source": [']])
  })

  it('gives the line of the text where a cell is one text, and line 1 where the file is one line', () => {
    const one = notebook([{ cell_type: 'code', source: 'a = 1\nb = 2\n' }])
    expect(readNotebook(one).tree.body.map((statement) => one.split('\n')[statement.line - 1]?.trim())).toEqual(Array.from({ length: 2 }, () => String.raw`"source": "a = 1\nb = 2\n"`))
    expect(readNotebook(JSON.stringify({ cells: [code('a\n', 'b')] })).tree.body.map((statement) => statement.line)).toEqual([1, 1])
  })

  it('awaits at the top, and reads Windows line ends', () => {
    expect(outline(notebook([code('a = await f()\r\n', 'b\r\n')]))).toBe('a = await(f())\nb')
  })
})

describe('magics', () => {
  it.each([
    ['%matplotlib inline', 'pass'], ['!pip install a', 'pass'], ['files = !ls', 'pass'], ['t = %time f()', 'pass'], ['df?', 'pass'], ['?df', 'pass'], ['df.head??', 'pass'], ['%%time', 'pass'],
    ['a = b %c', 'a = (b % c)'], ['a = "%s" % b', 'a = ("%s" % b)'], ['a != b', '<a != b>'], ['# !ls', ''],
  ])('%s', (line, shape) => expect(outline(notebook([code(line)]))).toBe(shape))

  it('keep their place in a block', () => {
    expect(outline(notebook([code('if a:\n', '    !ls\n', '    %cd b\n', 'else:\n', '    c')]))).toBe('if a\n  pass\n  pass\nelse\n  c')
  })

  it('go on over continued lines', () => {
    expect(outline(notebook([code('!pip install a \\\n', '  b\n', 'c = 1')]))).toBe('pass\npass\nc = 1')
  })

  it.each(['%%bash', '%%sh', '%%writefile a.py', '%%html', '%%sql', '%%R', '%%javascript'])('%s takes its cell away', (magic) => {
    expect(outline(notebook([code(`${magic}\n`, 'a = (\n', 'b = 1'), code('c = 2')]))).toBe('c = 2')
  })

  it.each(['%%time', '%%timeit -n 1', '%%capture out', '%%prun'])('%s leaves its cell Python, after blank lines too', (magic) => {
    expect(outline(notebook([code('\n', `${magic}\n`, 'a = 1')]))).toBe('pass\na = 1')
  })
})

describe('broken and empty notebooks', () => {
  it.each([
    ['no cells', notebook([]), '', 0],
    ['cells without code', notebook([code(), code(''), { cell_type: 'code' }, 7, null, 'a']), '', 0],
    ['JSON that breaks off', '{"cells": [{"cell_type": "code", "source": ["a = 1"]}', '', 1],
    ['nothing', '', '', 1],
    ['JSON that is no notebook', '{"a": 1}', '', 1],
    ['a list', '[1]', '', 1],
    ['the format of version 3', JSON.stringify({ worksheets: [{ cells: [{ cell_type: 'code', input: ['a'] }] }] }), '', 1],
    ['sources of other kinds', notebook([{ cell_type: 'code', source: { a: 1 } }, { cell_type: 'code', source: [null, 'a = 1'] }]), 'a = 1', 0],
  ])('%s', (_, text, shape, problems) => {
    expect(outline(text)).toBe(shape)
    expect(readNotebook(text).problems).toHaveLength(problems)
  })

  it.each([
    ['the language', { language_info: { name: 'R' } }],
    ['the kernel', { kernelspec: { language: 'julia' } }],
  ])('one in another language is empty (told by %s)', (_, metadata) => expect(outline(notebook([code('a <- 1')], metadata))).toBe(''))

  it('names the line of a broken cell and reads the next definitions', () => {
    const text = notebook([code('a = (\n'), code('def f():\n', '  b'), code('c = = 1'), code('d')])
    const { tree } = readNotebook(text)
    expect(outlineOf(tree.body)).toMatch(/def f\(\)\n {2}b\nc = 1\nd$/)
    expect(tree.errors.map((line) => text.split('\n')[line - 1]?.trim())).toContain('"c = = 1"')
  })

  it('at most 2,000 cells are read', () => {
    expect(readNotebook(notebook(Array.from({ length: 2100 }, () => code('a')))).tree.body).toHaveLength(2000)
  })
})
