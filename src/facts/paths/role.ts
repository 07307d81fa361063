/**
 * What a path is in its repository:
 * - `code`: source code of the project, in any language; `test`: tests and their helpers in Python
 * - `notebook`: `.ipynb`; `migration`: database migrations in Python
 * - `virtual-environment`, `vendored`, `generated`: not written by the project; never read
 * - `workflow`: GitHub Actions' own files at the repository's root; `config`: everything else that sets something up
 * - `docs`: prose; `data`: data, models, pictures; `other`: the rest
 */
export type Role =
  | 'code' | 'test' | 'notebook' | 'vendored' | 'virtual-environment' | 'generated'
  | 'migration' | 'docs' | 'config' | 'workflow' | 'data' | 'other'

/** The roles of files that the project did not write: they prove nothing and are not opened. */
export const FOREIGN_ROLES: ReadonlySet<Role> = new Set<Role>(['vendored', 'virtual-environment', 'generated'])
