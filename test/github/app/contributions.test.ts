import { describe, expect, it } from 'vitest'
import type { ContributionReading } from '../../../src/model/contribution.ts'
import type { InstallationPort } from '../../../src/flow/ports/github-ports.ts'
import type { HostedRepository } from '../../../src/model/hosting.ts'
import { createApp } from '../../../src/github/app/create-app.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import type { Installation } from '../../../src/sandbox/state/records.ts'
import { APP, sandboxWithApp } from '../../support/app-on-sandbox.ts'
import { troubleIn, value } from '../../support/github-contract.ts'

const NAME = 'octo-org/team'
/** An App's token is good for an hour of the sandbox's time, and begins now. */
const START = Math.floor(Date.now() / 1000) * 1000
const STEP = 10_000

type Stage = { readonly sandbox: Sandbox; readonly clock: { now: number }; readonly port: InstallationPort; readonly repository: HostedRepository; readonly installation: Installation; readonly read: (known?: ContributionReading | null) => Promise<ContributionReading> }

/** A repository of two people on a GitHub over HTTP, with one commit of `maria`. */
async function stage(): Promise<Stage> {
  const clock = { now: START }
  const sandbox = await sandboxWithApp({ now: () => clock.now })
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'README.md': '# Team\n' }, actor: 'maria' })
  sandbox.addCollaborator(NAME, 'noor', 'write')
  const installation = sandbox.installApp('octo-org', [NAME])
  const app = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1' })
  const port = app.installation(installation.id)
  const [repository] = value(await port.repositories())
  if (repository === undefined) throw new Error('the installation has no repository')
  return { sandbox, clock, port, repository, installation, read: async (known = null) => value(await port.contributions(repository, known)) }
}

/** What a reading says, in words: each commit by its authors, the newest first, and each pull request with its reviews. */
function told({ people, commits, pulls }: ContributionReading) {
  const name = (place: number | null): string => { const one = place === null ? undefined : people[place]; return one === undefined ? '–' : one.login || one.email }
  return {
    commits: commits.map(({ authors, isMerge }) => `${authors.map(name).join('+')}${isMerge ? ' merge' : ''}`),
    pulls: pulls.map(({ number, opener, mergedAt, reviews }) => `#${number} ${name(opener)}${mergedAt === null ? '' : ' merged'}${reviews.map(({ reviewer, says }) => `, ${name(reviewer)} ${says}`).join('')}`),
  }
}

