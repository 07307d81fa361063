import { onTestFinished } from 'vitest'
import { releaseGrades, type ReleaseAsked } from '../../src/flow/grades/release-grades.ts'
import { importRoster } from '../../src/flow/people/import-roster.ts'
import type { GradebookParts } from '../../src/flow/grades/gradebook.ts'
import { gradeOf, itemsOf } from '../../src/grade/grade.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import { DEFAULT_GRADING, type Grading } from '../../src/model/grading.ts'
import type { HostedRepository } from '../../src/model/hosting.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from './checklists.ts'
import { APP_ID, classApp, START, type ClassApp, type ClassClock } from './class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from './class-github.ts'
import { aCourse, anInstallation, aRepository } from './hosting.ts'
import { criterion, recordOf } from './records.ts'

export const ITEMS = CHECKLISTS.checklist.items
/** When the work of the class is due. */
const DUE = START - 100 * 3_600_000
const COUNTED = 'a'.repeat(40)
const KIM = { id: 9, login: 'kim' }

/** A class of four: ana alone in a private repository, ben in a public one, cleo and dora together; eve is in none. */
export const PEOPLE = { ana: 5, ben: 6, cleo: 7, dora: 8 } as const
export const HOSTED = {
  ana: aRepository({ private: true }),
  ben: aRepository({ id: 43, name: 'capstone-ben' }),
  group: aRepository({ id: 44, name: 'capstone-group', private: true }),
} as const
const LIST = 'student id,name,github,section\ns1,Ana,ana,Monday\ns2,Ben,ben,Monday\ns3,Cleo,cleo,Friday\ns4,Dora,dora,Friday\ns5,Eve,eve,Friday\n'

export type GradedClass = { readonly store: Store; readonly course: Course; readonly parts: GradebookParts }

/** A record at which the criteria of so many of the checklist's first items are verified, and nothing else is there. */
function recordWith(verified: number, commit = COUNTED, name = 'octo-org/capstone-ana'): AssessmentRecord {
  const shown = new Set(ITEMS.slice(0, verified).flatMap(({ criteria }) => criteria.map(({ id }) => id)))
  const criteria = [...new Set(ITEMS.flatMap((one) => one.criteria.map(({ id }) => id)))].map((id) => criterion(id, shown.has(id) ? { outcome: 'verified', standing: 'present' } : {}))
  const byId = new Map(criteria.map((one) => [one.id, one]))
  const items = itemsOf(CHECKLISTS.checklist, byId)
  const repository = { ...recordOf([], []).repository, name, url: `https://github.com/${name}`, commit }
  return recordOf(criteria, items, { repository, grade: gradeOf(items, byId), checklist: { id: 'production-readiness', revision: 1 } })
}

/** The class as it stands behind the day, with the first six items in place everywhere, pushed and judged in time; kim is of the staff. */
export async function gradedClass(grading: Partial<Grading> = {}, now = START): Promise<GradedClass> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const course = aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: DUE, grading: { ...DEFAULT_GRADING, ...grading } } })
  await store.courses.saveCourse(course, 0)
  await store.courses.saveStaff(course.id, [{ person: KIM, by: 'login', word: 'kim' }], () => ({ id: 'staff', at: 0, actor: null, action: 'staff.added', subject: course.id, says: '' }), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories(Object.values(HOSTED), 0)
  await importRoster('mlops', LIST, { mode: 'write', by: null }, { roster: store.roster, now: () => 1, newId: () => 'import' })
  const teams = [[HOSTED.ana, ['ana']], [HOSTED.ben, ['ben']], [HOSTED.group, ['cleo', 'dora']]] as const
  for (const [{ id, name }, logins] of teams) {
    await store.courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'name', since: 0 })
    for (const login of logins) await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id: PEOPLE[login], login }, since: 0 })
    await store.journal.addEvents([{ id: `push-${id}`, kind: 'push', installationId: 7, repositoryId: id, actor: { id: PEOPLE[logins[0]], login: logins[0] }, at: DUE - 7_200_000, facts: { branch: 'main', before: '0'.repeat(40), after: COUNTED, created: true, forced: false, toDefault: true } }])
    await store.assessments.add({ id: `a-${id}`, repositoryId: id, commit: COUNTED, branch: 'main', isDefaultBranch: true, at: DUE - 3_600_000, digest: `a-${id}`, record: recordWith(6, COUNTED, `octo-org/${name}`) })
  }
  return { store, course, parts: { ...store, assessor: CHECKLISTS, now: () => now } }
}

