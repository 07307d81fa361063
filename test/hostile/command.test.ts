import { spawn } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { compileSource } from '../support/compile-source.ts'
import { makeFolder } from '../support/make-repository.ts'
import { CODE } from './code.ts'
import { FORMATS } from './formats.ts'
import { PATTERNS } from './patterns.ts'
import { PIPELINES } from './pipelines.ts'
import { PLACES } from './places.ts'
import type { HostileRepository } from './repository.ts'

const ALL = [...FORMATS, ...CODE, ...PATTERNS, ...PIPELINES, ...PLACES]
/** The others take minutes together: `scripts/hostile.mjs` runs and measures them all. */
const QUICK = new Set(['yaml-bombs', 'strange-names', 'half-written', 'pattern-bait', 'odd-names', 'links', 'deep-folders', 'routers-in-routers'])
/** Far more than any of them takes on a machine of its own; a busy one is slower, and a hang never ends. */
const LONGEST = 100_000

function writeRepository({ files }: HostileRepository): string {
  const folder = makeFolder()
  for (const [path, content] of files()) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, file)
    else writeFileSync(file, content)
  }
  return folder
}

type Ended = { readonly code: number | null; readonly output: string; readonly errors: string }

function run(command: string, words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...words], { timeout: LONGEST, killSignal: 'SIGKILL' })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text })
    child.on('close', (code) => { resolve({ code, output, errors }) })
  })
}

let compiled: ReturnType<typeof compileSource>
beforeAll(() => { compiled = compileSource() }, 120_000)
afterAll(() => { compiled.remove() })

describe('a repository made to harm its reader still gets a verdict', () => {
  it.each(ALL.filter((one) => QUICK.has(one.name)).map((one) => [one.name, one] as const))('%s', async (_name, repository) => {
    const folder = writeRepository(repository)
    const { code, output, errors } = await run(join(compiled.folder, 'cli.js'), ['grade', folder, '--format', 'json'])
    expect(errors).toBe('')
    expect(code).toBe(0)
    const record = JSON.parse(output) as AssessmentRecord
    expect(record.criteria).toHaveLength(24)
    expect(record.problems.filter((problem) => problem.says.includes('failed'))).toEqual([])
    expect(record.gaps.filter((gap) => gap.what === 'fault')).toEqual([])
    const { tells } = repository
    const told = [...record.gaps, ...record.problems].map(({ path }) => path)
    expect(tells === undefined || told.some((path) => path.startsWith(tells))).toBe(true)
  }, LONGEST * 2)
})

describe('what a terminal is given cannot move its cursor or reorder its lines', () => {
  // Line feed alone stands between lines of the report.
  const harmful = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u

  it.each([...['markdown', 'sarif', 'junit', 'csv', 'json'].map((format) => [format, ['--format', format]] as const), ['the report', []], ['the picture', ['--picture']], ['one criterion', ['--explain', 'tracking']], ['a fault of usage', ['--project', 'app/\u202e\u001b[2J']], ['a commit that is not there', ['--at', 'x\u001b[2J\u202ey']]] as readonly (readonly [string, readonly string[]])[])('%s', async (_what, words) => {
    const odd = PLACES.find((one) => one.name === 'odd-names')
    if (odd === undefined) throw new Error('there are no odd names')
    const { output, errors } = await run(join(compiled.folder, 'cli.js'), ['grade', writeRepository(odd), ...words])
    expect(output + errors).not.toBe('')
    // A table of CSV ends its lines with both.
    expect((output + errors).replaceAll('\r\n', '\n')).not.toMatch(harmful)
  }, LONGEST * 2)

  it('a path of the command line that holds control characters', async () => {
    const { errors } = await run(join(compiled.folder, 'cli.js'), ['grade', '/nowhere/\u001b[2J\u202e\u009b'])
    expect(errors).toContain('capstone-coach: ')
    expect(errors).not.toMatch(harmful)
  })

  it('an unknown option that holds control characters', async () => {
    const { errors } = await run(join(compiled.folder, 'cli.js'), ['grade', '.', '--\u001b[2J\u202e'])
    expect(errors).not.toMatch(harmful)
  })
})
