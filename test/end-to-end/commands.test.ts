import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { openStore } from '../../src/store/open-store.ts'
import { NAME, stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder, type AppProcess } from '../support/built-app.ts'

const COURSE = 'title: MLOps\norganization: octo-org\nrepositories: { patterns: ["*"] }\nstaff: { people: [kim] }\n'
const OPEN = 'octo-org/river'

const built = builtForFile()

/** The settings of an App with a course whose staff is kim. */
function settings(): Readonly<Record<string, string>> {
  const data = temporaryFolder()
  const file = join(data, 'mlops.yml')
  writeFileSync(file, COURSE)
  return { DATA_DIR: data, COURSE_FILES: file }
}

/** The App's answers to a comment, without their hidden first line. */
function answersTo(sandbox: Sandbox, name: string, id: number): readonly string[] {
  const repositoryId = sandbox.repository(name).id
  return [...sandbox.world.comments.values()].filter((one) => one.repositoryId === repositoryId && one.viaApp && one.body.startsWith(`<!-- capstone-coach:answer version:1 comment:${id} -->\n`)).map(({ body }) => body.slice(body.indexOf('\n') + 1))
}

const reactionsTo = (sandbox: Sandbox, id: number): readonly string[] => sandbox.world.reactions.filter(({ commentId }) => commentId === id).map(({ content }) => content)

/** Repositories of maria's, a private one and a public one, each with an issue and a verdict on its default branch. */
async function judgedRepositories(sandbox: Sandbox): Promise<Readonly<Record<string, number>>> {
  const issues: Record<string, number> = {}
  sandbox.user('kim')
  for (const [name, isPrivate] of [[NAME, true], [OPEN, false]] as const) {
    await sandbox.createRepository(name, { private: isPrivate, files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    issues[name] = sandbox.openIssue(name, 'Capstone', 'Text', 'maria').number
  }
  sandbox.installApp('octo-org', 'all')
  for (const name of [NAME, OPEN]) {
    const commit = await sandbox.push(name, 'main', { files: { 'README.md': '# Work\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(sandbox.checkRuns(name, commit).map(({ status }) => status)).toContain('completed') }, WAIT)
  }
  return issues
}

/** Waits until an App has no work left that is due: what it would answer a second time, it has answered by then. */
function workDone({ url }: Pick<AppProcess, 'url'>): Promise<void> {
  return vi.waitFor(async () => { expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^capstone_coach_queue_items\{state="(?:held|due)"\} 0\n(?:.*\n)*?capstone_coach_queue_items\{state="(?:held|due)"\} 0$/m) }, WAIT)
}

describe('commands in comments', () => {
  it('are heard over signed webhooks, answered once, and decided by who may; in public nothing personal is said again', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const own = settings()
    const app = await start(own)
    const issues = await judgedRepositories(sandbox)
    const written: (readonly [string, number])[] = []
    const write = (name: string, actor: string, body: string): number => {
      const { id } = sandbox.comment(name, issues[name] ?? 0, body, actor)
      written.push([name, id])
      return id
    }
    const ask = async (name: string, actor: string, body: string): Promise<string> => {
      const id = write(name, actor, body)
      return vi.waitFor(() => {
        const [answer, ...others] = answersTo(sandbox, name, id)
        expect(others).toEqual([])
        if (answer === undefined) throw new Error(`no answer to ${body}`)
        return answer
      }, WAIT)
    }

    const asked = write(NAME, 'maria', 'Where am I?\n\n/status\n/why lint')
    await vi.waitFor(() => { expect(answersTo(sandbox, NAME, asked)).toHaveLength(1) }, WAIT)
    expect(answersTo(sandbox, NAME, asked)[0]).toMatch(/#### `\/status`\n\n\*\*\d+ of 15 items are in place\*\*[^]*#### `\/why`/)
    expect(answersTo(sandbox, NAME, asked)[0]).toContain(`/${NAME}/issues/${issues[NAME]}#issuecomment-${asked}) by \`maria\``)
    expect(reactionsTo(sandbox, asked)).toEqual(['eyes'])

    // What is no command of a person: a bot's, an edited one, code. The next answer tells that they were passed over.
    const quiet = [write(NAME, 'renovate[bot]', '/status'), write(NAME, 'maria', '```\n/status\n```')]
    const edited = sandbox.comment(NAME, issues[NAME] ?? 0, 'Text', 'maria')
    sandbox.editComment(edited, '/status', 'maria')

    expect(await ask(NAME, 'maria', '/set lint verified I say so')).toContain('is for the staff of this course')
    expect(await ask(NAME, 'maria', '/dispute lint It is in tox.ini')).toContain('The staff of the course will look at')
    const decided = write(NAME, 'kim', '/set lint verified Shown in the lab\n\n/close lint Looked at')
    await vi.waitFor(() => { expect(answersTo(sandbox, NAME, decided)).toHaveLength(1) }, WAIT)
    expect(reactionsTo(sandbox, decided)).toEqual(['+1'])

    const excused = await ask(OPEN, 'kim', '/excuse health Her mother is ill')
    expect(excused).toContain(`capstone-coach decisions ${OPEN}`)
    expect(excused).not.toMatch(/mother|health/)

    await workDone(app)
    expect(written.filter(([, id]) => !quiet.includes(id)).map(([name, id]) => answersTo(sandbox, name, id).length)).toEqual([1, 1, 1, 1, 1])
    expect([...quiet, edited.id].map((id) => [answersTo(sandbox, NAME, id), reactionsTo(sandbox, id)])).toEqual([[[], []], [[], []], [[], []]])
    expect(await app.signal('SIGTERM')).toMatchObject({ code: 0 })
    expect(app.output()).not.toMatch(/mother|tox\.ini|"level":"error"/)
    const store = await openStore({ kind: 'sqlite', file: join(own['DATA_DIR'] ?? '', 'capstone-coach.db') })
    const [here, there] = [await store.decisions.decisionsOf('mlops', sandbox.repository(NAME).id), await store.decisions.decisionsOf('mlops', sandbox.repository(OPEN).id)]
    await store.close()
    expect([here, there].map((all) => all.map(({ kind, reason }) => [kind, reason]))).toEqual([[['set', 'Shown in the lab'], ['close', 'Looked at']], [['excuse', 'Her mother is ill']]])
  }, 5 * LONG)

  it.each([
    ['after the reaction and before the answer', 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions'],
    ['while the answer is written', 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ])('are answered once by an App that is killed %s', async (_, fatal) => {
    let running: AppProcess | null = null
    let isFatal = true
    const { sandbox, start } = await stageApp(built.folder, {
      plan: ({ operation }) => {
        if (operation !== fatal || !isFatal) return null
        isFatal = false
        void running?.signal('SIGKILL')
        // GitHub has done it, and nobody hears the answer.
        return { kind: 'answer-lost' }
      },
    })
    const own = settings()
    const first = await start(own)
    running = first
    const issues = await judgedRepositories(sandbox)
    const { id } = sandbox.comment(NAME, issues[NAME] ?? 0, '/set lint verified Shown in the lab', 'kim')
    await vi.waitFor(() => { expect(isFatal).toBe(false) }, WAIT)
    expect(await first.signal('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    const second = await start(own)
    await workDone(second)
    await vi.waitFor(() => { expect(answersTo(sandbox, NAME, id)).toHaveLength(1) }, WAIT)
    expect(await second.signal('SIGTERM')).toMatchObject({ code: 0 })
    expect([answersTo(sandbox, NAME, id).length, reactionsTo(sandbox, id)]).toEqual([1, ['+1']])
  }, 5 * LONG)
})
