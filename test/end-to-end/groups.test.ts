import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { ContributionsDocument } from '../../src/report/courses/contributions-document.ts'
import { stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { endsWell, workedOff } from '../support/student-play.ts'

const built = builtForFile()
const [TEAM, ALONE] = ['octo-org/capstone-team', 'octo-org/capstone-olu']
const LIST = 'student id,name,email,github\ns1,Maria K,maria@uni.example,maria\ns2,Noor A,noor@uni.example,noor\ns3,Olu B,olu@uni.example,olu\n'

it('what two students did in one repository is read from GitHub as it happens, and told at the command line and by the API; of one who works alone nothing is asked', async () => {
  const { sandbox, start } = await stageApp(built.folder)
  const data = temporaryFolder()
  const [file, list] = ['mlops.yml', 'students.csv'].map((name) => join(data, name)) as [string, string]
  writeFileSync(file, 'title: MLOps\norganization: octo-org\nrepositories: { patterns: [capstone-*] }\nstaff: { people: [kim] }\n')
  writeFileSync(list, LIST)
  sandbox.user('kim')
  const app = await start({ DATA_DIR: data, COURSE_FILES: file })
  sandbox.installApp('octo-org', 'all')
  const command = (...words: readonly string[]) => spawnSync(process.execPath, [join(built.folder, 'cli.js'), ...words], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data }, cwd: data })
  const told = (): ContributionsDocument => JSON.parse(command('contributions', '--repo', TEAM, '--format', 'json').stdout) as ContributionsDocument
  await sandbox.createRepository(TEAM, { files: { 'app.py': 'A = 1\n' }, actor: 'maria', private: true })
  await sandbox.createRepository(ALONE, { files: { 'app.py': 'A = 1\n' }, actor: 'olu', private: true })
  await vi.waitFor(() => { expect(command('roster', list).status).toBe(0) }, WAIT)
  await workedOff(sandbox, app)
  expect(told().repositories).toMatchObject([{ read: null }])

  const noor = sandbox.user('noor')
  await sandbox.push(TEAM, 'main', { files: { 'b.py': 'B = 1\n' }, message: `Pair\n\nCo-authored-by: Noor <${noor.id}+noor@users.noreply.github.com>`, actor: 'maria' })
  await sandbox.push(TEAM, 'tune', { files: { 'c.py': 'C = 1\n' }, author: { name: 'N', email: 'noor@uni.example' }, actor: 'noor' })
  const { number } = await sandbox.openPullRequest(TEAM, { title: 'C', head: 'tune', actor: 'noor' })
  sandbox.review(TEAM, number, { says: 'APPROVED' }, 'maria')
  await sandbox.mergePullRequest(TEAM, number, 'maria')
  await workedOff(sandbox, app)
  const maria = { student: { key: 's1', name: 'Maria K', login: 'maria' }, commits: 2, together: 1, opened: [], merged: [], reviewed: [number], commented: [] }
  const his = { student: { key: 's2', name: 'Noor A', login: 'noor' }, commits: 2, together: 1, opened: [number], merged: [number], reviewed: [], commented: [] }
  await vi.waitFor(() => { expect(told()).toMatchObject({ repositories: [{ repository: { name: TEAM }, read: { branch: 'main', students: [maria, his], others: { commits: 0 }, unknown: { commits: 0 }, merges: 1 } }] }) }, WAIT)

  const late = sandbox.review(TEAM, (await sandbox.openPullRequest(TEAM, { title: 'D', head: 'tune', actor: 'noor' })).number, { says: 'CHANGES_REQUESTED' }, 'maria')
  await vi.waitFor(() => { expect(told().repositories[0]?.read?.students[0]).toMatchObject({ reviewed: [number, late.number] }) }, WAIT)
  const text = command('contributions')
  expect([text.status, text.stderr]).toEqual([0, ''])
  expect(text.stdout).toContain('Noor A (noor)')
  expect(text.stdout).not.toContain(ALONE)
  const [token = ''] = command('token', 'create', '--name', 'sync', '--role', 'reader').stdout.split('\n')
  const answer = await fetch(`${app.url}/api/v1/courses/mlops/contributions?of=noor`, { headers: { authorization: `Bearer ${token}` } })
  expect(await answer.json()).toMatchObject({ repositories: [{ read: { students: [{ commits: 2 }, { commits: 2 }] } }] })
  const written = [...sandbox.world.comments.values()].map(({ body }) => body).concat(sandbox.issues(TEAM).map(({ body }) => body ?? ''))
  expect(written.filter((body) => /reviewed #|co-author/i.test(body))).toEqual([])
  await endsWell(sandbox, app)
}, 5 * LONG)
