import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { Token } from '../../src/flow/ports/token-port.ts'
import type { Store } from '../../src/store/open-store.ts'
import { aCourse } from '../support/hosting.ts'
import { NOON } from './samples.ts'

const audit = (id: string): AuditEntry => ({ id, at: NOON, actor: null, action: 'token.created', subject: 'course mlops', says: 'token' })

/** A token of the course `mlops`. */
export function token(id: string, changes: Partial<Token> = {}): Token {
  return { id, courseId: 'mlops', name: 'grade-sync', role: 'reader', hash: 'a'.repeat(64), createdAt: NOON, expiresAt: NOON + 86_400_000, revokedAt: null, ...changes }
}

/** What every `TokenStore` keeps to. */
export function tokensContract(open: () => Promise<Store>): void {
  it('gives back what was added, by id and by course, the newest first', async () => {
    const { tokens, courses } = await open()
    for (const id of ['mlops', 'other']) await courses.saveCourse(aCourse({ id }), NOON)
    const all = [token('a'), token('b', { createdAt: NOON + 1, role: 'instructor' }), token('c', { courseId: 'other' })]
    for (const one of all) expect(await tokens.add(one, audit(one.id))).toBe(true)
    expect(await tokens.of('mlops')).toEqual([all[1], all[0]])
    expect([await tokens.byId('c'), await tokens.byId('d')]).toEqual([all[2], null])
  })

  it('adds one of an id once, with its entry', async () => {
    const { tokens, courses, journal } = await open()
    await courses.saveCourse(aCourse({ id: 'mlops' }), NOON)
    expect([await tokens.add(token('a'), audit('1')), await tokens.add(token('a', { role: 'instructor' }), audit('2'))]).toEqual([true, false])
    expect([await tokens.byId('a'), (await journal.audit(9)).map(({ id }) => id)]).toEqual([token('a'), ['1']])
  })

  it('revokes those of a course that ends, which stay so when it runs again; of those that were revoked before nothing is said anew', async () => {
    const { tokens, courses, journal } = await open()
    for (const id of ['mlops', 'other']) await courses.saveCourse(aCourse({ id }), NOON)
    for (const one of [token('a'), token('b'), token('c', { courseId: 'other' })]) await tokens.add(one, audit(`made ${one.id}`))
    await tokens.revoke('mlops', 'b', audit('revoked b'), NOON + 1)
    const end = { saved: [], ended: [{ courseId: 'mlops', audit: { ...audit('end'), action: 'course.ended' } }], letGo: [] }
    for (const at of [2, 3]) await courses.changeCourses(end, NOON + at)
    await courses.changeCourses({ saved: [{ course: aCourse({ id: 'mlops' }), audit: audit('again') }], ended: [], letGo: [] }, NOON + 4)
    expect((await Promise.all(['a', 'b', 'c'].map((id) => tokens.byId(id)))).map((one) => one?.revokedAt)).toEqual([NOON + 2, NOON + 1, null])
    expect((await journal.audit(99)).filter(({ action }) => action === 'token.revoked').map(({ subject, says }) => [subject, says])).toEqual([['course mlops', 'token a (grade-sync), since the course ended']])
  })

  it('adds none to a course that does not run, and leaves none that lives, in whatever order the two come in', async () => {
    const { tokens, courses, journal } = await open()
    expect(await tokens.add(token('z'), audit('z'))).toBe(false)
    for (let round = 0; round < 10; round += 1) {
      await courses.changeCourses({ saved: [{ course: aCourse({ id: 'mlops' }), audit: audit(`begin ${round}`) }], ended: [], letGo: [] }, NOON)
      const [first, second, third] = ['a', 'b', 'c'].map((id) => token(`${id}${round}`))
      if (first === undefined || second === undefined || third === undefined) throw new Error('no tokens')
      const end = courses.changeCourses({ saved: [], ended: [{ courseId: 'mlops', audit: { ...audit(`end ${round}`), action: 'course.ended' } }], letGo: [] }, NOON + 1)
      await Promise.all([tokens.add(first, audit(first.id)), end, tokens.add(second, audit(second.id))])
      expect(await tokens.add(third, audit(third.id))).toBe(false)
    }
    expect((await tokens.of('mlops')).filter(({ revokedAt }) => revokedAt === null)).toEqual([])
    expect((await journal.audit(99)).filter(({ id }) => id.startsWith('c'))).toEqual([])
  })

  it('revokes one of its own course, once, with its entry', async () => {
    const { tokens, courses, journal } = await open()
    await courses.saveCourse(aCourse({ id: 'mlops' }), NOON)
    await tokens.add(token('a'), audit('1'))
    expect([await tokens.revoke('other', 'a', audit('2'), NOON + 1), await tokens.revoke('mlops', 'b', audit('3'), NOON + 1)]).toEqual([false, false])
    expect([await tokens.revoke('mlops', 'a', audit('4'), NOON + 1), await tokens.revoke('mlops', 'a', audit('5'), NOON + 2)]).toEqual([true, false])
    expect(await tokens.byId('a')).toEqual(token('a', { revokedAt: NOON + 1 }))
    expect((await journal.audit(9)).map(({ id }) => id).toSorted()).toEqual(['1', '4'])
  })
}
