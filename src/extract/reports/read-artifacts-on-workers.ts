import type { ArtifactPort, ArtifactReading } from '../../flow/ports/artifact-port.ts'
import type { ReportFacts } from '../../model/report-facts.ts'
import type { Gap, Problem } from '../../model/repository.ts'
import { isWanted, plotsFolderOf } from '../../parse/reports/wanted.ts'
import { startWatchedWorker } from '../watched-worker.ts'
import { ARTIFACT_LIMITS, type ArtifactLimits } from './limits.ts'
import type { Task, Told } from './messages.ts'

export type ArtifactOptions = {
  /** The worker's module. */
  readonly module?: URL
  readonly limits?: Partial<ArtifactLimits>
}

const STOPPED = 'reading was stopped'
const MOST = { reports: 200, problems: 200, gaps: 200 }

/**
 * Reads artifacts on a worker thread each, one after the other. A worker that takes too long or too much memory is ended: what it had read stays, the file
 * that it was at is a gap, and so is what lies behind it. Never rejects.
 */
export function readArtifactsOnWorkers(options: ArtifactOptions = {}): ArtifactPort {
  const limits: ArtifactLimits = { ...ARTIFACT_LIMITS, ...options.limits }
  const module = options.module ?? new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './report-worker.js', import.meta.url)
  const ends = new Set<() => void>()
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  const inTurn = (task: () => Task): Promise<ArtifactReading> => {
    const reading = last.then(() => (closed ? stopped() : onWorker(module, task(), limits, ends)))
    last = reading.catch(() => {})
    return reading
  }
  return {
    read: (bytes) => (bytes.length > limits.zip ? Promise.resolve(gapAlone(`the artifact is ${Math.round(bytes.length / 1_000_000)} MB; at most ${Math.round(limits.zip / 1_000_000)} MB are read`)) : inTurn(() => ({ limits, zip: bytes }))),
    readFiles: (files) => {
      const [gaps, taken] = withinLimits(files, limits)
      return inTurn(() => ({ limits, files: taken })).then((reading) => ({ ...reading, gaps: [...gaps, ...reading.gaps] }))
    },
    async close() {
      closed = true
      for (const end of ends) end()
      await last
    },
  }
}

/** The files that a reader wants, as many as the limits let through, and the gaps for the others. */
function withinLimits(files: readonly { readonly path: string; readonly bytes: Uint8Array }[], limits: ArtifactLimits): readonly [readonly Gap[], Extract<Task, { files: unknown }>['files']] {
  const wanted = files.filter(({ path }) => isWanted(path) || plotsFolderOf(path) !== null)
  let total = 0
  const gaps: Gap[] = []
  const taken = wanted.slice(0, limits.entries).flatMap(({ path, bytes }) => {
    if (plotsFolderOf(path) !== null) return [{ path, bytes: new Uint8Array() }]
    if (bytes.length > limits.entry || total + bytes.length > limits.inflated) {
      gaps.push({ what: 'file', path, reason: bytes.length > limits.entry ? `it is larger than ${Math.round(limits.entry / 1_000_000)} MB` : `the reports before it are ${Math.round(limits.inflated / 1_000_000)} MB, which is the most that is read` })
      return []
    }
    total += bytes.length
    return [{ path, bytes }]
  })
  if (wanted.length > limits.entries) gaps.push({ what: 'file', path: '', reason: `there are ${wanted.length} files that could be reports; the first ${limits.entries} were read` })
  return [gaps.slice(0, MOST.gaps), taken]
}

function onWorker(module: URL, task: Task, limits: ArtifactLimits, ends: Set<() => void>): Promise<ArtifactReading> {
  return new Promise((resolve) => {
    const reports: ReportFacts[] = []
    const gaps: Gap[] = []
    const problems: Problem[] = []
    let at = ''
    const worker = startWatchedWorker<Told>({ module, data: task, memoryMegabytes: limits.memoryMegabytes }, {
      told(told) {
        if (told === 'started') return worker.allow(limits.time)
        if (told === 'done') return void worker.end(null)
        if ('reading' in told) {
          at = told.reading
          return
        }
        at = ''
        if (reports.length <= MOST.reports) reports.push(...told.reports)
        gaps.push(...told.gaps)
        if (problems.length <= MOST.problems) problems.push(...told.problems)
      },
      gone(reason) {
        ends.delete(stop)
        if (reason !== null) gaps.push({ what: 'artifact', path: at, reason: at === '' ? reason : `${reason}; what lies behind it was not read` })
        for (const [name, list] of [['reports', reports], ['problems', problems]] as const) {
          if (list.length > MOST[name]) gaps.push({ what: 'artifact', path: '', reason: `it gave ${list.length} ${name}; ${MOST[name]} are kept` })
        }
        resolve({ reports: reports.slice(0, MOST.reports), gaps: gaps.slice(0, MOST.gaps), problems: problems.slice(0, MOST.problems), ...(reason === STOPPED ? { brokenOff: 'stopped' } : {}) })
      },
    })
    const stop = (): void => { void worker.end(STOPPED) }
    ends.add(stop)
  })
}

function gapAlone(reason: string): ArtifactReading {
  return { reports: [], gaps: [{ what: 'artifact', path: '', reason }], problems: [] }
}

function stopped(): ArtifactReading {
  return { ...gapAlone(STOPPED), brokenOff: 'stopped' }
}
