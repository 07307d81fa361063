import type { ReportFacts } from '../model/report-facts.ts'
import type { Gap } from '../model/repository.ts'

/** How much of one artifact is kept beside its run: reports, entries of each list, characters of JSON in all. */
const MOST = { reports: 40, tests: 1_000, entries: 50, characters: 400_000 } as const

/** The reports of an artifact cut to what is joined with criteria, and a gap where some were left out. */
export function keptReports(reports: readonly ReportFacts[]): { readonly reports: readonly ReportFacts[]; readonly gaps: readonly Gap[] } {
  let characters = 0
  const kept: ReportFacts[] = []
  for (const report of reports.map(cutReport)) {
    const own = JSON.stringify(report).length
    // One that is too large takes no room from those behind it.
    if (kept.length >= MOST.reports || characters + own > MOST.characters) continue
    characters += own
    kept.push(report)
  }
  const left = reports.length - kept.length
  return { reports: kept, gaps: left === 0 ? [] : [{ what: 'artifact', path: '', reason: `it holds ${reports.length} reports; ${kept.length} are kept` }] }
}

function cutReport(report: ReportFacts): ReportFacts {
  switch (report.kind) {
    case 'tests': return { ...report, tests: report.tests.slice(0, MOST.tests), cut: report.cut + Math.max(0, report.tests.length - MOST.tests) }
    case 'coverage': return { ...report, files: [], cut: report.cut + report.files.length }
    case 'metrics': return report
    case 'mlflow': return {
      ...report, experiments: report.experiments.slice(0, MOST.entries), cut: report.cut + Math.max(0, report.runs.length - MOST.entries) + Math.max(0, report.models.length - MOST.entries),
      runs: telling(report.runs, ({ parameters, metrics }) => parameters.length > 0 && metrics.length > 0).map((run) => ({ ...run, parameters: run.parameters.slice(0, MOST.entries), metrics: run.metrics.slice(0, MOST.entries), tags: run.tags.slice(0, MOST.entries) })),
      models: telling(report.models, ({ versions }) => versions.length > 0),
    }
    case 'drift': return { ...report, drifted: report.drifted.slice(0, MOST.entries), scores: report.scores.slice(0, MOST.entries) }
    case 'prometheus': return { ...report, families: telling(report.families, ({ group }) => group === 'model'), cut: report.cut + Math.max(0, report.families.length - MOST.entries) }
    case 'plots': case 'manifest': return report
  }
}

/** As many as are kept, those that say most first. */
function telling<One>(all: readonly One[], tells: (one: One) => boolean): readonly One[] {
  return all.toSorted((left, right) => Number(tells(right)) - Number(tells(left))).slice(0, MOST.entries)
}
