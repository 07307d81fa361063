import { expect, it, onTestFinished } from 'vitest'
import { badgeState } from '../../src/flow/publishing/badge-state.ts'
import { createEnrolment } from '../../src/flow/courses/enrolment.ts'
import { keepChecklists, OPERATOR } from '../../src/flow/courses/kept-checklists.ts'
import type { Checklist } from '../../src/model/checklist.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { classApp, START } from '../support/class-app.ts'
import { classGitHub, classRepository, type ClassRepository } from '../support/class-github.ts'
import { itemSubject, set } from '../support/decisions.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'

const [FIRST = { id: '', title: '', weight: 0 }, SECOND = { id: '', title: '' }] = CHECKLISTS.checklist.items
/** A course that asks for the first item alone, which is worth twice as much there; and the same without that item. */
const OURS: Checklist = { ...CHECKLISTS.checklist, id: 'ours', revision: 1, digest: 'ours-1', items: CHECKLISTS.checklist.items.slice(0, 1).map((item) => ({ ...item, weight: 2 })) }
const NEXT: Checklist = { ...OURS, revision: 2, digest: 'ours-2', items: CHECKLISTS.checklist.items.slice(1, 2) }

function named({ id, revision, digest = '' }: Checklist): Course['settings'] {
  return { ...DEFAULT_COURSE_SETTINGS, checklist: { id, revision, digest } }
}

async function setting(): Promise<{ readonly store: Store; readonly ana: ClassRepository; readonly push: (sha: string) => Promise<void> }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const files = { 'src/app.py': 'def predict(x):\n    return x\n' }
  const ana = classRepository(aRepository(), { main: 'a'.repeat(40) }, { ['a'.repeat(40)]: files, ['b'.repeat(40)]: { ...files, 'src/more.py': 'A = 1\n' } })
  const clock = { now: START }
  await keepChecklists([OURS, NEXT, CHECKLISTS.practices], OPERATOR, store.checklists, START)
  await store.courses.saveCourse(aCourse({ settings: named(OURS) }), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  const app = classApp(store, classGitHub([ana]).app, clock)
  return {
    store, ana,
    push: async (sha) => {
      ana.branches['main'] = sha
      await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: clock.now, reason: 'push' }], clock.now)
      await app.settle()
    },
  }
}

it('a repository is judged and told by the checklist of its course, and what was judged stays by it when the course takes another', async () => {
  const { store, ana, push } = await setting()
  await push('a'.repeat(40))
  const first = await store.assessments.newest(42, 'default-branch')
  expect(first?.record).toMatchObject({ checklist: { id: 'ours', revision: 1, digest: 'ours-1' }, items: [{ id: FIRST.id, of: 2 }], grade: { of: 2 } })
  const said = (): string => ana.shown.runs.at(-1)?.content.summary ?? ''
  expect(said()).toContain(FIRST.title)
  expect(said()).not.toContain(SECOND.title)
  const whole = (): Promise<unknown> => badgeState(42, { ...store, enrolment: createEnrolment(store.courses), assessor: CHECKLISTS })
  await store.decisions.decide(set('a', itemSubject(FIRST.id), 'verified'), { id: 'a', at: 1, actor: 9, action: 'decision', subject: '', says: '' })
  const shown = await whole()
  await store.courses.saveCourse(aCourse({ settings: named(NEXT) }), START)
  expect(await whole()).toEqual(shown)
  await push('b'.repeat(40))
  expect((await store.assessments.newest(42, 'default-branch'))?.record).toMatchObject({ checklist: { revision: 2 }, items: [{ id: SECOND.id }] })
  expect(said()).toContain(SECOND.title)
  expect((await store.assessments.byId(first?.id ?? ''))?.record).toEqual(first?.record)
})
