import type { InstallationPort } from '../../flow/ports/github-ports.ts'
import { artifactsOf, artifactZipOf, jobLogOf } from './artifacts.ts'
import { createCheckRun, ownCheckRuns, updateCheckRun } from './check-runs.ts'
import { commentNow, createComment, deleteComment, ownComments, updateComment } from './comments.ts'
import { openIssue, ownIssues, updateIssue } from './issues.ts'
import { contributionsIn } from './contributions.ts'
import { deploymentsOf } from './deployments.ts'
import type { Desk } from './desk.ts'
import { branchHead, openPullRequests, pullRequestHead, repositoriesOf, repositoryById, type BranchNames } from './heads.ts'
import { openCommit } from './open-commit.ts'
import { personById, personNamed, reactTo, roleIn, teamMembers } from './people.ts'
import { runsOf } from './runs.ts'

/** How long the branches that came with a head are good for, in milliseconds: opening its commit follows at once. */
const BRANCHES_LAST = 60_000
const MOST_REMEMBERED = 100

/** The work for one installation; `room` says whether there is room for more. */
export function createInstallationPort(desk: Desk, room: InstallationPort['room']): InstallationPort {
  const seen = new Map<number, { readonly names: BranchNames; readonly at: number }>()
  const remember = (repositoryId: number, names: BranchNames): void => {
    seen.delete(repositoryId)
    seen.set(repositoryId, { names, at: desk.now() })
    for (const oldest of seen.keys()) if (seen.size > MOST_REMEMBERED) seen.delete(oldest)
  }
  const remembered = (repositoryId: number): BranchNames => {
    const known = seen.get(repositoryId)
    return known !== undefined && desk.now() - known.at < BRANCHES_LAST ? known.names : null
  }
  return {
    repository: (id) => repositoryById(desk, id),
    repositories: () => repositoriesOf(desk),
    branchHead: (repository, branch) => branchHead(desk, repository, branch, (names) => { remember(repository.id, names) }),
    pullRequest: (repository, number) => pullRequestHead(desk, repository, number),
    openPullRequests: (repository, commit) => openPullRequests(desk, repository, commit),
    open: (repository, commit, takenAt) => openCommit(desk, repository, commit, takenAt, remembered(repository.id)),
    runs: (repository, commit, known) => runsOf(desk, repository, commit, known),
    artifacts: (repository, runId) => artifactsOf(desk, repository, runId),
    artifactZip: (repository, artifactId) => artifactZipOf(desk, repository, artifactId),
    jobLog: (repository, jobId) => jobLogOf(desk, repository, jobId),
    deployments: (repository, commit) => deploymentsOf(desk, repository, commit),
    ownCheckRuns: (repository, commit) => ownCheckRuns(desk, repository, commit),
    createCheckRun: (repository, commit, externalId, content) => createCheckRun(desk, repository, commit, externalId, content),
    updateCheckRun: (repository, id, content) => updateCheckRun(desk, repository, id, content),
    ownComments: (repository, number, marker) => ownComments(desk, repository, number, marker),
    createComment: (repository, number, body) => createComment(desk, repository, number, body),
    comment: (repository, id) => commentNow(desk, repository, id),
    updateComment: (repository, id, body) => updateComment(desk, repository, id, body),
    deleteComment: (repository, id) => deleteComment(desk, repository, id),
    ownIssues: (repository, marker) => ownIssues(desk, repository, marker),
    openIssue: (repository, content) => openIssue(desk, repository, content),
    updateIssue: (repository, number, content) => updateIssue(desk, repository, number, content),
    person: (login) => personNamed(desk, login),
    personById: (id) => personById(desk, id),
    teamMembers: (organization, slug) => teamMembers(desk, organization, slug),
    roleIn: (repository, login) => roleIn(desk, repository, login),
    react: (repository, commentId, reaction) => reactTo(desk, repository, commentId, reaction),
    contributions: (repository, known) => contributionsIn(desk, repository, known),
    room,
    requests: desk.client.requests,
  }
}
