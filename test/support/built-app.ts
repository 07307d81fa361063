import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest'
import { ROOT } from '../house/source-files.ts'

/** How long something may take to come true, on a busy machine. */
export const LONG = 120_000

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** The App as a process of its own. */
export type AppProcess = {
  readonly url: string
  readonly pid: number
  /** Everything that it wrote. */
  readonly output: () => string
  readonly signal: (signal: NodeJS.Signals) => Promise<Ended>
}

/** Builds the App to a folder of its own, for as long as the test file runs. */
export async function buildApp(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  // Within the package: what comes with it is looked for above.
  const folder = join('node_modules', '.cache', `app-${process.pid}-${Date.now()}`)
  const { code } = await ended(spawn(process.execPath, ['scripts/build.mjs', folder], { cwd: ROOT, stdio: 'inherit' }))
  if (code !== 0) throw new Error('the App could not be built')
  return { folder: join(ROOT, folder), remove: () => { rmSync(join(ROOT, folder), { recursive: true, force: true }) } }
}

/** The App as it is built once for the tests of a file that calls this at its top; the folder is there when a test runs. */
export function builtForFile(): { readonly folder: string } {
  let built = { folder: '', remove: (): void => {} }
  beforeAll(async () => { built = await buildApp() }, LONG)
  afterAll(() => { built.remove() })
  return { get folder() { return built.folder } }
}

/** Where and as whom the App runs, where that is not the data folder and who runs the test. */
export type RunAs = Readonly<Pick<SpawnOptions, 'cwd' | 'uid' | 'gid'>>

/** Starts the built App with these settings and no others, and waits until it listens; it is killed when the test ends. */
export async function startBuiltApp(folder: string, settings: Readonly<Record<string, string>>, runAs: RunAs = {}): Promise<AppProcess> {
  let output = ''
  const child = spawn(process.execPath, [join(folder, 'main.js')], { cwd: settings['DATA_DIR'] ?? folder, env: { PATH: process.env['PATH'] ?? '', ...settings }, stdio: ['ignore', 'pipe', 'pipe'], ...runAs })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text })
  const end = ended(child)
  onTestFinished(() => { child.kill('SIGKILL') })
  const url = await vi.waitFor(() => {
    if (child.exitCode !== null) throw new Error(`the App ended:\n${output}`)
    const found = /"url":"(http:[^"]+)"[^\n]*"msg":"listening"/.exec(output)?.[1]
    if (found === undefined) throw new Error(`the App does not listen:\n${output}`)
    return found
  }, { timeout: LONG, interval: 50 })
  return { url, pid: child.pid ?? 0, output: () => output, signal: (signal) => { child.kill(signal); return end } }
}

/** A new folder, gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-app-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => { resolve({ code, signal }) })
    child.once('error', reject)
  })
}
