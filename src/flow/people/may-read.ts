import type { Person } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { AppPort, FromGitHub, InstallationPort, RepositoryRole } from '../ports/github-ports.ts'
import type { HostingStore } from '../ports/store-ports.ts'

export type MayReadParts = { readonly app: Pick<AppPort, 'installation'>; readonly hosting: Pick<HostingStore, 'repository'> }

type People = Pick<InstallationPort, 'roleIn' | 'personById'>

/** Gives what asks GitHub whether somebody may read a repository now; null where it does not say so. Who owns one may, and anybody a public one. */
export function createMayRead({ app, hosting }: MayReadParts): (person: Person, repositoryId: number) => Promise<boolean | null> {
  return async (person, repositoryId) => {
    const repository = await hosting.repository(repositoryId)
    // One that the App does not reach it cannot ask about.
    if (repository === null) return null
    if (!repository.private || repository.ownerId === person.id) return true
    const port = app.installation(repository.installationId, 'answer')
    const asked = await port.roleIn(repository, person.login)
    if (isAbout(asked, person)) return asked.value.mayRead
    if (!asked.ok && !isNobody(asked)) return null
    // The login is nobody's or somebody else's: who signed in goes by another one since.
    return underPresentLogin(person, repository, port)
  }
}

async function underPresentLogin({ id, login }: Person, repository: HostedRepository, port: People): Promise<boolean | null> {
  const present = await port.personById(id)
  if (!present.ok) return isNobody(present) ? false : null
  if (present.value.login === login) return false
  const asked = await port.roleIn(repository, present.value.login)
  if (isAbout(asked, present.value)) return asked.value.mayRead
  return asked.ok || isNobody(asked) ? false : null
}

function isAbout(asked: FromGitHub<RepositoryRole>, { id }: Person): asked is Extract<FromGitHub<RepositoryRole>, { readonly ok: true }> {
  return asked.ok && asked.value.personId === id
}

function isNobody({ trouble }: Extract<FromGitHub<unknown>, { readonly ok: false }>): boolean {
  return trouble.kind === 'gone' || trouble.kind === 'refused'
}
