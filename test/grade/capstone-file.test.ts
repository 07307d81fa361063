import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { readCapstoneFile } from '../../src/grade/capstone-file.ts'

const schema = loadSchema('capstone')
const read = (text: string) => readCapstoneFile(text, schema)
const told = (text: string): readonly string[] => read(text).problems.map(({ line, says }) => `${line} ${says}`)
const item = (id: string, when = '{ file: a.md }'): string => `  - { id: ${id}, title: T, when: ${when} }\n`

describe('a student\'s own file', () => {
  it('points and adds items', () => {
    const { file, problems } = read(`project: capstone\nservice: api\nitems:\n${item('slo')}`)
    expect(problems).toEqual([])
    expect(file).toMatchObject({ project: { folder: 'capstone', line: 1 }, service: { name: 'api', line: 2 }, items: [{ declared: { id: 'own:slo', proof: 'reading' }, weight: 1 }] })
  })

  it('may be empty', () => { expect(read('# nothing yet\n')).toEqual({ file: { project: null, service: null, items: [] }, problems: [] }) })

  it('keeps what is right beside what is wrong', () => {
    const { file, problems } = read(`project: 3\nservice: api\ncolour: red\nitems:\n${item('one', '{ fil: a }')}${item('two')}`)
    expect(problems.map(({ path, line }) => `${path}:${line}`)).toEqual(['.capstone.yml:1', '.capstone.yml:3', '.capstone.yml:5'])
    expect(file).toMatchObject({ project: null, service: { name: 'api' }, items: [{ declared: { id: 'own:two' } }] })
  })

  it.each([
    ['criteria of the course', 'items:\n  - { id: a, title: T, criteria: [lint] }\n', '"criteria" is no setting here'],
    ['a manual item', 'items:\n  - { id: a, title: T, manual: { levels: [] } }\n', '"manual" is no setting here'],
    ['a weight above 1', 'items:\n  - { id: a, title: T, weight: 2, when: { file: a } }\n', '2 items.0.weight: '],
    ['a proof of its own', 'items:\n  - { id: a, title: T, proof: reading, when: { file: a } }\n', '"proof" is no setting here'],
    ['credit', 'credit: { outcome: { missing: 1 } }\n', '"credit" is no setting here'],
    ['an id twice', `items:\n${item('a')}${item('a')}`, '3 items.1.id: expected an id of its own; "a" stands above already'],
    ['more than twenty items', `items:\n${Array.from({ length: 21 }, (_, index) => item(`i${index}`)).join('')}`, '2 items: expected at most 20 entries; found 21'],
    ['a list instead of a map', '- a\n', '1 expected object; found ["a"]'],
    ['broken YAML', 'items: [unclosed', '1 '],
    ['an alias bomb', `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c]\n`, '1 '],
    ['deep nesting', `items: ${'['.repeat(5_000)}`, '1 the file nests deeper than is read'],
    ['a long file', `# ${'x'.repeat(30_000)}`, '1 the file has 30002 characters; at most 30000 are read'],
  ])('cannot have %s, and is told so by its line', (_, text, says) => {
    expect(told(text).some((one) => one.includes(says))).toBe(true)
    expect(read(text).file.items.length).toBeLessThanOrEqual(20)
  })

  it('has at most 200 conditions in all', () => {
    const many = `{ any: [${Array.from({ length: 50 }, () => '{ file: a }').join(', ')}] }`
    const { file, problems } = read(`items:\n${Array.from({ length: 5 }, (_, index) => item(`i${index}`, many)).join('')}`)
    expect(file.items).toHaveLength(4)
    expect(problems).toMatchObject([{ line: 6, says: 'items.4: expected at most 200 conditions in all items together' }])
  })

  it('is read whatever it holds, with every mistake told', () => {
    const word = fc.oneof(fc.constantFrom('all', 'any', 'not', 'file', 'import', 'call', 'setting', 'words', 'name', '__proto__', 'constructor', 'items', 'when', 'id', 'title'), fc.string({ maxLength: 8 }))
    const value = fc.letrec((tie) => ({ node: fc.oneof({ maxDepth: 5 }, word, fc.integer(), fc.constant(null), fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(word, tie('node'), { maxKeys: 3 })) })).node
    fc.assert(fc.property(fc.array(value, { maxLength: 3 }), value, (items, when) => {
      const { file, problems } = read(JSON.stringify({ items: [...items, { id: 'a', title: 'T', when }] }))
      const left = items.length + 1 - file.items.length
      expect(left === 0 || problems.length > 0).toBe(true)
    }))
  })
})
