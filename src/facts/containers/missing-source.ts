/**
 * A file or folder that a Dockerfile copies, or a list of packages that it installs from, and that its build would not find, with the reason.
 * `leftOut`: what keeps it away, Git or the ignore file of the build at a path; null where it is not there at all.
 */
export type MissingSource = { readonly source: string; readonly line: number; readonly reason: string; readonly use: 'copies' | 'installs from'; readonly leftOut: LeftOut | null }

export type LeftOut = { readonly by: 'git' } | { readonly by: 'docker'; readonly path: string }
