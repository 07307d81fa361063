import type { HostedRepository } from '../model/hosting.ts'
import type { ProofPlan } from '../model/proof-plan.ts'
import type { FromGitHub, InstallationPort } from './github-ports.ts'
import { withArtifacts, type ReadArtifact } from './run-artifacts.ts'
import type { ActivityStore, CommitActivity } from './store-ports.ts'

type Question = { readonly port: Pick<InstallationPort, 'artifacts' | 'artifactZip'>; readonly repository: HostedRepository; readonly activity: CommitActivity; readonly plan: ProofPlan; readonly again: boolean }

/** A commit's activity with what its runs uploaded, which is kept where something was read. */
export async function keepUploads({ activity, ...asked }: Question, { activities, readArtifact }: { readonly activities: ActivityStore; readonly readArtifact: ReadArtifact }): Promise<FromGitHub<CommitActivity>> {
  const uploaded = await withArtifacts({ ...asked, runs: activity.runs }, readArtifact)
  if (!uploaded.ok) return uploaded
  if (uploaded.value === activity.runs) return { ok: true, value: activity }
  const kept = { ...activity, runs: uploaded.value }
  await activities.save(kept)
  return { ok: true, value: kept }
}
