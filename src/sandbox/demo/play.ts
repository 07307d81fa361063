import type { FileChanges } from '../git/write-git.ts'
import type { Sandbox } from '../sandbox.ts'
import type { OwnRepository } from './own-repository.ts'
import { untilSo } from '../until-so.ts'
import { COURSE, INSTRUCTOR, type Stage, type Student, type Tell } from './student.ts'

/** How long judging a repository may take here, in milliseconds. */
const LONGEST = 300_000

/** Installs the App for the course, lets every student begin with the template in a private repository, and plays their stories, all at the same time. `rest` is awaited until the App has nothing more to answer. */
export async function playClass({ template, students }: { readonly template: FileChanges; readonly students: readonly Student[] }, stage: Stage, rest: () => Promise<void>): Promise<void> {
  const { sandbox, tell } = stage
  sandbox.organization(COURSE)
  for (const { login, repository, begins } of students) {
    await sandbox.createRepository(`${COURSE}/${repository}`, { files: template, actor: login, private: true })
    sandbox.addCollaborator(`${COURSE}/${repository}`, login, 'write')
    if (begins !== null) await sandbox.push(`${COURSE}/${repository}`, 'main', { files: stage.files(begins), message: 'Serve the model', actor: login })
  }
  sandbox.addToTeam(COURSE, 'assistants', 'assistant')
  sandbox.installApp(COURSE, 'all', { actor: INSTRUCTOR })
  tell(`${INSTRUCTOR} installs the App on ${COURSE}`)
  await rest()
  await Promise.all(students.map((student) => student.play(stage)))
  await rest()
}

/** Installs the App on a person's own repository and opens a pull request of all that came after its first commit, where there is more than one. */
export async function playOwn(sandbox: Sandbox, { owner, name, branch, before }: OwnRepository, tell: Tell, rest: () => Promise<void>): Promise<void> {
  sandbox.installApp(owner, 'all')
  tell(`${owner} installs the App; ${branch} of ${owner}/${name} is judged (no CI is played)`)
  if (before !== null) await sandbox.openPullRequest(`${owner}/${name}`, { title: 'The capstone', head: branch, base: before })
  // A machine that has other things to do may be quiet before the verdict is there.
  await untilSo(`${owner}/${name}: its newest commit is judged`, () => sandbox.checkRuns(`${owner}/${name}`).at(-1)?.status === 'completed', LONGEST)
  await rest()
}
