import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createStaffReader } from '../../../src/flow/courses/course-staff.ts'
import type { GitHubTrouble } from '../../../src/flow/ports/github-ports.ts'
import type { CourseStaff } from '../../../src/model/course.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { classGitHub, type ClassGitHub } from '../../support/class-github.ts'
import { aCourse, anInstallation } from '../../support/hosting.ts'
import { keptLog, type KeptLog } from '../../support/quiet-log.ts'

const NOW = 1_700_000_000_000
const INES = { id: 5, login: 'ines' }
const JO = { id: 6, login: 'jo' }

async function stage(staff: CourseStaff): Promise<{ readonly store: Store; readonly github: ClassGitHub; readonly log: KeptLog; readonly look: () => Promise<void>; readonly staffIds: () => Promise<readonly number[]> }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  await store.courses.saveCourse(aCourse({ staff }), NOW)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, NOW)
  const github = classGitHub([])
  github.people = [INES, JO]
  github.teams = { 'octo-org/staff': [INES, JO] }
  const log = keptLog()
  const look = createStaffReader({ ...store, app: github.app, now: () => NOW, newId: randomUUID, log })
  return { store, github, log, look, staffIds: async () => [...new Set((await store.courses.staffOf('mlops')).map(({ person }) => person.id))] }
}

const says = ({ lines }: KeptLog): string => lines.map((line) => line.says).join('\n')

describe('the staff of a course', () => {
  it('is who its logins and teams are, by numeric id, with an entry of the audit for each', async () => {
    const { store, look } = await stage({ logins: ['Ines', 'ines'], teams: ['staff'] })
    await look()
    expect(await store.courses.staffOf('mlops')).toEqual([{ person: INES, by: 'login', word: 'ines' }, { person: INES, by: 'team', word: 'staff' }, { person: JO, by: 'team', word: 'staff' }])
    expect((await store.journal.audit(9)).map(({ action, subject, says }) => `${action} ${subject}: ${says}`).sort()).toEqual([
      'staff.added course mlops: instructor 5 (ines) by the login ines', 'staff.added course mlops: instructor 5 (ines) by the team staff', 'staff.added course mlops: instructor 6 (jo) by the team staff',
    ])
    await look()
    expect(await store.journal.audit(9)).toHaveLength(3)
  })

  it('has assistants beside its instructors, and who moves between them', async () => {
    const { store, look } = await stage({ logins: ['ines'], teams: [], assistants: { logins: [], teams: ['staff'] } })
    await look()
    expect(await Promise.all([5, 6].map((id) => store.courses.staffRole('mlops', id)))).toEqual(['instructor', 'assistant'])
    await store.courses.saveCourse(aCourse({ staff: { logins: [], teams: ['staff'], assistants: { logins: ['ines'], teams: [] } } }), NOW)
    await look()
    expect(await Promise.all([5, 6].map((id) => store.courses.staffRole('mlops', id)))).toEqual(['instructor', 'instructor'])
    await store.courses.saveCourse(aCourse({ staff: { logins: [], teams: [], assistants: { logins: ['ines'], teams: [] } } }), NOW)
    await look()
    expect(await Promise.all([5, 6].map((id) => store.courses.staffRole('mlops', id)))).toEqual(['assistant', null])
    expect((await store.journal.audit(9)).map(({ action, says }) => `${action} ${says}`)).toContain('staff.changed assistant 5 (ines) by the login ines')
  })

  it('follows a team that changes', async () => {
    const { github, look, staffIds } = await stage({ logins: [], teams: ['staff'] })
    await look()
    github.teams = { 'octo-org/staff': [JO] }
    await look()
    expect(await staffIds()).toEqual([6])
  })

  it('follows a person under another login, whose old one gives nobody else authority', async () => {
    const { github, log, look, staffIds } = await stage({ logins: ['ines'], teams: [] })
    await look()
    github.people = [{ id: 5, login: 'ines-k' }, { id: 7, login: 'ines' }]
    await look()
    expect(await staffIds()).toEqual([5])
    expect(says(log)).toContain('"ines" under staff.people is called ines-k now. Write that in the course\'s file')
  })

  it('loses who is not there, and the log says so once', async () => {
    const { github, log, look, staffIds } = await stage({ logins: ['ines', 'inez'], teams: ['staff', 'gone'] })
    await look()
    expect(await staffIds()).toEqual([5, 6])
    await look()
    expect(log.lines.filter(({ says }) => says.includes('"inez" under staff.people: no person of that login'))).toHaveLength(1)
    expect(log.lines.filter(({ says }) => says.includes('"gone" under staff.teams: octo-org has no team of that name'))).toHaveLength(1)
    github.teams = {}
    await look()
    expect(await staffIds()).toEqual([5])
  })

  it('gives nobody the authority of an account that is gone, whoever has its login then', async () => {
    const { github, log, look, staffIds } = await stage({ logins: ['ines'], teams: [] })
    await look()
    github.people = []
    await look()
    github.people = [{ id: 7, login: 'ines' }]
    await look()
    expect(await staffIds()).toEqual([5])
    expect(says(log)).toContain('it is as it was')
  })

  it.each<[string, GitHubTrouble, readonly number[]]>([
    ['fails for the moment', { kind: 'passing', says: '502' }, [5, 6]], ['has had enough of us', { kind: 'limited', until: NOW + 1, says: 'limit' }, [5, 6]],
    ['does not show it', { kind: 'forbidden', says: '403' }, [5]],
  ])('where GitHub %s is %j', async (_, trouble, ids) => {
    const { github, look, staffIds } = await stage({ logins: ['ines'], teams: ['staff'] })
    await look()
    github.trouble = () => trouble
    await look()
    expect(await staffIds()).toEqual(ids)
  })

  it('stays while the App rests or is not installed', async () => {
    const { store, github, look, staffIds } = await stage({ logins: ['ines'], teams: [] })
    await look()
    const asked = github.asked.length
    await store.hosting.saveInstallation({ change: 'suspended', installation: anInstallation({ suspended: true }) }, NOW)
    await look()
    expect([await staffIds(), github.asked.length]).toEqual([[5], asked])
  })
})
