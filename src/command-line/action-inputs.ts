import { existsSync } from 'node:fs'
import type { Environment } from '../github/connection.ts'
import { isFormat } from './formats.ts'
import type { GradeOptions } from './options.ts'

/** The formats that a course can have written to a file; of them `json` alone holds points. */
const REPORTS = ['sarif', 'junit', 'json'] as const
type Report = (typeof REPORTS)[number]

/** What action.yml was given: what to grade, and what to show of it. */
export type ActionInputs = {
  readonly options: Omit<GradeOptions, 'out' | 'format'>
  readonly report: Report | null
  /** Asked for, and allowed: a summary is read by whoever reads the repository that the workflow runs in. */
  readonly showsPoints: boolean
}

type Read = { readonly ok: true; readonly inputs: ActionInputs } | { readonly ok: false; readonly says: string }

/** Reads the variables that action.yml sets from its inputs; a word that none of them takes comes back in one line. */
export function readActionInputs(environment: Environment): Read {
  const text = (name: string): string => environment[`COACH_${name}`]?.trim() ?? ''
  const given = (name: string): string | null => (text(name) === '' ? null : text(name))
  const odd = ['STRICT', 'POINTS'].find((name) => !['', 'true', 'false'].includes(text(name)))
  if (odd !== undefined) return { ok: false, says: `${odd.toLowerCase()} is true or false` }
  const report = given('REPORT')
  const isPrivate = text('VISIBILITY') === 'private'
  if (report !== null && (!isFormat(report) || !isReport(report))) return { ok: false, says: `report is one of: ${REPORTS.join(', ')}` }
  if (report === 'json' && !isPrivate) return { ok: false, says: 'report: json holds points, and in a repository that is not private anybody can read what a workflow uploads; take sarif or junit' }
  const path = given('REPOSITORY') ?? '.'
  return {
    ok: true,
    inputs: {
      report, showsPoints: isPrivate && text('POINTS') === 'true',
      options: {
        // Of a folder a commit that git knows: what a job left there is none of it, and lines can be linked.
        paths: [path], at: given('COMMIT') ?? (existsSync(path) ? 'HEAD' : null), apiUrl: null, project: given('PROJECT'), checklist: given('CHECKLIST'), explain: null, picture: false,
        runs: given('RUNS'), course: given('COURSE'), since: null, strict: text('STRICT') === 'true', quiet: true,
      },
    },
  }
}

function isReport(format: string): format is Report {
  return REPORTS.some((report) => report === format)
}
