import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { importRoster } from '../../src/flow/people/import-roster.ts'
import { callOperation } from '../../src/flow/course-service/call-operation.ts'
import type { Log } from '../../src/flow/ports/operation-ports.ts'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { createApp } from '../../src/github/app/create-app.ts'
import { meaningOf } from '../../src/github/meaning.ts'
import type { LogLevel } from '../../src/operate/configuration.ts'
import { createLog } from '../../src/operate/log.ts'
import { csvLine } from '../../src/report/text/csv-text.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import { backUp } from '../../src/store/back-up.ts'
import { moveStore } from '../../src/store/move/move-store.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import { courseSchemas } from '../../src/command-line/checklists.ts'
import type { OperationId } from '../../src/model/role.ts'
import { APP, sandboxWithApp, startReceiver } from '../support/app-on-sandbox.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { classApp } from '../support/class-app.ts'
import { aCourse } from '../support/hosting.ts'
import type { KeptLog } from '../support/quiet-log.ts'
import { valueOf, type ServiceStage } from '../support/service-stage.ts'
import type { Poison } from './places.ts'
import { filesWith, junitWith, LOG_BEFORE, runOf, WORKFLOW } from './poisoned-files.ts'

export const NAME = 'octo-org/capstone'
/** A token of a person who may read everything on the sandbox. */
export const TOKEN = 'github_pat_sandbox'
const DAY = 86_400_000
const TO_REST = 180_000
const INES = { id: 70, login: 'ines' }

/** What became of a repository with text of one kind in every place: what GitHub shows, what is stored, and what was logged. */
export type PoisonedClass = {
  readonly sandbox: Sandbox
  readonly service: ServiceStage
  /** The lines of the log, as they are written. */
  readonly logged: readonly string[]
  readonly stored: StoreSettings
  readonly commit: string
  readonly pull: number
}

/** The log of a process that writes every line, also for a test to look at. */
function loggedTo(lines: string[]): KeptLog {
  const real = createLog('debug' satisfies LogLevel, (line) => { lines.push(line) })
  return { ...real, lines: [], with: () => loggedTo(lines) }
}

/** Plays what a student, GitHub and the staff do over a real GitHub on loopback, with this text in every place, into the embedded store. */
export async function poisonedClass(poison: Poison): Promise<PoisonedClass> {
  const { url: webhookUrl, heard } = await startReceiver()
  const clock = { now: Date.now() }
  const sandbox = await sandboxWithApp({ webhookUrl, now: () => clock.now, tokens: [TOKEN] })
  const data = mkdtempSync(join(tmpdir(), 'capstone-coach-injection-'))
  const stored = { kind: 'sqlite', file: join(data, 'capstone-coach.db') } as const
  const store = await openStore(stored)
  onTestFinished(async () => { await store.close(); rmSync(data, { recursive: true }) })
  const logged: string[] = []
  const log = loggedTo(logged)
  const course = await courseIn(sandbox, store, poison, clock.now)
  const login = poison('login')
  sandbox.world.accounts.set(5, { id: 5, login, kind: 'User', createdAt: 0 })
  await sandbox.createRepository(NAME, { private: true, files: { 'README.md': '# Churn\n' }, actor: login, topics: [poison('topic')] })
  sandbox.addCollaborator(NAME, login, 'write')
  sandbox.installApp('octo-org', 'all')
  const github = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1' })
  onTestFinished(() => { github.close() })
  const app = classApp(store, github, clock, { meaning: (delivery) => meaningOf(delivery, APP.id), log })
  let taken = 0
  const settle = async (longest = 10_000): Promise<void> => {
    await sandbox.settled()
    for (; taken < heard.length; taken += 1) {
      const one = heard[taken]
      if (one !== undefined) await store.deliveries.add({ id: one.id, name: one.event, action: one.payload.action ?? null, installationId: null, repositoryId: null, receivedAt: clock.now, body: labelled(one.raw, poison('label')) })
    }
    const quietAt = clock.now + longest
    await app.settle(() => { if (clock.now >= quietAt) throw new Error('quiet') }).catch((error: unknown) => { if (!(error instanceof Error) || error.message !== 'quiet') throw error })
  }
  await settle()
  const { id } = sandbox.repository(NAME)
  await store.courses.enrol({ courseId: course.id, repositoryId: id, by: 'name', since: 0 })
  await store.courses.addParticipant({ courseId: course.id, repositoryId: id, person: { id: 5, login }, since: 0 })
  const files = filesWith(poison)
  const first = await sandbox.push(NAME, 'main', { files, message: poison('commit message'), author: { name: poison('commit author'), email: 'a@example.com' }, actor: login })
  await settle()
  const branch = poison('branch')
  const commit = await sandbox.push(NAME, branch, { files: { 'params.yaml': 'train:\n  max_depth: 8\n', ...runOf(poison, 'f', 8) }, message: poison('commit message'), actor: login })
  const { number } = await sandbox.openPullRequest(NAME, { title: poison('pull request title'), head: branch, actor: login })
  await settle()
  for (const [head, on] of [[first, 'main'], [commit, branch]] as const) {
    await sandbox.runWorkflow(NAME, {
      path: WORKFLOW, name: poison('workflow name'), commit: head, branch: on, event: 'push', actor: login,
      jobs: [{ name: poison('job name'), conclusion: 'failure', steps: ['Run actions/checkout@v5', { name: poison('step name'), conclusion: 'failure' }], log: `${LOG_BEFORE}ValueError: ${poison('log line')}\n##[error]Process completed with exit code 1.` }, { name: 'deploy', conclusion: 'success', steps: ['Run ./deploy.sh'] }],
      artifacts: { [poison('artifact name')]: { 'junit.xml': junitWith(poison('test name')), [`${poison('zip entry')}.xml`]: junitWith(poison('test name')) } },
    })
    sandbox.deploy(NAME, { commit: head, environment: poison('environment'), url: poison('deployment address'), actor: login })
    sandbox.deploy(NAME, { commit: head, environment: 'staging', url: 'javascript:zqscriptaddress', actor: login })
    await settle()
  }
  const issue = sandbox.openIssue(NAME, poison('issue title'), poison('comment'), login)
  const says = async (where: number, text: string, who = login): Promise<void> => {
    sandbox.comment(NAME, where, text, who)
    await settle()
  }
  await says(number, ['/status', '/why lint', `/dispute lint ${poison('comment')}`, `/done 4.3 ${poison('comment')}`, `/feedback 2 ${poison('comment')}`].join('\n\n'))
  await says(issue.number, [`/hint ${poison('comment')}`, `/why ${poison('comment')}`, `/add ${poison('comment')}`, `/notify ${poison('comment')}`].join('\n\n'))
  const capstone = sandbox.issues(NAME).find(({ viaApp }) => viaApp)?.number ?? 0
  await says(capstone, `A model reaches production reliably and is watched there. ${poison('answer')}`)
  await says(number, ['/set tests-unit verified', '/close lint'].map((command) => `${command} ${poison('reason of staff').replaceAll(/[\r\n]/g, ' ')}`).join('\n\n'), INES.login)
  const merge = await sandbox.mergePullRequest(NAME, number, login)
  await sandbox.runWorkflow(NAME, { path: WORKFLOW, name: poison('workflow name'), commit: merge, branch: 'main', event: 'push', actor: login, jobs: [{ name: poison('job name'), steps: ['Run actions/checkout@v5', poison('step name')] }, { name: 'deploy', steps: ['Run ./deploy.sh'] }] })
  sandbox.deploy(NAME, { commit: merge, environment: poison('environment'), url: poison('deployment address'), actor: login })
  await settle()
  const service = serviceOver(store, course, clock, log)
  for (const [operation, input] of [['decisions.excuse', { of: NAME, subject: 'drift' }], ['decisions.extend', { of: NAME, until: '2099-12-20' }], ['grades.release', { class: true }]] as readonly (readonly [OperationId, object])[]) valueOf(await service.call(operation, { ...input, reason: poison('reason of staff') }))
  // Until no run of CI is awaited any more: what was counted is told then.
  await settle(TO_REST)
  await keepStandings(id, { ...service.parts, ...store })
  return { sandbox, logged, stored, commit, pull: number, service }
}

