import { createHash } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { bundleOf, isBundleFile, type Bundle } from '../evidence/bundle/bundle-of.ts'
import { BUNDLE_NAME } from '../parse/reports/manifest.ts'
import { ARTIFACT_LIMITS } from '../extract/reports/limits.ts'
import { readArtifactsOnWorkers } from '../extract/reports/read-artifacts-on-workers.ts'
import { bundleText } from '../report/formats/bundle-text.ts'
import { commitOf } from './commit-of.ts'
import { readEvidenceFolder } from './evidence-files.ts'
import { EXIT_CODES } from './exit-codes.ts'
import type { Output } from './output.ts'

/** `since` in milliseconds since 1970; `check` says what would be written and writes nothing. */
export type EvidenceOptions = { readonly folder: string; readonly out: string | null; readonly metric: string | null; readonly since: number | null; readonly check: boolean }

/** Of a student's own machine more is read than of an artifact: an `mlruns/` of a whole course. */
const LIMITS = { ...ARTIFACT_LIMITS, entries: 20_000, time: 120_000 }
/** Whatever is collected for tests of the project itself, and environments. */
const ELSEWHERE = /(?:^|\/)(?:fixtures?|\.?venv|env|site-packages|\.tox|\.nox)\//

/** Collects what a project folder holds of runs, models, tests, coverage, metrics and drift into a bundle to commit; gives the exit code (2 for a metric that no run has, 3 where nothing can be read or written). */
export async function runEvidenceWrite({ folder, out, metric, since, check }: EvidenceOptions, output: Output, version: string): Promise<number> {
  const root = await realpath(folder).catch(() => null)
  if (root === null || (await lstat(root)).isDirectory() === false) return refused(`${folder}: there is no such folder`, EXIT_CODES.cannotRead)
  const target = out === null ? join(root, BUNDLE_NAME) : resolve(out)
  const wrong = await wrongTarget(target)
  if (wrong !== null) return refused(`${out ?? BUNDLE_NAME}: ${wrong}`, EXIT_CODES.cannotRead)
  const own = relative(root, target).split(sep).join('/')
  const port = readArtifactsOnWorkers({ limits: LIMITS })
  try {
    const reading = await readEvidenceFolder(root, port, (path) => !ELSEWHERE.test(path) && !path.startsWith(`${own}/`) && !path.startsWith(`${BUNDLE_NAME}/`), LIMITS)
    const { commit, says } = await commitOf(root, target)
    const bundle = bundleOf(reading.reports, { root, metric, since, commit, takenAt: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), version, digest: (text) => createHash('sha256').update(text).digest('hex') })
    if (metric !== null && (bundle.summary?.best ?? null) === null) return refused(noSuchMetric(metric, reading.reports.flatMap((report) => (report.kind === 'mlflow' ? report.runs.flatMap((run) => run.metrics.map(({ name }) => name)) : []))), EXIT_CODES.usage)
    const where = out ?? join(folder, BUNDLE_NAME)
    if (bundle.files.length > 0 && !check) await write(target, bundle)
    output.write(bundleText({ where, isNamed: basename(target) === BUNDLE_NAME, commit, dirty: says, bundle, gaps: reading.gaps, problems: reading.problems, check }, output.layout))
    return bundle.files.length > 0 ? EXIT_CODES.graded : EXIT_CODES.cannotRead
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return refused(`${out ?? BUNDLE_NAME}: cannot be written (${String(error.code)})`, EXIT_CODES.cannotRead)
  } finally {
    await port.close()
  }

  function refused(says: string, code: number): number {
    output.warn(`capstone-coach: ${says}\n`)
    return code
  }
}

function noSuchMetric(metric: string, names: readonly string[]): string {
  const known = [...new Set(names)].sort()
  return `--metric ${metric}: no run has it; ${known.length === 0 ? 'no run with a metric was found' : `the metrics of the runs are ${known.slice(0, 20).join(', ')}`}`
}

/** What speaks against writing there: a link would lead elsewhere, and files that are no bundle's are somebody's. */
async function wrongTarget(target: string): Promise<string | null> {
  const there = await lstat(target).catch(() => null)
  if (there === null) return null
  if (!there.isDirectory()) return 'this is no folder; name another with --out'
  const other = (await readdir(target)).find((name) => !isBundleFile(name))
  return other === undefined ? null : `it holds ${other}, which is no part of a bundle; name another folder with --out`
}

/** Writes the files of a bundle in place of those of an earlier one; the same bundle leaves them as they are. A link is replaced, never followed. */
async function write(target: string, { files, manifest }: Bundle): Promise<void> {
  await mkdir(target, { recursive: true })
  const made = new Map(files.map(({ path, text }) => [path, text]))
  const earlier = await textOf(join(target, manifest.path))
  made.set(manifest.path, earlier !== null && isSame(earlier, manifest.text) ? earlier : manifest.text)
  for (const name of await readdir(target)) if (!made.has(name)) await rm(join(target, name))
  for (const [name, text] of made) {
    const path = join(target, name)
    if (await textOf(path) === text) continue
    await rm(path, { force: true })
    await writeFile(path, text, { flag: 'wx' })
  }
}

async function textOf(path: string): Promise<string | null> {
  const there = await lstat(path).catch(() => null)
  return there?.isFile() === true ? await readFile(path, 'utf8') : null
}

/** Whether two manifests differ in nothing but when they were made. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => text.replace(/"takenAt": "[^"\n]*"/, ''))
  return first === second
}
