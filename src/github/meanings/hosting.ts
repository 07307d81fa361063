import type { InstallationChange } from '../../flow/ports/store-ports.ts'
import { eventOf, installationIn, markOf, repositoriesIn, type Heard, type Hearing } from './hearing.ts'
import type { Payload } from './payload.ts'

const CHANGES: Readonly<Record<string, InstallationChange['change']>> = { created: 'there', new_permissions_accepted: 'there', unsuspend: 'there', suspend: 'suspended', deleted: 'gone' }

/** The App was installed, removed, put to rest or given more. The repositories are named by id alone: marks have them read. */
export function hearInstallation(hearing: Hearing, action: string): Heard {
  const change = Object.hasOwn(CHANGES, action) ? CHANGES[action] : undefined
  if (change === undefined) return null
  hearing.payload.number('installation.account.id')
  hearing.payload.text('installation.account.login')
  const installation = installationIn(hearing)
  return {
    installations: installation === null ? [] : [{ change, installation: { ...installation, suspended: change === 'suspended' } }],
    events: [eventOf(hearing, `installation.${action}`, { accountId: installation?.account.id ?? null })],
    marks: change === 'there' ? namedRepositories(hearing, 'repositories').map((id) => markOf(hearing, { kind: 'repository' }, id)) : [],
  }
}

/** Repositories came into an installation or left it. */
export function hearInstallationRepositories(hearing: Hearing, action: string): Heard {
  const installationId = hearing.payload.number('installation.id')
  const added = namedRepositories(hearing, 'repositories_added')
  const removed = namedRepositories(hearing, 'repositories_removed')
  return {
    events: [eventOf(hearing, `installation_repositories.${action}`, { added: added.length, removed: removed.length })],
    marks: added.map((id) => markOf(hearing, { kind: 'repository' }, id)),
    removed: removed.map((repositoryId) => ({ installationId, repositoryId })),
  }
}

/** A repository is new, gone, or known under another name, owner or setting. */
export function hearRepository(hearing: Hearing, action: string): Heard {
  const repositoryId = hearing.payload.number('repository.id')
  const events = [eventOf(hearing, `repository.${action}`, {})]
  if (action === 'deleted') return { events, removed: [{ installationId: hearing.payload.number('installation.id'), repositoryId }] }
  const mark = markOf(hearing, { kind: 'repository' })
  // What is for a few must not stand where everybody reads a moment longer than it has to.
  return { events, repositories: repositoriesIn(hearing), marks: [action === 'publicized' ? { ...mark, dueAt: hearing.delivery.receivedAt } : mark] }
}

function namedRepositories({ payload }: Hearing, path: string): readonly number[] {
  return payload.items(path).map((repository: Payload) => repository.number('id'))
}
