import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import { keepChecklists, OPERATOR } from '../../src/flow/courses/kept-checklists.ts'
import { shareOf, supposing } from '../../src/grade/what-if.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { itemSubject, rule, set } from '../support/decisions.ts'
import { commentStage, ANA } from '../support/commenting.ts'
import { gradedClass, ITEMS, seenClass } from '../support/graded-class.ts'

const AUDIT = { id: 'x', at: 1, actor: 9, action: 'decision', subject: '', says: '' }
const [OPEN = { id: '', criteria: [] }] = ITEMS.slice(6)
const ofItem = (id: string) => ({ kind: 'item', id }) as const

describe('what a grade would be', () => {
  it('is the grade that the gradebook has once it is so', async () => {
    const { course, parts, store } = await gradedClass()
    const [supposed] = (await gradebookOf(course, parts, { suppose: (record, checklist) => supposing(record, ofItem(OPEN.id), checklist) })).rows
    await store.decisions.decide(set('d', itemSubject(OPEN.id), 'verified'), AUDIT)
    const [decided] = (await gradebookOf(course, parts)).rows
    expect(supposed?.grade?.points).toBe(decided?.grade?.points)
  })
  it('is never less than it is, whatever is supposed', async () => {
    const { course, parts } = await gradedClass()
    const now = (await gradebookOf(course, parts)).rows[0]?.grade?.points ?? 0
    await fc.assert(fc.asyncProperty(fc.constantFrom(...ITEMS), async ({ id, criteria }) => {
      for (const subject of [ofItem(id), ...criteria.map((part) => ({ kind: 'criterion', id: part.id }) as const)]) {
        const after = (await gradebookOf(course, parts, { suppose: (record, checklist) => supposing(record, subject, checklist) })).rows[0]?.grade?.points ?? 0
        expect(after).toBeGreaterThanOrEqual(now)
      }
    }), { numRuns: 15 })
  })
  it('leaves what the staff decided or excused as it is', async () => {
    const { course, parts, store } = await gradedClass()
    await store.decisions.decide(set('d', itemSubject(OPEN.id), 'missing'), AUDIT)
    await store.decisions.decide(rule('excuse', 'e', itemSubject(ITEMS[7]?.id ?? '')), { ...AUDIT, id: 'y' })
    const now = (await gradebookOf(course, parts)).rows[0]?.grade
    for (const id of [OPEN.id, ITEMS[7]?.id ?? '']) expect((await gradebookOf(course, parts, { suppose: (record, checklist) => supposing(record, ofItem(id), checklist) })).rows[0]?.grade).toMatchObject({ points: now?.points, of: now?.of })
  })
  it('weighs shares that come to the whole checklist', () => {
    expect(ITEMS.reduce((sum, { id }) => sum + shareOf(ofItem(id), CHECKLISTS.checklist), 0)).toBeCloseTo(1, 9)
    expect(shareOf(ofItem('added-x'), CHECKLISTS.checklist)).toBe(0)
  })
})

describe('/what-if', () => {
  it('is answered by the grade where it is seen', async () => {
    const seen = await seenClass()
    await seen.release()
    const { points = 0, of = 0 } = (await gradebookOf(seen.course, seen.parts)).rows[0]?.grade ?? {}
    const after = (await gradebookOf(seen.course, seen.parts, { suppose: (record, checklist) => supposing(record, ofItem(OPEN.id), checklist) })).rows[0]?.grade?.points ?? 0
    expect(await seen.say('ana', 'ana', `/what-if ${OPEN.id}`)).toContain(`it would be **${after.toFixed(2)} of ${of.toFixed(2)}** points, ${(after - points).toFixed(2)} more than now`)
  })
  it('is answered alike where the grade is held and where the repository is public, with no points', async () => {
    const seen = await seenClass()
    const held = await seen.say('ana', 'ana', `/what-if ${OPEN.id}`)
    await seen.release()
    const open = await seen.say('ben', 'ben', `/what-if ${OPEN.id}`)
    const [first, second] = [held, open].map((answer) => answer?.split('\n').find((line) => line.includes('%')))
    expect(first).toMatch(/is \d\.\d % of the whole checklist/)
    expect(first).toBe(second)
    expect(`${held ?? ''}${open ?? ''}`).not.toMatch(/\d\.\d\d\b/)
  })
  it('holds no points where the repository became public and no webhook told of it', async () => {
    const seen = await seenClass()
    await seen.release()
    expect(seen.comments('ana', 'grade')).toHaveLength(1)
    seen.repositories.ana.hosted = { ...seen.repositories.ana.hosted, private: false }
    const answer = await seen.say('ana', 'ana', `/what-if ${OPEN.id}`)
    expect(answer).toMatch(/is \d\.\d % of the whole checklist/)
    expect(answer).not.toMatch(/\d\.\d\d\b/)
    expect(seen.comments('ana', 'grade')).toEqual([])
  })
  it('holds no points where the repository became public between the command and its answer', async () => {
    const seen = await seenClass()
    await seen.release()
    seen.github.trouble = (what) => {
      if (what === 'repository') seen.repositories.ana.hosted = { ...seen.repositories.ana.hosted, private: false }
      return null
    }
    const answer = await seen.say('ana', 'ana', `/what-if ${OPEN.id}`)
    expect(answer).toMatch(/is \d\.\d % of the whole checklist/)
    expect(answer).not.toMatch(/\d\.\d\d\b/)
    expect(seen.comments('ana', 'grade')).toEqual([])
  })
  it('goes by the checklist of the course where nothing is judged yet', async () => {
    const ours = { ...CHECKLISTS.checklist, id: 'ours', revision: 1, digest: 'ours-1', items: CHECKLISTS.checklist.items.slice(6, 8).map((item, index) => ({ ...item, weight: index === 0 ? 3 : 1 })) }
    const stage = await commentStage({ course: { settings: { ...DEFAULT_COURSE_SETTINGS, checklist: { id: 'ours', revision: 1, digest: 'ours-1' } } } })
    await keepChecklists([ours, CHECKLISTS.practices], OPERATOR, stage.store.checklists, 0)
    expect(await stage.ask(ANA, `/what-if ${OPEN.id}`)).toContain('is 75.0 % of the whole checklist')
  })
  it('says of what is in no checklist that it is no part of the grade', async () => {
    const seen = await seenClass()
    expect(await seen.say('ana', 'ana', '/what-if retrain')).toContain('no part of the grade')
  })
})
