import { expect, it } from 'vitest'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { PEOPLE, siteStage } from '../support/site-stage.ts'

const [, , , FOURTH] = CHECKLISTS.checklist.items

it('tells the same of an item on the page of the class, of all items and of the item, where several work on one repository', async () => {
  // ana's repository has three items, ben's six: the fourth stands in one of two.
  const { open, browserOf, store, parts } = await siteStage()
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 8, login: 'cleo' }, since: 0 })
  for (const id of [42, 43]) await keepStandings(id, { ...parts, ...store })
  const ines = await browserOf('ines')
  const [all, one, itself] = [await open('/courses/mlops', ines), await open('/courses/mlops/items', ines), await open(`/courses/mlops/items/${FOURTH?.id ?? ''}`, ines)]
  const row = new RegExp(`/items/${FOURTH?.id ?? ''}">[^<]*</a></th><td class="number">(\\d+) %</td>`)
  expect([row.exec(all.text)?.[1], row.exec(one.text)?.[1], /In place in 1 of 2 repositories \((\d+) %\)/.exec(itself.text)?.[1]]).toEqual(['50', '50', '50'])
})

it('counts among grades what was earned, and not what could not be seen', async () => {
  const { open, browserOf, store, parts } = await siteStage()
  for (const { id } of CHECKLISTS.checklist.items) await store.decisions.decide({ id: `unseen-${id}`, courseId: 'mlops', repositoryId: 42, kind: 'set', subject: { kind: 'item', id }, outcome: 'unknown', automatic: null, reason: 'not to be seen', at: 1, by: { id: PEOPLE.ines, login: 'ines' }, said: null }, { id: `unseen-${id}`, at: 1, actor: null, action: 'decision.set', subject: 'repository 42', says: '' })
  for (const id of [42, 43]) await keepStandings(id, { ...parts, ...store })
  const { text } = await open('/courses/mlops/grades', await browserOf('ines'))
  expect([/Not seen<\/th><td class="number">(\d+)</.exec(text)?.[1], /Of (\d+ grades?), /.exec(text)?.[1]]).toEqual(['1', '1 grade'])
})

it('lets somebody who was taken out of the staff see nothing five minutes later, whatever stands in their cookie', async () => {
  let isOf = true
  const stage = await siteStage({}, async () => {
    if (isOf) return
    await stage.store.courses.saveStaff('mlops', [{ person: { id: PEOPLE.ines, login: 'ines' }, by: 'login', word: 'ines' }], ({ word }) => ({ id: `gone ${word} ${stage.clock.now}`, at: 0, actor: null, action: 'staff.removed', subject: 'course mlops', says: word }), 1)
  })
  const { open, send, browserOf, clock, store } = stage
  const aki = await browserOf('aki')
  expect((await open('/courses/mlops', aki)).status).toBe(200)
  isOf = false
  clock.now += 300_000
  expect([(await open('/courses/mlops', aki)).status, (await open('/courses/mlops/repositories/42', aki)).status]).toEqual([404, 404])
  expect((await send('/courses/mlops/repositories/42/decide', { subject: FOURTH?.id ?? '', to: 'present', reason: 'still here', button: 'do' }, aki)).status).toBe(404)
  expect(await store.decisions.decisionsOf('mlops', 42)).toEqual([])
})
