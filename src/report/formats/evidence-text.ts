import type { MlflowReport, NamedNumber, ReportFacts, TestsReport } from '../../model/report-facts.ts'
import type { Gap, Problem } from '../../model/repository.ts'
import { counted, listed } from '../gradebook/counted.ts'
import { plainLine } from '../text/plain-line.ts'
import type { Layout } from './terminal-report.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'

/** What was read of files that a run left. */
type Evidence = { readonly reports: readonly ReportFacts[]; readonly gaps: readonly Gap[]; readonly problems: readonly Problem[] }

const TITLES: Readonly<Record<ReportFacts['kind'], string>> = { tests: 'tests', coverage: 'coverage', metrics: 'metrics', plots: 'plots', mlflow: 'MLflow', drift: 'drift', prometheus: 'Prometheus', manifest: 'manifest' }
const LABEL = 14
/** How many of a list are named on a terminal. */
const NAMED = 8

/** What would be read of an artifact or a folder: each report with what it says, then what could not be seen and what is not in its form. */
export function evidenceText(name: string, { reports, gaps, problems }: Evidence, { width, paint }: Layout): string {
  const section = (title: string, rows: readonly (readonly [string, string])[]): readonly string[] => (rows.length === 0 ? [] : ['', paint('heading', title), ...rows.flatMap(([label, says]) => hanging(`  ${safeForTerminal(label).padEnd(LABEL - 2)}`, safeForTerminal(says), width))])
  return [
    paint('heading', safeForTerminal(`${name}: ${reports.length === 0 ? 'nothing that is read' : `${reports.length} ${reports.length === 1 ? 'report' : 'reports'}`}`)),
    ...reports.flatMap((report) => section(report.path, wordsOf(report))),
    ...section('Could not be seen', gaps.map(({ path, reason }) => ['', path === '' ? reason : `${path}: ${reason}`])),
    ...section('Not in its form', problems.map(({ path, line, says }) => ['', `${path}${line === 0 ? '' : `:${line}`}: ${says}`])),
    '',
  ].join('\n')
}

function wordsOf(report: ReportFacts): readonly (readonly [string, string])[] {
  const title = TITLES[report.kind]
  switch (report.kind) {
    case 'tests': return [[title, testsIn(report)], ...report.tests.filter(({ result }) => result === 'failed' || result === 'error').slice(0, NAMED).map(({ name, className, result, message }): readonly [string, string] => [result, `${className === '' ? '' : `${className}.`}${name}${message === null ? '' : `: ${plainLine(message, 160)}`}`])]
    case 'coverage': return [[title, report.percent === null ? 'no lines' : `${report.percent} % of the lines (${report.covered} of ${report.valid}), ${counted(report.files.length + report.cut, 'file')}`]]
    case 'metrics': return [[title, numbersIn(report.values, report.cut)], ...(report.notFinite.length === 0 ? [] : [['not finite', listed(report.notFinite, NAMED)] as const])]
    case 'plots': return [[title, counted(report.files, 'file')]]
    case 'mlflow': return mlflowIn(report)
    case 'drift': return [[title, [
      report.drift === null ? 'not said of the data set' : report.drift ? 'yes' : 'no',
      ...(report.share === null ? [] : [`${rounded(report.share * 100)} % of the columns${report.threshold === null ? '' : ` (threshold ${rounded(report.threshold)})`}`]),
      ...(report.drifted.length === 0 ? [] : [listed(report.drifted, NAMED)]), ...(report.at === null ? [] : [`at ${report.at}`]),
    ].join('; ')], ...(report.scores.length === 0 ? [] : [['scores', numbersIn(report.scores, 0)] as const])]
    case 'prometheus': {
      const groups = (['model', 'http', 'process', 'other'] as const).map((group) => [group, report.families.filter((family) => family.group === group).map((family) => family.name)] as const)
      return [[title, counted(report.families.length + report.cut, 'metric')], ...groups.filter(([, names]) => names.length > 0).map(([group, names]) => [group === 'http' ? 'HTTP' : group, listed(names, NAMED)] as const)]
    }
    case 'manifest': return [[title, `${report.madeBy.tool}${report.madeBy.version === null ? '' : ` ${report.madeBy.version}`} at ${report.takenAt}, ${report.commit === null ? 'of no known commit' : `of commit ${report.commit.slice(0, 7)}`}`], ['files', listed(report.files.map(({ path }) => path), NAMED)]]
  }
}

function testsIn({ counts, seconds }: TestsReport): string {
  const all = counts.passed + counts.failed + counts.error + counts.skipped
  const parts = [`${counts.passed} passed`, `${counts.failed} failed`, ...(counts.error === 0 ? [] : [`${counts.error} with an error`]), ...(counts.skipped === 0 ? [] : [`${counts.skipped} skipped`])]
  return `${counted(all, 'test')}: ${parts.join(', ')}${seconds === null ? '' : `, in ${rounded(seconds)} s`}`
}

const STORES: Readonly<Record<MlflowReport['store'], string>> = { files: 'a store of folders', database: 'a database', summary: 'a summary' }

function mlflowIn({ store, runs, models, experiments, cut, best }: MlflowReport): readonly (readonly [string, string])[] {
  const [newest] = runs
  return [
    [TITLES.mlflow, `${STORES[store]}: ${counted(runs.length, 'run')}, ${counted(models.length, 'registered model')}, ${counted(experiments.length, 'experiment')}${cut === 0 ? '' : `; ${cut} more runs, models or values are not listed`}`],
    ...(newest === undefined ? [] : [['newest run', `${newest.name ?? newest.id}${newest.status === null ? '' : ` (${newest.status})`}: ${counted(newest.parameters.length, 'parameter')}; ${numbersIn(newest.metrics, 0)}`] as const]),
    ...(best === undefined ? [] : [['best run', `${best.metric} ${rounded(best.value)}: ${runs.find(({ id }) => id === best.run)?.name ?? best.run}`] as const]),
    ...models.slice(0, NAMED).map(({ name, versions, aliases }): readonly [string, string] => ['model', `${name}: ${counted(versions.length, 'version')}${aliases.length === 0 ? '' : `, ${listed(aliases.map(({ alias, version }) => `${alias} is ${version}`), NAMED)}`}`]),
  ]
}

function numbersIn(values: readonly NamedNumber[], cut: number): string {
  return values.length === 0 ? 'no numbers' : listed(values.map(({ name, value }) => `${name} ${rounded(value)}`), NAMED, cut)
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(5)))
}
