import { describe, expect, it, vi } from 'vitest'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { freePort } from '../../src/sandbox/free-port.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { freshDatabase } from '../support/postgres.ts'

const url = await freshDatabase()
const built = builtForFile()

describe.skipIf(url === null)('two replicas on one PostgreSQL', () => {
  it('publish each commit once, and the other one goes on when the one that hears the webhooks is killed', async () => {
    let slow: (() => void) | null = null
    const { sandbox, start } = await stageApp(built.folder, { plan: ({ kind }) => {
      if (kind !== 'tree' || slow === null) return null
      slow()
      return { kind: 'silence' }
    } })
    const listening = await start({ DATABASE_URL: url ?? '' })
    await start({ DATABASE_URL: url ?? '', DATA_DIR: temporaryFolder(), PORT: String(await freePort()) })
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const commits: string[] = []
    for (const branch of ['main', 'health', 'rollback', 'metrics']) commits.push(await sandbox.push(NAME, branch, { files: { [`${branch}.md`]: `# ${branch}\n` }, actor: 'maria' }))
    for (const commit of commits) await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed', conclusion: 'neutral' }) }, WAIT)

    // Whoever holds the next commit waits for its files; the replica that hears the webhooks is killed meanwhile.
    const reading = new Promise<void>((resolve) => { slow = resolve })
    const left = await sandbox.push(NAME, 'main', { files: { 'left.md': '# Left\n' }, actor: 'maria' })
    await reading
    expect(await listening.signal('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    slow = null
    await vi.waitFor(() => { expect(verdictOn(sandbox, left).status).toBe('completed') }, WAIT)
  }, 4 * LONG)
})
