import { BUNDLE_NAME } from '../../parse/reports/manifest.ts'
import type { ReportFacts } from '../../model/report-facts.ts'
import { coverageText, driftText, metricsText, testsText } from './report-texts.ts'
import { summaryOfStores, type Summary, type SummaryOptions } from './summary-of-stores.ts'

export type BundleOptions = SummaryOptions & {
  readonly commit: string | null
  /** A moment as in 2026-01-31T12:00:00Z. */
  readonly takenAt: string
  readonly version: string
  /** SHA-256 of a text, in hexadecimal. */
  readonly digest: (text: string) => string
}

/** `from` is the report that a file was made of; `summary` what MLflow's stores came to, null where there is none. */
export type Bundle = {
  readonly files: readonly { readonly path: string; readonly text: string; readonly from: readonly string[] }[]
  readonly manifest: { readonly path: string; readonly text: string }
  readonly summary: Summary | null
  readonly tooLarge: readonly string[]
}

/** The program that makes a bundle by hand, as its manifest names it. */
const TOOL = 'capstone-coach'
const MANIFEST = 'manifest.json'
/** Of each kind; more in one project are leftovers of earlier runs. */
const MOST = 5
const LARGEST = 900_000
const KINDS = { tests: { name: 'tests', ending: 'xml' }, coverage: { name: 'coverage', ending: 'info' }, metrics: { name: 'metrics', ending: 'json' }, drift: { name: 'drift', ending: 'json' } } as const

type Written = Extract<ReportFacts, { readonly kind: keyof typeof KINDS }>

/** Whether a file's name is one that a bundle has. */
export function isBundleFile(name: string): boolean {
  return /^(?:manifest|mlflow|(?:metrics|drift)(?:-\d)?)\.json$|^tests(?:-\d)?\.xml$|^coverage(?:-\d)?\.info$/.test(name)
}

/** Puts a bundle together of reports, by the order of their paths: the same reports give the same texts. A file that would not be read back for its size is left out. */
export function bundleOf(reports: readonly ReportFacts[], options: BundleOptions): Bundle {
  const { commit, takenAt, version, digest, root } = options
  const stores = reports.filter((report) => report.kind === 'mlflow').filter(({ runs, models }) => runs.length + models.length > 0)
  const summary = stores.length === 0 ? null : summaryOfStores(stores, options)
  const made = [
    ...(summary === null || summary.runs + summary.models === 0 ? [] : [{ path: 'mlflow.json', holds: 'mlflow', text: summary.text, from: stores.map(({ path }) => path), tool: 'mlflow' }]),
    ...Object.entries(KINDS).flatMap(([kind, { name, ending }]) => reports.filter((report): report is Written => report.kind === kind).slice(0, MOST).map((report, index) => ({
      path: `${name}${index === 0 ? '' : `-${index + 1}`}.${ending}`, holds: kind, text: textOf(report, root), from: [report.path], tool: report.kind === 'drift' ? report.tool : null,
    }))),
  ]
  const files = made.filter(({ text }) => text.length <= LARGEST)
  const manifest = {
    bundle: BUNDLE_NAME, schema: 1, commit, takenAt, madeBy: { tool: TOOL, version }, run: null,
    files: files.map(({ path, holds, text, tool }) => ({ path, holds, ...(tool === null ? {} : { madeBy: { tool } }), sha256: digest(text) })),
  }
  return {
    files: files.map(({ path, text, from }) => ({ path, text, from })), manifest: { path: MANIFEST, text: `${JSON.stringify(manifest, null, 2)}\n` }, summary,
    tooLarge: made.filter((one) => !files.includes(one)).flatMap(({ from }) => from),
  }
}

function textOf(report: Written, root: string): string {
  switch (report.kind) {
    case 'tests': return testsText(report, root)
    case 'coverage': return coverageText(report, root)
    case 'metrics': return metricsText(report)
    case 'drift': return driftText(report)
  }
}