/** The same class, moved to a database of PostgreSQL as `capstone-coach move` moves it. */
export async function movedClass({ stored, service: { course, clock }, ...poisoned }: PoisonedClass, url: string): Promise<PoisonedClass> {
  if (stored.kind !== 'sqlite') throw new Error('it lies on PostgreSQL already')
  const file = `${stored.file}.copy`
  expect(await backUp(stored, file)).toMatchObject({ kind: 'written' })
  expect(await moveStore({ kind: 'sqlite', file }, { kind: 'postgres', url })).toMatchObject({ kind: 'moved' })
  const store = await openStore({ kind: 'postgres', url })
  onTestFinished(() => store.close())
  return { ...poisoned, stored: { kind: 'postgres', url }, service: serviceOver(store, course, clock, loggedTo([])) }
}

function serviceOver(store: Store, course: Course, clock: { now: number }, log: Log): ServiceStage {
  let ids = 0
  const parts: ServiceStage['parts'] = { ...store, schemas: courseSchemas(), assessor: CHECKLISTS, now: () => clock.now, newId: () => `id-${ids++}`, log }
  return { store, course, parts, clock, call: (operation, input = {}, actor = { kind: 'operator' }) => callOperation(operation, actor, course, input, parts) }
}

/** A course of the sandbox's organization, with ines as its staff and one student on its list. */
async function courseIn(sandbox: Sandbox, store: Store, poison: Poison, now: number): Promise<Course> {
  const { id } = sandbox.organization('octo-org')
  sandbox.world.accounts.set(INES.id, { ...INES, kind: 'User', createdAt: 0 })
  const course = aCourse({ title: poison('course title'), account: { id, login: 'octo-org' }, settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: now + 10 * DAY } })
  await store.courses.saveCourse(course, 0)
  await store.courses.saveStaff(course.id, [{ person: INES, by: 'login', word: INES.login }], () => ({ id: 'staff', at: 0, actor: null, action: 'staff.added', subject: course.id, says: INES.login }), 0)
  const list = csvLine(['student id', 'name', 'email', 'github', 'section']) + csvLine(['s1', 'NAME', 'ana@uni.example', '', 'SECTION']) + csvLine(['s2', 'Ben', 'ben@uni.example', 'ben', 'B'])
  // As an instructor's file has it, which no writer of ours made harmless.
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  await importRoster(course.id, list.replace('NAME', () => quoted(poison('listed name'))).replace('SECTION', () => quoted(poison('listed section'))), { mode: 'write', by: null }, { roster: store.roster, now: () => 1, newId: () => 'import' })
  return course
}

/** A payload as GitHub sends it where its issue or pull request bears a label. */
function labelled(raw: string, name: string): string {
  const payload = JSON.parse(raw) as Record<string, unknown>
  for (const part of ['issue', 'pull_request']) {
    const of = payload[part]
    if (typeof of === 'object' && of !== null) Object.assign(of, { labels: [{ id: 1, name, color: 'ededed' }] })
  }
  return JSON.stringify(payload)
}
