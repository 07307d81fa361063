import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJustfile } from '../../../src/parse/runners/justfile.ts'
import { expandMake, makeVariables } from '../../../src/parse/runners/make-values.ts'
import { readMakefile } from '../../../src/parse/runners/makefile.ts'
import { readShell } from '../../../src/parse/shell/read-shell.ts'
import { readAction, readWorkflow } from '../../../src/parse/workflow/read-workflow.ts'

const PIECES = ['if ', 'then ', 'fi\n', '$(', ')', '"', "'", '`', '{ ', '}\n', '||', '&&', '|', ';', '\n', ' ', 'pytest', 'case x in ', 'esac\n', '<<EOF\n', 'f() ', '${{', '}}', '$x', '\t', ':', 'on: push\n', 'jobs:\n', '- ', '\\\n', '=', 'make:']

describe('any text', () => {
  it('is read as plain data without an exception', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      const read = [readShell, readMakefile, readJustfile, readWorkflow, readAction].map((reader) => reader(text))
      expect(JSON.parse(JSON.stringify(read))).toHaveLength(5)
    }), { numRuns: 400 })
  })
})

describe('a script that grows without end', () => {
  const names = Array.from({ length: 35 }, (_, at) => `f${at}`)
  it.each([
    ['functions that call each other twice', names.map((name, at) => `${name}() { f${at + 1}; f${at + 1}; }`).reverse().join('\n').concat('\nf0')],
    ['arguments that double', names.map((name, at) => `${name}() { f${at + 1} "$@" "$@"; }`).reverse().join('\n').concat('\nf0 x')],
    ['variables that double', `A=xx\n${'A=$A$A\n'.repeat(60)}echo $A`],
    ['branches through functions', `${names.map((name, at) => `${name}() { ${`f${at + 1}; `.repeat(30)} }`).join('\n')}\n${'x || f0\n'.repeat(50)}`],
  ])('%s is cut', (_, text) => { expect(readShell(text).commands.length).toBeLessThan(3_001) })

  it('variables of make that name each other many times are cut', () => {
    const text = Array.from({ length: 11 }, (_, at) => `V${at} = ${`$(V${at + 1})`.repeat(200)}`).join('\n')
    expect(expandMake('$(V0)', makeVariables([readMakefile(text)], new Map())).length).toBeLessThan(2_000_000)
  })
})
