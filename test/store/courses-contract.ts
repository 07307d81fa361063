import { expect, it } from 'vitest'
import type { Enrolment } from '../../src/model/course.ts'
import type { Store } from '../../src/store/open-store.ts'
import { aCourse } from '../support/hosting.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

const ENROLMENT: Enrolment = { courseId: 'mlops', repositoryId: CHURN, by: 'pattern', since: NOON }

/** What every `CourseStore` keeps to. */
export function coursesContract(open: () => Promise<Store>): void {
  it('gives back courses as they were last saved', async () => {
    const { courses } = await open()
    const other = aCourse({ id: 'another', joinCode: 'k7-“x”', settings: { ...aCourse().settings, dueAt: NOON, gate: true, probeHosts: ['example.org'] } })
    await courses.saveCourse(aCourse({ title: 'Old' }), NOON)
    await courses.saveCourse(other, NOON)
    await courses.saveCourse(aCourse({ account: { id: 2, login: 'renamed' } }), NOON + 1)
    expect(await courses.courses()).toEqual([other, aCourse({ account: { id: 2, login: 'renamed' } })])
  })

  it('enrols a repository once, and in several courses', async () => {
    const { courses } = await open()
    await courses.enrol(ENROLMENT)
    await courses.enrol({ ...ENROLMENT, by: 'join', since: NOON + 5 })
    await courses.enrol({ ...ENROLMENT, courseId: 'another', by: 'name' })
    await courses.enrol({ ...ENROLMENT, repositoryId: RIVER, by: 'topic' })
    expect(await courses.enrolmentsOf(CHURN)).toEqual([{ ...ENROLMENT, courseId: 'another', by: 'name' }, ENROLMENT])
    expect(await courses.enrolled('mlops')).toEqual([ENROLMENT, { ...ENROLMENT, repositoryId: RIVER, by: 'topic' }])
    expect(await courses.enrolmentsOf(99)).toEqual([])
  })

  it('ends an enrolment, which may begin anew', async () => {
    const { courses } = await open()
    await courses.enrol(ENROLMENT)
    await courses.endEnrolment('mlops', CHURN, NOON + 1)
    expect([await courses.enrolmentsOf(CHURN), await courses.enrolled('mlops')]).toEqual([[], []])
    const anew: Enrolment = { ...ENROLMENT, by: 'join', since: NOON + 9 }
    await courses.enrol(anew)
    expect(await courses.enrolmentsOf(CHURN)).toEqual([anew])
  })

  it('knows a participant by the numeric id, under the newest login', async () => {
    const { courses } = await open()
    const ana = { courseId: 'mlops', repositoryId: CHURN, person: { id: 42, login: 'ana' }, since: NOON }
    await courses.addParticipant(ana)
    await courses.addParticipant({ ...ana, person: { id: 7, login: 'bo' } })
    await courses.addParticipant({ ...ana, person: { id: 42, login: 'ana-b' }, since: NOON + 5 })
    expect(await courses.participantsOf('mlops', CHURN)).toEqual([{ ...ana, person: { id: 7, login: 'bo' } }, { ...ana, person: { id: 42, login: 'ana-b' } }])
    expect(await courses.participantsOf('mlops', RIVER)).toEqual([])
  })
}
