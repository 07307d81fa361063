import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { buildApp, LONG } from '../support/built-app.ts'

const ENDLESS = 'octo-org/endless'

let built = { folder: '', remove: (): void => {} }
beforeAll(async () => {
  built = await buildApp()
  const [own, replaced] = [join(built.folder, 'judge-thread-own.js'), join(built.folder, 'judge-thread.js')]
  renameSync(replaced, own)
  // Judges as the product does, but for one repository without end.
  writeFileSync(replaced, `
    import { parentPort } from 'node:worker_threads'
    import './judge-thread-own.js'
    parentPort.on('message', ({ kind, frame }) => { if (kind === 'begin' && JSON.parse(frame).snapshot.name === '${ENDLESS}') for (;;); })
  `)
}, LONG)
afterAll(() => { built.remove() })

it('the App answers webhooks, judges others and stops in time while one judging does not end', async () => {
  const { sandbox, start } = await stageApp(built.folder)
  const app = await start()
  await sandbox.createRepository(ENDLESS, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  await vi.waitFor(() => { expect(sandbox.checkRuns(ENDLESS)).toMatchObject([{ status: 'in_progress' }]) }, WAIT)
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'jan' })
  const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'jan' })
  await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed', conclusion: 'neutral', title: expect.stringMatching(/\d+ of \d+/) as unknown }) }, WAIT)
  await sandbox.settled()
  expect(sandbox.deliveries().filter(({ statusCode }) => statusCode !== 202)).toEqual([])
  expect(sandbox.checkRuns(ENDLESS)).toMatchObject([{ status: 'in_progress' }])
  expect(await app.signal('SIGTERM')).toEqual({ code: 0, signal: null })
}, 3 * LONG)
