import { expect, it } from 'vitest'
import type { Enrolment, StaffMember } from '../../src/model/course.ts'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
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
    expect(await courses.savedAt()).toEqual(new Map([['another', NOON], ['mlops', NOON + 1]]))
    expect(await courses.everRan()).toEqual(['another', 'mlops'])
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

  it('knows on what a person works, in courses that run and have the repository still', async () => {
    const { courses } = await open()
    const ana = { person: { id: 42, login: 'ana' }, since: NOON }
    for (const id of ['mlops', 'other', 'old']) await courses.saveCourse(aCourse({ id }), NOON)
    for (const [courseId, repositoryId] of [['mlops', CHURN], ['mlops', RIVER], ['other', CHURN], ['old', CHURN]] as const) {
      await courses.enrol({ ...ENROLMENT, courseId, repositoryId })
      await courses.addParticipant({ ...ana, courseId, repositoryId })
    }
    await courses.addParticipant({ ...ana, courseId: 'mlops', repositoryId: CHURN, person: { id: 7, login: 'bo' } })
    await courses.endEnrolment('mlops', RIVER, NOON + 1)
    await courses.changeCourses({ saved: [], ended: [{ courseId: 'old', audit: entry('old') }], letGo: [] }, NOON + 1)
    expect(await courses.worksOn(42)).toEqual([{ courseId: 'mlops', repositoryId: CHURN }, { courseId: 'other', repositoryId: CHURN }])
    expect(await courses.worksOn(99)).toEqual([])
  })

  const entry = (id: string): AuditEntry => ({ id, at: NOON, actor: null, action: 'course.changed', subject: 'course mlops', says: id })
  const audited = async ({ journal }: Store): Promise<readonly string[]> => (await journal.audit(99)).map(({ id }) => id).sort()

  it('changes, ends and lets go at once, each with its entry; what stands so already leaves none', async () => {
    const store = await open()
    const { courses } = store
    await courses.saveCourse(aCourse(), NOON)
    await courses.saveCourse(aCourse({ id: 'old' }), NOON)
    for (const repositoryId of [CHURN, RIVER]) for (const courseId of ['mlops', 'old']) await courses.enrol({ ...ENROLMENT, courseId, repositoryId })
    const changed = aCourse({ title: 'New', origin: { kind: 'file', organization: 'Octo' } })
    const changes = (round: string) => ({
      saved: [{ course: changed, audit: entry(`${round} saved`) }, { course: aCourse({ id: 'added' }), audit: entry(`${round} added`) }],
      ended: [{ courseId: 'old', audit: entry(`${round} ended`) }], letGo: [{ courseId: 'mlops', repositoryId: RIVER, audit: entry(`${round} let go`) }],
    })
    await courses.changeCourses(changes('a'), NOON + 1)
    await courses.changeCourses(changes('b'), NOON + 2)
    expect(await courses.courses()).toEqual([aCourse({ id: 'added' }), changed])
    expect([await courses.enrolled('mlops'), await courses.enrolled('old')]).toEqual([[ENROLMENT], []])
    expect(await audited(store)).toEqual(['a added', 'a ended', 'a let go', 'a saved'])
    await courses.changeCourses({ saved: [{ course: aCourse({ id: 'old' }), audit: entry('again') }], ended: [], letGo: [] }, NOON + 3)
    expect((await courses.courses()).map(({ id }) => id)).toEqual(['added', 'mlops', 'old'])
    expect(await audited(store)).toContain('again')
  })

  const ines: StaffMember = { person: { id: 5, login: 'ines' }, by: 'login', word: 'ines' }
  const inTeam: StaffMember = { ...ines, by: 'team', word: 'staff' }
  const jo: StaffMember = { person: { id: 4, login: 'jo' }, by: 'team', word: 'staff' }
  const auditOf = (round: string) => ({ person, by }: StaffMember, change: string): AuditEntry => entry(`${round} ${change} ${person.id} ${by}`)

  it('keeps who is staff and by which word, each change with its entry, as long as the course runs', async () => {
    const store = await open()
    const { courses } = store
    await courses.saveCourse(aCourse(), NOON)
    await courses.saveStaff('mlops', [ines, inTeam, jo], auditOf('a'), NOON)
    expect(await courses.staffOf('mlops')).toEqual([jo, ines, inTeam])
    expect(await Promise.all([4, 5, 6].map((id) => courses.staffRole('mlops', id)))).toEqual(['instructor', 'instructor', null])
    expect(await courses.staffRole('another', 5)).toBeNull()
    const renamed = { ...inTeam, person: { id: 5, login: 'ines-k' } }
    await courses.saveStaff('mlops', [renamed], auditOf('b'), NOON + 1)
    expect(await courses.staffOf('mlops')).toEqual([renamed])
    expect(await audited(store)).toEqual(['a added 4 team', 'a added 5 login', 'a added 5 team', 'b removed 4 team', 'b removed 5 login'])
    await courses.changeCourses({ saved: [], ended: [{ courseId: 'mlops', audit: entry('end') }], letGo: [] }, NOON + 2)
    expect([await courses.staffOf('mlops'), await courses.staffRole('mlops', 5)]).toEqual([[], null])
  })

  it('tells assistants from instructors, and knows who is both as an instructor', async () => {
    const { courses, journal } = await open()
    await courses.saveCourse(aCourse(), NOON)
    const assisting = { ...jo, role: 'assistant' } as const
    await courses.saveStaff('mlops', [assisting, { ...inTeam, role: 'assistant' }, ines], auditOf('a'), NOON)
    expect(await courses.staffOf('mlops')).toEqual([assisting, ines, { ...inTeam, role: 'assistant' }])
    expect(await Promise.all([4, 5].map((id) => courses.staffRole('mlops', id)))).toEqual(['assistant', 'instructor'])
    for (const round of ['b', 'c']) await courses.saveStaff('mlops', [jo, { ...inTeam, role: 'assistant' }, ines], auditOf(round), NOON + 1)
    expect(await courses.staffRole('mlops', 4)).toBe('instructor')
    expect((await journal.audit(9)).map(({ id }) => id).filter((id) => !id.startsWith('a '))).toEqual(['b changed 4 team'])
  })

  it('counts nobody of the staff among the participants', async () => {
    const { courses } = await open()
    await courses.saveCourse(aCourse(), NOON)
    for (const person of [ines.person, { id: 42, login: 'ana' }]) await courses.addParticipant({ courseId: 'mlops', repositoryId: CHURN, person, since: NOON })
    await courses.saveStaff('mlops', [ines], auditOf('a'), NOON)
    expect((await courses.participantsOf('mlops', CHURN)).map(({ person }) => person.login)).toEqual(['ana'])
  })
}
