import { describe, expect, it } from 'vitest'
import { brokenArrows, importCycles } from './arrows.ts'
import { readSource, readSourceFiles } from './source-files.ts'
import type { SourceFile } from './source-files.ts'

describe('the arrows of src', () => {
  const files = readSourceFiles('src')

  it('go one way', () => { expect(brokenArrows(files)).toEqual([]) })
  it('make no cycle', () => { expect(importCycles(files)).toEqual([]) })
})

describe('the scanner behind it', () => {
  const project = (texts: Readonly<Record<string, string>>): readonly SourceFile[] =>
    Object.entries(texts).map(([path, text]) => readSource(path, text))
  const broken = (path: string, text: string): readonly string[] => brokenArrows(project({
    'src/model/a.ts': '', 'src/parse/p.ts': `import { parse } from 'yaml'`, 'src/facts/f.ts': '', 'src/flow/w.ts': '', 'src/cli.ts': '', [path]: text,
  }))

  it.each([
    ['a type', `import type { F } from '../facts/f.ts'`],
    ['an inline type', `type F = import('../facts/f.ts').F`],
    ['a side effect', `import '../facts/f.ts'`],
    ['a dynamic import', `export const load = () => import('../facts/f.ts')`],
  ])('sees %s that points the wrong way', (_, text) => {
    expect(broken('src/model/x.ts', text)).toEqual(['src/model/x.ts:1 imports ../facts/f.ts: model/ may import nothing'])
  })

  it.each([
    ['src/facts/x.ts', `import { parse } from 'yaml'`, 'src/facts/x.ts:1 imports yaml: in the core, packages are imported in parse/ only'],
    ['src/local/x.ts', `import { parse } from 'yaml'`, 'src/local/x.ts:1 imports yaml: parsers are imported in parse/ only'],
    ['src/grade/x.ts', `import { join } from 'node:path'`, 'src/grade/x.ts:1 imports node:path: grade/ is core and imports no module of Node'],
    ['src/checks/x.ts', `import { p } from '../parse/p.ts'`, 'src/checks/x.ts:1 imports ../parse/p.ts: checks/ may import types of parse/ only'],
    ['src/flow/x.ts', `import { run } from '../cli.ts'`, 'src/flow/x.ts:1 imports ../cli.ts: files directly in src wire the parts; no part imports them'],
    ['src/flow/x.ts', `export * from './w.ts'`, 'src/flow/x.ts:1 imports ./w.ts: a file exports what it defines; import it from where it lives'],
    ['src/flow/x.ts', `import { w } from './w.js'`, 'src/flow/x.ts:1 imports ./w.js: there is no such file (write the path with its .ts)'],
    ['src/attic/x.ts', `import { w } from '../flow/w.ts'`, 'src/attic/x.ts:1 imports ../flow/w.ts: src/attic/ has no rule yet: add it to test/house/arrows.ts'],
    ['src/report/x.ts', `export const at = new Date()`, 'src/report/x.ts:1 uses new Date() of the clock: the core is pure; what it needs is an argument'],
    ['src/report/x.ts', `export const at = process.env`, 'src/report/x.ts:1 uses process: the core is pure; what it needs is an argument'],
  ])('names file, line and rule: %s with %s', (path, text, says) => {
    expect(broken(path, text)).toEqual([says])
  })

  it.each([
    ['src/checks/x.ts', `import type { P } from '../parse/p.ts'`],
    ['src/report/x.ts', `export const day = new Date(0).toISOString()`],
    ['src/report/x.ts', `export const text = "import x from 'node:fs'; Date.now()" // Math.random()`],
    ['src/main.ts', `import { parse } from './parse/p.ts'; import 'node:fs'`],
  ])('lets through what is allowed: %s with %s', (path, text) => { expect(broken(path, text)).toEqual([]) })

  it('names a cycle of type imports', () => {
    expect(importCycles(project({
      'src/model/a.ts': `import type { B } from './b.ts'`, 'src/model/b.ts': `import type { A } from './a.ts'`,
    }))).toEqual(['src/model/a.ts → src/model/b.ts → src/model/a.ts'])
  })
})
