import { parseArgs } from 'node:util'
import { CRITERION_IDS, type CriterionId } from '../model/criterion.ts'

export type GradeOptions = {
  readonly path: string
  readonly at: string | null
  readonly format: 'text' | 'json'
  readonly project: string | null
  readonly checklist: string | null
  readonly explain: CriterionId | null
  readonly strict: boolean
  readonly out: string | null
  readonly quiet: boolean
}

export type Command =
  | { readonly kind: 'grade'; readonly options: GradeOptions }
  | { readonly kind: 'checks'; readonly format: 'text' | 'json' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly says: string }

export const HELP = `Usage
  capstone-coach grade PATH [options]   judge a repository: a clone as it lies on
                                        disk, a bare repository, or one commit
  capstone-coach checks                 list what is judged

Options of grade
  --at COMMIT          judge this commit, branch or tag, read from git
  --explain CRITERION  one criterion in full: looked for, found, where, next
  --format text|json   how to print it (text)
  --project FOLDER     the capstone's own folder, where a repository holds several
  --checklist FILE     another checklist than checklists/production-readiness.yml
  --strict             exit 1 unless every required item is at least present
  --out FILE           write the report to a file
  --quiet              print nothing but the report's own file or exit code
  --help, --version

Exit codes
  0 graded   1 --strict is not met   2 usage   3 the repository cannot be read
`

/** Turns the words of a command line into a command; a word that does not fit gives `usage` with what was expected. */
export function readCommandLine(words: readonly string[]): Command {
  let parsed
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        at: { type: 'string' }, format: { type: 'string', default: 'text' }, project: { type: 'string' }, checklist: { type: 'string' },
        explain: { type: 'string' }, strict: { type: 'boolean', default: false }, out: { type: 'string' }, quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false }, version: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return usage(error instanceof Error ? error.message.split('. ')[0] ?? error.message : 'the options could not be read')
  }
  const { values, positionals: [name, ...rest] } = parsed
  if (values.help || name === 'help') return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const { format } = values
  if (format !== 'text' && format !== 'json') return usage(`--format is text or json; found "${format}"`)
  if (name === 'checks') return rest.length === 0 ? { kind: 'checks', format } : usage(`checks takes no path; found "${rest.join(' ')}"`)
  if (name !== 'grade') return usage(name === undefined ? 'say what to do: grade PATH, or checks' : `"${name}" is no command; expected grade or checks`)
  const [path] = rest
  if (path === undefined || path === '') return usage('grade needs the path of a repository, for example: capstone-coach grade ../my-capstone')
  if (rest.length > 1) return usage(`grade takes one path; found ${rest.length}: ${rest.join(' ')}`)
  const explain = values.explain ?? null
  if (explain !== null && !isCriterion(explain)) return usage(`--explain takes one of: ${CRITERION_IDS.join(', ')}; found "${explain}"`)
  if (values.at === '') return usage('--at takes a commit, branch or tag; found nothing')
  return {
    kind: 'grade',
    options: {
      path, format, explain, at: values.at ?? null, project: values.project ?? null, checklist: values.checklist ?? null,
      strict: values.strict, out: values.out ?? null, quiet: values.quiet,
    },
  }
}

function isCriterion(word: string): word is CriterionId {
  return (CRITERION_IDS as readonly string[]).includes(word)
}

function usage(says: string): Command {
  return { kind: 'usage', says }
}
