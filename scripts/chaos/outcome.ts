import { readProgress } from '../../src/flow/judging/progress.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Repository } from '../../src/sandbox/state/records.ts'
import type { Store } from '../../src/store/open-store.ts'
import { namesIn, type Named } from './names.ts'
import type { Story } from './story.ts'

/** What is to be the same however a story went, one text by what it is about. */
export type Outcome = ReadonlyMap<string, string>

/** What a play ended with: what GitHub shows, and what the store keeps. */
export async function outcomeOf(story: Story, sandbox: Sandbox, store: Store): Promise<Outcome> {
  const outcome = new Map<string, string>()
  const [course] = await store.courses.courses()
  for (const { repository: name } of story.students) {
    const repository = sandbox.repository(name)
    const named = namesIn(sandbox, repository)
    const put = (what: string, value: unknown): void => { outcome.set(`${name}: ${what}`, named(textOf(value))) }
    shown(repository, sandbox, named, put)
    if (course === undefined) continue
    put('steps', await readProgress({ ...repository, private: repository.private }, course.id, null, store))
    // By what they tell, since times differ. How often the App itself wrote and counted in between depends on what was judged together.
    put('events', (await store.journal.eventsOf(repository.id)).filter(({ kind, actor }) => kind !== 'steps.changed' && actor?.login.endsWith('[bot]') !== true).map(({ kind, actor, facts }) => named(`${kind} ${actor?.login ?? 'nobody'} ${JSON.stringify(facts)}`)).sort().join('\n'))
    put('participants', (await store.courses.participantsOf(course.id, repository.id)).map(({ person }) => person.login).sort())
    put('decisions', (await store.decisions.decisionsOf(course.id, repository.id)).map((one) => [one.kind, one.by.login, 'subject' in one ? one.subject : null, one.reason]))
    put('statements', (await store.decisions.statementsOf(course.id, repository.id)).map(({ kind, by, text }) => [kind, by.login, text]))
    const newest = await store.assessments.newest(repository.id, 'default-branch')
    put('grade of main', newest === null ? null : { commit: newest.commit, grade: newest.record.grade, items: newest.record.items.map(({ id, outcome: stands, credit }) => [id, stands, credit]) })
  }
  return outcome
}

/** What somebody sees on GitHub. */
function shown(repository: Repository, sandbox: Sandbox, named: Named, put: (what: string, value: unknown) => void): void {
  const { world } = sandbox
  const name = sandbox.nameOf(repository.id)
  const heads = branchesOf(repository)
  const pulls = world.issues.filter((one) => one.repositoryId === repository.id && one.pull !== null)
  const isMain = (commit: string): boolean => heads.get('refs/heads/main') === commit
  const isOpen = (commit: string): boolean => pulls.some(({ state, pull }) => state === 'open' && pull?.head.sha === commit)
  // What is decided is shown on the default branch and on open pull requests; on another head when it is judged next, for whatever reason.
  const isDecided = [...world.comments.values()].some(({ repositoryId, body }) => repositoryId === repository.id && body.startsWith('/set '))
  for (const commit of new Set(repository.activity.map(({ after }) => after))) {
    const runs = sandbox.checkRuns(name, commit).filter((run) => run.appId === world.app?.id)
    const last = runs.at(-1)
    const branches = [...heads].flatMap(([ref, head]) => head === commit ? [ref] : [])
    if (runs.length > 1) put(`check runs of ${named(commit)}`, runs.map(({ status, conclusion, externalId }) => [status, conclusion, externalId]))
    // One that was pushed over before anybody looked at it may have none; what was begun ends.
    if (branches.length === 0 && last?.status !== 'in_progress') continue
    const says = last === undefined ? null : { status: last.status, conclusion: last.conclusion, ...last.output, actions: last.actions, annotations: last.annotations }
    const isWhole = isMain(commit) || isOpen(commit) || !isDecided
    put(`check run of ${named(commit)}`, says === null || isWhole ? withoutBefore(branches, says) : { status: says.status, conclusion: says.conclusion })
  }
  for (const issue of world.issues.filter((one) => one.repositoryId === repository.id)) {
    if (issue.viaApp) put(`issue #${issue.number}`, { title: issue.title, state: issue.state, body: issue.body })
    const own = sandbox.comments(name, issue.number).filter(({ viaApp }) => viaApp).map(({ body }) => named((issue.pull?.mergedAt ?? null) === null ? body : withoutMoves(body))).sort()
    own.forEach((body, place) => { put(`comment ${place + 1} of ${own.length} on #${issue.number}`, body) })
  }
  put('reactions', world.reactions.filter((one) => one.repositoryId === repository.id).map(({ commentId, number, content }) => named(`${content} on ${commentId === null ? `#${number}` : `comment:${commentId}`}`)).sort().join('\n'))
}

/** On `rush` nobody knows which commit was judged before the last one. */
function withoutBefore<Says extends { readonly summary: string | null }>(branches: readonly string[], says: Says | null): Says | null {
  return says === null || !branches.includes('refs/heads/rush') ? says : { ...says, summary: (says.summary ?? '').replace(/since \[.*$/m, 'since ‹what was judged before›') }
}

/** The steps that a merged pull request moved take in what came of its merge, where that was seen first. */
function withoutMoves(body: string): string {
  return body.replace(/### What this pull request moves\n(?:\n|[^#|<\n].*\n)*/, '')
}

/** The branches of a repository that are there, with their heads, by what was pushed. */
function branchesOf({ activity }: Repository): ReadonlyMap<string, string> {
  const heads = new Map<string, string>()
  for (const { ref, after, kind } of activity) {
    if (kind === 'branch_deletion') heads.delete(ref)
    else heads.set(ref, after)
  }
  return heads
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1).replaceAll('\\n', '\n')
}
