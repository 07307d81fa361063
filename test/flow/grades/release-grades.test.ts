import { describe, expect, it } from 'vitest'
import { gradebookOf } from '../../../src/flow/grades/gradebook.ts'
import { importRoster } from '../../../src/flow/people/import-roster.ts'
import { releaseGrades, type ReleaseAsked } from '../../../src/flow/grades/release-grades.ts'
import { seenGrade } from '../../../src/flow/grades/seen-grade.ts'
import { releaseText } from '../../../src/report/gradebook/release-text.ts'
import { START } from '../../support/class-app.ts'
import { gradedClass, HOSTED, type GradedClass } from '../../support/graded-class.ts'

const CLASS = { kind: 'class' } as const
const RELEASE: ReleaseAsked = { scope: CLASS, says: 'released', by: null, reason: '' }
let ids = 0

async function say({ course, store, parts }: GradedClass, asked: Partial<ReleaseAsked>, mode: 'write' | 'preview' = 'write', at = START + ids) {
  return releaseGrades(course, { ...RELEASE, ...asked }, mode, { ...parts, work: store.work, releases: store.releases, now: () => at, newId: () => `word-${ids++}` })
}

async function released({ course, parts }: GradedClass): Promise<readonly string[]> {
  return (await gradebookOf(course, parts)).rows.flatMap(({ student, isReleased }) => isReleased ? [student.name] : [])
}

async function marked({ store }: GradedClass): Promise<readonly (readonly [number, string])[]> {
  const found: (readonly [number, string])[] = []
  for (let item = await store.work.claim(START + 1_000_000, 1000); item !== null; item = await store.work.claim(START + 1_000_000, 1000)) found.push([item.repositoryId, item.target.kind])
  return found.toSorted(([one], [other]) => one - other)
}

