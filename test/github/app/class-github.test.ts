import { aRepository } from '../../support/hosting.ts'
import { classGitHub, classRepository } from '../../support/class-github.ts'
import { describeInstallationPort } from '../../support/github-contract.ts'
import type { PullRequest } from '../../../src/model/hosting.ts'

const [MAIN, FEATURE, FORKED] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string]
const FILES = { 'app/main.py': 'A = 2\n', 'README.md': '# Churn\n' }

function pull(number: number, sha: string, branch: string, repositoryId: number): PullRequest {
  return { number, state: 'open', merged: false, draft: false, author: { id: 5, login: 'ana' }, head: { sha, branch, repositoryId }, base: { branch: 'main', sha: MAIN }, mergeSha: null }
}

// The GitHub that tests of the flow have in memory keeps what the real one keeps.
describeInstallationPort('a GitHub in memory', () => {
  const repository = aRepository()
  const hosted = classRepository(repository, { main: MAIN, feature: FEATURE }, { [MAIN]: FILES, [FEATURE]: FILES, [FORKED]: FILES }, { pulls: [pull(1, FEATURE, 'feature', repository.id), pull(2, FORKED, 'patch', 99)] })
  const port = classGitHub([hosted]).app.installation(repository.installationId)
  return Promise.resolve({ port, repository, main: MAIN, feature: FEATURE, forked: FORKED, files: FILES, pull: 1, forkPull: 2, close: () => Promise.resolve() })
})
