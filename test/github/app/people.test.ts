import { expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../../src/github/app/create-app.ts'
import type { InstallationPort } from '../../../src/flow/ports/github-ports.ts'
import type { HostedRepository } from '../../../src/model/hosting.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import type { Permissions } from '../../../src/sandbox/state/records.ts'
import { APP, sandboxWithApp } from '../../support/app-on-sandbox.ts'
import { value } from '../../support/github-contract.ts'

const NAME = 'octo-org/churn'

async function stage(permissions?: Permissions): Promise<{ readonly sandbox: Sandbox; readonly port: InstallationPort; readonly repository: HostedRepository }> {
  const sandbox = await sandboxWithApp()
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { actor: 'maria' })
  const installation = sandbox.installApp('octo-org', 'all', permissions === undefined ? {} : { permissions })
  const app = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1' })
  onTestFinished(() => { app.close() })
  const port = app.installation(installation.id)
  const [repository] = value(await port.repositories())
  if (repository === undefined) throw new Error('the installation has no repository')
  return { sandbox, port, repository }
}

it('finds a person by login, whatever its letters, and by numeric id under another login; an organization is nobody', async () => {
  const { sandbox, port } = await stage()
  const { id } = sandbox.user('ines')
  expect(value(await port.person('Ines'))).toEqual({ id, login: 'ines' })
  sandbox.renameAccount('ines', 'ines-k')
  expect(value(await port.personById(id))).toEqual({ id, login: 'ines-k' })
  for (const answer of [await port.person('ines'), await port.person('octo-org'), await port.personById(999_999)]) expect(answer).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
})

it('reads a team to its end, and says where there is none or it is not shown', async () => {
  const { sandbox, port } = await stage()
  const logins = Array.from({ length: 130 }, (_, index) => `member-${index}`)
  for (const login of logins) sandbox.addToTeam('octo-org', 'staff', login)
  expect(value(await port.teamMembers('octo-org', 'staff')).map(({ login }) => login)).toEqual(logins)
  expect(await port.teamMembers('octo-org', 'others')).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
  const without = await stage({ metadata: 'read', contents: 'read' })
  without.sandbox.addToTeam('octo-org', 'staff', 'ines')
  expect(await without.port.teamMembers('octo-org', 'staff')).toMatchObject({ ok: false, trouble: { kind: 'forbidden' } })
})

it('tells who may do everything in a repository from who may write, with the numeric id', async () => {
  const { sandbox, port, repository } = await stage()
  sandbox.addCollaborator(NAME, 'ada', 'admin')
  sandbox.addCollaborator(NAME, 'maria', 'maintain')
  expect(value(await port.roleIn(repository, 'ada'))).toEqual({ personId: sandbox.user('ada').id, isAdmin: true, mayWrite: true, mayRead: true })
  expect(value(await port.roleIn(repository, 'maria'))).toEqual({ personId: sandbox.user('maria').id, isAdmin: false, mayWrite: true, mayRead: true })
  sandbox.addCollaborator(NAME, 'rita', 'read')
  expect(value(await port.roleIn(repository, 'rita'))).toMatchObject({ isAdmin: false, mayWrite: false, mayRead: true })
  expect(await port.roleIn(repository, 'nobody')).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
})

it('puts one reaction of a kind to a comment, however often', async () => {
  const { sandbox, port, repository } = await stage()
  const issue = sandbox.openIssue(NAME, 'A question', 'Text', 'maria')
  const comment = sandbox.comment(NAME, issue.number, 'Text', 'maria')
  for (let times = 0; times < 2; times += 1) expect(value(await port.react(repository, comment.id, '+1'))).toBe(null)
  expect(sandbox.world.reactions.map(({ commentId, content }) => [commentId, content])).toEqual([[comment.id, '+1']])
  sandbox.deleteComment(comment, 'maria')
  expect(await port.react(repository, comment.id, 'eyes')).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
})
