import { expect, it, onTestFinished } from 'vitest'
import { namesIn } from '../../scripts/chaos/names.ts'
import { unheard } from '../../scripts/chaos/rest.ts'
import { openStore } from '../../src/store/open-store.ts'
import { sandboxWithApp, startReceiver } from '../support/app-on-sandbox.ts'

it('a webhook that was kept counts as heard, though its answer was lost with the process: nobody asks for it again', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const { url } = await startReceiver(({ event }) => event === 'installation' ? 202 : 500)
  const sandbox = await sandboxWithApp({ webhookUrl: url })
  await sandbox.createRepository('octo-org/churn', { files: { 'app.py': '' } })
  sandbox.installApp('octo-org')
  for (const title of ['One', 'Two']) sandbox.openIssue('octo-org/churn', title, '')
  await sandbox.settled()
  const [one = '', two = ''] = sandbox.deliveries().filter(({ event }) => event === 'issues').map(({ guid }) => guid)
  expect(await unheard(sandbox, store)).toEqual([one, two])
  await store.deliveries.add({ id: one, name: 'issues', action: 'opened', installationId: 1, repositoryId: 1, receivedAt: 1, body: '{}' })
  expect(await unheard(sandbox, store)).toEqual([two])
})

it('plays on both sides of midnight say the same, and dates that no play takes by chance are compared', async () => {
  let now = Date.parse('2026-02-03T23:59:00Z')
  const sandbox = await sandboxWithApp({ now: () => now })
  await sandbox.createRepository('octo-org/churn', { files: { 'app.py': '' } })
  const repository = sandbox.repository('octo-org/churn')
  const said = 'decided by kim on 2026-02-03, due on 2026-02-10'
  const before = namesIn(sandbox, repository)(said)
  now += 120_000
  expect(before).toBe('decided by kim on ‹day›, due on 2026-02-10')
  expect(namesIn(sandbox, repository)(said.replace('-03', '-04'))).toBe(before)
})
