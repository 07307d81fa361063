import { describe, expect, it } from 'vitest'
import { gradebookOf } from '../../../src/flow/grades/gradebook.ts'
import type { RepositoryGrade } from '../../../src/model/gradebook.ts'
import { set, itemSubject, rule, stop } from '../../support/decisions.ts'
import { ITEMS, PEOPLE, seenClass, type SeenClass } from '../../support/graded-class.ts'
import { START } from '../../support/class-app.ts'

const AUDIT = { id: 'x', at: START, actor: 9, action: 'decision', subject: 'repository 42', says: '' }
const [FIRST = { id: '' }, SECOND = { id: '' }] = ITEMS.slice(6)
const CLEO = { scope: { kind: 'student', key: 's3' } } as const

async function gradeOf({ course, parts }: SeenClass, repository: number): Promise<RepositoryGrade> {
  const row = (await gradebookOf(course, parts)).rows.find((one) => one.repository?.id === repository)
  if (row === undefined || row.grade === null) throw new Error('there is no grade')
  return row.grade
}

/** All that stands anywhere on the class's GitHub, of a repository. */
function everything({ repositories }: SeenClass, of: keyof SeenClass['repositories']): string {
  const { issues, comments, runs } = repositories[of].shown
  return JSON.stringify([issues, comments, runs])
}

