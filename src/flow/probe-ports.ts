import type { Probe, ProbeKind } from '../model/probe.ts'

/** What to ask: `path` (as the code declares it) of the service at `url` (as a deployment gives it). `hosts` are all that may be asked for this repository (`probeHostsOf`). */
export type ProbeRequest = { readonly what: ProbeKind; readonly url: string; readonly path: string; readonly hosts: readonly string[] }

/** Asks deployed services. Never rejects: what went wrong is a result. Ends within seconds, whatever answers. */
export type Prober = { readonly ask: (request: ProbeRequest) => Promise<Probe> }
