import type { Account, Installation, Permissions, Repository } from '../state/records.ts'
import { reaches, repositoriesOf, type World } from '../state/world.ts'
import { emit } from '../webhooks/emit.ts'
import { namesOf } from './repositories.ts'

/** Installs the App on an account: on these repositories, or on all. */
export function install(world: World, account: Account, repositories: readonly Repository[] | 'all', by: Account, permissions?: Permissions): Installation {
  if (world.app === null) throw new Error('no App is registered')
  const now = world.now()
  const installation: Installation = {
    id: world.nextId(), accountId: account.id, selection: repositories === 'all' ? 'all' : 'selected', repositoryIds: new Set(repositories === 'all' ? [] : repositories.map(({ id }) => id)),
    permissions: permissions ?? world.app.permissions, events: world.app.events, createdAt: now, updatedAt: now, suspendedAt: null, suspendedById: null, removed: false,
  }
  world.installations.set(installation.id, installation)
  emit(world, { event: 'installation', action: 'created', installation, sender: by, payload: { repositories: repositoriesOf(world, installation).map((one) => namesOf(world, one)), requester: null } })
  return installation
}

/** Suspends an installation, or wakes it. */
export function setSuspended(world: World, installation: Installation, suspended: boolean, by: Account): void {
  Object.assign(installation, { suspendedAt: suspended ? world.now() : null, suspendedById: suspended ? by.id : null, updatedAt: world.now() })
  emit(world, { event: 'installation', action: suspended ? 'suspend' : 'unsuspend', installation, sender: by, payload: {} })
}

/** Removes an installation; its tokens are worth nothing from then on. */
export function uninstall(world: World, installation: Installation, by: Account): void {
  const names = repositoriesOf(world, installation).map((one) => namesOf(world, one))
  Object.assign(installation, { removed: true, updatedAt: world.now() })
  emit(world, { event: 'installation', action: 'deleted', installation, sender: by, payload: { repositories: names } })
}

/** Grants other permissions. */
export function acceptPermissions(world: World, installation: Installation, permissions: Permissions, by: Account): void {
  Object.assign(installation, { permissions, updatedAt: world.now() })
  emit(world, { event: 'installation', action: 'new_permissions_accepted', installation, sender: by, payload: { repositories: repositoriesOf(world, installation).map((one) => namesOf(world, one)) } })
}

/** Adds repositories to an installation on selected ones, or takes them out. */
export function chooseRepositories(world: World, installation: Installation, change: 'added' | 'removed', repositories: readonly Repository[], by: Account): void {
  if (installation.selection === 'all') throw new Error('the installation is on all repositories')
  const changed = repositories.filter((one) => reaches(installation, one) === (change === 'removed'))
  for (const { id } of changed) {
    if (change === 'added') installation.repositoryIds.add(id)
    else installation.repositoryIds.delete(id)
  }
  const names = changed.map((one) => namesOf(world, one))
  emit(world, {
    event: 'installation_repositories', action: change, installation, sender: by,
    payload: { repository_selection: installation.selection, repositories_added: change === 'added' ? names : [], repositories_removed: change === 'removed' ? names : [], requester: null },
  })
}
