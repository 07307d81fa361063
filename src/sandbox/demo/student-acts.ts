import type { PlayedJob } from '../acts/runs.ts'
import type { FileChanges } from '../git/write-git.ts'
import { untilSo } from '../until-so.ts'
import { COURSE, INSTRUCTOR, type Stage, type Student } from './student.ts'

/** How long the App may take to answer, on a machine that has other things to do, in milliseconds. */
const LONGEST = 300_000

type Run = {
  readonly commit: string
  readonly branch: string
  readonly event?: string
  readonly path: string
  readonly name: string
  readonly jobs: readonly PlayedJob[]
  readonly artifacts?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** What one student does in their repository; each ends when the App has answered it, and rejects where it does not. */
export type StudentActs = {
  /** Pushes to a branch, until the App's first word on the commit, which it gives. */
  readonly push: (branch: string, files: FileChanges, message: string) => Promise<string>
  /** Opens a pull request into main; gives its number. */
  readonly open: (branch: string, title: string) => Promise<number>
  /** Plays a run of a workflow, until the verdict on its commit. */
  readonly run: (run: Run) => Promise<void>
  /** Merges, until the App's first word on the merge, whose commit it gives. */
  readonly merge: (number: number) => Promise<string>
  /** Writes a comment, until the App's answer. */
  readonly say: (number: number, body: string) => Promise<void>
  /** Writes on the capstone issue, once that is there, until the App's answer. */
  readonly answer: (body: string) => Promise<void>
  /** Waits for a hint that nobody asked for. */
  readonly hinted: (number: number) => Promise<void>
  /** Lets the instructor write a comment, until the App's comment shows what was decided. */
  readonly decide: (number: number, body: string) => Promise<void>
  /** Deploys a commit to production, until the App has asked the service. */
  readonly deploy: (commit: string) => Promise<void>
}

/** The acts of a student on a stage, each told in a line. */
export function actsOf({ sandbox, tell, serviceUrl }: Stage, { login, repository }: Pick<Student, 'login' | 'repository'>): StudentActs {
  const name = `${COURSE}/${repository}`
  const verdict = (commit: string): ReturnType<Stage['sandbox']['checkRuns']>[number] | undefined => sandbox.checkRuns(name, commit).at(-1)
  const shownOf = (commit: string): string => JSON.stringify([verdict(commit)?.status, verdict(commit)?.output])
  const isJudged = (commit: string): boolean => verdict(commit)?.status === 'completed'
  const until = (what: string, isSo: () => boolean): Promise<void> => untilSo(`${name}: ${what}`, isSo, LONGEST)
  const write = async (number: number, body: string, actor: string): Promise<void> => {
    const { id } = sandbox.comment(name, number, body, actor)
    tell(`${actor} writes on #${number}: ${gistOf(body)}`)
    await until(`what ${actor} wrote on #${number} is answered`, () => sandbox.comments(name, number).some((one) => one.viaApp && one.body.startsWith(`<!-- capstone-coach:answer version:1 comment:${id} -->`)))
  }
  return {
    push: async (branch, files, message) => {
      const commit = await sandbox.push(name, branch, { files, message, actor: login })
      tell(`${login} pushes ${commit.slice(0, 7)} to ${branch} of ${name}`)
      await until(`the first word on ${commit.slice(0, 7)} is said`, () => verdict(commit) !== undefined)
      return commit
    },
    open: async (branch, title) => {
      const { number } = await sandbox.openPullRequest(name, { title, head: branch, actor: login })
      tell(`${login} opens pull request #${number}: ${title}`)
      await until(`#${number} has a comment`, () => sandbox.comments(name, number).length > 0)
      return number
    },
    run: async ({ commit, branch, event = 'pull_request', ...played }) => {
      const before = shownOf(commit)
      const { conclusion } = await sandbox.runWorkflow(name, { ...played, commit, branch, event, actor: login })
      tell(`${played.name} on ${commit.slice(0, 7)} of ${name} (${event}) ends: ${conclusion ?? 'unknown'}`)
      await until(`${commit.slice(0, 7)} is judged with its run`, () => isJudged(commit) && shownOf(commit) !== before)
    },
    merge: async (number) => {
      const commit = await sandbox.mergePullRequest(name, number, login)
      tell(`${login} merges #${number}`)
      await until(`the first word on ${commit.slice(0, 7)} is said`, () => verdict(commit) !== undefined)
      return commit
    },
    say: async (number, body) => write(number, body, login),
    answer: async (body) => {
      const issue = (): number | undefined => sandbox.issues(name).find(({ viaApp }) => viaApp)?.number
      await until('the capstone issue is there', () => issue() !== undefined)
      await write(issue() ?? 0, body, login)
    },
    hinted: async (number) => { await until(`a hint comes unasked on #${number}`, () => sandbox.comments(name, number).some((one) => one.viaApp && one.body.startsWith('<!-- capstone-coach:hint '))) },
    decide: async (number, body) => {
      await write(number, body, INSTRUCTOR)
      await until(`the comment of #${number} shows what was decided`, () => sandbox.comments(name, number)[0]?.body.includes(INSTRUCTOR) === true)
    },
    deploy: async (commit) => {
      sandbox.deploy(name, { commit, environment: 'production', url: serviceUrl, actor: login })
      tell(`${commit.slice(0, 7)} of ${name} is deployed to production, where it answers at ${serviceUrl}`)
      await until(`the service that ${commit.slice(0, 7)} runs in was asked`, () => isJudged(commit) && shownOf(commit).includes(new URL(serviceUrl).port))
    },
  }
}

const LONGEST_GIST = 60

/** What a comment is about, in a line: its commands, or how it begins. */
function gistOf(body: string): string {
  const commands = body.split('\n').filter((line) => line.startsWith('/')).map((line) => line.split(' ').slice(0, 2).join(' '))
  if (commands.length > 0) return commands.join(', ')
  return body.length > LONGEST_GIST ? `${body.slice(0, LONGEST_GIST - 1)}…` : body
}

/** The newest commit of a student's main. */
export function headOfMain({ sandbox }: Stage, { repository }: Pick<Student, 'repository'>): string {
  return sandbox.repository(`${COURSE}/${repository}`).activity.findLast(({ ref }) => ref === 'refs/heads/main')?.after ?? ''
}
