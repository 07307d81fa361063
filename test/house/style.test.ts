import { describe, expect, it } from 'vitest'
import { readSource, readSourceFiles } from './source-files.ts'
import type { SourceFile } from './source-files.ts'

const LONGEST = 300
const FORBIDDEN = ['any', '!', 'enum', 'class', 'a comment that silences a tool']
const FORBIDDEN_IN_SRC = ['an exported function without a sentence on its contract']

function broken(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => [
    ...(file.lines > LONGEST ? [`${file.path} has ${file.lines} lines; ${LONGEST} is the most`] : []),
    ...file.uses.filter(({ says }) => FORBIDDEN.includes(says) || (file.path.startsWith('src/') && FORBIDDEN_IN_SRC.includes(says))).map((use) => `${file.path}:${use.line} has ${use.says}`),
    ...(/^[a-z0-9-]+(?:\.test)?\.ts$/.test(file.path.split('/').at(-1) ?? '') ? [] : [`${file.path} is not named in kebab-case`]),
    ...(file.path.endsWith('/index.ts') ? [`${file.path} is a barrel's name; name the file after what it holds`] : []),
  ])
}

describe('every file', () => {
  it('of src keeps the style of the house', () => { expect(broken(readSourceFiles('src'))).toEqual([]) })
  it('of test keeps the style of the house', () => { expect(broken(readSourceFiles('test'))).toEqual([]) })
})

it.each([
  ['x.ts', 'let a: any', 'x.ts:1 has any'],
  ['x.ts', 'f(a!)', 'x.ts:1 has !'],
  ['x.ts', 'enum E { A }', 'x.ts:1 has enum'],
  ['x.ts', 'const c = class {}', 'x.ts:1 has class'],
  ['x.ts', '// oxlint-disable-next-line', 'x.ts:1 has a comment that silences a tool'],
  ['x.ts', '// @ts-ignore', 'x.ts:1 has a comment that silences a tool'],
  ['x.ts', '\n'.repeat(LONGEST).concat('f()'), `x.ts has ${LONGEST + 1} lines; ${LONGEST} is the most`],
  ['myFile.ts', '', 'myFile.ts is not named in kebab-case'],
  ['src/x.ts', 'export function f(): void {}', 'src/x.ts:1 has an exported function without a sentence on its contract'],
  ['src/index.ts', '', `src/index.ts is a barrel's name; name the file after what it holds`],
])('names what breaks it: %s with %s', (path, text, says) => { expect(broken([readSource(path, text)])).toEqual([says]) })