describe('the grade that students see', () => {
  it('stands nowhere until it is released', async () => {
    const seen = await seenClass()
    expect([seen.comments('ana', 'grade'), seen.repositories.ana.shown.issues.length]).toEqual([[], 1])
    expect(everything(seen, 'ana')).not.toMatch(/\bpoints\b/)
  })
  it('is the one of the gradebook, once it is released, with its items, which add up', async () => {
    const seen = await seenClass({ points: 90 })
    await seen.release()
    const [body = ''] = seen.comments('ana', 'grade')
    const grade = await gradeOf(seen, 42)
    expect(body).toContain(`**${grade.points.toFixed(2)} of ${grade.of.toFixed(2)} points**, by the commit [\`aaaaaaa\`]`)
    expect(body).toContain('It came in time.')
    const rows = [...body.matchAll(/^\| [^|]+ \| [^|]+ \| ([\d.]+) \| ([\d.]+) \|$/gm)].map(([, points, of]) => [Number(points), Number(of)])
    expect(rows).toEqual(grade.items.map(({ points, of }) => [points, of]))
    expect(rows.reduce((sum, [points = 0]) => sum + points, 0)).toBeCloseTo(grade.points, 9)
  })
  it('stands in no public repository, nor that there is one', async () => {
    const seen = await seenClass({ release: 'at-once' })
    await seen.release()
    expect(seen.comments('ana', 'grade')).toHaveLength(1)
    expect(everything(seen, 'ben')).not.toMatch(/\bpoints\b|## Grade/)
  })
  it('is shown at once where the course says so', async () => {
    const seen = await seenClass({ release: 'at-once' })
    expect([seen.comments('ana', 'grade').length, seen.comments('group', 'grade').length]).toEqual([1, 1])
  })
  it('of a group is shown once all who work there are released, and names none of them', async () => {
    const seen = await seenClass()
    await seen.release(CLEO)
    expect(seen.comments('group', 'grade')).toEqual([])
    await seen.release({ scope: { kind: 'student', key: 's4' } })
    expect(seen.comments('group', 'grade')).toHaveLength(1)
    expect(seen.comments('group', 'grade').join('')).not.toMatch(/cleo|dora/i)
  })
  it('goes with its comment when it is held again, and comes back in a new one', async () => {
    const seen = await seenClass()
    await seen.release()
    await seen.release({ says: 'held' })
    expect(everything(seen, 'ana')).not.toMatch(/\bpoints\b/)
    await seen.release()
    expect(seen.comments('ana', 'grade')).toHaveLength(1)
  })
  it('is taken away, with answers that hold points, when the repository becomes public', async () => {
    const seen = await seenClass()
    await seen.release()
    expect(await seen.say('ana', 'ana', `/what-if ${FIRST.id}`)).toContain('more than now')
    await seen.publicize('ana')
    expect(everything(seen, 'ana')).not.toMatch(/\bpoints\b/)
    expect(seen.repositories.ana.shown.issues).toHaveLength(1)
    await seen.shown()
    expect(seen.comments('ana', 'grade')).toEqual([])
  })
  it('is taken away from a public repository though the course has paused it, or let it go', async () => {
    for (const leave of ['pause', 'end'] as const) {
      const seen = await seenClass()
      await seen.release()
      if (leave === 'pause') await seen.store.decisions.decide(stop('pause', 'p', START), AUDIT)
      else await seen.store.courses.endEnrolment('mlops', 42, START)
      if (leave === 'end') await seen.store.courses.saveCourse({ ...seen.course, repositories: { patterns: [], topics: [], names: [] } }, START)
      await seen.publicize('ana')
      expect(seen.comments('ana', 'grade')).toEqual([])
    }
  })
  it('is not written where the repository became public and no webhook told of it', async () => {
    const seen = await seenClass()
    seen.repositories.ana.hosted = { ...seen.repositories.ana.hosted, private: false }
    await seen.release()
    expect(everything(seen, 'ana')).not.toMatch(/\bpoints\b/)
    expect((await seen.store.hosting.repository(42))?.private).toBe(false)
    // What nobody was shown is not said to have been shown.
    expect(await seen.store.journal.eventsOf(42, 'grade.shown')).toEqual([])
  })
  it('tells what the staff decided, and that it changed since it was shown', async () => {
    const seen = await seenClass()
    await seen.release()
    const before = await gradeOf(seen, 42)
    await seen.store.decisions.decide(set('d1', itemSubject(FIRST.id), 'verified', { at: START, reason: 'shown *in the lab*' }), AUDIT)
    await seen.store.decisions.decide(rule('excuse', 'd2', itemSubject(SECOND.id), START, 'no data'), { ...AUDIT, id: 'y' })
    seen.clock.now += 60_000
    await seen.shown()
    const [body = '', ...others] = seen.comments('ana', 'grade')
    expect(others).toEqual([])
    expect(body).toContain(`until then ${before.points.toFixed(2)} of ${before.of.toFixed(2)} points were shown here`)
    expect(body).toContain('decided by `kim`: verified. Reason: shown `*in` the `lab*`')
    expect(body).toContain('excused')
    expect(body).toContain(`**${(await gradeOf(seen, 42)).points.toFixed(2)} of`)
  })
  it('is written once, and asks GitHub for nothing while it stays the same', async () => {
    const seen = await seenClass()
    await seen.release()
    const { asked } = seen.repositories.ana.shown
    const [writes, reads] = [asked.length, seen.github.asked.length]
    await seen.shown()
    expect([asked.length, seen.github.asked.length]).toEqual([writes, reads])
  })
  it.each(['before', 'after'] as const)('is written once through a crash %s the request', async (when) => {
    const seen = await seenClass()
    seen.repositories.ana.shown.mishaps.push({ kind: 'crash', when })
    await seen.release()
    expect(seen.comments('ana', 'grade')).toHaveLength(1)
  })
  it.each(['before', 'after'] as const)('is taken away through a crash %s the request', async (when) => {
    const seen = await seenClass()
    await seen.release()
    seen.repositories.ana.shown.mishaps.push({ kind: 'crash', when })
    await seen.publicize('ana')
    expect(seen.comments('ana', 'grade')).toEqual([])
  })
  it('of which it is not known whether it was written is looked for, and taken away', async () => {
    const seen = await seenClass()
    const { shown } = seen.repositories.ana
    const number = shown.issues[0]?.number ?? 0
    const lost = [['capstone', '<!-- capstone-coach:grade version:1 repository:42 round:1 -->'], ['answer 77', '<!-- capstone-coach:answer version:1 comment:77 -->']] as const
    for (const [at, [place, marker]] of lost.entries()) {
      await seen.store.publications.record({ repositoryId: 42, kind: 'grade', place, round: 1, remoteId: null, digest: `#${number}`, at: START })
      shown.comments.push({ id: 700 + at, number, body: `${marker}\n80.00 of 100.00 points` })
    }
    await seen.publicize('ana')
    expect(everything(seen, 'ana')).not.toMatch(/\bpoints\b/)
  })
  it('stays away where a person deleted it, until it is another one', async () => {
    const seen = await seenClass()
    await seen.release()
    seen.repositories.ana.shown.comments = []
    await seen.store.decisions.decide(set('d1', itemSubject(FIRST.id), 'present', { at: START }), AUDIT)
    await seen.shown()
    await seen.shown()
    expect(seen.comments('ana', 'grade')).toEqual([])
    await seen.store.decisions.decide(set('d2', itemSubject(FIRST.id), 'verified', { at: START + 1 }), { ...AUDIT, id: 'y' })
    await seen.shown()
    expect(seen.comments('ana', 'grade')).toHaveLength(1)
  })
  it('is nobody\'s who is not in the list', async () => {
    const seen = await seenClass()
    await seen.store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: PEOPLE.ana + 90, login: 'guest' }, since: 0 })
    await seen.release()
    expect(seen.comments('ana', 'grade')).toHaveLength(1)
  })
})
