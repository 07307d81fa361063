import type { HostedRepository } from '../../model/hosting.ts'
import type { ProofPlan } from '../../model/proof-plan.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import { withArtifacts, type ReadArtifact } from './run-artifacts.ts'
import type { ActivityStore, CommitActivity } from '../ports/store-ports.ts'

type Question = { readonly port: Pick<InstallationPort, 'artifacts' | 'artifactZip'>; readonly repository: HostedRepository; readonly activity: CommitActivity; readonly plan: ProofPlan; readonly again: boolean }

/** A commit's activity with what its runs uploaded, kept with each artifact that was read: what one cost is paid once, also where the next one failed. */
export async function keepUploads({ activity, ...asked }: Question, { activities, readArtifact }: { readonly activities: Pick<ActivityStore, 'save'>; readonly readArtifact: ReadArtifact }): Promise<FromGitHub<CommitActivity>> {
  const keep = (runs: CommitActivity['runs']): Promise<void> => activities.save({ ...activity, runs })
  const uploaded = await withArtifacts({ ...asked, runs: activity.runs, keep }, readArtifact)
  if (!uploaded.ok) return uploaded
  if (uploaded.value === activity.runs) return { ok: true, value: activity }
  await keep(uploaded.value)
  return { ok: true, value: { ...activity, runs: uploaded.value } }
}
