import type { Refusal } from '../flow/ports/repository-port.ts'
import { printable } from '../flow/printable.ts'
import type { CommitSeen } from '../model/proof-seen.ts'
import { withArtifacts, type ReadArtifact } from '../flow/proof/run-artifacts.ts'
import { withLogs } from '../flow/proof/run-logs.ts'
import { artifactsOf, artifactZipOf, jobLogOf } from './app/artifacts.ts'
import { deploymentsOf } from './app/deployments.ts'
import { runsOf } from './app/runs.ts'
import type { Connection } from './connection.ts'
import { refusalOf } from './refusals.ts'
import type { RepositoryAddress } from './repository-address.ts'
import { createTokenClient, type TokenClientOptions } from './token-client.ts'

/** What ran on one commit of a repository on GitHub, what the runs uploaded (as `read` reads it), why jobs failed by their logs, and where it was deployed, read with a person's token; else what is wrong and what to do about it. */
export async function readActivity(address: RepositoryAddress, commit: string, connection: Connection, userAgent: string, read: ReadArtifact, options: TokenClientOptions): Promise<{ readonly ok: true; readonly seen: CommitSeen } | ({ readonly ok: false } & Refusal)> {
  const client = createTokenClient(connection, userAgent, options)
  const where = printable(`${address.owner}/${address.name}`)
  try {
    const repository = { owner: address.owner, name: address.name, id: where }
    const runs = await runsOf({ client }, repository, commit, [])
    if (!runs.ok) return refused(runs.trouble.says)
    const desk = { client, apiUrl: connection.apiUrl }
    const port = { artifacts: (of: typeof repository, id: number) => artifactsOf(desk, of, id), artifactZip: (of: typeof repository, id: number) => artifactZipOf(desk, of, id) }
    const uploaded = await withArtifacts({ port, repository, runs: runs.value, plan: { uploads: runs.value.map(({ path }) => path) }, again: false, keep: () => Promise.resolve() }, read)
    if (!uploaded.ok) return refused(uploaded.trouble.says)
    const told = await withLogs({ port: { jobLog: (of: typeof repository, id: number) => jobLogOf(desk, of, id) }, repository, runs: uploaded.value, again: false })
    if (!told.ok) return refused(told.trouble.says)
    const deployments = await deploymentsOf({ client }, repository, commit)
    if (!deployments.ok) return refused(deployments.trouble.says)
    return { ok: true, seen: { schema: 1, commit, runs: told.value, deployments: deployments.value } }
  } finally {
    client.close()
  }

  function refused(says: string): { readonly ok: false } & Refusal {
    const failure = client.halted()
    if (failure !== null) return { ok: false, ...refusalOf(failure, where, connection) }
    return { ok: false, reason: `${where}: ${says}`, hint: 'The token needs to read Actions and Deployments beside Contents and Metadata.' }
  }
}
