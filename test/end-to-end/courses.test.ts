import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'

const COURSE = `title: MLOps
organization: Octo-Org
repositories: { patterns: [capstone-*, old-*] }
staff: { people: [ines], teams: [staff] }
join_code: sparrow-27-umbrella
`

const built = builtForFile()

/** What a stopped App has stored. */
async function stored<Value>(data: string, look: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  try {
    return await look(store)
  } finally {
    await store.close()
  }
}

const staffIn = (data: string): Promise<readonly string[]> => stored(data, async ({ courses }) => [...new Set((await courses.staffOf('mlops')).map(({ person }) => person.login))].sort())

describe('the App with the file of a course', () => {
  it('takes the course in when its organization installs the App, knows its staff, and follows file and team after a restart', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const data = temporaryFolder()
    const file = join(data, 'mlops.yml')
    writeFileSync(file, COURSE)
    const settings = { DATA_DIR: data, COURSE_FILES: file }
    sandbox.user('ines')
    sandbox.addToTeam('octo-org', 'staff', 'jo')
    const commits: Record<string, string> = {}
    for (const name of ['capstone-ana', 'old-ben', 'notes']) {
      await sandbox.createRepository(`octo-org/${name}`, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
      commits[name] = await sandbox.push(`octo-org/${name}`, 'main', { files: { 'README.md': `# ${name}\n` }, actor: 'maria' })
    }
    const judged = (name: string): number => sandbox.checkRuns(`octo-org/${name}`, commits[name] ?? '').length

    const first = await start(settings)
    await vi.waitFor(() => { expect(first.output()).toContain('the course mlops waits: Octo-Org has not installed the App') }, WAIT)
    sandbox.installApp('octo-org', 'all')
    await vi.waitFor(() => { expect([judged('capstone-ana'), judged('old-ben')]).toEqual([1, 1]) }, WAIT)
    await vi.waitFor(() => { expect(sandbox.requests().filter(({ operation }) => operation === 'GET /orgs/{org}/teams/{team_slug}/members')).not.toEqual([]) }, WAIT)
    expect(await first.signal('SIGTERM')).toMatchObject({ code: 0 })
    expect(judged('notes')).toBe(0)
    expect(await staffIn(data)).toEqual(['ines', 'jo'])
    expect(first.output()).not.toMatch(/sparrow-27|"level":"error"/)

    sandbox.removeFromTeam('octo-org', 'staff', 'jo')
    sandbox.addToTeam('octo-org', 'staff', 'kim')
    writeFileSync(file, COURSE.replace(', old-*', ''))
    const asked = sandbox.requests().length
    const second = await start(settings)
    await vi.waitFor(() => { expect(sandbox.requests().slice(asked).map(({ operation }) => operation)).toContain('GET /orgs/{org}/teams/{team_slug}/members') }, WAIT)
    expect(await second.signal('SIGTERM')).toMatchObject({ code: 0 })
    expect(await staffIn(data)).toEqual(['ines', 'kim'])
    const kept = await stored(data, async ({ courses, journal }) => ({ enrolled: (await courses.enrolled('mlops')).length, actions: (await journal.audit(99)).map(({ action }) => action).sort() }))
    expect(kept).toEqual({ enrolled: 1, actions: ['course.added', 'course.changed', 'enrolment.ended', 'staff.added', 'staff.added', 'staff.added', 'staff.removed'] })
  }, 5 * LONG)

  it('takes in what a student makes from the template of the course while it runs, and neither a fork of it nor what was made from another one', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const data = temporaryFolder()
    const file = join(data, 'mlops.yml')
    writeFileSync(file, 'title: MLOps\norganization: octo-org\nrepositories: { templates: [teachers/starter] }\n')
    const files = { 'app.py': 'A = 1\n' }
    for (const name of ['teachers/starter', 'teachers/other']) await sandbox.createRepository(name, { files })
    await sandbox.fork('teachers/starter', 'octo-org')
    sandbox.installApp('octo-org', 'all')
    const app = await start({ DATA_DIR: data, COURSE_FILES: file })
    const commits: Record<string, string> = {}
    const begin = async (name: string): Promise<void> => { commits[name] = await sandbox.push(`octo-org/${name}`, 'main', { files: { 'README.md': `# ${name}\n` }, actor: 'maria' }) }
    await begin('starter')
    for (const [name, template] of [['anything', 'teachers/other'], ['my-final', 'teachers/starter']] as const) {
      await sandbox.createRepository(`octo-org/${name}`, { files, template, actor: 'maria' })
      await begin(name)
    }
    const judged = (name: string): number => sandbox.checkRuns(`octo-org/${name}`, commits[name] ?? '').length
    await vi.waitFor(() => { expect(judged('my-final')).toBe(1) }, WAIT)
    expect(await app.signal('SIGTERM')).toMatchObject({ code: 0 })
    expect([judged('starter'), judged('anything')]).toEqual([0, 0])
    expect(await stored(data, async ({ courses }) => (await courses.enrolled('mlops')).map(({ by }) => by))).toEqual(['template'])
  }, 5 * LONG)

  it('takes in a repository elsewhere whose owner or admin writes its code, with a thumb up, and says nothing to anybody else', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const data = temporaryFolder()
    const file = join(data, 'mlops.yml')
    writeFileSync(file, COURSE)
    sandbox.organization('other-org')
    const names = ['ana/churn', 'other-org/river', 'ben/notes']
    const commits: Record<string, string> = {}
    for (const name of names) {
      await sandbox.createRepository(name, { files: { 'app.py': 'A = 1\n' } })
      commits[name] = await sandbox.push(name, 'main', { files: { 'README.md': '# Work\n' } })
    }
    sandbox.addCollaborator('other-org/river', 'ada', 'admin')
    sandbox.addCollaborator('other-org/river', 'eva', 'maintain')
    const thumbs = (): ReadonlySet<number | null> => new Set(sandbox.world.reactions.map(({ commentId }) => commentId))
    const runs = (): readonly number[] => names.map((name) => sandbox.checkRuns(name, commits[name] ?? '').length)
    for (const account of ['octo-org', 'ana', 'other-org', 'ben']) sandbox.installApp(account, 'all')
    const app = await start({ DATA_DIR: data, COURSE_FILES: file })
    await vi.waitFor(() => { expect(app.output()).toContain('course.added') }, WAIT)

    const write = (name: string, actor: string, body: string): number => sandbox.comment(name, sandbox.openIssue(name, 'Joining', 'Text', actor).number, body, actor).id
    for (const [name, actor, body] of [
      ['ana/churn', 'ana', '/join sparrow-27-umbrellas'], ['ben/notes', 'ben', 'Is /join sparrow-27-umbrella right?'], ['ben/notes', 'kim', '/join sparrow-27-umbrella'], ['other-org/river', 'eva', '/join sparrow-27-umbrella'],
    ] as const) write(name, actor, body)
    const right = [write('ana/churn', 'ana', 'Here I am.\n/join sparrow-27-umbrella'), write('other-org/river', 'ada', '/join sparrow-27-umbrella')]
    await vi.waitFor(() => { expect([thumbs(), runs()]).toEqual([new Set(right), [1, 1, 0]]) }, WAIT)
    await vi.waitFor(async () => { expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(/^capstone_coach_queue_items\{state="due"\} 0$/m) }, WAIT)
    expect(await app.signal('SIGTERM')).toMatchObject({ code: 0 })
    expect([thumbs(), runs()]).toEqual([new Set(right), [1, 1, 0]])
    expect(names.map((name) => sandbox.world.issues.filter(({ repositoryId }) => repositoryId === sandbox.repository(name).id).flatMap(({ number }) => sandbox.comments(name, number)).filter(({ viaApp }) => viaApp))).toEqual([[], [], []])
    expect((await stored(data, ({ courses }) => courses.enrolled('mlops'))).map(({ by }) => by)).toEqual(['join', 'join'])
    expect(app.output()).not.toContain('sparrow')
  }, 5 * LONG)

  it('does not start with a file that is wrong, and says what is', () => {
    const data = temporaryFolder()
    const file = join(data, 'mlops.yml')
    writeFileSync(file, `${COURSE}gate: maybe\n`)
    const { status, stderr } = spawnSync(process.execPath, [join(built.folder, 'main.js')], { cwd: data, env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data, PORT: 'x', COURSE_FILES: file }, encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^The App does not start: 2 things are wrong\..*\nPORT: found "x"/)
    expect(stderr).toContain(`${file}:6:7: gate: expected boolean; found "maybe"\n`)
  }, LONG)
})
