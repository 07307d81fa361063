import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKS } from '../checks/list.ts'
import type { Environment } from '../github/connection.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { countItems, failedSummary, jobSummary } from '../report/formats/job-summary.ts'
import { code } from '../report/text/markdown-text.ts'
import { readActionInputs, type ActionInputs } from './action-inputs.ts'
import { runGrade } from './commands/grade-command.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { formatOf, type Rendering } from './formats.ts'
import type { Output } from './output.ts'
import { packageVersion } from './package-folder.ts'

/**
 * What `action.yml` runs: judges a repository, and writes the summary and the outputs of the job to the files that GitHub's runner names. Gives the
 * exit code of the step. Nothing of the repository reaches the log as a command of the runner's.
 */
export async function runAction(environment: Environment, output: Output): Promise<number> {
  // The runner carries out lines that begin with two colons, until it is told to stop.
  output.write(`::stop-commands::${randomUUID()}\n`)
  const read = readActionInputs(environment)
  if (!read.ok) {
    output.warn(`capstone-coach: ${read.says}\n`)
    append(environment['GITHUB_STEP_SUMMARY'], failedSummary(code(read.says)))
    return EXIT_CODES.usage
  }
  const folder = mkdtempSync(join(environment['RUNNER_TEMP'] ?? tmpdir(), 'capstone-coach-'))
  const file = join(folder, 'record.json')
  const told: string[] = []
  const exitCode = await runGrade({ ...read.inputs.options, format: 'json', out: file }, { ...output, warn: (text) => { told.push(text); output.warn(text) } }, packageVersion(), environment)
  if (exitCode !== EXIT_CODES.graded && exitCode !== EXIT_CODES.strictUnmet) {
    append(environment['GITHUB_STEP_SUMMARY'], failedSummary(code(told.join(' ').replace(/\s+/g, ' ').trim())))
    return exitCode
  }
  show(JSON.parse(readFileSync(file, 'utf8')) as AssessmentRecord, read.inputs, folder, environment, output)
  return exitCode
}

function show(record: AssessmentRecord, { report, showsPoints }: ActionInputs, folder: string, environment: Environment, output: Output): void {
  const rendering: Rendering = { layout: output.layout, explain: null, earlier: null, levels: new Map(CHECKS.map(({ id, levels }) => [id, levels])) }
  const { open, ...counts } = countItems(record)
  append(environment['GITHUB_STEP_SUMMARY'], jobSummary(record, formatOf('markdown').one?.(record, rendering) ?? '', showsPoints))
  const outputs = { met: open === 0, open, ...counts, percent: showsPoints ? record.grade.percent : '', report: report === null ? '' : written(report, record, rendering, folder) }
  // Numbers, words of ours and a path of the runner's: no value can hold a line break.
  append(environment['GITHUB_OUTPUT'], Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`).join(''))
  output.write(`${counts.verified + counts.present} of ${record.items.length} items are in place; ${open} required ${open === 1 ? 'one is' : 'ones are'} open. The job's summary shows them.\n`)
}

function written(report: NonNullable<ActionInputs['report']>, record: AssessmentRecord, rendering: Rendering, folder: string): string {
  const path = join(folder, `capstone.${report === 'junit' ? 'xml' : report}`)
  writeFileSync(path, formatOf(report).one?.(record, rendering) ?? '')
  return path
}

/** A job that the runner gives no such file to goes without. */
function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text)
}
