import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/store-ports.ts'
import type { Token } from '../../src/flow/token-port.ts'
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
    const { tokens } = await open()
    const all = [token('a'), token('b', { createdAt: NOON + 1, role: 'instructor' }), token('c', { courseId: 'other' })]
    for (const one of all) expect(await tokens.add(one, audit(one.id))).toBe(true)
    expect(await tokens.of('mlops')).toEqual([all[1], all[0]])
    expect([await tokens.byId('c'), await tokens.byId('d')]).toEqual([all[2], null])
  })

  it('adds one of an id once, with its entry', async () => {
    const { tokens, journal } = await open()
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

  it('revokes one of its own course, once, with its entry', async () => {
    const { tokens, journal } = await open()
    await tokens.add(token('a'), audit('1'))
    expect([await tokens.revoke('other', 'a', audit('2'), NOON + 1), await tokens.revoke('mlops', 'b', audit('3'), NOON + 1)]).toEqual([false, false])
    expect([await tokens.revoke('mlops', 'a', audit('4'), NOON + 1), await tokens.revoke('mlops', 'a', audit('5'), NOON + 2)]).toEqual([true, false])
    expect(await tokens.byId('a')).toEqual(token('a', { revokedAt: NOON + 1 }))
    expect((await journal.audit(9)).map(({ id }) => id).toSorted()).toEqual(['1', '4'])
  })
}
