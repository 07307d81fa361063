import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { commitFiles, git, makeFolder, makeRepository } from '../support/make-repository.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const SAMPLE = new URL('../../samples/sentiment-service', import.meta.url).pathname
const schema = JSON.parse(readFileSync(new URL('../../schemas/record.schema.json', import.meta.url), 'utf8')) as object

const run = (...words: readonly string[]): Promise<Ran> => runInProcess(words)

describe('grading a repository', () => {
  it('gives a record as its schema says', async () => {
    const { code, out } = await run('grade', SAMPLE, '--format', 'json')
    expect(code).toBe(0)
    const validate = new Ajv({ allErrors: true }).compile(schema)
    validate(JSON.parse(out))
    expect(validate.errors ?? []).toEqual([])
  })

  it('gives the same record twice, but for the time', async () => {
    const [first, second] = await Promise.all([run('grade', SAMPLE, '--format', 'json'), run('grade', SAMPLE, '--format', 'json')])
    const timeless = (text: string) => text.replace(/"takenAt": "[^"]*"/, '')
    expect(timeless(first.out)).toBe(timeless(second.out))
  })

  it('reads one commit, not what lies on disk', async () => {
    const folder = makeRepository({ 'app.py': 'x: int = 1\n', 'README.md': '# Old\n' })
    const old = git(folder, 'rev-parse', 'HEAD')
    commitFiles(folder, { '.pre-commit-config.yaml': 'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.1.0\n    hooks:\n      - id: ruff\n' })
    const standing = async (...words: readonly string[]) => {
      const record = JSON.parse((await run('grade', folder, ...words, '--format', 'json')).out) as { criteria: { id: string; standing: string }[] }
      return record.criteria.find((one) => one.id === 'pre-commit')?.standing
    }
    expect(await standing('--at', old)).toBe('missing')
    expect(await standing()).toBe('present')
  })

  it('explains one criterion', async () => {
    const { out } = await run('grade', SAMPLE, '--explain', 'health')
    expect(out).toContain('Looked for')
    expect(out).not.toContain('Linting passes')
    expect(out).toMatch(/^Why {9}\S/m)
    expect(out).toMatch(/^Lesson {6}.+: .+\n {12}lesson-modules\/4-production\/4-2-monitoring\.md:\d+$/m)
  })

  it('draws the whole picture for a terminal, and as Markdown', async () => {
    expect((await run('grade', SAMPLE, '--picture')).out).toMatch(/Development\n[^]*CI\/CD\n[^]*Production\n[^]*Connections\n[^]*Beyond the capstone\n/)
    expect((await run('grade', SAMPLE, '--picture', '--format', 'markdown')).out).toMatch(/^```mermaid\nflowchart TB\n[^]*<details>/)
  })

  it('writes to a file and prints nothing', async () => {
    const file = join(makeFolder(), 'report.txt')
    expect(await run('grade', SAMPLE, '--out', file)).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(file, 'utf8')).toContain('Code Quality')
  })
})

describe('each other format', () => {
  it.each([
    ['markdown', '## Capstone checklist'], ['sarif', '"version": "2.1.0"'], ['junit', '<testsuites name="Capstone Coach:'], ['csv', 'repository,path,commit,percent,'],
  ])('prints the report as %s', async (format, says) => {
    const { code, out } = await run('grade', makeRepository({ 'app.py': 'x = 1\n' }), '--format', format)
    expect(code).toBe(0)
    expect(out).toContain(says)
  })

  it('gives a table with a row for each repository, also for one that cannot be read, and the exit code 3', async () => {
    const { code, out } = await run('grade', makeRepository({ 'app.py': 'x = 1\n' }), '/nowhere/=1', '--format', 'csv')
    expect(code).toBe(3)
    expect(out.trimEnd().split('\r\n')).toHaveLength(3)
    expect(out).toContain('/nowhere/=1: there is no such folder')
  })
})

describe('a comment', () => {
  it('tells what changed since an earlier record', async () => {
    const folder = makeRepository({ 'app.py': 'x = 1\n' })
    const earlier = join(makeFolder(), 'earlier.json')
    await run('grade', folder, '--at', 'HEAD', '--format', 'json', '--out', earlier)
    commitFiles(folder, { '.pre-commit-config.yaml': 'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.1.0\n    hooks:\n      - id: ruff\n' })
    const { code, out } = await run('grade', folder, '--at', 'HEAD', '--format', 'markdown', '--since', earlier)
    expect(code).toBe(0)
    expect(out).toContain('- **Pre-commit hooks** went from missing to ✔&nbsp;verified (`.pre-commit-config.yaml:')
  })

  it.each([['{', 'this is no JSON'], ['{"schema":1}', '"repository" is not given'], ['[]', 'expected object']])('refuses what is no record: %s', async (text, says) => {
    const file = join(makeFolder(), 'earlier.json')
    writeFileSync(file, text)
    const { code, err } = await run('grade', SAMPLE, '--format', 'markdown', '--since', file)
    expect(code).toBe(2)
    expect(err).toContain(says)
  })
})

describe('several repositories', () => {
  const make = (): readonly [string, string, string] => [
    makeRepository({ 'app.py': 'x: int = 1\n', '.pre-commit-config.yaml': 'repos: []\n' }), '/nowhere/at/all', makeRepository({ 'b.py': 'x = 1\n' }),
  ]

  it('give one line each; one that cannot be read says why, the others go on, and the exit code is 3', async () => {
    const { code, out, err } = await run('grade', ...make())
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^ *\d+\.\d %/)
    expect(lines[1]).toContain('/nowhere/at/all: there is no such folder')
    expect(lines[2]).toMatch(/^ *\d+\.\d %/)
    expect(err).toContain('1 of 3 repositories could not be read')
    expect(code).toBe(3)
  })

  it('give one array in JSON, in the order of the paths', async () => {
    const paths = make()
    const read = JSON.parse((await run('grade', ...paths, '--format', 'json')).out) as { path: string; record?: { schema: number }; problem?: string }[]
    expect(read.map((one) => [one.path, one.record?.schema, one.problem])).toEqual([
      [paths[0], 1, undefined], [paths[1], undefined, '/nowhere/at/all: there is no such folder'], [paths[2], 1, undefined],
    ])
  })

  it('are held to --strict each', async () => {
    const [first, , third] = make()
    expect((await run('grade', first, third, '--strict')).code).toBe(1)
  })
})

