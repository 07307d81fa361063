import { describe, expect, it } from 'vitest'
import { iniEntry, readIni } from '../../src/parse/ini.ts'
import { asTexts, valueAt } from '../../src/parse/json.ts'
import { readToml } from '../../src/parse/toml.ts'
import { readTemplatedYaml, readYaml } from '../../src/parse/yaml.ts'

describe('YAML', () => {
  it('gives values, the line of each key, and the first line inside a block text', () => {
    const [document] = readYaml('on: push\njobs:\n  build:\n    steps:\n      - name: a\n        run: |\n          one\n          two\n').documents
    expect(document?.value).toEqual({ on: 'push', jobs: { build: { steps: [{ name: 'a', run: 'one\ntwo\n' }] } } })
    expect(document?.lines['jobs.build.steps.0.run']).toBe(6)
    expect(document?.lines['jobs.build.steps.0']).toBe(5)
    expect(document?.blocks['jobs.build.steps.0.run']).toBe(7)
  })

  it('follows anchors and merge keys', () => {
    const [document] = readYaml('base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nagain: *b\n').documents
    expect(document?.value).toEqual({ base: { x: 1, y: 2 }, use: { x: 1, y: 3 }, again: { x: 1, y: 2 } })
  })

  it('reads every document of a file and keeps numbers and words apart from text', () => {
    expect(readYaml('a: 1\n---\nb: "1"\nc: on\nd: true\ne:\n').documents.map((document) => document.value)).toEqual([{ a: 1 }, { b: '1', c: 'on', d: true, e: null }])
  })

  it('says where a mistake is and still gives the rest', () => {
    const file = readYaml('a: 1\nb: [1, 2\nc: 3\n')
    expect(file.problems[0]?.line).toBeGreaterThan(1)
    expect(valueAt(file.documents[0]?.value, 'a')).toBe(1)
  })

  it('cuts a text that unfolds without end, and one that is deeper than any reader', () => {
    const laughs = ['a0: &a0 [x, x]', ...Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`)].join('\n')
    expect(readYaml(laughs).problems).not.toEqual([])
    for (const text of ['['.repeat(20_000), '- '.repeat(20_000), '{a: '.repeat(9_000)]) expect(readYaml(text).problems).not.toEqual([])
  })

  it('reads a file with Helm replacements with its lines as they are', () => {
    const [document] = readTemplatedYaml('{{- if .Values.on }}\nname: {{ .Release.Name }}-api\nport: 80\n{{- end }}\nlast: true\n').documents
    expect(document?.value).toEqual({ name: `${'_'.repeat(19)}-api`, port: 80, last: true })
    expect(document?.lines['last']).toBe(5)
  })

  it('keeps a key that any object has by itself apart from it', () => {
    expect(valueAt(readYaml('a: 1').documents[0]?.value, 'constructor')).toBeUndefined()
    expect(valueAt(readYaml('__proto__: {x: 1}').documents[0]?.value, '__proto__', 'x')).toBe(1)
  })
})

describe('TOML', () => {
  it('gives values and the line of sections and keys', () => {
    const file = readToml('[project]\nname = "x"\n\n[tool.ruff.lint]\nselect = [\n  "E",\n]\ntext = """\nname = 1\n"""\n[[tool.x]]\na = 1\n[[tool.x]]\na = 2\n')
    expect(asTexts(valueAt(file.value, 'tool', 'ruff', 'lint', 'select'))).toEqual(['E'])
    expect(file.lines).toMatchObject({ project: 1, 'project.name': 2, 'tool.ruff.lint': 4, 'tool.ruff.lint.select': 5, 'tool.x': 11, 'tool.x.1.a': 14 })
    expect(file.lines['tool.ruff.lint.name']).toBeUndefined()
  })

  it('names the line of a mistake', () => { expect(readToml('a = 1\nb = = 2\n').problems[0]?.line).toBe(2) })
})

describe('INI', () => {
  it('keeps continuation lines, sections and lines', () => {
    const file = readIni('[flake8]\nmax-line-length = 100\nignore =\n    E501,\n    # why\n    W503\n\n[testenv:lint]\ncommands: flake8 src\n')
    expect(iniEntry(file, 'flake8', 'ignore')).toEqual({ key: 'ignore', value: '\nE501,\n\nW503', line: 3 })
    expect(iniEntry(file, 'testenv:lint', 'commands')).toEqual({ key: 'commands', value: 'flake8 src', line: 9 })
    expect(file.sections.map((section) => section.line)).toEqual([1, 8])
  })
})
