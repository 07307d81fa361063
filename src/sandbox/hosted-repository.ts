/** A git repository on disk that the sandbox shows as `owner/name`. */
export type HostedRepository = {
  readonly owner: string
  readonly name: string
  /** Its git directory: a bare repository, or the `.git` of a clone. */
  readonly folder: string
}

/** The repository of an owner and a name, in which capitals do not matter to GitHub; undefined where there is none. */
export function findRepository(repositories: readonly HostedRepository[], owner: string, name: string): HostedRepository | undefined {
  return repositories.find((one) => one.owner.toLowerCase() === owner.toLowerCase() && one.name.toLowerCase() === name.toLowerCase())
}
