import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { Course } from '../../src/model/course.ts'
import { stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { runInProcess } from '../support/run-in-process.ts'

const COURSE = `title: MLOps
repositories: { patterns: [capstone-*] }
staff: { people: [ines] }
time_zone: Europe/Berlin
dates: { due: 2026-12-18 18:00 }
`
const HOME = 'octo-org/.github'
const built = builtForFile()

async function coursesIn(data: string): Promise<readonly Course[]> {
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  try {
    return await store.courses.courses()
  } finally {
    await store.close()
  }
}

it('an organization writes down its course in its .github repository: it begins, a mistake leaves it, a pull request shows what it would change, and a file of the operator goes before it', async () => {
  const { sandbox, start } = await stageApp(built.folder)
  const data = temporaryFolder()
  sandbox.user('ines')
  await sandbox.createRepository('octo-org/capstone-ana', { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  const ana = await sandbox.push('octo-org/capstone-ana', 'main', { files: { 'README.md': '# Ana\n' }, actor: 'maria' })
  await sandbox.createRepository(HOME, { files: { 'profile/README.md': '# Octo\n' }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const push = (branch: string, text: string): Promise<string> => sandbox.push(HOME, branch, { files: { 'capstone.yml': text }, actor: 'maria' })
  const told = (commit: string): { readonly name: string; readonly conclusion: string | null; readonly title: string; readonly summary: string; readonly marks: readonly string[] } | null => {
    const [run] = sandbox.checkRuns(HOME, commit).slice(-1)
    return run === undefined ? null : { name: run.name, conclusion: run.conclusion, title: run.output.title ?? '', summary: run.output.summary ?? '', marks: run.annotations.map(({ path, start_line: line, message }) => `${path}:${line} ${message}`) }
  }

  const app = await start({ DATA_DIR: data, COURSE_REPOSITORIES: 'none-*' })
  const first = await push('main', COURSE)
  await vi.waitFor(() => { expect(told(first)).toMatchObject({ name: 'Capstone course', conclusion: 'success', title: 'MLOps is in force' }) }, WAIT)
  expect(told(first)?.summary).toContain('| due | 2026-12-18 18:00 in Europe/Berlin')
  await vi.waitFor(() => { expect(sandbox.checkRuns('octo-org/capstone-ana', ana)).toHaveLength(1) }, WAIT)

  const broken = await push('main', COURSE.replace('title: MLOps', 'titel: MLOps'))
  await vi.waitFor(() => { expect(told(broken)).toMatchObject({ conclusion: 'failure', title: '2 mistakes in the course' }) }, WAIT)
  expect(told(broken)?.marks[1]).toContain('capstone.yml:1 titel: "titel" is no setting here')
  expect(told(broken)?.summary).toContain('The course goes on as it was.')

  const mended = await push('main', `${COURSE}# Mended.\n`)
  await vi.waitFor(() => { expect(told(mended)).toMatchObject({ conclusion: 'success' }) }, WAIT)
  const change = await push('later', COURSE.replace('12-18', '12-20').replace('capstone-*', 'other-*'))
  await sandbox.openPullRequest(HOME, { head: 'later', base: 'main', title: 'A later day', actor: 'maria' })
  await vi.waitFor(() => { expect(told(change)).toMatchObject({ conclusion: 'success', title: 'MLOps would change' }) }, WAIT)
  expect(told(change)?.summary).toMatch(/\| due \| 2026-12-18 18:00 .* → 2026-12-20 18:00/)
  expect(told(change)?.summary).toContain('| let go | 1 repository |')
  expect(told(change)?.summary).not.toContain('capstone-ana')

  const fork = await sandbox.fork(HOME, 'eva')
  const theirs = await sandbox.push(sandbox.nameOf(fork.id), 'mine', { files: { 'capstone.yml': COURSE.replace('[ines]', '[eva]') }, actor: 'eva' })
  await sandbox.openPullRequest(HOME, { head: 'eva/.github:mine', base: 'main', title: 'Mine', actor: 'eva' })
  await vi.waitFor(() => { expect(told(theirs)).toMatchObject({ title: 'The course can be read' }) }, WAIT)
  expect(await app.signal('SIGTERM')).toMatchObject({ code: 0 })
  expect(app.output()).not.toContain('"level":"error"')
  const running = await coursesIn(data)
  expect(running).toMatchObject([{ title: 'MLOps', staff: { logins: ['ines'] }, repositories: { patterns: ['capstone-*'] }, origin: { kind: 'repository', repository: HOME, commit: first } }])
  expect((await runInProcess(['course'], { DATA_DIR: data }, 200)).out).toMatch(new RegExp(`written in {4}${HOME} at ${first.slice(0, 7)}, capstone.yml`))

  const file = join(data, 'mlops.yml')
  writeFileSync(file, COURSE.replace('title: MLOps', 'id: ours\ntitle: MLOps of the operator\norganization: octo-org'))
  const again = await start({ DATA_DIR: data, COURSE_FILES: file })
  const unheard = await push('main', COURSE.replace('12-18', '12-24'))
  await vi.waitFor(() => { expect(told(unheard)).toMatchObject({ conclusion: 'neutral', title: 'The course comes from a file of the operator' }) }, WAIT)
  expect(await again.signal('SIGTERM')).toMatchObject({ code: 0 })
  expect((await coursesIn(data)).map(({ id }) => id)).toEqual(['ours'])
}, 5 * LONG)
