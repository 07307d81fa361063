import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { buildApp, LONG, temporaryFolder } from '../support/built-app.ts'
import { makeRepository } from '../support/make-repository.ts'
import { processes } from '../support/processes.ts'
import { sandboxOf, TOKEN } from '../support/sandbox.ts'

let built = ''
beforeAll(async () => {
  const { folder, remove } = await buildApp()
  built = folder
  return remove
}, LONG)

it('a command that is interrupted while git fetches takes git and its folder along', async () => {
  const temporary = temporaryFolder()
  let left = 0
  let atWork = false
  const isOurs = (words: string): boolean => words.includes(new URL(sandbox.url).host) && words.includes('git')
  const end = { interrupt: (): void => {} }
  const sandbox = await sandboxOf(makeRepository({ 'app.py': 'A = 1\n', 'b/c.py': '' }), { mostTreeEntries: 1, plan: ({ kind }) => {
    if (kind !== 'git') return null
    left = readdirSync(temporary).length
    atWork = processes().some(isOurs)
    end.interrupt()
    return { kind: 'silence' }
  } })
  const child = spawn(process.execPath, [join(built, 'cli.js'), 'grade', 'octo-org/churn'], { env: { PATH: process.env['PATH'] ?? '', TMPDIR: temporary, GITHUB_TOKEN: TOKEN, GITHUB_API_URL: sandbox.url }, stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => { child.kill('SIGKILL') })
  end.interrupt = () => { child.kill('SIGINT') }
  child.stderr.resume()
  const signal = await new Promise((resolve) => { child.once('close', (_code, by) => { resolve(by) }) })
  expect([left, atWork, signal, readdirSync(temporary)]).toEqual([1, true, 'SIGINT', []])
  await vi.waitFor(() => { expect(processes().filter(isOurs)).toEqual([]) }, { timeout: LONG })
})