describe('the exit code', () => {
  it('is 1 where --strict is not met, and the report is still given', async () => {
    const { code, out } = await run('grade', SAMPLE, '--strict')
    expect(code).toBe(1)
    expect(out).toContain('Next')
  })

  it('is 2 for a checklist with a mistake, told by file, line and column', async () => {
    const file = join(makeFolder(), 'mine.yml')
    writeFileSync(file, 'id: mine\ntitle: Mine\nrevision: one\n')
    const { code, err } = await run('grade', SAMPLE, '--checklist', file)
    expect(code).toBe(2)
    expect(err).toMatch(/mine\.yml:3:11: revision: expected integer; found "one"/)
  })

  it.each([
    ['a folder that is not there', () => '/nowhere/at/all', 'there is no such folder'],
    ['a repository without Python', () => makeRepository({ 'README.md': '# Notes\n' }), 'there is no Python in it'],
    ['a repository without commits', () => makeRepository({}), ''],
  ])('is 3 for %s, and the message says what to do', async (_what, make, says) => {
    const { code, out, err } = await run('grade', make())
    expect(code).toBe(3)
    expect(out).toBe('')
    expect(err).toContain(says)
    expect(err.trim().split('\n').length).toBeGreaterThan(1)
  })

  it('is 3 for a commit that is not there', async () => {
    const { code, err } = await run('grade', makeRepository({ 'a.py': 'x = 1\n' }), '--at', 'deadbee')
    expect(code).toBe(3)
    expect(err).toContain('deadbee')
  })
})
