import type { MlflowReport } from '../../model/report-facts.ts'
import type { Gap, Problem } from '../../model/repository.ts'
import { counted, listed } from '../gradebook/counted.ts'
import { plainLine } from '../text/plain-line.ts'
import type { Layout } from './terminal-report.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'

/** What is said of a bundle: where it is, whether its folder is read from a repository, of which commit, or why of none. */
type Told = {
  readonly where: string
  readonly isNamed: boolean
  readonly commit: string | null
  readonly dirty: string | null
  readonly check: boolean
  readonly bundle: {
    readonly files: readonly { readonly path: string; readonly text: string; readonly from: readonly string[] }[]
    readonly summary: { readonly runs: number; readonly models: number; readonly best: MlflowReport['best'] | null; readonly leftOut: readonly string[] } | null
    readonly tooLarge: readonly string[]
  }
  readonly gaps: readonly Gap[]
  readonly problems: readonly Problem[]
}

const NAMED = 12
const LABEL = 16

/** What a bundle holds and of what it was made, what was left out of it and why, and what to do next. */
export function bundleText({ where, isNamed, commit, dirty, check, bundle: { files, summary, tooLarge }, gaps, problems }: Told, { width, paint }: Layout): string {
  const row = (label: string, says: string): readonly string[] => hanging(`  ${safeForTerminal(label).padEnd(LABEL - 2)}`, safeForTerminal(says), width)
  const section = (title: string, rows: readonly (readonly [string, string])[]): readonly string[] => (rows.length === 0 ? [] : ['', paint('heading', title), ...rows.flatMap(([label, says]) => row(label, says))])
  if (files.length === 0) {
    return [
      ...hanging('', safeForTerminal(`${where}: nothing to collect was found: no mlruns/ or mlflow.db with runs, no JUnit XML, coverage, metrics or drift report`), width),
      ...hanging('', 'Train with MLflow, or run: pytest --junit-xml=junit.xml', width),
      ...section('Could not be seen', gaps.slice(0, NAMED).map(toldOfGap)), '',
    ].join('\n')
  }
  const of = commit === null ? `of no commit: ${plainLine(dirty ?? 'none is known', 200)}` : `of commit ${commit.slice(0, 7)}`
  const left = summary?.leftOut ?? []
  const best = summary?.best ?? null
  return [
    paint('heading', safeForTerminal(`${where}: ${check ? 'would hold ' : ''}${counted(files.length, 'report')}, ${of}`)),
    ...files.flatMap(({ path, from }) => row(path, `${path === 'mlflow.json' && summary !== null ? `${counted(summary.runs, 'run')}, ${counted(summary.models, 'registered model')}, ` : ''}from ${listed(from, NAMED)}`)),
    ...(best === null ? [] : row('best run', `${best.metric} ${Number(best.value.toPrecision(5))}: ${best.run}`)),
    ...section('Left out', [
      ...(left.length === 0 ? [] : [['', `parameters and tags that look like a credential, or name a person or a machine: ${listed(left, NAMED)}`] as const]),
      ...(tooLarge.length === 0 ? [] : [['', `too large for a bundle: ${listed(tooLarge, NAMED)}`] as const]),
    ]),
    ...section('Could not be seen', gaps.slice(0, NAMED).map(toldOfGap)),
    ...section('Not in its form', problems.slice(0, NAMED).map(({ path, line, says }) => ['', `${path}${line === 0 ? '' : `:${line}`}: ${says}`])),
    ...section('Next', check ? [] : [
      ...(commit === null ? [['', 'Commit the files that differ and run this again, so that the bundle names the commit it is of.'] as const] : []),
      ['', isNamed ? `Look through the files, then: git add ${where}` : 'Only a folder called capstone-evidence is read from a repository.'],
    ]),
    '',
  ].join('\n')
}

function toldOfGap({ path, reason }: Gap): readonly [string, string] {
  return ['', path === '' ? reason : `${path}: ${reason}`]
}
