import type { AppPort, FromGitHub, GitHubTrouble, InstallationPort, ListedDelivery } from '../../src/flow/ports/github-ports.ts'
import type { ContributionReading } from '../../src/model/contribution.ts'
import type { Person } from '../../src/model/course.ts'
import type { HostedRepository, Installation, PullRequest } from '../../src/model/hosting.ts'
import type { Deployment, WorkflowRun } from '../../src/model/run.ts'
import type { ListedArtifact } from '../../src/model/run-artifact.ts'
import { anInstallation } from './hosting.ts'
import { memoryReader } from './memory-repository.ts'
import { publishingGitHub, type PublishingGitHub } from './publishing.ts'

/** One repository of a class as GitHub has it: what a test changes is what the App then reads. */
export type ClassRepository = {
  hosted: HostedRepository
  readonly branches: Record<string, string>
  /** Files of each commit. */
  readonly commits: Record<string, Readonly<Record<string, string>>>
  readonly pulls: PullRequest[]
  readonly runs: Record<string, readonly WorkflowRun[]>
  readonly deployments: Record<string, readonly Deployment[]>
  /** By the id of their run. */
  readonly uploads: Record<number, readonly (Omit<ListedArtifact, 'bytes'> & { readonly zip: Uint8Array })[]>
  /** By the id of their job. */
  readonly logs: Record<number, string>
  /** Numeric ids of those who may do everything in it, besides a person who owns it. */
  readonly admins: number[]
  /** Numeric ids of those who may push to it. */
  readonly writers: number[]
  /** Who did what there; null where that is not to be read. */
  contributions: ContributionReading | null
  readonly shown: PublishingGitHub
}

export type ClassGitHub = {
  readonly app: AppPort
  readonly repositories: Map<number, ClassRepository>
  installations: Installation[]
  people: Person[]
  /** By organization and name: `octo-org/instructors`. */
  teams: Record<string, readonly Person[]>
  /** Reads in order, each as its name and the repository's id. */
  readonly asked: string[]
  /** Trouble for a read, by its name; null answers it. */
  trouble: (what: string) => GitHubTrouble | null
  /** What the next opened commits halt with while they are read. */
  halts: GitHubTrouble | null
  listed: ListedDelivery[]
  readonly redelivered: string[]
}

/** A GitHub in memory with these repositories. */
export function classGitHub(repositories: readonly ClassRepository[]): ClassGitHub {
  const github: ClassGitHub = {
    repositories: new Map(repositories.map((one) => [one.hosted.id, one])), installations: [anInstallation()], people: [], teams: {}, asked: [], trouble: () => null, halts: null, listed: [], redelivered: [],
    app: {
      registration: () => Promise.resolve({ ok: true, value: { appId: 1, slug: 'coach', name: 'Coach', owner: null, permissions: {}, events: [] } }),
      installations: () => answer('installations', 0, () => github.installations),
      deliveries: (since) => answer('deliveries', 0, () => github.listed.filter(({ deliveredAt }) => deliveredAt >= since)),
      newestDeliveries: () => answer('newestDeliveries', 0, () => github.listed.slice(0, 100)),
      hook: () => answer('hook', 0, () => ({ url: 'https://coach.example.edu/webhook', contentType: 'json', checksCertificate: true, isSigned: true })),
      redeliver: (attemptId) => {
        github.redelivered.push(attemptId)
        return answer('redeliver', attemptId, () => null)
      },
      installation: (id) => portOf(github, id, answer),
    },
  }
  function answer<Value>(what: string, id: number | string, value: () => Value | undefined): Promise<FromGitHub<Value>> {
    github.asked.push(`${what} ${id}`)
    const trouble = github.trouble(what)
    const found = trouble === null ? value() : undefined
    return Promise.resolve(found === undefined ? { ok: false, trouble: trouble ?? { kind: 'gone', says: `${what}: not found` } } : { ok: true, value: found })
  }
  return github
}

/** A repository as it comes with a head: what it was made from is told where it is asked for alone. */
function alike({ hosted: { template: _hidden, ...hosted } }: ClassRepository, { template }: HostedRepository): HostedRepository {
  return template === undefined ? hosted : { ...hosted, template }
}

type Answer = <Value>(what: string, id: number | string, value: () => Value | undefined) => Promise<FromGitHub<Value>>

