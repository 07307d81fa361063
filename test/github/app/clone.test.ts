import { describe, expect, it, onTestFinished } from 'vitest'
import type { InstallationPort } from '../../../src/flow/ports/github-ports.ts'
import type { RequestMade } from '../../../src/flow/ports/operation-ports.ts'
import { createApp } from '../../../src/github/app/create-app.ts'
import { createCloneTree } from '../../../src/local/clone-tree.ts'
import type { HostedRepository } from '../../../src/model/hosting.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import type { Trouble } from '../../../src/sandbox/trouble.ts'
import { APP, sandboxWithApp } from '../../support/app-on-sandbox.ts'
import { value } from '../../support/github-contract.ts'
import { readOpened } from '../../support/read-all.ts'

const NAME = 'octo-org/churn'
const FILES = { 'app/main.py': 'A = 1\n', 'README.md': '# Churn\n', 'src/deep/er/x.py': 'X = 1\n' }

type Stage = { readonly sandbox: Sandbox; readonly port: InstallationPort; readonly repository: HostedRepository; readonly made: readonly RequestMade[]; readonly close: () => void }

/** The App on a private repository, of whose files GitHub lists the first alone; `onGit` says what goes wrong with what git asks for. */
async function stage(onGit: () => Trouble | null = () => null): Promise<Stage> {
  const made: RequestMade[] = []
  const sandbox = await sandboxWithApp({ mostTreeEntries: 1, plan: ({ kind }) => kind === 'git' ? onGit() : null })
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: FILES, private: true, actor: 'maria' })
  const { id } = sandbox.installApp('octo-org', [NAME])
  const app = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1', onRequest: (one) => { made.push(one) }, cloneTree: createCloneTree() })
  onTestFinished(() => { app.close() })
  const port = app.installation(id)
  const [repository] = value(await port.repositories())
  if (repository === undefined) throw new Error('the installation has no repository')
  return { sandbox, port, repository, made, close: app.close }
}

describe('a list of files that GitHub cuts short for the App', () => {
  it('is fetched by git with the installation\'s token, and counted as one request', async () => {
    const { sandbox, port, repository, made } = await stage()
    const { commit } = value(await port.branchHead(repository, 'main'))
    const before = port.requests()
    const opened = value(await port.open(repository, commit, 'now'))
    // The list that was cut, and what git asked for.
    expect(port.requests() - before).toBe(2)
    expect(made.filter(({ resource }) => resource === 'clone')).toEqual([{ installationId: repository.installationId, resource: 'clone', status: 200, remaining: null, limit: null, resetAt: null }])
    expect(sandbox.requests().filter(({ kind }) => kind === 'git').map(({ installationId }) => installationId)).toContain(repository.installationId)
    const read = await readOpened({ ok: true, reader: opened.reader })
    expect(read.texts).toEqual(FILES)
    expect(read.snapshot.gaps).toEqual([])
    expect(opened.halted()).toBeNull()
  })
  it('is whole for a pull request from a fork, too', async () => {
    const { sandbox, port, repository } = await stage()
    await sandbox.fork(NAME, 'ada')
    const commit = await sandbox.push('ada/churn', 'patch', { files: { 'app/other.py': '' } })
    const { number } = await sandbox.openPullRequest(NAME, { title: 'Other', head: 'ada/churn:patch', actor: 'ada' })
    expect(value(await port.pullRequest(repository, number)).commit).toBe(commit)
    const { reader } = value(await port.open(repository, commit, 'now'))
    expect(reader.snapshot.tree.map(({ path }) => path)).toEqual(['README.md', 'app/main.py', 'app/other.py', 'src/deep/er/x.py'])
  })
  it('stays a gap with its reason where git is refused, which tells nothing of the token', async () => {
    const { port, repository, made } = await stage(() => ({ kind: 'forbidden' }))
    const { commit } = value(await port.branchHead(repository, 'main'))
    const opened = value(await port.open(repository, commit, 'now'))
    expect(opened.reader.snapshot.gaps).toEqual([{ what: 'file list', path: '.', reason: 'GitHub cut its list of files short, and refused it to git (403)' }])
    expect(made.find(({ resource }) => resource === 'clone')).toMatchObject({ status: 403 })
    expect(opened.halted()).toBeNull()
  })
  it('is no truth about the repository where the App stops meanwhile', async () => {
    const { port, repository, close } = await stage(() => { close(); return { kind: 'silence' } })
    const { commit } = value(await port.branchHead(repository, 'main'))
    expect((await port.open(repository, commit, 'now')).ok).toBe(false)
  })
})
