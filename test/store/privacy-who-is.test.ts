import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aCourse } from '../support/hosting.ts'
import { student } from './roster-contract.ts'
import { NOON } from './samples.ts'

const audit = (id: string): AuditEntry => ({ id, at: NOON, actor: null, action: 'roster.imported', subject: 'course mlops', says: '' })

it.each([['e-mail', 'eva@example.edu', ['s1', 'e1']], ['student id', 's77', ['s1', 'e2']], ['the key of the old list', 'e1', ['s1', 'e1']]] as const)('finds a student by %s once, with the id that one list knows and an older one, which was there first, does not', async (_by, word, keys) => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, undefined, () => NOON)
  for (const id of ['first', 'second']) await store.courses.saveCourse(aCourse({ id }), NOON)
  const eva = (key: string, changes: object): ReturnType<typeof student> => student(key, { name: 'Eva', login: '', email: '', studentId: '', ...changes })
  await store.roster.replace('first', [eva('e1', { email: 'eva@example.edu' }), eva('e2', { studentId: 's77' })], audit('first'), NOON)
  await store.roster.replace('second', [eva('s1', { email: 'eva@example.edu', studentId: 's77', personId: 7_300_400_999 })], audit('second'), NOON)
  const found = await store.privacy.whoIs(word, null)
  expect(found.map(({ ids }) => ids)).toEqual([[7_300_400_999]])
  expect(found[0]?.listed.map(({ key }) => key)).toEqual(expect.arrayContaining([...keys]))
})

it('takes the same student id in courses of two accounts for two people, and of one account for one', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, undefined, () => NOON)
  for (const [id, account] of [['here', 900], ['here-again', 900], ['there', 901]] as const) {
    await store.courses.saveCourse(aCourse({ id, account: { id: account, login: `school-${account}` } }), NOON)
    await store.roster.replace(id, [student('1001', { name: id, login: '', email: '' })], audit(id), NOON)
  }
  expect((await store.privacy.whoIs('1001', null)).map(({ names }) => names)).toEqual([['here', 'here-again'], ['there']])
})
