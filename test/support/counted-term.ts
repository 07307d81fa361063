import { onTestFinished } from 'vitest'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import type { RejudgingParts } from '../../src/flow/grades/rejudging.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import type { Gradebook } from '../../src/model/gradebook.ts'
import { DEFAULT_GRADING, type Grading } from '../../src/model/grading.ts'
import type { WorkflowRun } from '../../src/model/run.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from './checklists.ts'
import { classApp, START, type ClassApp } from './class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from './class-github.ts'
import { aCourse, anInstallation, aRepository } from './hosting.ts'

export const HOUR = 3_600_000
export const DUE = START + 10 * HOUR
export const END = DUE + 24 * HOUR
export const [FIRST, SECOND] = ['a', 'b'].map((letter) => letter.repeat(40)) as [string, string]
const CI = 'name: CI\non: push\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: ruff check .}]}}\n'
export const FILES = { 'src/app.py': 'def predict(x):\n    return x\n', 'requirements.txt': 'ruff==0.8.1\n', '.github/workflows/ci.yml': CI, 'tests/test_app.py': 'from src.app import predict\n\ndef test_predict():\n    assert predict(1) == 1\n' }

/** A run of the linter on the first commit that ended at a time with success. */
export function run(endedAt: number, changes: Partial<WorkflowRun> = {}): WorkflowRun {
  return {
    id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: FIRST, status: 'completed', conclusion: 'success', url: 'https://github.com/octo-org/capstone-ana/actions/runs/1', createdAt: endedAt - 9000, updatedAt: endedAt,
    jobs: [{ id: 10, name: 'test', status: 'completed', conclusion: 'success', url: '', startedAt: endedAt - 8000, completedAt: endedAt, steps: [{ number: 2, name: 'Run ruff check .', status: 'completed', conclusion: 'success', startedAt: endedAt - 5000, completedAt: endedAt - 100 }] }],
    ...changes,
  }
}

export type Term = { readonly store: Store; readonly github: ClassGitHub; readonly ana: ClassRepository; readonly course: Course; readonly app: ClassApp; readonly clock: { now: number }; readonly parts: RejudgingParts; readonly book: () => Promise<Gradebook> }

/** Ana pushed before the day, and the App judged that at once, before anything ran. */
export async function term(grading: Partial<Grading> = {}): Promise<Term> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const ana = classRepository(aRepository(), { main: FIRST }, { [FIRST]: FILES })
  const github = classGitHub([ana])
  const clock = { now: START }
  const course = aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: DUE, grading: { ...DEFAULT_GRADING, ...grading } } })
  let ids = 0
  const parts: RejudgingParts = { ...store, assessor: CHECKLISTS, now: () => clock.now, newId: () => `id-${ids++}` }
  await store.courses.saveCourse(course, START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 5, login: 'ana' }, since: START })
  const app = classApp(store, github.app, clock)
  const one: Term = { store, github, ana, course, app, clock, parts, book: () => gradebookOf(course, parts) }
  await pushed(one, FIRST, START)
  return one
}

/** The next push to the default branch, judged by the App at once. */
export async function pushed({ store, app, clock }: Term, after: string, at: number): Promise<void> {
  clock.now = at
  await store.journal.addEvents([{ id: `push-${after}`, kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at, facts: { branch: 'main', before: '0'.repeat(40), after, created: false, forced: false, toDefault: true } }])
  await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: at, reason: 'push' }], at)
  await app.settle()
}

/** The grade once the App has done all that is due by a time. */
export async function gradeAt(one: Term, now: number) {
  one.clock.now = now
  await one.app.settle()
  return (await one.book()).rows[0]?.grade ?? null
}
