import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { APP, sandboxWithApp, startReceiver } from '../support/app-on-sandbox.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { runInProcess } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-operate-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const keys = { APP_ID: String(APP.id), PRIVATE_KEY: APP.privateKey, WEBHOOK_SECRET: 'a secret that is long enough' }

describe('doctor', () => {
  it('asks GitHub by the App\'s key, tries the store, and ends with 0 where nothing is wrong', async () => {
    const sandbox = await sandboxWithApp()
    sandbox.organization('octo-org')
    sandbox.installApp('octo-org')
    const { code, out } = await runInProcess(['doctor'], { ...keys, GITHUB_API_URL: sandbox.url, DATA_DIR: mkdtempSync(join(folder, 'data-')) })
    expect(out).toContain(`ok     credentials: GitHub knows the App as ${APP.name} (${APP.slug})\n`)
    expect(out).toMatch(/^ok {5}database: the embedded store at .+ opens, is migrated and can be written$/m)
    expect(out).toContain('ok     installations: installed on octo-org\n')
    expect(out).toMatch(/^note {3}public address: PUBLIC_URL is not set/m)
    expect([code, out.includes('WRONG')]).toEqual([0, false])
  })

  it('compares the webhook on GitHub with the address that the App hears at, and tells of what was not taken', async () => {
    const { url } = await startReceiver(() => 503)
    const sandbox = await sandboxWithApp({ webhookUrl: url })
    sandbox.organization('octo-org')
    sandbox.installApp('octo-org')
    await sandbox.settled()
    const settings = { ...keys, GITHUB_API_URL: sandbox.url, DATA_DIR: mkdtempSync(join(folder, 'data-')) }
    const here = await runInProcess(['doctor'], { ...settings, PUBLIC_URL: url.replace('/webhook', '') })
    expect(here.out).toContain(`ok     webhook: GitHub sends signed JSON to ${url}\n`)
    expect(here.out).toMatch(/^note {3}deliveries: 1 of the last 1 were not taken \(1 × 503\); 1 did not arrive later$/m)
    const elsewhere = await runInProcess(['doctor'], { ...settings, PUBLIC_URL: 'http://127.0.0.1:1' })
    expect([elsewhere.code, elsewhere.out]).toEqual([1, expect.stringContaining(`WRONG  webhook: GitHub sends to ${url}, the App hears at http://127.0.0.1:1/webhook\n`)])
    sandbox.setWebhookUrl(null)
    expect((await runInProcess(['doctor'], { ...settings, PUBLIC_URL: 'http://127.0.0.1:1' })).out).toContain('WRONG  webhook: GitHub has no address to send webhooks to\n')
  })

  it('asks the store who is known, and so knows who was renamed', async () => {
    const sandbox = await sandboxWithApp()
    const [{ id, login }, ines] = [sandbox.organization('octo-org'), sandbox.user('ines')]
    sandbox.installApp('octo-org')
    const data = mkdtempSync(join(folder, 'data-'))
    const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    await store.courses.saveCourse(aCourse({ account: { id, login }, origin: { kind: 'file', organization: 'octo-org' } }), 0)
    await store.courses.saveStaff('mlops', [{ person: { id: ines.id, login: 'ines' }, by: 'login', word: 'ines' }], () => ({ id: 'a', at: 0, actor: null, action: 'staff.added', subject: 'course mlops', says: 'ines' }), 0)
    await store.close()
    sandbox.renameAccount('ines', 'ines-b')
    sandbox.renameAccount('octo-org', 'new-org')
    const file = join(data, 'mlops.yml')
    writeFileSync(file, 'title: MLOps\norganization: octo-org\njoin_code: abcd-efgh\nstaff: { people: [ines] }\n')
    const { code, out } = await runInProcess(['doctor'], { ...keys, GITHUB_API_URL: sandbox.url, DATA_DIR: data, COURSE_FILES: file })
    expect(out).toContain(`note   course mlops: "ines" under staff.people is called ines-b now. Write that in the course's file\n       See ${file}.\n`)
    expect(code).toBe(0)
  })

  it('ends with 1 and every wrong setting in a line of its own', async () => {
    const { code, out } = await runInProcess(['doctor'], { PORT: 'x', WORKERS: 'y', DATA_DIR: folder })
    expect(code).toBe(1)
    expect(out).toMatch(/^WRONG {2}configuration\n {7}PORT: found "x".*\n {7}WORKERS: found "y"/)
  })

  it('ends with 1 where the App has no credentials, and says how to come by them', async () => {
    const { code, out } = await runInProcess(['doctor'], { DATA_DIR: mkdtempSync(join(folder, 'data-')) })
    expect(code).toBe(1)
    expect(out).toMatch(/^WRONG {2}credentials: there are none\n {7}Start the App/m)
  })
})

