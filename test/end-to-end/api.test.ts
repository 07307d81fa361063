import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'

const built = builtForFile()
const CHURN = 'octo-org/capstone-ana'

it('a program with a token that the command line made reads the grades of a running App and decides, which shows on GitHub and at the command line', async () => {
  const { sandbox, start } = await stageApp(built.folder)
  const data = temporaryFolder()
  const file = join(data, 'mlops.yml')
  writeFileSync(file, 'title: MLOps\norganization: octo-org\nrepositories: { patterns: [capstone-*] }\n')
  sandbox.installApp('octo-org', 'all')
  const app = await start({ DATA_DIR: data, COURSE_FILES: file })
  await sandbox.createRepository(CHURN, { files: { 'app.py': 'A = 1\n' }, actor: 'ana', private: true })
  const commit = await sandbox.push(CHURN, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'ana' })
  const summary = (): string => sandbox.checkRuns(CHURN, commit).at(-1)?.output.summary ?? ''
  await vi.waitFor(() => { expect(sandbox.checkRuns(CHURN, commit)).toMatchObject([{ status: 'completed' }]) }, WAIT)
  const command = (...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } => spawnSync(process.execPath, [join(built.folder, 'cli.js'), ...words], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data }, cwd: data })
  const made = command('token', 'create', '--name', 'grade-sync', '--role', 'assistant')
  const [token = ''] = made.stdout.split('\n')
  expect([made.status, made.stderr]).toEqual([0, ''])
  const ask = (path: string, body: object | null = null): Promise<Response> => fetch(`${app.url}/api/v1/courses/mlops/${path}`, { method: body === null ? 'GET' : 'POST', body: body === null ? null : JSON.stringify(body), headers: { authorization: `Bearer ${token}` } })
  expect(await (await ask('gradebook')).json()).toMatchObject({ schema: 1, rows: [{ student: { login: 'ana' }, repository: { name: CHURN } }] })
  const decided = await ask('decisions/set', { of: 'ana', subject: 'linting-passes', outcome: 'verified', reason: 'Shown in the lab' })
  const { after } = await decided.json() as { readonly after: { readonly points: number } }
  await vi.waitFor(() => { expect(summary()).toContain('decided by the token grade-sync') }, WAIT)
  expect(command('grades', '--format', 'json').stdout).toContain(`"points": ${after.points}`)
  expect((await fetch(`${app.url}/api/v1/openapi.json`)).status).toBe(200)
  expect(app.output()).not.toContain(token.slice(17))
  expect(app.output()).not.toContain('"level":"error"')
}, 3 * LONG)
