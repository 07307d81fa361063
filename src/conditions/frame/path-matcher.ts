import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import { globMatcher } from '../../parse/glob.ts'

/** A test of paths by a glob that is written from the project's folder or from the repository's root. */
export function pathMatcher(glob: string, { project }: Pick<RepositoryFacts, 'project'>): (path: string) => boolean {
  const written = glob.replace(/^\.\//, '')
  const accepts = globMatcher(written)
  // What stands before the first wildcard is compared first: most paths end there.
  const start = /^[^*?[{\\]*/.exec(written)?.[0] ?? ''
  const prefix = project === '.' ? '' : `${project}/`
  return (path) => (path.startsWith(start) && accepts(path)) || (prefix !== '' && path.startsWith(prefix + start) && accepts(path.slice(prefix.length)))
}
