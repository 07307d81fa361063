import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { freshDatabase } from '../support/postgres.ts'

const built = builtForFile()
const url = await freshDatabase()

describe.each([['embedded store', null] as const, ...url === null ? [] : [['store on PostgreSQL', url] as const]])('an App that lost its %s', (_name, database) => {
  it('goes on from a backup that was taken while it worked, and judges what was pushed since', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const stored = { DATA_DIR: temporaryFolder(), ...database === null ? {} : { DATABASE_URL: database } }
    const command = (words: readonly string[], settings: Readonly<Record<string, string>>): Promise<{ readonly stdout: string }> => promisify(execFile)(process.execPath, [join(built.folder, 'cli.js'), ...words], { env: { PATH: process.env['PATH'] ?? '', ...settings } })
    const first = await start(stored)
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const before = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(verdictOn(sandbox, before)).toMatchObject({ status: 'completed' }) }, WAIT)

    // Webhooks go on coming while the copy is made.
    const over = { isSo: false }
    const pushing = (async () => { for (let push = 0; !over.isSo; push += 1) await sandbox.push(NAME, 'main', { files: { 'notes.md': `${push}\n` }, actor: 'maria' }) })()
    const backup = join(temporaryFolder(), 'backup.db')
    await command(['backup', backup], stored)
    over.isSo = true
    await pushing
    const lost = await sandbox.push(NAME, 'main', { files: { 'lost.md': '# Lost\n' }, actor: 'maria' })
    await sandbox.settled()
    await first.signal('SIGKILL')
    const told = sandbox.checkRuns(NAME, before).length

    // The store is gone, and the App comes back to another one. What it accepted after the backup nobody sends again: it is found by looking at the repository.
    const missed = await sandbox.push(NAME, 'health', { files: { 'health.py': 'B = 1\n' }, actor: 'maria' })
    await sandbox.settled()
    const other = { DATA_DIR: temporaryFolder(), ...database === null ? {} : { DATABASE_URL: await freshDatabase() ?? '' } }
    expect((await command(['restore', backup], other)).stdout).toContain('every row was read back')
    await start(other)
    for (const commit of [lost, missed]) await vi.waitFor(() => { expect(sandbox.checkRuns(NAME, commit).map(({ status }) => status)).toContain('completed') }, WAIT)
    // What was told before is known: nothing is said of it again.
    expect(sandbox.checkRuns(NAME, before)).toHaveLength(told)
  }, 3 * LONG)
})
