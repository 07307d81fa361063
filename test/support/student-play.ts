import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { untilQuiet } from '../../src/sandbox/demo/quiet.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { APP } from './app-on-sandbox.ts'
import { stageApp, WAIT } from './app-stage.ts'
import { LONG, temporaryFolder, type AppProcess } from './built-app.ts'
import { ciJobs, studentFiles, tuned } from './student-repository.ts'

/** What is done in one student's repository, and what the App tells there; people are named by their logins. */
export type StudentPlay = {
  readonly name: string
  readonly push: (branch: string, files: Readonly<Record<string, string>>, how?: { readonly actor?: string; readonly amend?: boolean }) => Promise<string>
  /** Pushes deeper trees to the branch `tune` and opens a pull request from it. */
  readonly propose: () => Promise<{ readonly change: string; readonly number: number }>
  /** Plays a run of the CI to its end. */
  readonly ci: (commit: string, branch: string, conclusion: 'success' | 'failure', how?: { readonly headRepository?: string; readonly actor?: string }) => Promise<void>
  /** Plays a run of the drift check, started by hand, to its end. */
  readonly watch: (commit: string) => Promise<void>
  /** Where each step stands by the App's answer to `/status`, once everything before it is worked off: `3.1` to `done`, or `done, attested`. */
  readonly steps: (number: number) => Promise<Readonly<Record<string, string>>>
  /** The App's answer to a comment, without its hidden first line. */
  readonly answer: (number: number, body: string, actor?: string) => Promise<string>
  /** The one comment of the App on a pull request that is no answer; throws where there is none or several. */
  readonly comment: (number: number) => string
  /** The App's newest check run of a commit: `completed: title`. */
  readonly verdict: (commit: string) => string
}

const COURSE = 'title: MLOps\norganization: octo-org\nrepositories: { patterns: ["*"] }\nstaff: { people: [kim] }\n'

/** A GitHub with the organization of a course whose staff is kim, and the App (built in `folder`), installed there. */
export async function classStage(folder: string): Promise<{ readonly sandbox: Sandbox; readonly app: AppProcess }> {
  const { sandbox, start } = await stageApp(folder)
  const data = temporaryFolder()
  const file = join(data, 'mlops.yml')
  writeFileSync(file, COURSE)
  const app = await start({ DATA_DIR: data, COURSE_FILES: file })
  sandbox.user('kim')
  sandbox.installApp('octo-org', 'all')
  return { sandbox, app }
}

/** Ends the App, and says what no journey may leave: an error, a webhook that was refused, work that was given up. */
export async function endsWell(sandbox: Sandbox, app: AppProcess): Promise<void> {
  await workedOff(sandbox, app)
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  expect(metrics).not.toMatch(/^capstone_coach_(?:stored_deliveries\{result="(?:waiting|set-aside)"\}|queue_items\{state="dead"\}|publications_total\{kind="[\w-]+",result="failed"\}) [1-9]/m)
  expect(sandbox.deliveries().filter(({ statusCode }) => statusCode !== 202)).toEqual([])
  expect(await app.signal('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(app.output()).not.toMatch(/"level":"error"/)
}

/** Makes a student's repository on GitHub, where the App is installed already, and ends once its default branch is judged. */
export async function studentRepository(sandbox: Sandbox, app: AppProcess, name: string, login: string, options: { readonly private?: boolean } = {}): Promise<StudentPlay> {
  const play = playOf(sandbox, app, name, login)
  await sandbox.createRepository(name, { ...options, files: studentFiles(5), actor: login })
  sandbox.addCollaborator(name, login, 'write')
  const first = await play.push('main', { 'NOTES.md': '# Notes\n' })
  await play.ci(first, 'main', 'success')
  await vi.waitFor(() => { expect(play.verdict(first)).toMatch(/^completed: /) }, WAIT)
  return play
}

/** Ends once every webhook was heard, nothing is left to do now, and the App has asked GitHub nothing for some seconds. */
export async function workedOff(sandbox: Sandbox, app: AppProcess): Promise<void> {
  const started = performance.now()
  do {
    await untilQuiet(sandbox)
    if (performance.now() - started > LONG) throw new Error('the work does not come to an end')
  } while (await metric(app, 'queue_items{state="due"}') + await metric(app, 'queue_items{state="held"}') > 0)
}

/** A number that the App tells of itself, 0 where it tells none. */
async function metric(app: AppProcess, name: string): Promise<number> {
  const lines = (await (await fetch(`${app.url}/metrics`)).text()).split('\n')
  return Number(lines.find((line) => line.startsWith(`capstone_coach_${name} `))?.split(' ').at(-1) ?? 0)
}

function playOf(sandbox: Sandbox, app: AppProcess, name: string, login: string): StudentPlay {
  const answer = async (number: number, body: string, actor = login): Promise<string> => {
    const { id } = sandbox.comment(name, number, body, actor)
    return vi.waitFor(() => {
      const [found, ...others] = sandbox.comments(name, number).filter((one) => one.viaApp && one.body.startsWith(`<!-- capstone-coach:answer version:1 comment:${id} -->\n`))
      expect(others).toEqual([])
      if (found === undefined) throw new Error(`no answer to ${body}`)
      return found.body.slice(found.body.indexOf('\n') + 1)
    }, WAIT)
  }
  const push: StudentPlay['push'] = (branch, files, { actor = login, amend = false } = {}) => sandbox.push(name, branch, { files, actor, amend })
  return {
    name, answer, push,
    propose: async () => {
      const change = await push('tune', tuned(8))
      const { number } = await sandbox.openPullRequest(name, { title: 'Deeper trees', head: 'tune', actor: login })
      return { change, number }
    },
    ci: async (commit, branch, conclusion, how = {}) => {
      const isMain = branch === 'main' && how.headRepository === undefined
      await sandbox.runWorkflow(name, { path: '.github/workflows/ci.yml', commit, branch, event: isMain ? 'push' : 'pull_request', actor: login, jobs: ciJobs(conclusion, isMain), ...how })
    },
    watch: async (commit) => {
      await sandbox.runWorkflow(name, { path: '.github/workflows/watch.yml', name: 'Watch', commit, branch: 'main', event: 'workflow_dispatch', actor: login, jobs: [{ name: 'drift', steps: ['Run actions/checkout@v5', 'Run pip install evidently', 'Look for drift'] }] })
    },
    steps: async (number) => {
      await workedOff(sandbox, app)
      const rows = (await answer(number, '/status')).matchAll(/^\| (\d\.\d) [^|]+\| \S+&nbsp;([^|]+?) \|$/gm)
      return Object.fromEntries([...rows].map(([, step = '', state = '']) => [step, state]))
    },
    comment: (number) => {
      const [found, ...others] = sandbox.comments(name, number).filter(({ viaApp, body }) => viaApp && !body.startsWith('<!-- capstone-coach:answer '))
      expect(others).toEqual([])
      if (found === undefined) throw new Error(`no comment on #${number}`)
      return found.body
    },
    verdict: (commit) => {
      const run = sandbox.checkRuns(name, commit).findLast(({ appId, name: title }) => appId === APP.id && title === 'Capstone')
      return run === undefined ? 'none' : `${run.status}: ${run.output.title ?? ''}`
    },
  }
}
