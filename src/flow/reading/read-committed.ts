import { createHash } from 'node:crypto'
import { committedNumbers } from '../../evidence/claims/committed-numbers.ts'
import { claimsOf } from '../../evidence/claims/claims-of.ts'
import { storedExperiments } from '../../evidence/experiments/stored-experiments.ts'
import { committedFiles, isInBundle, isOfNumbers } from '../../evidence/committed-files.ts'
import { factKey } from '../../facts/fact-key.ts'
import type { Extractor, Extracted, FileFacts } from '../../facts/file-facts.ts'
import type { PlacedClaim } from '../../model/claim.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Experiments, StoredExperiments } from '../../model/experiments.ts'
import type { CommittedNumbers } from '../../model/model-metrics.ts'
import type { Gap, Problem, TreeEntry } from '../../model/repository.ts'
import { claimWords } from '../../report/words/claim-words.ts'
import { experimentWords } from '../../report/words/experiment-words.ts'
import type { ArtifactPort } from '../ports/artifact-port.ts'
import type { FactStore, RepositoryReader } from '../ports/repository-port.ts'

/** What reads the reports of one repository together, as its facts are named. Raise `revision` whenever the same files may claim something else. */
export const REPORTS_EXTRACTOR: Pick<Extractor, 'id' | 'revision'> = { id: 'reports', revision: 4 }

export type Committed = { readonly claims: readonly PlacedClaim[]; readonly numbers: CommittedNumbers; readonly experiments: readonly Experiments[]; readonly gaps: readonly Gap[]; readonly problems: readonly Problem[] }

type Said = Extract<FileFacts, { readonly kind: 'reports' }>

/**
 * Reads what reports say that a student committed: a bundle, MLflow's stores, files of metrics and coverage. They are read on another thread, once for as long as the same files lie at
 * the same paths. Nothing is asked of the reader where there are none.
 */
export async function readCommitted(reader: RepositoryReader, project: string, artifacts: Pick<ArtifactPort, 'readFiles'>, store: FactStore): Promise<Committed> {
  const listed = committedFiles(reader.snapshot.tree, project)
  if (listed.files.length === 0) return { claims: [], numbers: NO_NUMBERS, experiments: [], gaps: listed.gaps, problems: [] }
  const known = new Map((await reader.identify(listed.files)).map((entry) => [entry.path, entry]))
  const { files, gaps: large } = committedFiles(listed.files.map((entry) => known.get(entry.path) ?? entry), project)
  const key = factKey({ ...REPORTS_EXTRACTOR, reads: () => true, extract: () => NOTHING }, digestOf(files), '')
  const isNamed = files.every(({ sha }) => sha !== '')
  const kept = isNamed ? (await store.get([key])).get(key) : undefined
  const read = kept ?? await readAnew(reader, files, artifacts)
  const { facts, problems } = read
  const said: Said = facts?.kind === 'reports' ? facts : { kind: 'reports', claims: [], numbers: NO_NUMBERS, experiments: [], bundles: [], gaps: [] }
  // What took too long once may be read the next time.
  if (kept === undefined && isNamed && said.gaps.length === 0) await store.put(key, read)
  return {
    claims: said.claims.map((claim) => ({ claim, ...placed(claim.path, claimWords(claim), said, files), basis: 'claimed' })), numbers: said.numbers,
    experiments: said.experiments.map((stored) => whole(stored, listed.runs)).map((stored) => ({ ...stored, place: placed(stored.path, experimentWords(stored), said, files).place, basis: 'claimed' })),
    gaps: [...listed.gaps, ...large, ...said.gaps], problems,
  }
}

const NO_NUMBERS: CommittedNumbers = { metrics: [], coverage: null }
const NOTHING: Extracted = { facts: null, problems: [] }

async function readAnew(reader: RepositoryReader, entries: readonly TreeEntry[], artifacts: Pick<ArtifactPort, 'readFiles'>): Promise<Extracted> {
  const files: { readonly path: string; readonly bytes: Uint8Array }[] = []
  const unread: Gap[] = []
  for await (const reading of reader.read(entries)) {
    if ('gap' in reading) unread.push(reading.gap)
    else files.push({ path: reading.entry.path, bytes: reading.bytes })
  }
  // In whichever order they came.
  const { reports, gaps, problems } = await artifacts.readFiles(files.toSorted((one, other) => (one.path < other.path ? -1 : 1)))
  const bundles = reports.flatMap((report) => (report.kind === 'manifest' ? [{ path: report.path, commit: report.commit }] : []))
  const numbers = committedNumbers(reports, new Map(entries.map(({ path, sha }) => [path, sha])))
  // Files of numbers are told where they can be read, and nobody has to mend one that is something else.
  return { facts: { kind: 'reports', claims: claimsOf(reports.filter(({ path }) => !isOfNumbers(path))), numbers, experiments: storedExperiments(reports), bundles, gaps: [...unread, ...gaps] }, problems: problems.filter(({ path }) => !isOfNumbers(path)) }
}

/** Of a folder of many runs some are read: how many there are, its list of files says. */
function whole(stored: StoredExperiments, runs: ReadonlyMap<string, number>): StoredExperiments {
  return { ...stored, count: Math.max(stored.count, runs.get(stored.path) ?? 0) }
}

/** What a bundle says is shown at its manifest, which says of which commit it is; any other report at the store. */
function placed(path: string, says: string, { bundles }: Said, files: readonly TreeEntry[]): { readonly place: FileEvidence; readonly from: string | null } {
  const bundle = isInBundle(path) ? bundles.find((one) => path.startsWith(one.path.slice(0, one.path.lastIndexOf('/') + 1))) : undefined
  const entry = files.find((one) => one.path === (bundle?.path ?? path)) ?? files.find((one) => one.path.startsWith(`${path}/`))
  return { place: { kind: 'file', path: entry?.path ?? path, line: 1, blob: entry?.sha ?? '', says }, from: bundle?.commit ?? null }
}

function digestOf(files: readonly TreeEntry[]): string {
  return createHash('sha256').update(files.map(({ path, sha }) => `${path}\0${sha}`).join('\n')).digest('hex')
}
