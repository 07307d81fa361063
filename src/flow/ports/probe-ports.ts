import type { Probe, ProbeKind } from '../../model/probe.ts'

/** What to ask: `path` (as the code declares it) of the service at `url` (as a deployment gives it). `hosts` are all that may be asked for this repository (`probeHostsOf`). */
export type ProbeRequest = { readonly what: ProbeKind; readonly url: string; readonly path: string; readonly hosts: readonly string[] }

/** Asks deployed services. Never rejects: what went wrong is a result. Ends within seconds, whatever answers. */
export type Prober = { readonly ask: (request: ProbeRequest) => Promise<Probe> }

/** A probe that was made for a repository, of the service that a deployment of this commit named. */
export type StoredProbe = { readonly id: string; readonly repositoryId: number; readonly commit: string; readonly probe: Probe }

/** What probes saw: added, never changed. Times are milliseconds since 1970. */
export type ProbeStore = {
  /** Adds a probe; one whose id is there already changes nothing. */
  readonly add: (stored: StoredProbe) => Promise<void>
  /** Those of a repository that were made at a time or later, newest first. */
  readonly since: (repositoryId: number, time: number) => Promise<readonly StoredProbe[]>
  /** Those of a commit that are kept, newest first. */
  readonly of: (repositoryId: number, commit: string) => Promise<readonly StoredProbe[]>
  /** Forgets some that were made before a time, oldest first, `most` at a time; the newest of each commit and kind stays. Gives how many. */
  readonly forget: (before: number, most: number) => Promise<number>
}
