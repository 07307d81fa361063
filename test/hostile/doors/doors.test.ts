import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OPTIONS_TAKEN } from '../../../src/command-line/options-taken.ts'
import { UNDERSTOOD_WEBHOOKS } from '../../../src/github/meaning.ts'
import { readSourceFiles, ROOT } from '../../house/source-files.ts'
import { FRAMES } from './commands.ts'
import { PARSERS } from './parsers.ts'
import { DELIVERED, READERS } from './readers.ts'
import { SCRIPTS } from './scripts.ts'

/** `FUZZ_RUNS=50 npx vitest run test/hostile/doors` looks as many times longer. */
const TIMES = Math.max(1, Number(process.env['FUZZ_RUNS'] ?? 1))
/** Far more than it takes on a machine of its own; a busy one is slower, and a hang never ends. */
const LONGEST = 400_000 * TIMES

describe('every door by which the text of a stranger comes in is on the list of those that are tried', () => {
  it('each parser that other code calls', () => {
    const called = readSourceFiles('src').filter(({ path }) => !path.startsWith('src/parse/')).flatMap(({ path, imports }) => imports.filter(({ typeOnly, specifier }) => !typeOnly && specifier.startsWith('.')).map(({ specifier }) => posix.normalize(posix.join(posix.dirname(path), specifier))))
    const parsers = [...new Set(called)].filter((path) => path.startsWith('src/parse/')).sort()
    expect(Object.keys({ ...PARSERS, ...SCRIPTS }).sort()).toEqual(parsers)
  })
  it('each reader of what a course hands in', () => {
    const readers = readdirSync(join(ROOT, 'src', 'course')).filter((name) => /^(?:read|match)-/.test(name)).map((name) => `src/course/${name}`).sort()
    expect(Object.keys(READERS).filter((path) => path.startsWith('src/course/')).sort()).toEqual(readers)
    expect(Object.values(READERS).flatMap((door) => 'through' in door ? [door.through] : []).filter((path) => !Object.hasOwn(READERS, path))).toEqual([])
  })
  it('each webhook that is understood, and each command', () => {
    expect([...new Set(DELIVERED)].sort()).toEqual([...UNDERSTOOD_WEBHOOKS].sort())
    expect(Object.keys(FRAMES).sort()).toEqual(Object.keys(OPTIONS_TAKEN).sort())
  })
})

type Tried = { readonly code: number | null; readonly lines: readonly string[] }

/** A process of its own, with an end to its memory; it is ended where it hangs. */
function tryOut(script: string): Promise<Tried> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--max-old-space-size=512', '--import', 'tsx', join(import.meta.dirname, script)], { cwd: ROOT, env: { ...process.env, FORCE_COLOR: '0' }, timeout: LONGEST, killSignal: 'SIGKILL' })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
    child.on('close', (code) => { resolve({ code, lines: said.trimEnd().split('\n') }) })
  })
}

describe('whatever comes in by them, nothing fails, hangs or outgrows its memory', () => {
  it.each([['every reader', 'run-doors.ts'], ['every command', 'run-commands.ts']])('%s', async (_what, script) => {
    const { code, lines } = await tryOut(script)
    const at = lines.findIndex((line) => line.startsWith('found '))
    const trouble = at >= 0 ? lines.slice(at, at + 12) : code === 0 ? [] : [`it was ended (${code}) here:`, ...lines.slice(-6)]
    expect(trouble).toEqual([])
    expect(lines.filter((line) => line.startsWith('in ')).map((line) => line.slice(3))).toEqual(lines.filter((line) => line.startsWith('out ')).map((line) => line.slice(4)))
    expect(lines.filter((line) => line.startsWith('out ')).length).toBeGreaterThan(20)
  }, LONGEST + 60_000)
})
