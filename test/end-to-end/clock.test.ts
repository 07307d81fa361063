import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startApp } from '../../src/app.ts'
import { DOCUMENTED } from '../../src/flow/pace/rates.ts'
import { createLog } from '../../src/operate/log.ts'
import { readManifest } from '../../src/operate/manifest.ts'
import { createRecentLines } from '../../src/operate/recent-lines.ts'
import { registeredApp } from '../../src/sandbox/demo/registered-app.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { LONG, temporaryFolder } from '../support/built-app.ts'

const NAME = 'octo-org/churn'
const HOUR = 3_600_000
const WAIT = { timeout: LONG, interval: 100 }

it('an App whose clock jumps on by an hour in the middle of its work, and back by a day, judges each commit once', async () => {
  const real = Date.now
  let jumped = 0
  vi.spyOn(Date, 'now').mockImplementation(() => real() + jumped)
  let onTree = (): void => {}
  const app = registeredApp(readManifest(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')))
  const sandbox = await startSandbox({
    app, webUrl: 'here', limits: { requestsAnHour: 1_000_000 },
    plan: ({ kind }) => {
      if (kind === 'tree') onTree()
      return null
    },
  })
  onTestFinished(() => sandbox.close())
  const data = temporaryFolder()
  const running = await startApp({
    host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1', dataFolder: data, database: { kind: 'sqlite', file: join(data, 'coach.db') },
    credentials: { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret, client: null }, github: { apiUrl: sandbox.url, webUrl: new URL(sandbox.url).origin },
    courses: null, courseRepositories: ['*'], coursesFromOrganizations: 'none', operators: [], lessonsUrl: null, sweepMinutes: 60, workers: 1, keepDays: 30, keepTextDays: 0, eraseAfterDays: 30, leaseSeconds: 60, pace: DOCUMENTED, proxies: 0, probeLoopback: false, logLevel: 'error',
  }, createLog('error', () => {}), createRecentLines())
  onTestFinished(() => running.stop())
  sandbox.setWebhookUrl(`${running.url}/webhook`)
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const judged = async (branch: string): Promise<void> => {
    const commit = await sandbox.push(NAME, branch, { files: { [`${branch}.md`]: `# ${branch}\n` }, actor: 'maria' })
    await vi.waitFor(() => { expect(sandbox.checkRuns(NAME, commit).filter(({ appId }) => appId === app.id)).toMatchObject([{ status: 'completed', conclusion: 'neutral' }]) }, WAIT)
  }
  await judged('main')
  // Its lease has ended by then: it is done again, and says nothing twice.
  onTree = () => { jumped = HOUR }
  await judged('later')
  expect(jumped).toBe(HOUR)
  onTree = () => {}
  jumped = HOUR - 24 * HOUR
  await judged('earlier')
}, 4 * LONG)
