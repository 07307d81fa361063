import type { Account, App, AppRecord, Artifact, CheckRun, CheckSuite, Deployment, Installation, Issue, IssueComment, Job, Outbox, Reaction, Repository, Review, Team, WorkflowRun } from './records.ts'

/** Who is behind a request: the App itself, one of its installations, or a person. A person without an account may read and write everything. */
export type Caller =
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'installation'; readonly app: App; readonly installation: Installation; readonly token: string }
  | { readonly kind: 'person'; readonly account: Account | null }

/** Everything that this GitHub knows besides what git holds. */
export type World = {
  readonly now: () => number
  /** Where pages are, as `html_url` says. */
  readonly webUrl: string
  /** Where its API answers, without a slash at its end. */
  readonly apiUrl: string
  /** Where downloads lie: another host than the API. */
  readonly storeUrl: string
  /** Where repositories that it makes itself are put. */
  readonly folder: string
  app: App | null
  webhookUrl: string | null
  readonly outbox: Outbox
  readonly accounts: Map<number, Account>
  readonly teams: Team[]
  readonly repositories: Map<number, Repository>
  readonly installations: Map<number, Installation>
  /** By token: whose it is and, in milliseconds since 1970, until when. */
  readonly grants: Map<string, { readonly caller: Caller; readonly expiresAt: number | null }>
  readonly issues: Issue[]
  readonly comments: Map<number, IssueComment>
  readonly reviews: Review[]
  readonly reactions: Reaction[]
  readonly checkSuites: Map<number, CheckSuite>
  readonly checkRuns: Map<number, CheckRun>
  readonly workflowRuns: Map<number, WorkflowRun>
  readonly jobs: Map<number, Job>
  readonly artifacts: Map<number, Artifact>
  readonly deployments: Map<number, Deployment>
  readonly nextId: () => number
}

/** GitHub Actions, whose check runs stand beside those of the App. */
export const ACTIONS_APP: AppRecord = {
  id: 15_368, slug: 'github-actions', name: 'GitHub Actions', clientId: 'Iv1.05c79e9ad1f6bdfa', permissions: { actions: 'write', checks: 'write', contents: 'write', metadata: 'read' }, events: ['check_run', 'check_suite', 'push'],
}

/** A world with nobody in it. */
export function createWorld(options: Pick<World, 'now' | 'webUrl' | 'apiUrl' | 'storeUrl' | 'folder' | 'app' | 'webhookUrl' | 'outbox'>): World {
  let last = 1000
  return {
    ...options, accounts: new Map(), teams: [], repositories: new Map(), installations: new Map(), grants: new Map(), issues: [], comments: new Map(), reviews: [], reactions: [],
    checkSuites: new Map(), checkRuns: new Map(), workflowRuns: new Map(), jobs: new Map(), artifacts: new Map(), deployments: new Map(),
    nextId: () => { last += 1; return last },
  }
}

/** What an id names in one of the world's maps. Throws where it names nothing: the sandbox's own ids always do. */
export function need<Value>(map: ReadonlyMap<number, Value>, id: number): Value {
  const found = map.get(id)
  if (found === undefined) throw new Error(`the sandbox knows no ${id}`)
  return found
}

/** The account of a login, in which capitals do not matter. */
export function accountNamed(world: World, login: string): Account | undefined {
  return [...world.accounts.values()].find((account) => account.login.toLowerCase() === login.toLowerCase())
}

/** The account of a login, made where there is none. */
export function accountFor(world: World, login: string, kind: Account['kind'] = 'User'): Account {
  const known = accountNamed(world, login)
  if (known !== undefined) return known
  const account: Account = { id: world.nextId(), login, kind, createdAt: world.now() }
  world.accounts.set(account.id, account)
  return account
}

/** The account by which an App writes. */
export function botOf(world: World, app: Pick<App, 'slug'>): Account {
  return accountFor(world, `${app.slug}[bot]`, 'Bot')
}

/** A repository's full name, as it is now. */
export function fullName(world: World, repository: Repository): string {
  return `${need(world.accounts, repository.ownerId).login}/${repository.name}`
}

/** The repository of a full name; one that had the name before where none has it now (`moved`). Capitals do not matter. */
export function repositoryNamed(world: World, name: string): { readonly repository: Repository; readonly moved: boolean } | null {
  const asked = name.toLowerCase()
  const all = [...world.repositories.values()]
  const now = all.find((one) => fullName(world, one).toLowerCase() === asked)
  if (now !== undefined) return { repository: now, moved: false }
  const before = all.find((one) => one.formerNames.includes(asked))
  return before === undefined ? null : { repository: before, moved: true }
}

/** The App's installation that reaches a repository, suspended or not. */
export function installationOn(world: World, repository: Repository): Installation | undefined {
  return [...world.installations.values()].find((one) => !one.removed && reaches(one, repository))
}

/** Whether an installation reaches a repository. */
export function reaches(installation: Installation, repository: Repository): boolean {
  return installation.accountId === repository.ownerId && (installation.selection === 'all' || installation.repositoryIds.has(repository.id))
}

/** The repositories of an installation, in the order in which they were made. */
export function repositoriesOf(world: World, installation: Installation): readonly Repository[] {
  return [...world.repositories.values()].filter((repository) => reaches(installation, repository))
}

/** The issue or pull request of a number. */
export function issueOf(world: World, repository: Repository, number: number): Issue | undefined {
  return world.issues.find((issue) => issue.repositoryId === repository.id && issue.number === number)
}

/** The App of an id: the one under test, or GitHub Actions. */
export function appOf(world: World, id: number): AppRecord {
  return id === ACTIONS_APP.id || world.app === null ? ACTIONS_APP : world.app
}
