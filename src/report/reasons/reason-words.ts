import type { RunReason } from '../../model/run-reason.ts'
import { plainLine } from '../text/plain-line.ts'

/** A name of a job or step is student text: one line, cut. Reports escape it where it lands. */
const LONGEST_NAME = 80
const LONGEST_LINE = 220

/** Where a reason was found, by the workflow's file, the job and the step (`''` where none is named). */
export type ReasonPlace = { readonly workflow: string; readonly job: string; readonly step: string }

/** Why a job failed, as a sentence: `ci.yml`, job “test”, step “pytest” failed: `ModuleNotFoundError: No module named 'mlflow'`, at `src/train.py:3`. */
export function reasonWords(reason: RunReason, place: ReasonPlace): string {
  return `${whereWords(place)} failed: ${saysWords(reason)}.`
}

/** Of a longer list of tests no more names are kept. */
const MOST_TESTS = 5

/** The line of the log, of tests how many more failed, and the place in the repository that it is about, without a full stop. */
export function saysWords({ kind, line, about, at }: RunReason): string {
  const said = line === '' ? 'its log says why in a line that may hold a credential, which is not repeated' : `\`${plainLine(line, LONGEST_LINE)}\``
  const path = at === null ? '' : plainLine(at.line > 0 ? `${at.path}:${at.line}` : at.path, LONGEST_NAME * 2)
  // Many tools begin the line with the place.
  const more = kind === 'failing-test' && about.length > 1 ? ` and ${about.length >= MOST_TESTS ? 'at least ' : ''}${about.length - 1} more ${about.length === 2 ? 'test' : 'tests'}` : ''
  return at === null || line.startsWith(`${at.path}:${at.line}`) ? `${said}${more}` : `${said}, at \`${path}\`${more === '' ? '' : `,${more}`}`
}

function whereWords({ workflow, job, step }: ReasonPlace): string {
  const file = workflow.split('/').at(-1) ?? workflow
  return `\`${plainLine(file, LONGEST_NAME)}\`, job “${plainLine(job, LONGEST_NAME)}”${step === '' ? '' : `, step “${plainLine(step, LONGEST_NAME)}”`}`
}
