import { describe, expect, it } from 'vitest'
import { aRepository } from '../support/hosting.ts'
import { PEOPLE, siteStage } from '../support/site-stage.ts'

const MINUTE = 60_000
const HERS = '/courses/mlops/repositories/42'

describe('a student whose rights on GitHub were taken away', () => {
  it('sees nothing of the private repository after five minutes, as if it were never theirs', async () => {
    const { open, send, browserOf, rights, clock, store } = await siteStage()
    const [ana, ben, zoe] = [await browserOf('ana'), await browserOf('ben'), await browserOf('zoe')]
    expect((await open(HERS, ana)).status).toBe(200)
    rights.taken.add(PEOPLE.ana)
    clock.now += 5 * MINUTE
    const [hers, nobodys] = [await open(HERS, ana), await open(HERS, zoe)]
    expect([hers.status, hers.text]).toEqual([404, nobodys.text])
    expect((await open('/', ana)).text).not.toContain('capstone-ana')
    const before = await store.journal.audit(99)
    expect((await send(`${HERS}/close`, { subject: 'x', reason: 'y' }, ana)).status).toBe(404)
    expect(await store.journal.audit(99)).toEqual(before)
    expect((await open('/courses/mlops/repositories/43', ben)).status).toBe(200)
  })

  it('sees another one that they work on still, and not that one', async () => {
    const { open, browserOf, rights, store } = await siteStage()
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 43, person: { id: PEOPLE.ana, login: 'ana' }, since: 0 })
    rights.only = { personId: PEOPLE.ana, repositoryId: 43 }
    const ana = await browserOf('ana')
    expect([(await open('/courses/mlops/repositories/43', ana)).status, (await open(HERS, ana)).status]).toEqual([200, 404])
  })

  it('is let in, or not, as GitHub said before while it says nothing', async () => {
    const { open, browserOf, rights, clock } = await siteStage()
    const ana = await browserOf('ana')
    rights.silent = true
    expect((await open(HERS, ana)).status).toBe(200)
    clock.now += 5 * MINUTE
    Object.assign(rights, { silent: false }).taken.add(PEOPLE.ana)
    expect((await open(HERS, ana)).status).toBe(404)
    clock.now += 5 * MINUTE
    rights.silent = true
    expect((await open(HERS, ana)).status).toBe(404)
    clock.now += 5 * MINUTE
    Object.assign(rights, { silent: false }).taken.clear()
    expect((await open(HERS, ana)).status).toBe(200)
  })

  it('is of the staff all the same', async () => {
    const { open, browserOf, rights, store } = await siteStage()
    await store.hosting.saveRepositories([aRepository({ id: 42, name: 'capstone-ana', private: true })], 1)
    rights.taken.add(PEOPLE.ines)
    expect((await open(HERS, await browserOf('ines'))).status).toBe(200)
  })
})
