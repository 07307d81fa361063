import { setTimeout as pause } from 'node:timers/promises'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { ciJobs, studentFiles, tuned } from '../../test/support/student-repository.ts'
import { ORGANIZATION, type Step, type Story, type StudentStory } from './story.ts'

export type Play = {
  readonly sandbox: Sandbox
  /** Awaited before an act begins, with its number from 0: what it needs is there then. */
  readonly before: (act: number) => Promise<void>
  /** How long whoever does something waits before the next thing, in milliseconds. */
  readonly pace: () => number
}

/** Plays a story: installs the App on the organization, then act after act, all students at the same time. */
export async function playStory({ students }: Story, play: Play): Promise<void> {
  const { sandbox, before, pace } = play
  sandbox.organization(ORGANIZATION)
  // By numbers that are the same in each play.
  for (const login of ['kim', ...students.map((student) => student.login)]) sandbox.user(login)
  for (const { repository, login, private: isPrivate } of students) {
    await sandbox.createRepository(repository, { files: studentFiles(5), actor: login, private: isPrivate })
    sandbox.addCollaborator(repository, login, 'write')
  }
  const acts = Math.max(...students.map((student) => student.acts.length))
  for (let act = 0; act < acts; act += 1) {
    await before(act)
    if (act === 0) sandbox.installApp(ORGANIZATION, 'all')
    await Promise.all(students.map(async (student) => {
      for (const step of student.acts[act] ?? []) {
        await does(step, student, sandbox)
        await pause(pace())
      }
    }))
  }
}

async function does(step: Step, { login, repository }: StudentStory, sandbox: Sandbox): Promise<void> {
  const pull = (): { readonly number: number; readonly branch: string; readonly sha: string } => {
    const found = sandbox.world.issues.find((issue) => issue.repositoryId === sandbox.repository(repository).id && issue.pull !== null)
    if (found?.pull === null || found === undefined) throw new Error(`${repository} has no pull request`)
    return { number: found.number, branch: found.pull.head.branch, sha: found.pull.head.sha }
  }
  switch (step.kind) {
    case 'push':
      await sandbox.push(repository, step.to, { files: { 'NOTES.md': `${step.note}\n`, [`docs/${step.to}.md`]: `# ${step.note}\n`, ...tuned(step.depth) }, message: step.note, actor: login })
      return
    case 'ci': {
      const isMain = step.of === 'main'
      await sandbox.runWorkflow(repository, { path: '.github/workflows/ci.yml', commit: headOf(sandbox, repository, step.of), branch: step.of, event: isMain ? 'push' : 'pull_request', actor: login, jobs: ciJobs(step.ends, isMain) })
      return
    }
    case 'propose':
      await sandbox.openPullRequest(repository, { title: 'Deeper trees', head: step.from, actor: login })
      return
    case 'say':
      sandbox.comment(repository, step.on === 'pull' ? pull().number : issueOf(sandbox, repository), step.text, step.by === 'kim' ? 'kim' : login)
      return
    case 'merge':
      await sandbox.mergePullRequest(repository, pull().number, login)
      return
    case 'deploy':
      sandbox.deploy(repository, { commit: headOf(sandbox, repository, 'main'), actor: login })
      return
    case 'delete': await sandbox.deleteBranch(repository, step.branch, login)
  }
}

/** The newest commit of a branch, by what was pushed. */
function headOf(sandbox: Sandbox, repository: string, branch: string): string {
  const found = sandbox.repository(repository).activity.findLast(({ ref }) => ref === `refs/heads/${branch}`)
  if (found === undefined) throw new Error(`${repository} has no branch ${branch}`)
  return found.after
}

/** The number of the capstone issue. */
function issueOf(sandbox: Sandbox, repository: string): number {
  const found = sandbox.issues(repository).find(({ viaApp }) => viaApp)
  if (found === undefined) throw new Error(`${repository} has no capstone issue`)
  return found.number
}
