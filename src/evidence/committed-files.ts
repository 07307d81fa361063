import { isInProject } from '../facts/paths/project.ts'
import type { Gap, TreeEntry } from '../model/repository.ts'
import { BUNDLE_NAME } from '../parse/reports/manifest.ts'
import { isMlflowPath } from '../parse/reports/mlflow-files.ts'
import { isMetricsName } from '../parse/reports/metrics.ts'
import { isWanted, isWantedByName } from '../parse/reports/wanted.ts'

/** How much is read of what is committed: mostly a hundred files, which is one request to GitHub, and three requests at most; sizes in bytes. */
const MOST = { bundle: 30, registry: 30, runs: 15, filesOfRuns: 180, databases: 2, metrics: 8, coverage: 2, file: 1_000_000, database: 5_000_000 }
/** The most that is kept of one run, which is less where there are many. */
const OF_RUN = { params: 40, metrics: 40 } as const
/** Folders in which stores are kept for tests or by somebody else. */
const ELSEWHERE = /(?:^|\/)(?:tests?|fixtures?|node_modules|site-packages|\.?venv)\//i

/** `runs` is how many runs the folders of each store hold that show what went in and what came out. */
export type CommittedFiles = { readonly files: readonly TreeEntry[]; readonly runs: ReadonlyMap<string, number>; readonly gaps: readonly Gap[] }

/**
 * The files of a tree that hold reports which a student committed: a bundle called `capstone-evidence`, MLflow's folders of runs and registered models
 * (`mlruns/`), its database, and those that hold numbers of the model or the coverage of tests. Of many runs as many as show what there is to show. What is there and too much is a gap.
 */
export function committedFiles(tree: readonly TreeEntry[], project: string): CommittedFiles {
  const own = tree.filter(({ path, mode }) => (mode === 'file' || mode === 'executable') && isInProject(path, project) && !ELSEWHERE.test(path))
  const bundle = own.filter(({ path }) => isInBundle(path) && isWanted(path)).slice(0, MOST.bundle)
  const stores = own.filter(({ path }) => !isInBundle(path) && /(?:^|\/)mlruns\//.test(path) && isMlflowPath(path))
  const registry = stores.filter(({ path }) => /(?:^|\/)mlruns\/models\//.test(path)).slice(0, MOST.registry)
  const databases = own.filter(({ path }) => /(?:^|\/)(?:mlflow|mlruns)[^/]*\.(?:db|sqlite3?)$/i.test(path)).slice(0, MOST.databases)
  const runs = runsIn(stores)
  const numbers = [...shallowest(own, isOfMetrics, MOST.metrics), ...shallowest(own, isOfCoverage, MOST.coverage)].filter((entry) => (entry.size ?? 0) <= MOST.file)
  const wanted = [...bundle, ...registry, ...databases, ...runs.files]
  const fitting = wanted.filter((entry) => (entry.size ?? 0) <= (databases.includes(entry) ? MOST.database : MOST.file))
  return {
    // Numbers are told where they are there; that a large file of results is none of them needs no word.
    files: [...fitting, ...numbers], runs: runs.counts,
    gaps: [
      ...wanted.filter((entry) => !fitting.includes(entry)).map(({ path, size }): Gap => ({ what: 'file', path, reason: `it has ${size ?? 0} bytes, more than is read of a report that is committed` })),
      ...(runs.left === 0 ? [] : [{ what: 'folder', path: 'mlruns', reason: `it holds ${runs.left} further runs, which are not read; capstone-coach evidence makes a small bundle of all` }]),
    ],
  }
}

/** Whether a path is that of a file which holds numbers alone, beside bundles and stores: what it says is told, and claims nothing. */
export function isOfNumbers(path: string): boolean {
  return isOfMetrics(path) || isOfCoverage(path)
}

function isOfMetrics(path: string): boolean {
  return isOutside(path) && /\.(?:json|ya?ml)$/i.test(path) && isMetricsName(path) && isWantedByName(path)
}

function isOfCoverage(path: string): boolean {
  return isOutside(path) && /(?:^|\/)(?:(?:coverage|cobertura)[^/]*\.xml|(?:lcov|coverage)\.info|[^/]*\.lcov)$/i.test(path)
}

function isOutside(path: string): boolean {
  return !isInBundle(path) && !/(?:^|\/)mlruns\//.test(path)
}

function shallowest(entries: readonly TreeEntry[], is: (path: string) => boolean, most: number): readonly TreeEntry[] {
  return entries.filter(({ path }) => is(path)).toSorted((one, other) => one.path.split('/').length - other.path.split('/').length).slice(0, most)
}

/** Whether a path lies in a folder of the bundle's name. */
export function isInBundle(path: string): boolean {
  return path.split('/').slice(0, -1).includes(BUNDLE_NAME)
}

function runsIn(stores: readonly TreeEntry[]): { readonly files: readonly TreeEntry[]; readonly counts: ReadonlyMap<string, number>; readonly left: number } {
  const byPath = new Map(stores.map((entry) => [entry.path, entry]))
  const runs = new Map<string, { readonly params: TreeEntry[]; readonly metrics: TreeEntry[] }>()
  for (const entry of stores) {
    const parts = entry.path.split('/')
    const at = parts.findIndex((part) => part === 'params' || part === 'metrics')
    const folder = parts.slice(0, at).join('/')
    if (at < 0 || !byPath.has(`${folder}/meta.yaml`)) continue
    const run = runs.get(folder) ?? { params: [], metrics: [] }
    runs.set(folder, run)
    const kind = parts[at] === 'params' ? 'params' : 'metrics'
    if (run[kind].length < OF_RUN[kind]) run[kind].push(entry)
  }
  const whole = [...runs].filter(([, { params, metrics }]) => params.length > 0 && metrics.length > 0)
  const chosen = whole.slice(0, MOST.runs)
  // Each run has the same share: its numbers go first, and at least two, of which one may be none (NaN).
  const share = Math.floor(MOST.filesOfRuns / Math.max(1, chosen.length)) - 1
  const files = chosen.flatMap(([folder, { params, metrics }]) => {
    const numbers = metrics.slice(0, Math.max(2, share - Math.min(params.length, Math.ceil(share * 0.6))))
    return [byPath.get(`${experimentOf(folder)}/meta.yaml`), byPath.get(`${folder}/meta.yaml`), ...params.slice(0, Math.max(1, share - numbers.length)), ...numbers]
  })
  const counts = new Map<string, number>()
  for (const [folder] of whole) {
    const root = experimentOf(folder).split('/').slice(0, -1).join('/')
    counts.set(root, (counts.get(root) ?? 0) + 1)
  }
  return { files: [...new Set(files)].filter((entry) => entry !== undefined), counts, left: Math.max(0, whole.length - MOST.runs) }
}

/** The folder of the experiment that a run's folder lies in. */
function experimentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
}