describe('who did what', () => {
  it('is read with its authors, co-authors, people without an account, bots and reviews, by one request', async () => {
    const { sandbox, clock, port, read } = await stage()
    const noor = sandbox.user('noor')
    clock.now += STEP
    await sandbox.push(NAME, 'main', { files: { 'a.py': 'A = 1\n' }, message: `Pair\n\nCo-authored-by: Noor <${noor.id}+noor@users.noreply.github.com>`, actor: 'maria' })
    clock.now += STEP
    await sandbox.push(NAME, 'main', { files: { 'b.py': '' }, author: { name: 'N', email: 'noor@uni.example' }, actor: 'noor' })
    clock.now += STEP
    await sandbox.push(NAME, 'feature', { files: { 'c.py': '' }, actor: 'noor' })
    const { number } = await sandbox.openPullRequest(NAME, { title: 'C', head: 'feature', actor: 'noor' })
    sandbox.review(NAME, number, { says: 'COMMENTED' }, 'noor')
    sandbox.dismissReview(sandbox.review(NAME, number, { says: 'CHANGES_REQUESTED' }, 'maria'), 'noor')
    sandbox.review(NAME, number, { says: 'APPROVED' }, 'maria')
    clock.now += STEP
    await sandbox.mergePullRequest(NAME, number, 'maria')
    await port.repositories()
    const before = port.requests()
    const reading = await read()
    expect(port.requests() - before).toBe(1)
    expect(told(reading)).toEqual({ commits: ['maria merge', 'noor', 'noor@uni.example', 'maria+noor', 'maria'], pulls: ['#1 noor merged, noor commented, maria changes, maria approved'] })
    expect(reading.people.find(({ login }) => login === 'noor')).toEqual({ id: noor.id, login: 'noor', email: '', isBot: false })
    expect(reading).toMatchObject({ branch: 'main', beyond: { commits: 0, pulls: 0 }, commits: [{ at: START + 4 * STEP }, { at: START + 3 * STEP }, { at: START + 2 * STEP }, { at: START + STEP }, { at: START }] })
  })
  it('tells an App from a person, by its account and by the e-mail of its commits', async () => {
    const { sandbox, read } = await stage()
    await sandbox.push(NAME, 'main', { files: { 'a.py': '' }, author: { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com' }, actor: 'maria' })
    const { people } = await read()
    expect(people.map(({ isBot }) => isBot)).toEqual([true, false])
  })
  it('is the same read anew and read down to what is known, also where a merge brings older commits', async () => {
    const { sandbox, clock, port, read } = await stage()
    await sandbox.push(NAME, 'old', { files: { 'old.py': '' }, actor: 'noor' })
    const { number } = await sandbox.openPullRequest(NAME, { title: 'Old', head: 'old', actor: 'noor' })
    for (let commit = 0; commit < 120; commit += 1) {
      clock.now += STEP
      await sandbox.push(NAME, 'main', { files: { 'a.py': `A = ${commit}\n` }, actor: 'maria' })
    }
    const known = await read()
    expect(known.commits).toHaveLength(121)
    clock.now += STEP
    sandbox.review(NAME, number, { says: 'APPROVED' }, 'maria')
    const before = port.requests()
    expect((await read(known)).pulls).toMatchObject([{ reviews: [{ says: 'approved' }] }])
    expect(port.requests() - before).toBe(1)
    await sandbox.mergePullRequest(NAME, number, 'maria')
    const [incremental, anew] = [await read(known), await read()]
    // The newest come first, in the order in which they are kept where there are too many.
    expect(incremental.commits.slice(0, 100).map(({ sha }) => sha)).toEqual(anew.commits.slice(0, 100).map(({ sha }) => sha))
    expect(incremental.commits.map(({ sha }) => sha).toSorted()).toEqual(anew.commits.map(({ sha }) => sha).toSorted())
    expect(told(incremental).commits.filter((one) => one === 'noor')).toHaveLength(1)
    expect(told(incremental).pulls).toEqual(told(anew).pulls)
  }, 120_000)
  it('leaves out commits that a forced push took away, with whom nothing else names', async () => {
    const { sandbox, clock, read } = await stage()
    clock.now += STEP
    await sandbox.push(NAME, 'main', { files: { 'a.py': 'A = 1\n' }, actor: 'noor' })
    const known = await read()
    expect(told(known).commits).toEqual(['noor', 'maria'])
    await sandbox.push(NAME, 'main', { files: { 'a.py': 'A = 2\n' }, amend: true, actor: 'maria' })
    const after = await read(known)
    expect(told(after).commits).toEqual(['maria', 'maria'])
    expect(after.people.map(({ login }) => login)).toEqual(['maria'])
  })
  it('names nobody again who was erased, in what is known already', async () => {
    const { sandbox, clock, read } = await stage()
    clock.now += STEP
    await sandbox.push(NAME, 'feature', { files: { 'a.py': 'A = 1\n' }, actor: 'noor' })
    const { number } = await sandbox.openPullRequest(NAME, { title: 'A', head: 'feature', actor: 'noor' })
    clock.now += STEP
    await sandbox.mergePullRequest(NAME, number, 'maria')
    const known = await read()
    const erased = { ...known, people: known.people.map((one) => one.login === 'noor' ? { ...one, id: -1, login: 'nobody-1' } : one) }
    clock.now += STEP
    await sandbox.push(NAME, 'main', { files: { 'b.py': '' }, actor: 'maria' })
    const after = await read(erased)
    expect(told(after)).toEqual({ commits: ['maria', 'maria merge', 'nobody-1', 'maria'], pulls: ['#1 nobody-1 merged'] })
    expect(JSON.stringify(after)).not.toContain('noor')
  })
  it('is found under the present name of the repository, and nothing is said of one that took its name', async () => {
    const { sandbox, port, repository, read } = await stage()
    sandbox.renameRepository(NAME, 'crew')
    expect(told(await read()).commits).toEqual(['maria'])
    await sandbox.createRepository(NAME, { files: { 'x.py': '' }, actor: 'kim' })
    expect(told(await read()).commits).toEqual(['maria'])
    sandbox.deleteRepository('octo-org/crew')
    expect(troubleIn(await port.contributions(repository, null))).toBe('gone')
  })
  it('is nothing in a repository without a commit', async () => {
    const { sandbox, port, installation } = await stage()
    await sandbox.createRepository('octo-org/empty')
    sandbox.addToInstallation(installation, ['octo-org/empty'])
    const { id } = sandbox.repository('octo-org/empty')
    const empty = value(await port.repository(id))
    expect(value(await port.contributions(empty, null))).toMatchObject({ head: null, commits: [], pulls: [], people: [] })
  })
})