describe('decisions', () => {
  it('lists what was decided and said of a repository, with reasons, and its disputes', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    await store.courses.saveCourse(aCourse(), 0)
    await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
    await store.hosting.saveRepositories([aRepository({ private: false })], 0)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: 0 })
    const spoken = { courseId: 'mlops', repositoryId: 42, at: Date.UTC(2026, 10, 1, 9), said: { commentId: 77, number: 3 } }
    await store.decisions.state({ ...spoken, id: 's', by: { id: 5, login: 'ana' }, kind: 'dispute', subject: { kind: 'criterion', id: 'lint' }, text: 'It is \u001b[31m in tox.ini' })
    await store.decisions.state({ ...spoken, id: 't', by: { id: 5, login: 'ana' }, kind: 'dispute', subject: { kind: 'criterion', id: 'health' }, text: 'It is there' })
    const audit = { id: 'a', at: 0, actor: 9, action: 'decision.set', subject: 'repository 42', says: '' }
    await store.decisions.decide({ ...spoken, id: 'd', by: { id: 9, login: 'kim' }, kind: 'set', subject: { kind: 'step', id: 'step-3.2' }, outcome: 'done', automatic: 'open', reason: 'Seen on her screen' }, audit)
    await store.decisions.decide({ ...spoken, id: 'e', at: spoken.at + 1, by: { id: 9, login: 'kim' }, kind: 'excuse', subject: { kind: 'criterion', id: 'health' }, reason: 'Ill' }, { ...audit, id: 'b' })
    const disagreement = { kind: 'decision.disagrees', installationId: 7, repositoryId: 42, actor: null, at: spoken.at, facts: { decision: 'd', subject: 'step step-3.2', outcome: 'done', whenDecided: 'unknown', automatic: 'open', headSha: 'abc1234def' } }
    // It said something else between two commits at which it says what it says now.
    await store.journal.addEvents([{ ...disagreement, id: 'v', at: spoken.at - 2, facts: { ...disagreement.facts, headSha: 'first' } }, { ...disagreement, id: 'w', at: spoken.at - 1, facts: { ...disagreement.facts, automatic: 'held' } }, { ...disagreement, id: 'x' }, { ...disagreement, id: 'y', facts: { ...disagreement.facts, decision: 'taken back' } }])
    await store.close()
    const { code, out } = await runInProcess(['decisions', 'Octo-Org/capstone-ana'], { DATA_DIR: data })
    expect(code).toBe(0)
    expect(out.replace(/\s+/g, ' ')).toContain('2026-11-01 09:00 kim: set step 3.2 to done (the App said open); reason: Seen on her screen (#3)')
    expect(out.replace(/\s+/g, ' ')).toContain('2026-11-01 09:00 ana: dispute criterion lint: It is \ufffd[31m in tox.ini (#3)')
    expect(out.replace(/\s+/g, ' ')).toContain('criterion lint by ana: escalated, to be answered by 2026-11-08 09:00')
    expect(out.replace(/\s+/g, ' ')).toMatch(/criterion health by ana: answered/)
    expect(out.replace(/\s+/g, ' ')).toMatch(/Where the App says something else since 2026-11-01 09:00 step step-3\.2, set to done: the App said unknown then, and open at abc1234\s*$/)
    expect(await runInProcess(['decisions', 'octo-org/nobody'], { DATA_DIR: data })).toMatchObject({ code: 2, err: expect.stringContaining('knows no repository called octo-org/nobody') as unknown })
  })

  it.each([[['decisions']], [['decisions', 'churn']], [['decisions', 'a/b', 'c/d']]])('refuses words that it does not know: %j', async (words) => {
    expect(await runInProcess(words, {})).toMatchObject({ code: 2, err: expect.stringContaining('decisions needs one repository') as unknown })
  })
})

describe('work', () => {
  it('lists what was given up, with names that cannot harm the terminal, and brings it back', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    await store.work.mark([{ installationId: 1, repositoryId: 5, target: { kind: 'branch', name: 'a\u001b[31mb' }, dueAt: 0, reason: 'push' }], 0)
    const item = await store.work.claim(1, 60_000)
    if (item === null) throw new Error('nothing was due')
    await store.work.bury(item, 'a fault of ours', Date.UTC(2026, 0, 2))
    await store.close()
    const listed = await runInProcess(['work'], { DATA_DIR: data })
    expect(listed.code).toBe(0)
    expect(listed.out).toMatch(/^0 due; 0 being worked on; 0 later; 1 given up$/m)
    expect(listed.out).toContain(`${item.id}  2026-01-02T00:00:00.000Z  repository 5, branch a`)
    expect(listed.out).not.toContain('\u001b')
    expect(await runInProcess(['work', 'again', 'nobody'], { DATA_DIR: data })).toMatchObject({ code: 2, err: expect.stringContaining('nobody') as unknown })
    expect(await runInProcess(['work', 'again', item.id], { DATA_DIR: data })).toMatchObject({ code: 0, out: expect.stringContaining('1 brought back') as unknown })
    expect((await runInProcess(['work'], { DATA_DIR: data })).out).toMatch(/^1 due.*; 0 given up$/m)
  })

  it('is listed whatever is wrong in the file of a course', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    writeFileSync(join(data, 'wrong.yml'), 'titel: MLOps\n')
    expect(await runInProcess(['work'], { DATA_DIR: data, COURSE_FILES: join(data, 'wrong.yml') })).toMatchObject({ code: 0, err: '' })
  })

  it.each([[['work', 'twice']], [['work', 'again']], [['doctor', 'x']]])('refuses words that it does not know: %j', async (words) => {
    expect((await runInProcess(words, { DATA_DIR: folder })).code).toBe(2)
  })
})
