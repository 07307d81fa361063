import { expect, it } from 'vitest'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, installation, mark, NOON, repository } from './samples.ts'

/** What every `HostingStore` keeps to. */
export function hostingContract(open: () => Promise<Store>): void {
  it('gives back installations and repositories as they were last seen', async () => {
    const { hosting } = await open()
    await hosting.saveInstallation({ change: 'there', installation: installation(8, { account: { id: 1, login: 'ana', kind: 'user' } }) }, NOON)
    await hosting.saveInstallation({ change: 'there', installation: installation(7) }, NOON)
    expect(await hosting.installations()).toEqual([installation(7), installation(8, { account: { id: 1, login: 'ana', kind: 'user' } })])
    await hosting.saveRepositories([repository(CHURN), repository(1, { installationId: 8 })], NOON)
    const renamed = repository(CHURN, { name: 'churn', owner: 'new-owner', ownerId: 3, archived: true, private: false, topics: [], defaultBranch: 'trunk' })
    await hosting.saveRepositories([renamed], NOON + 1)
    expect(await hosting.repository(CHURN)).toEqual(renamed)
    expect(await hosting.repositoriesOf(7)).toEqual([renamed])
    expect([await hosting.repository(99), await hosting.lastSeen(99)]).toEqual([null, null])
    await hosting.removeRepositories(7, [CHURN], NOON + 2)
    expect([await hosting.repository(CHURN), await hosting.lastSeen(CHURN)]).toEqual([null, renamed])
    await hosting.saveRepositories([renamed], NOON + 3)
    expect([await hosting.repository(CHURN), await hosting.lastSeen(CHURN)]).toEqual([renamed, renamed])
    expect(await hosting.repositoriesOf(99)).toEqual([])
  })

  it('knows an installation of which anything was told, also that it is gone', async () => {
    const { hosting } = await open()
    await hosting.saveInstallation({ change: 'gone', installation: installation(7) }, NOON)
    expect([await hosting.hasInstallation(7), await hosting.hasInstallation(8)]).toEqual([true, false])
  })

  it('keeps what a repository was made from, whatever lists and webhooks leave out, and forgets it by no answer', async () => {
    const { hosting } = await open()
    const template = { id: 9, name: 'octo-org/starter' }
    await hosting.saveRepositories([repository(CHURN), repository(2)], NOON)
    expect(await hosting.repository(CHURN)).not.toHaveProperty('template')
    await hosting.saveRepositories([repository(CHURN, { template: null }), repository(2, { template })], NOON + 1)
    await hosting.saveRepositories([repository(CHURN), repository(2)], NOON + 2)
    expect(await hosting.repositoriesOf(7)).toEqual([repository(2, { template }), repository(CHURN, { template: null })])
    await hosting.saveRepositories([repository(2, { template: null })], NOON + 3)
    expect(await hosting.repository(2)).toEqual(repository(2, { template }))
    await hosting.saveRepositories([repository(2, { template: { id: 9, name: 'octo-org/starter-kit' } })], NOON + 4)
    expect((await hosting.repository(2))?.template).toEqual({ id: 9, name: 'octo-org/starter-kit' })
  })

  it('passes over the work of a suspended installation until it is there again', async () => {
    const { hosting, work } = await open()
    await work.mark([mark()], NOON)
    await hosting.saveInstallation({ change: 'suspended', installation: installation(7) }, NOON)
    expect(await hosting.installations()).toEqual([installation(7, { suspended: true })])
    expect(await work.claim(NOON, 1000)).toBeNull()
    expect(await work.depth(NOON)).toEqual({ due: 0, later: 1, held: 0, dead: 0, oldestDueAt: null })
    await hosting.saveInstallation({ change: 'there', installation: installation(7) }, NOON)
    expect(await work.claim(NOON, 1000)).toMatchObject({ repositoryId: CHURN })
  })

  it('takes an installation that is there and says that it rests for a suspended one', async () => {
    const { hosting, work } = await open()
    await hosting.saveInstallation({ change: 'there', installation: installation(7, { suspended: true }) }, NOON)
    await work.mark([mark()], NOON)
    expect(await work.claim(NOON, 1000)).toBeNull()
  })

  it('drops the work and the repositories of an installation that is gone, and takes no more of it', async () => {
    const { hosting, work } = await open()
    await hosting.saveRepositories([repository(CHURN), repository(2, { installationId: 8 })], NOON)
    await work.mark([mark(), mark({ repositoryId: 2, installationId: 8 })], NOON)
    await hosting.saveInstallation({ change: 'gone', installation: installation(7) }, NOON)
    await work.mark([mark({ reason: 'late' })], NOON)
    expect(await hosting.installations()).toEqual([])
    expect(await hosting.repositoriesOf(7)).toEqual([])
    expect(await work.depth(NOON)).toMatchObject({ due: 1, later: 0 })
    expect(await work.claim(NOON, 1000)).toMatchObject({ installationId: 8 })
  })

  it('drops the work of removed repositories, also while it is held, and finds them again when they are seen', async () => {
    const { hosting, work } = await open()
    await hosting.saveRepositories([repository(CHURN), repository(2)], NOON)
    await work.mark([mark()], NOON)
    const item = await work.claim(NOON, 1000)
    await hosting.removeRepositories(7, [CHURN], NOON)
    expect(item === null ? null : await work.finish(item, NOON)).toBe(false)
    expect(await work.depth(NOON)).toEqual({ due: 0, later: 0, held: 0, dead: 0, oldestDueAt: null })
    expect(await hosting.repositoriesOf(7)).toEqual([repository(2)])
    expect(await hosting.repository(CHURN)).toBeNull()
    await hosting.saveRepositories([repository(CHURN)], NOON)
    expect(await hosting.repository(CHURN)).toEqual(repository(CHURN))
  })

  it('leaves a repository that another installation reaches by now', async () => {
    const { hosting, work } = await open()
    await hosting.saveRepositories([repository(CHURN)], NOON)
    await hosting.saveRepositories([repository(CHURN, { installationId: 8 })], NOON)
    await work.mark([mark({ installationId: 8 })], NOON)
    await hosting.removeRepositories(7, [CHURN], NOON)
    expect(await hosting.repository(CHURN)).toEqual(repository(CHURN, { installationId: 8 }))
    expect(await work.claim(NOON, 1000)).toMatchObject({ installationId: 8 })
  })
}
