import type { Sandbox } from '../sandbox.ts'
import { COURSE, type Student } from './class.ts'
import type { OwnRepository } from './own-repository.ts'
import type { FileChanges } from '../git/write-git.ts'

/** Told of each thing that somebody does, as one line. */
export type Tell = (says: string) => void

/** Installs the App for the course, lets every student begin with the template, and plays what each does, all at the same time: push, pull request, CI, merge, deployment (`serviceUrl` is where what they deploy answers). `rest` is awaited between the parts, so that the App can answer. */
export async function playClass(sandbox: Sandbox, { template, students }: { readonly template: FileChanges; readonly students: readonly Student[] }, serviceUrl: string, tell: Tell, rest: () => Promise<void>): Promise<void> {
  sandbox.organization(COURSE)
  for (const { login, repository } of students) await sandbox.createRepository(`${COURSE}/${repository}`, { files: template, actor: login })
  sandbox.addToTeam(COURSE, 'assistants', 'assistant')
  sandbox.installApp(COURSE, 'all', { actor: 'instructor' })
  tell(`instructor installs the App on ${COURSE}`)
  await rest()
  await Promise.all(students.map((student) => playStudent(sandbox, student, serviceUrl, tell, rest)))
}

async function playStudent(sandbox: Sandbox, { login, repository, work, before, pull, workflow, events, runs, fixes, merges }: Student, serviceUrl: string, tell: Tell, rest: () => Promise<void>): Promise<void> {
  const name = `${COURSE}/${repository}`
  const pushed = await sandbox.push(name, 'main', { files: work, message: 'Work on the service', actor: login })
  tell(`${login} pushes to main of ${name}`)
  await rest()
  if (before !== null) await sandbox.runWorkflow(name, { ...workflow, commit: pushed, branch: 'main', event: 'push', jobs: before, actor: login })
  let commit = await sandbox.push(name, pull.branch, { files: pull.files, message: pull.title, actor: login })
  const { number } = await sandbox.openPullRequest(name, { title: pull.title, head: pull.branch, actor: login })
  tell(`${login} opens pull request #${number}: ${pull.title}`)
  await rest()
  for (const [index, jobs] of runs.entries()) {
    const fix = index === 0 ? undefined : fixes[index - 1]
    if (fix !== undefined) {
      commit = await sandbox.push(name, pull.branch, { files: fix, message: 'Mend what CI found', actor: login })
      tell(`${login} pushes again to #${number}`)
      await rest()
    }
    for (const event of events) {
      const run = await sandbox.runWorkflow(name, { ...workflow, commit, branch: pull.branch, event, jobs, actor: login })
      tell(`CI on ${commit.slice(0, 7)} of ${name} (${event}) ends: ${run.conclusion ?? 'unknown'}`)
    }
    await rest()
  }
  if (merges === null) return
  const merged = await sandbox.mergePullRequest(name, number, login)
  tell(`${login} merges #${number}`)
  await rest()
  const run = await sandbox.runWorkflow(name, { ...workflow, commit: merged, branch: 'main', event: 'push', jobs: [...runs.at(-1) ?? [], ...merges], actor: login })
  sandbox.deploy(name, { commit: merged, environment: 'production', url: serviceUrl, logUrl: `${sandbox.world.webUrl}/${name}/actions/runs/${run.id}`, actor: login })
  tell(`CI on main deploys ${merged.slice(0, 7)} to production, where it answers at ${serviceUrl}`)
  await rest()
}

/** Installs the App on a person's own repository and opens a pull request of all that came after its first commit, where there is more than one. */
export async function playOwn(sandbox: Sandbox, { owner, name, branch, before }: OwnRepository, tell: Tell, rest: () => Promise<void>): Promise<void> {
  sandbox.installApp(owner, 'all')
  tell(`${owner} installs the App; ${branch} of ${owner}/${name} is judged (no CI is played)`)
  if (before !== null) await sandbox.openPullRequest(`${owner}/${name}`, { title: 'The capstone', head: branch, base: before })
  await rest()
}
