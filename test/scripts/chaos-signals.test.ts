import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ROOT } from '../house/source-files.ts'
import { LONG, temporaryFolder } from '../support/built-app.ts'

/** In the place of the App: says that it listens, and goes on for ever. */
const PROGRAM = 'console.log(JSON.stringify({ pid: process.pid, msg: "listening" })); setInterval(() => {}, 1000)'

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('a chaos that is ended by %s takes the processes with it that it started', async (signal) => {
  const folder = temporaryFolder()
  const log = join(folder, 'app.log')
  writeFileSync(join(folder, 'main.js'), PROGRAM)
  const script = `import { createReplica } from './scripts/chaos/replicas.ts'
    await createReplica(${JSON.stringify(folder)}, { DATA_DIR: ${JSON.stringify(folder)} }, ${JSON.stringify(log)}).start()
    console.log('started')`
  const chaos = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => { chaos.kill('SIGKILL') })
  await once(chaos.stdout, 'data')
  const { pid } = JSON.parse(readFileSync(log, 'utf8')) as { readonly pid: number }
  onTestFinished(() => { if (isThere(pid)) process.kill(pid, 'SIGKILL') })
  expect(isThere(pid)).toBe(true)
  const end = once(chaos, 'exit')
  chaos.kill(signal)
  expect(await end).toEqual([null, signal])
  await expect.poll(() => isThere(pid), { timeout: LONG }).toBe(false)
}, 2 * LONG)
