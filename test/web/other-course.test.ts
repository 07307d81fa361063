import { expect, it } from 'vitest'
import { callOperation } from '../../src/flow/course-service/call-operation.ts'
import { MAY } from '../../src/model/role.ts'
import { PAGES } from '../../src/web/pages/list.ts'
import { aCourse, aRepository } from '../support/hosting.ts'
import { valueOf } from '../support/service-stage.ts'
import { siteStage, type SiteStage } from '../support/site-stage.ts'

type Other = SiteStage & { readonly token: string; readonly rejudging: string; readonly work: string }

/** Beside `mlops` the course `other`, of which ines is no staff, with a repository of ben's (90), a token, a re-judging and work that was given up. */
async function twoCourses(): Promise<Other> {
  const stage = await siteStage()
  const { store, parts, clock } = stage
  const other = aCourse({ id: 'other', title: 'Another course' })
  await store.courses.saveCourse(other, 0)
  await store.hosting.saveRepositories([aRepository({ id: 90, name: 'river-of-ben', private: true })], 0)
  await store.courses.enrol({ courseId: 'other', repositoryId: 90, by: 'name', since: 0 })
  await store.courses.addParticipant({ courseId: 'other', repositoryId: 90, person: { id: 6, login: 'ben' }, since: 0 })
  const { token: { id: token } } = valueOf(await callOperation('tokens.create', { kind: 'operator' }, other, { name: 'foreign-sync', role: 'reader' }, parts)) as { readonly token: { readonly id: string } }
  const { id: rejudging } = valueOf(await callOperation('rejudgings.begin', { kind: 'operator' }, other, { all: true, reason: 'mended' }, parts)) as { readonly id: string }
  for (let item = await store.work.claim(clock.now, 5); item !== null; item = await store.work.claim(clock.now, 5)) await store.work.bury(item, 'a fault', clock.now)
  return { ...stage, token, rejudging, work: (await store.work.dead(99)).find(({ repositoryId }) => repositoryId === 90)?.id ?? '' }
}

it('shows and changes nothing of another course by its numbers', async () => {
  const { open, send, browserOf, store, token, rejudging, work } = await twoCourses()
  const ines = await browserOf('ines')
  expect(work).not.toBe('')
  const before = await store.journal.audit(99)
  for (const path of ['/repositories/90', '/repositories/90/decide', `/grades/rejudgings/${rejudging}`]) expect([path, (await open(`/courses/mlops${path}`, ines)).status]).toEqual([path, 404])
  for (const [path, fields] of [
    ['/repositories/90/decide', { subject: 'health-check-works', to: 'present' }], ['/repositories/90/extend', { until: '2026-12-28' }], ['/repositories/90/judge', {}], ['/repositories/90/pause', { to: 'paused' }], ['/course/tokens/revoke', { id: token }], ['/operations/again', { work }],
    [`/grades/rejudgings/${rejudging}/apply`, {}], [`/grades/rejudgings/${rejudging}/undo`, {}], ['/items/health-check-works/wrong', { of: 'id:90', assessment: 'a-42', criterion: 'health', right: 'present' }], ['/watch', { repository: '90', matter: 'silent', since: '2026-12-01T00:00:00.000Z', says: 'seen' }],
  ] as const) expect([path, (await send(`/courses/mlops${path}`, { reason: 'mine', button: 'do', ...fields }, ines)).status]).toEqual([path, 404])
  expect(await store.journal.audit(99)).toEqual(before)
  expect((await store.tokens.of('other')).map(({ revokedAt }) => revokedAt)).toEqual([null])
  for (const { method, path } of PAGES) if (method === 'get' && !path.includes(':')) expect((await open(`/courses/mlops${path}`, ines)).text).not.toMatch(/river-of-ben|foreign-sync|Another course/)
})

it('is nothing to its staff and its students once it ended', async () => {
  const { open, send, browserOf, store, clock } = await twoCourses()
  const [ines, ben] = [await browserOf('ines'), await browserOf('ben')]
  expect((await open('/courses/mlops', ines)).status).toBe(200)
  await store.courses.changeCourses({ saved: [], letGo: [], ended: [{ courseId: 'mlops', audit: { id: 'end', at: clock.now, actor: null, action: 'course.ended', subject: 'course mlops', says: '' } }] }, clock.now)
  for (const { method, path, needs } of PAGES) {
    const place = `/courses/mlops${path.replace(':id', '43').replace(':item', 'health-check-works').replace(':format', 'wide').replace(':rejudging', 'x')}`
    for (const browser of MAY[needs].participant === undefined ? [ines] : [ines, ben]) expect([place, (method === 'get' ? await open(place, browser) : await send(place, {}, browser)).status]).toEqual([place, 404])
  }
  const home = (await open('/', ben)).text
  expect([home.includes('octo-org/river-of-ben'), home.includes('capstone-ben')]).toEqual([true, false])
})
