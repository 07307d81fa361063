import type { MessagePort } from 'node:worker_threads'
import { ARTIFACT_LIMITS } from '../../src/extract/reports/limits.ts'
import type { Told } from '../../src/extract/reports/messages.ts'
import { serveTask } from '../../src/extract/reports/serve-task.ts'
import type { ArtifactReading } from '../../src/flow/artifact-port.ts'

/** Reads an artifact as its worker does, in this thread. */
export async function readArtifactHere(zip: Uint8Array): Promise<ArtifactReading> {
  const told: Told[] = []
  await serveTask({ postMessage: (one: Told) => { told.push(one) } } as unknown as MessagePort, { limits: ARTIFACT_LIMITS, zip })
  const steps = told.flatMap((one) => (typeof one === 'object' && 'reports' in one ? [one] : []))
  return { reports: steps.flatMap(({ reports }) => reports), gaps: steps.flatMap(({ gaps }) => gaps), problems: steps.flatMap(({ problems }) => problems) }
}
