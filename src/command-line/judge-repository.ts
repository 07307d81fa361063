import { isOfWay, waysBack } from '../evidence/ways-back.ts'
import type { ArtifactPort } from '../flow/ports/artifact-port.ts'
import { collectFacts } from '../flow/reading/collect-facts.ts'
import type { ExtractPort, FactStore, Judge } from '../flow/ports/repository-port.ts'
import { printable } from '../flow/printable.ts'
import { readCommitted } from '../flow/reading/read-committed.ts'
import { settle } from '../flow/proof/settle.ts'
import type { Checklists } from '../model/checklist.ts'
import { withCommitted } from '../flow/reading/with-committed.ts'
import { withoutCredentials } from '../github/repository-address.ts'
import type { Trust } from '../model/course.ts'
import type { CommitSeen } from '../model/proof-seen.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { openTarget, type GitHubAccess } from './open-target.ts'
import { seenOf, type SeenFrom } from './seen-of.ts'

/** What several repositories share: the readers of files, what they have read, what is asked, how GitHub is, and which workflows are the course's (null where no course is named: the file of the runs may say it). */
export type Workshop = { readonly extract: ExtractPort; readonly store: FactStore; readonly artifacts: Pick<ArtifactPort, 'read' | 'readFiles'>; readonly judge: Judge['judge']; readonly checklists: Omit<Checklists, 'own'>; readonly capstoneSchema: object; readonly access: GitHubAccess; readonly trust: Trust | null }

export type Asked = {
  readonly path: string
  readonly at: string | null
  readonly project: string | null
  /** Where what ran on the commit is taken from; null to judge by the files alone. */
  readonly runs: SeenFrom | null
  /** Called with what is done just now, where it may take a while. */
  readonly onProgress: (says: string) => void
}

/** `requests` is how many GitHub was sent, null where it was not asked. `reason` is one line; `hint` says what to do about it. */
export type Judgement = { readonly ok: true; readonly record: AssessmentRecord; readonly requests: number | null } | { readonly ok: false; readonly reason: string; readonly hint: string }

/** From this many files on, reading a disk may be noticed. */
const NOTICED_FILES = 300

/** Reads one repository of this machine or of GitHub and judges it. Never rejects for what stands in the repository. */
export async function judgeRepository({ path, at, project, runs, onProgress }: Asked, { extract, store, artifacts, judge, checklists, capstoneSchema, access, trust }: Workshop): Promise<Judgement> {
  const opened = await openTarget(path, at, (seconds) => { onProgress(`GitHub asks to wait ${seconds} s`) }, access)
  if (!opened.ok) return opened
  extract.nextRepository()
  try {
    const collected = await collectFacts(opened.reader, extract, store, {
      project, capstoneSchema,
      onProgress: (done, all) => { if (opened.isRemote || all > NOTICED_FILES) onProgress(`reading ${done} of ${all} files`) },
    })
    const committed = collected.ok && opened.halted() === null ? await readCommitted(opened.reader, collected.input.project, artifacts, store) : null
    const halted = opened.halted()
    if (halted !== null) return { ok: false, ...halted }
    if (!collected.ok) return collected
    const { reading, hasPython } = await judge(collected.input)
    const { record, plan, own, claims, numbers } = withCommitted(reading, committed)
    if (!hasPython) return { ok: false, reason: `${printable(withoutCredentials(path))}: there is no Python in it, neither .py files nor notebooks`, hint: 'Name the folder or the commit (--at) that holds the capstone.' }
    const requests = opened.isRemote ? opened.requests() : null
    const settled = (seen: Pick<CommitSeen, 'runs' | 'deployments' | 'trust'>): AssessmentRecord => settle(record, plan, { runs: seen.runs, deployments: seen.deployments, waysBack: waysBack(seen.deployments).filter((way) => isOfWay(way, record.repository.commit)), earlier: [], probes: [], base: null, claims, numbers, metricsBefore: null }, { ...checklists, own }, trust ?? seen.trust)
    if (runs === null) return { ok: true, record: settled({ runs: [], deployments: [] }), requests }
    const seen = await seenOf(record.repository, opened.isRemote ? path : null, runs, (seconds) => { onProgress(`GitHub asks to wait ${seconds} s`) }, access, artifacts.read)
    if (!seen.ok) return seen
    return { ok: true, record: settled(seen.seen), requests }
  } finally {
    await opened.reader.close()
  }
}