export type SeenClass = GradedClass & {
  readonly github: ClassGitHub
  readonly clock: ClassClock
  readonly app: ClassApp
  readonly repositories: Readonly<Record<keyof typeof HOSTED, ClassRepository>>
  /** Brings the capstone issues to what they are to say now. */
  readonly shown: () => Promise<void>
  /** Releases grades, or says whatever `changes` say, at the time of the clock. */
  readonly release: (changes?: Partial<ReleaseAsked>) => Promise<void>
  /** The comments of ours below a capstone issue that hold a marker: `grade`, `notice`, `answer`. */
  readonly comments: (of: keyof typeof HOSTED, kind: string) => readonly string[]
  /** What GitHub does where a repository becomes public: the setting and its webhook. */
  readonly publicize: (of: keyof typeof HOSTED) => Promise<void>
  /** Somebody writes a comment on the capstone issue; gives the answer to it, null where there is none. */
  readonly say: (of: keyof typeof HOSTED, login: keyof typeof PEOPLE, body: string) => Promise<string | null>
}

/** The class with its repositories on a GitHub, and the App over both; the capstone issues are open. */
export async function seenClass(grading: Partial<Grading> = {}): Promise<SeenClass> {
  const graded = await gradedClass(grading)
  const { store, course, parts } = graded
  const of = (hosted: HostedRepository): ClassRepository => classRepository(hosted, { main: COUNTED }, { [COUNTED]: { 'app.py': 'A = 1\n' } })
  const repositories = { ana: of(HOSTED.ana), ben: of(HOSTED.ben), group: of(HOSTED.group) }
  const github = classGitHub(Object.values(repositories))
  github.people = [...Object.entries(PEOPLE).map(([login, id]) => ({ id, login })), KIM]
  const clock: ClassClock = { now: START }
  const app = classApp(store, github.app, clock)
  let ids = 0
  const mark = async (): Promise<void> => { await store.work.mark(Object.values(HOSTED).map(({ id }) => ({ installationId: 7, repositoryId: id, target: { kind: 'capstone' }, dueAt: clock.now, reason: 'sweep' })), clock.now) }
  const shown = async (): Promise<void> => {
    await mark()
    await app.settle()
  }
  const deliver = async (name: string, action: string, repository: ClassRepository, more: object): Promise<void> => {
    const { id, owner, ownerId, name: called, defaultBranch, private: isPrivate, archived } = repository.hosted
    const payload = { action, installation: { id: 7 }, repository: { id, name: called, owner: { id: ownerId, login: owner }, default_branch: defaultBranch, private: isPrivate, archived, topics: [], visibility: isPrivate ? 'private' : 'public' }, ...more }
    await store.deliveries.add({ id: `delivery-${ids++}`, name, action, installationId: 7, repositoryId: id, receivedAt: clock.now, body: JSON.stringify(payload) })
    await app.settle()
  }
  await shown()
  const comments = (which: keyof typeof HOSTED, kind: string): readonly string[] => repositories[which].shown.comments.flatMap(({ body }) => body.startsWith(`<!-- capstone-coach:${kind} `) ? [body.slice(body.indexOf('\n') + 1)] : [])
  return {
    ...graded, github, clock, app, repositories, shown, comments,
    release: async (changes = {}) => {
      clock.now += 1000
      await releaseGrades(course, { scope: { kind: 'class' }, says: 'released', by: null, reason: '', ...changes }, 'write', { ...parts, now: () => clock.now, work: store.work, releases: store.releases, newId: () => `word-${ids++}` })
      await app.settle()
    },
    publicize: async (which) => {
      const repository = repositories[which]
      repository.hosted = { ...repository.hosted, private: false }
      await deliver('repository', 'publicized', repository, { sender: { id: 1, login: 'octo-org' } })
    },
    say: async (which, login, body) => {
      const [id, repository] = [9000 + ids++, repositories[which]]
      clock.now += 1000
      const user = { id: PEOPLE[login], login, type: 'User' }
      repository.shown.written.set(id, { id, authorId: user.id, text: body, at: clock.now, changedAt: null })
      await deliver('issue_comment', 'created', repository, { sender: user, issue: { number: repository.shown.issues[0]?.number ?? 0, performed_via_github_app: { id: APP_ID } }, comment: { id, body, user, created_at: new Date(clock.now).toISOString(), performed_via_github_app: null } })
      return repository.shown.comments.find((one) => one.body.includes(`capstone-coach:answer version:1 comment:${id} `))?.body ?? null
    },
  }
}
