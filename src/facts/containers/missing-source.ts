/** A file or folder that a Dockerfile copies, or a list of packages that it installs from, and that its build would not find, with the reason. */
export type MissingSource = { readonly source: string; readonly line: number; readonly reason: string; readonly use: 'copies' | 'installs from' }
