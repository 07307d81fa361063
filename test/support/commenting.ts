import { onTestFinished } from 'vitest'
import type { Course, Person } from '../../src/model/course.ts'
import type { Decision, Statement } from '../../src/model/decision.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { APP_ID, classApp, START, type ClassApp, type ClassAppOptions, type ClassClock } from './class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from './class-github.ts'
import { aCourse, anInstallation, aRepository } from './hosting.ts'
import { pullRequest } from './publishing.ts'

export const MAIN = 'a'.repeat(40)
export const HEAD = 'b'.repeat(40)
export const ANA: Person = { id: 5, login: 'ana' }
export const BEN: Person = { id: 6, login: 'ben' }
export const KIM: Person = { id: 9, login: 'kim' }

export type Comment = { readonly id?: number; readonly number?: number; readonly onPullRequest?: boolean; readonly action?: string; readonly type?: 'User' | 'Bot'; readonly app?: number | null; readonly delivery?: string; readonly at?: number; /** Whether it is on an issue that the App opened. */ readonly onOurs?: boolean; /** Who changed it, where it is not its writer. */ readonly changedBy?: Person }

export type CommentStage = {
  readonly store: Store
  readonly github: ClassGitHub
  readonly repository: ClassRepository
  readonly clock: ClassClock
  readonly app: ClassApp
  /** Somebody writes a comment, of which a webhook comes; gives the comment's id. Nothing is worked off. */
  readonly write: (person: Person, body: string, comment?: Comment) => Promise<number>
  /** The same, worked off: gives the App's answer, without its hidden first line, or null. */
  readonly ask: (person: Person, body: string, comment?: Comment) => Promise<string | null>
  /** The answer to a comment. */
  readonly answerTo: (id: number) => string | null
  readonly decisions: () => Promise<readonly Decision[]>
  readonly statements: () => Promise<readonly Statement[]>
}

export type CommentStageOptions = { readonly course?: Partial<Course>; readonly hosted?: Partial<ClassRepository['hosted']>; readonly files?: Readonly<Record<string, string>>; readonly app?: ClassAppOptions }

/** A repository of a course that is judged, with pull request 3 of ana, who is a participant; kim is of the staff, and ben is anybody. */
export async function commentStage(options: CommentStageOptions = {}): Promise<CommentStage> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const files = options.files ?? { 'app.py': 'A = 1\n' }
  const repository = classRepository(aRepository({ private: true, ...options.hosted }), { main: MAIN, feature: HEAD }, { [MAIN]: files, [HEAD]: files })
  repository.pulls.push(pullRequest({ head: { sha: HEAD, branch: 'feature', repositoryId: 42 }, base: { branch: 'main', sha: MAIN } }))
  const github = classGitHub([repository])
  github.people = [ANA, BEN, KIM]
  const course = aCourse(options.course)
  await store.courses.saveCourse(course, START)
  await store.courses.saveStaff(course.id, [{ person: KIM, by: 'login', word: 'kim' }], () => ({ id: `staff-${course.id}`, at: START, actor: null, action: 'staff.added', subject: course.id, says: '' }), START)
  await store.courses.enrol({ courseId: course.id, repositoryId: 42, by: 'name', since: START })
  await store.courses.addParticipant({ courseId: course.id, repositoryId: 42, person: ANA, since: START })
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([repository.hosted], START)
  const clock = { now: START }
  const app = classApp(store, github.app, clock, options.app)
  let next = 1000
  const write = async (person: Person, body: string, { id = next++, number = 3, onPullRequest = number === 3, action = 'created', type = 'User', app: via = null, delivery = `comment-${id}-${action}-${clock.now}`, at = clock.now, onOurs = false, changedBy = person }: Comment = {}): Promise<number> => {
    const { id: repositoryId, ownerId, owner, name, defaultBranch, private: isPrivate, archived } = repository.hosted
    const user = { id: person.id, login: person.login, type }
    const before = repository.shown.written.get(id)
    if (before === undefined || action === 'edited') repository.shown.written.set(id, before === undefined ? { id, authorId: person.id, text: body, at, changedAt: null } : { ...before, text: body, changedAt: at })
    const payload = {
      action, installation: { id: 7 }, sender: { ...user, id: changedBy.id, login: changedBy.login }, issue: { number, performed_via_github_app: onOurs ? { id: APP_ID } : null, ...(onPullRequest ? { pull_request: { url: 'x' } } : {}) },
      comment: { id, body, user, created_at: new Date(at).toISOString(), performed_via_github_app: via === null ? null : { id: via } },
      repository: { id: repositoryId, name, owner: { id: ownerId, login: owner }, default_branch: defaultBranch, private: isPrivate, archived, topics: [] },
    }
    await store.deliveries.add({ id: delivery, name: 'issue_comment', action, installationId: 7, repositoryId, receivedAt: clock.now, body: JSON.stringify(payload) })
    return id
  }
  const answerTo = (id: number): string | null => {
    const found = repository.shown.comments.find(({ body }) => body.startsWith(`<!-- capstone-coach:answer version:1 comment:${id} -->\n`))
    return found === undefined ? null : found.body.slice(found.body.indexOf('\n') + 1)
  }
  return {
    store, github, repository, clock, app, write, answerTo,
    ask: async (person, body, comment) => {
      const id = await write(person, body, comment)
      await app.settle()
      return answerTo(id)
    },
    decisions: () => store.decisions.decisionsOf(course.id, 42),
    statements: () => store.decisions.statementsOf(course.id, 42),
  }
}

/** Judges the default branch and pull request 3. */
export async function judged(stage: CommentStage): Promise<void> {
  const { store, clock, app } = stage
  await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'repository' }, dueAt: clock.now, reason: 'push' }, { installationId: 7, repositoryId: 42, target: { kind: 'pull-request', number: 3 }, dueAt: clock.now, reason: 'push' }], clock.now)
  await app.settle()
}
