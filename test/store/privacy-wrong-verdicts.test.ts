import { expect, it, onTestFinished } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { BENS, fillClass, HERS, SHARED, ZOFIA } from './a-class.ts'
import { NOON } from './samples.ts'

async function filled(): Promise<Store> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, undefined, () => NOON)
  onTestFinished(() => store.close())
  await fillClass(store)
  return store
}

it('a verdict that was said to be wrong goes with the repository of who is erased, and names them nowhere else', async () => {
  const { privacy, wrongVerdicts } = await filled()
  const [zofia] = await privacy.whoIs(ZOFIA.login, null)
  if (zofia !== undefined) await privacy.eraseStudent(zofia, null, 'write', { id: 'erasing', at: NOON, actor: null, action: 'student.erased', subject: 'a student', says: '' })
  const nobody = { kind: 'student', login: 'nobody-1', comment: '', text: '' }
  expect((await wrongVerdicts.of('mlops')).map(({ repositoryId, reason, said }) => [repositoryId, reason, said.evidence])).toEqual([SHARED, BENS].toSorted((one, other) => one - other).map((id) => [id, 'shown by nobody-1', [nobody]]))
})

it('is in the export of who works on the repository', async () => {
  const { privacy } = await filled()
  const [zofia] = await privacy.whoIs(ZOFIA.login, null)
  if (zofia === undefined) throw new Error('nobody was found')
  const { repositories } = await privacy.everythingOf(zofia, null)
  expect(repositories.map(({ id, ofTheRepository }) => [id, ofTheRepository['wrong_verdicts']])).toMatchObject([[HERS, [{ criterion: 'health', value: { right: 'present' } }]], [SHARED, [{ criterion: 'health' }]]])
})

it('loses its reason once the course is over, and keeps who said what is right', async () => {
  const { privacy, wrongVerdicts, courses } = await filled()
  await courses.changeCourses({ saved: [], letGo: [], ended: [{ courseId: 'mlops', audit: { id: 'ended', at: NOON, actor: null, action: 'course.ended', subject: 'course mlops', says: '' } }] }, NOON + 1)
  await privacy.emptyTexts(NOON + 2, 99)
  expect((await wrongVerdicts.of('mlops')).map(({ reason, right, by }) => [reason, right, by.login])).toEqual(Array.from({ length: 3 }, () => ['', 'present', 'kim']))
})
