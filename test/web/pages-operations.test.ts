import { expect, it } from 'vitest'
import { delivery, mark } from '../store/samples.ts'
import { PEOPLE, siteStage, type SiteStage } from '../support/site-stage.ts'

/** Work on ana's repository was given up, and so was work on one of another course; a webhook of ben's was set aside. */
async function troubledSite(): Promise<SiteStage & { readonly ids: readonly string[] }> {
  const stage = await siteStage()
  const { store, clock: { now } } = stage
  for (const repositoryId of [42, 91]) await store.work.mark([mark({ repositoryId, target: { kind: 'branch', name: '<b>tune</b>' }, dueAt: now - 5 })], now - 5)
  for (let item = await store.work.claim(now, 5); item !== null; item = await store.work.claim(now, 5)) await store.work.bury(item, `a fault in \`${item.repositoryId}\``, now)
  await store.deliveries.add(delivery('odd', { repositoryId: 43, name: 'push' }))
  await store.deliveries.setAside('odd', 'no branch is named', now)
  return { ...stage, ids: (await store.work.dead(9)).toSorted((one, other) => one.repositoryId - other.repositoryId).map(({ id }) => id) }
}

it('tells the staff of a course what was given up and set aside in its repositories, and of no others', async () => {
  const { open, browserOf } = await troubledSite()
  const { text } = await open('/courses/mlops/operations', await browserOf('ines'))
  expect(text).toContain('branch &lt;b&gt;tune&lt;/b&gt;')
  expect(text).toContain('a fault in <code>42</code>')
  expect(text).toContain('no branch is named')
  expect(text).not.toMatch(/repository 91|<code>91/)
})

it('brings back what was given up for an instructor, of the course alone, and shows assistants no button for it', async () => {
  const { open, send, browserOf, store, clock, ids: [own = '', other = ''] } = await troubledSite()
  const [ines, aki] = [await browserOf('ines'), await browserOf('aki')]
  expect((await open('/courses/mlops/operations', aki)).text).not.toContain('Try again')
  expect((await send('/courses/mlops/operations/again', { work: own }, aki)).status).toBe(403)
  expect((await send('/courses/mlops/operations/again', { work: other }, ines)).status).toBe(404)
  expect((await send('/courses/mlops/operations/again', { work: own }, ines)).status).toBe(303)
  expect((await store.work.dead(9)).map(({ id }) => id)).toEqual([other])
  expect((await open('/courses/mlops/operations', ines)).text).toContain('<h2>Due')
  // By then it is no second click any more.
  clock.now += 2000
  expect((await send('/courses/mlops/operations/again', { work: own }, ines)).status).toBe(404)
  // Once, by who did it, without the name of a student's branch.
  expect((await store.journal.auditOf('mlops', 99)).filter(({ action }) => action === 'work.again').map(({ actor, subject, says }) => [actor, subject, says])).toEqual([[PEOPLE.ines, 'course mlops', 'a branch of repository 42, which had been given up']])
})