function portOf(github: ClassGitHub, installationId: number, answer: Answer): InstallationPort {
  const known = (id: number): ClassRepository | undefined => {
    const found = github.repositories.get(id)
    return found?.hosted.installationId === installationId ? found : undefined
  }
  const shown = ({ id }: HostedRepository): InstallationPort => {
    const found = known(id)
    if (found === undefined) throw new Error(`repository ${id} is not of installation ${installationId}`)
    return found.shown.port
  }
  return {
    repository: (id) => answer('repository', id, () => {
      const found = known(id)
      return found === undefined ? undefined : { template: null, ...found.hosted }
    }),
    repositories: () => answer('repositories', installationId, () => [...github.repositories.values()].map(({ hosted: { template: _hidden, ...hosted } }) => hosted).filter((hosted) => hosted.installationId === installationId)),
    branchHead: (asked, branch) => answer('branchHead', asked.id, () => {
      const repository = known(asked.id)
      const commit = repository?.branches[branch]
      return repository === undefined || commit === undefined ? undefined : { repository: alike(repository, asked), commit, branch, pull: null }
    }),
    pullRequest: (asked, number) => answer('pullRequest', asked.id, () => {
      const repository = known(asked.id)
      const pull = repository?.pulls.find((one) => one.number === number)
      return repository === undefined || pull === undefined ? undefined : { repository: alike(repository, asked), commit: pull.head.sha, branch: pull.head.branch, pull }
    }),
    openPullRequests: ({ id }, commit) => answer('openPullRequests', id, () => known(id)?.pulls.filter(({ state, head }) => state === 'open' && (commit === null || head.sha === commit))),
    open: ({ id, name }, commit, takenAt) => answer('open', id, () => {
      const repository = known(id)
      const files = repository?.commits[commit]
      if (repository === undefined || files === undefined) return undefined
      const reader = memoryReader(files, { name, branches: Object.keys(repository.branches), 'default-branch': repository.hosted.defaultBranch })
      const halt = github.halts
      return { reader: { ...reader, snapshot: { ...reader.snapshot, commit, takenAt } }, halted: () => halt }
    }),
    runs: ({ id }, commit) => answer('runs', id, () => known(id)?.runs[commit] ?? []),
    artifacts: ({ id }, runId) => answer('artifacts', id, () => (known(id)?.uploads[runId] ?? []).map(({ zip, ...listed }) => ({ ...listed, bytes: zip.length }))),
    artifactZip: ({ id }, artifactId) => answer('artifactZip', id, () => {
      const found = Object.values(known(id)?.uploads ?? {}).flat().find((one) => one.id === artifactId)
      return found === undefined ? undefined : { bytes: found.zip }
    }),
    jobLog: ({ id }, jobId) => answer('jobLog', id, () => {
      const text = known(id)?.logs[jobId]
      return text === undefined ? undefined : { text }
    }),
    deployments: ({ id }, commit) => answer('deployments', id, () => known(id)?.deployments[commit] ?? []),
    ownCheckRuns: (repository, ...rest) => shown(repository).ownCheckRuns(repository, ...rest),
    createCheckRun: (repository, ...rest) => shown(repository).createCheckRun(repository, ...rest),
    updateCheckRun: (repository, ...rest) => shown(repository).updateCheckRun(repository, ...rest),
    ownComments: (repository, ...rest) => shown(repository).ownComments(repository, ...rest),
    createComment: (repository, ...rest) => shown(repository).createComment(repository, ...rest),
    updateComment: (repository, ...rest) => shown(repository).updateComment(repository, ...rest),
    deleteComment: (repository, ...rest) => shown(repository).deleteComment(repository, ...rest),
    comment: (repository, ...rest) => shown(repository).comment(repository, ...rest),
    ownIssues: (repository, ...rest) => shown(repository).ownIssues(repository, ...rest),
    openIssue: (repository, ...rest) => shown(repository).openIssue(repository, ...rest),
    updateIssue: (repository, ...rest) => shown(repository).updateIssue(repository, ...rest),
    person: (login) => answer('person', login, () => github.people.find((one) => one.login.toLowerCase() === login.toLowerCase())),
    personById: (id) => answer('personById', id, () => github.people.find((one) => one.id === id)),
    teamMembers: (organization, slug) => answer('teamMembers', `${organization}/${slug}`, () => github.teams[`${organization}/${slug}`]),
    roleIn: ({ id }, login) => answer('roleIn', id, () => {
      const person = github.people.find((one) => one.login === login)
      const isAdmin = person !== undefined && known(id)?.admins.includes(person.id) === true
      return person === undefined ? undefined : { personId: person.id, isAdmin, mayWrite: isAdmin || known(id)?.writers.includes(person.id) === true, mayRead: true }
    }),
    contributions: ({ id }) => answer('contributions', id, () => known(id)?.contributions ?? undefined),
    react: (repository, ...rest) => shown(repository).react(repository, ...rest),
    room: () => Promise.resolve(null),
    requests: () => github.asked.length,
  }
}

/** A repository of the class with these commits, without pull requests; `branches` name commits. */
export function classRepository(hosted: HostedRepository, branches: Readonly<Record<string, string>>, commits: ClassRepository['commits'], changes: Partial<ClassRepository> = {}): ClassRepository {
  return { hosted, branches: { ...branches }, commits: { ...commits }, pulls: [], runs: {}, deployments: {}, uploads: {}, logs: {}, admins: [], writers: [], contributions: null, shown: publishingGitHub(), ...changes }
}
