import type { Checklist, JudgedBy } from '../../model/checklist.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { READING_REVISION, type Reading } from '../../model/reading.ts'
import type { ChecklistName } from '../../model/record.ts'
import { engineRevision, type Assessor } from './assess.ts'
import type { ArtifactPort } from '../ports/artifact-port.ts'
import { collectFacts } from '../reading/collect-facts.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { ExtractPort, FactStore, Judge } from '../ports/repository-port.ts'
import { readCommitted } from '../reading/read-committed.ts'
import { withCommitted } from '../reading/with-committed.ts'

export type ReadingParts = {
  /** What `judge` judges by where a course asks for nothing else: tells which records are still as they would be now. */
  readonly assessor: Assessor
  readonly judge: Judge['judge']
  /** checklists/capstone.schema.json. */
  readonly capstoneSchema: object
  readonly facts: FactStore
  /** Reads reports that are committed. */
  readonly artifacts: Pick<ArtifactPort, 'readFiles'>
  /** Lends a reader of files for one repository, which is held until it is judged: what one costs is not the next one's. */
  readonly withExtract: <Value>(use: (extract: ExtractPort) => Promise<Value>) => Promise<Value>
}

/** Reads a commit on GitHub and judges it by what its course asks. Where GitHub stopped answering midway there is no verdict: what was not read is nobody's fault. */
export async function readAndJudge(port: Pick<InstallationPort, 'open'>, repository: HostedRepository, commit: string, takenAt: string, by: JudgedBy, parts: ReadingParts): Promise<FromGitHub<Reading>> {
  const { judge, capstoneSchema, facts, artifacts, withExtract } = parts
  const opened = await port.open(repository, commit, takenAt)
  if (!opened.ok) return opened
  const { reader, halted } = opened.value
  try {
    // Until it is judged: what was collected of a large repository takes much memory, and more are worked on than may be held at a time.
    return await withExtract(async (extract) => {
      extract.nextRepository()
      const collected = await collectFacts(reader, extract, facts, { project: null, capstoneSchema })
      const committed = collected.ok && halted() === null ? await readCommitted(reader, collected.input.project, artifacts, facts) : null
      const trouble = halted()
      if (trouble !== null) return { ok: false, trouble }
      if (!collected.ok) throw new Error(`No project was chosen in ${repository.id} at ${commit}: ${collected.reason}`)
      const { reading } = await judge(collected.input, by)
      return { ok: true, value: withCommitted(reading, committed) }
    })
  } finally {
    await reader.close()
  }
}

/** Whether a reading was made by this program and checklist: then reading its commit again would give the same. */
export function isCurrent({ revision, record }: Reading, { checks, checklist, practices, engineVersion }: Assessor): boolean {
  const isOfEngine = revision === READING_REVISION && record.engine.version === engineVersion && record.engine.revision === engineRevision(checks)
  return isOfEngine && isOf(record.checklist, checklist) && isOf(record.practicesBy, practices)
}

function isOf(name: ChecklistName | undefined, { id, revision, digest }: Checklist): boolean {
  return name?.id === id && name.revision === revision && name.digest === digest
}