describe('grades that the staff releases', () => {
  it('are shown to the class, and their capstone issues are shown anew', async () => {
    const graded = await gradedClass()
    expect(await released(graded)).toEqual([])
    await say(graded, {})
    expect(await released(graded)).toEqual(['Ana', 'Ben', 'Cleo', 'Dora', 'Eve'])
    expect(await marked(graded)).toEqual([[42, 'capstone'], [43, 'capstone'], [44, 'capstone']])
  })
  it('are those of a section, of one student, and of nobody once the class is held', async () => {
    const graded = await gradedClass()
    await say(graded, { scope: { kind: 'section', section: 'Monday' } })
    await say(graded, { scope: { kind: 'student', key: 's3' } })
    expect(await released(graded)).toEqual(['Ana', 'Ben', 'Cleo'])
    await say(graded, { says: 'held' })
    expect(await released(graded)).toEqual([])
  })
  it('are those of who is named by login, student id or e-mail, too, where that is one student alone', async () => {
    const graded = await gradedClass()
    const { course, parts } = graded
    const { rows } = await gradebookOf(course, parts)
    const cleo = rows.find(({ student }) => student.name === 'Cleo')?.student
    for (const word of [cleo?.login.toUpperCase(), cleo?.email].filter((one) => one !== undefined && one !== '')) {
      const said = await say(graded, { scope: { kind: 'student', key: word ?? '' } }, 'preview')
      expect(said.ok && said.rows.map(({ student }) => student.name)).toEqual(['Cleo'])
    }
  })
  it('tell who sees what and who sees nothing, and why; a group sees its grade once all of it may', async () => {
    const graded = await gradedClass()
    const whole = await say(graded, {}, 'preview')
    expect(whole.ok && whole.rows.map(({ student, sees, wasReleased }) => [student.name, sees, wasReleased])).toEqual([['Ana', 'grade', false], ['Ben', 'public', false], ['Cleo', 'grade', false], ['Dora', 'grade', false], ['Eve', 'no-grade', false]])
    const cleo = await say(graded, { scope: { kind: 'student', key: 's3' } })
    expect(cleo.ok && cleo.rows.map(({ student, sees }) => [student.name, sees])).toEqual([['Cleo', 'others-held']])
    const dora = await say(graded, { scope: { kind: 'student', key: 's4' } })
    expect(dora.ok && dora.rows.map(({ student, sees }) => [student.name, sees])).toEqual([['Dora', 'grade']])
  })
  it('are held by a group mate from when they work there: not before, when it is none of theirs', async () => {
    const graded = await gradedClass()
    const { store, course, parts } = graded
    await say(graded, {})
    await say(graded, { scope: { kind: 'student', key: 's5' }, says: 'held' })
    expect((await seenGrade(HOSTED.group, course, parts)).isShown).toBe(true)
    const before = await say(graded, { scope: { kind: 'student', key: 's5' }, says: 'held' }, 'preview')
    if (!before.ok) throw new Error('refused')
    expect(releaseText({ title: 'MLOps', scope: { kind: 'student', key: 's5' }, says: 'held', mode: 'preview', rows: before.rows })).toContain('no group is held by it')
    await store.journal.addEvents([{ id: 'eve', kind: 'push', installationId: 7, repositoryId: HOSTED.group.id, actor: { id: 10, login: 'eve' }, at: START, facts: { branch: 'notes', before: '0'.repeat(40), after: 'e'.repeat(40), created: true, forced: false, toDefault: false } }])
    expect((await seenGrade(HOSTED.group, course, parts)).isShown).toBe(false)
    const after = await say(graded, { scope: { kind: 'student', key: 's3' } }, 'preview')
    expect(after.ok && after.rows.map(({ student, sees }) => [student.name, sees])).toEqual([['Cleo', 'others-held']])
  })
  it('are held by what was said last, though the clock went back meanwhile', async () => {
    const graded = await gradedClass()
    await say(graded, {}, 'write', START + 60_000)
    const held = await say(graded, { says: 'held' }, 'write', START)
    expect(held.ok && held.rows.every(({ isReleased }) => !isReleased)).toBe(true)
    expect(await released(graded)).toEqual([])
  })
  it('are not those of all who have no section, where a blank one is named', async () => {
    const graded = await gradedClass()
    await importRoster('mlops', 'student id,name,github,section\ns1,Ana,ana,Monday\ns2,Ben,ben,\n', { mode: 'write', by: null }, { roster: graded.store.roster, now: () => 2, newId: () => 'again' })
    expect(await say(graded, { scope: { kind: 'section', section: ' ' } })).toEqual({ ok: false, known: ['Monday'] })
    expect(await released(graded)).toEqual([])
  })
  it('stay as they were by a preview, which writes nothing, not even who was found', async () => {
    const graded = await gradedClass()
    const before = await graded.store.roster.of('mlops')
    await say(graded, {}, 'preview')
    expect(await graded.store.roster.of('mlops')).toEqual(before)
  })
  it('stay as they were by a preview, which marks nothing', async () => {
    const graded = await gradedClass()
    await say(graded, {}, 'preview')
    expect([await released(graded), await graded.store.releases.of('mlops'), await marked(graded)]).toEqual([[], [], []])
  })
  it('are kept with who did it, when and why, and stand in the audit', async () => {
    const graded = await gradedClass()
    await say(graded, { by: { id: 9, login: 'kim' }, reason: 'after the viva', scope: { kind: 'section', section: 'Friday' } }, 'write', START)
    expect(await graded.store.releases.of('mlops')).toMatchObject([{ by: { id: 9, login: 'kim' }, at: START, reason: 'after the viva', says: 'released' }])
    expect((await graded.store.journal.audit(1)).map(({ actor, action, subject, says }) => [actor, action, subject, says])).toEqual([[9, 'grades.released', 'course mlops', 'section Friday']])
  })
  it('are nobody\'s where a section or key is named that nobody has', async () => {
    const graded = await gradedClass()
    expect(await say(graded, { scope: { kind: 'section', section: 'Munday' } })).toEqual({ ok: false, known: ['Monday', 'Friday'] })
    expect(await say(graded, { scope: { kind: 'student', key: 'anna' } })).toMatchObject({ ok: false })
    expect(await graded.store.releases.of('mlops')).toEqual([])
  })
})
