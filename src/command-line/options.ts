import { parseArgs } from 'node:util'
import { readMoment } from '../course/local-time.ts'
import type { NonEmpty } from '../model/evidence.ts'
import { CRITERION_IDS, type JudgedId } from '../model/criterion.ts'
import type { AnswerOptions } from './commands/answer-command.ts'
import { readAnswerWords } from './answer-options.ts'
import { FORMAT_NAMES, formatOf, isFormat, type FormatName } from './formats.ts'
import type { EvidenceOptions } from './evidence-write.ts'
import { readContributionsWords, type ContributionsOptions } from './contributions-words.ts'
import { readDecideWords, readTokenWords, type DecideOptions, type TokenOptions } from './decide-options.ts'
import type { ExportOptions } from './commands/export-command.ts'
import { readExportWords } from './export-options.ts'
import { readGradesWords, type GradesOptions } from './grades-words.ts'
import { isCommandWord, notTaken, OPTIONS_TAKEN } from './options-taken.ts'
import { readRejudgeWords, type RejudgeOptions } from './rejudge-options.ts'
import { readReleaseWords, type ReleaseOptions } from './release-words.ts'
import type { RosterOptions } from './commands/roster-command.ts'
import type { RunsOptions } from './commands/runs-command.ts'
import type { StudentOptions } from './commands/student-command.ts'
import { readStudentWords } from './student-options.ts'

export type GradeOptions = {
  readonly paths: NonEmpty<string>
  readonly at: string | null
  /** Where the API of the GitHub is that is asked; null leaves it to the environment. */
  readonly apiUrl: string | null
  readonly format: FormatName
  readonly project: string | null
  readonly checklist: string | null
  readonly explain: JudgedId | null
  readonly picture: boolean
  /** What ran on the commit: `api` to ask GitHub, else a file that `runs` wrote; null to judge by the files alone. */
  readonly runs: string | null
  /** The file of the course that the repositories are of (docs/course.md): its workflows' word counts as in the App. Null where none is named. */
  readonly course: string | null
  /** The file of an earlier record to compare with. */
  readonly since: string | null
  readonly strict: boolean
  readonly out: string | null
  readonly quiet: boolean
}

/** A service to ask, and at which paths; null for what is not asked. */
export type ProbeOptions = { readonly url: string; readonly health: string | null; readonly metrics: string | null }

export type Command =
  | { readonly kind: 'grade'; readonly options: GradeOptions }
  | { readonly kind: 'checks'; readonly format: 'text' | 'json' }
  | { readonly kind: 'answer'; readonly options: AnswerOptions }
  | { readonly kind: 'hint'; readonly id: string; readonly level: number }
  | { readonly kind: 'runs'; readonly options: RunsOptions }
  | { readonly kind: 'course'; readonly files: NonEmpty<string> }
  /** `files`: none for those that the settings name. */
  | { readonly kind: 'course-preview'; readonly files: readonly string[] }
  /** The courses that run. */
  | { readonly kind: 'courses' }
  | { readonly kind: 'evidence-write'; readonly options: EvidenceOptions }
  | { readonly kind: 'evidence-read'; readonly path: string; readonly format: 'text' | 'json' }
  | { readonly kind: 'doctor' }
  /** `again`: the id of given-up work that is to come back, or `all`; null lists it. */
  | { readonly kind: 'work'; readonly again: string | null }
  /** `from`: null for the configured store; both are `postgres://…` or the path of a SQLite file. */
  | { readonly kind: 'move'; readonly from: string | null; readonly to: string }
  | { readonly kind: 'backup'; readonly file: string }
  | { readonly kind: 'restore'; readonly file: string; readonly replace: boolean }
  | { readonly kind: 'decisions'; readonly repository: string }
  | { readonly kind: 'contributions'; readonly options: ContributionsOptions }
  | { readonly kind: 'watch'; readonly format: 'text' | 'json' }
  | { readonly kind: 'grades'; readonly options: GradesOptions }
  | { readonly kind: 'export'; readonly options: ExportOptions }
  | { readonly kind: 'release'; readonly options: ReleaseOptions }
  | { readonly kind: 'roster'; readonly options: RosterOptions }
  | { readonly kind: 'student'; readonly options: StudentOptions }
  | { readonly kind: 'decide'; readonly options: DecideOptions }
  | { readonly kind: 'token'; readonly options: TokenOptions }
  | { readonly kind: 'rejudge'; readonly options: RejudgeOptions }
  | { readonly kind: 'probe'; readonly options: ProbeOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly says: string }

const OPTIONS = {
  all: { type: 'boolean', default: false },
  'api-url': { type: 'string' },
  apply: { type: 'boolean', default: false },
  assignment: { type: 'string' },
  at: { type: 'string' },
  batch: { type: 'string' },
  bom: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  checklist: { type: 'string' },
  class: { type: 'boolean', default: false },
  component: { type: 'string' },
  course: { type: 'string' },
  days: { type: 'string' },
  disputes: { type: 'string' },
  explain: { type: 'string' },
  'feedback-column': { type: 'string' },
  fill: { type: 'string' },
  format: { type: 'string', default: 'text' },
  from: { type: 'string' },
  'grade-column': { type: 'string' },
  health: { type: 'string' },
  hold: { type: 'boolean', default: false },
  identity: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  metric: { type: 'string' },
  metrics: { type: 'string' },
  name: { type: 'string' },
  out: { type: 'string' },
  picture: { type: 'boolean', default: false },
  preview: { type: 'boolean', default: false },
  project: { type: 'string' },
  quiet: { type: 'boolean', default: false },
  reason: { type: 'string' },
  repo: { type: 'string' },
  role: { type: 'string' },
  runs: { type: 'string' },
  section: { type: 'string' },
  since: { type: 'string' },
  strict: { type: 'boolean', default: false },
  student: { type: 'string' },
  title: { type: 'string' },
  to: { type: 'string' },
  undo: { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
  'what-if': { type: 'string' },
} as const

const NO_COURSE = '--course takes the file of a course, for example courses/example.yml; found nothing'

const COMMAND_WORDS = Object.keys(OPTIONS_TAKEN)

type Values = ReturnType<typeof parseArgs<{ readonly options: typeof OPTIONS }>>['values']

/** Turns the words of a command line into a command; a word that does not fit gives `usage` with what was expected. */
export function readCommandLine(words: readonly string[]): Command {
  let parsed
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: OPTIONS,
      tokens: true,
    })
  } catch (error) {
    return usage(error instanceof Error ? error.message.split('. ')[0] ?? error.message : 'the options could not be read')
  }
  const { values, positionals: [name, ...rest], tokens } = parsed
  if (values.help || name === 'help') return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  if (name === undefined) return usage('say what to do: grade PATH, checks or hint ID')
  if (!isCommandWord(name)) return usage(`"${name}" is no command; expected ${COMMAND_WORDS.slice(0, -1).join(', ')} or ${COMMAND_WORDS.at(-1) ?? ''}`)
  const wrong = notTaken(name, tokens.flatMap((token) => token.kind === 'option' ? [token.name] : []))
  if (wrong !== null) return usage(wrong)
  switch (name) {
    case 'checks': return readChecks(rest, values.format)
    case 'hint': return readHint(rest)
    case 'answer': return read(readAnswerWords(rest, values), 'answer')
    case 'grade': return readGrade(rest, values)
    case 'runs': return readRuns(rest, values)
    case 'course': return readCourseFiles(rest, values)
    case 'evidence': return readEvidence(rest, values)
    case 'probe': return readProbe(rest, values)
    case 'doctor': return rest.length === 0 ? { kind: 'doctor' } : usage(`doctor takes nothing; found "${rest.join(' ')}"`)
    case 'work': return readWork(rest)
    case 'decisions': return readDecisions(rest)
    case 'contributions': return read(readContributionsWords(rest, values), 'contributions')
    case 'watch': return readWatch(rest, values.format)
    case 'grades': return read(readGradesWords(rest, values), 'grades')
    case 'export': return read(readExportWords(rest, values), 'export')
    case 'release': return read(readReleaseWords(rest, values), 'release')
    case 'roster': return readRosterWords(rest, values)
    case 'student': return read(readStudentWords(rest, values), 'student')
    case 'decide': return read(readDecideWords(rest, values), 'decide')
    case 'token': return read(readTokenWords(rest, values), 'token')
    case 'rejudge': return read(readRejudgeWords(rest, values), 'rejudge')
    case 'move': return readMove(rest, values)
    case 'backup': return readBackUp(rest)
    case 'restore': return readRestore(rest, values)
  }
}

function readChecks(rest: readonly string[], format: string): Command {
  if (rest.length > 0) return usage(`checks takes no path; found "${rest.join(' ')}"`)
  return format === 'text' || format === 'json' ? { kind: 'checks', format } : usage(`--format of checks is text or json; found "${format}"`)
}

function readHint([id, level = '1', ...more]: readonly string[]): Command {
  if (id === undefined || id === '') return usage('hint needs a criterion, an item or a step, for example: capstone-coach hint health')
  if (!/^[1-3]$/.test(level)) return usage(`a hint's level is 1, 2 or 3; found "${level}"`)
  if (more.length > 0) return usage(`hint takes an id and a level; found more: ${more.join(' ')}`)
  return { kind: 'hint', id, level: Number(level) }
}

function readDecisions([repository = '', ...more]: readonly string[]): Command {
  return more.length === 0 && /^[^/\s]+\/[^/\s]+$/.test(repository) ? { kind: 'decisions', repository } : usage('decisions needs one repository as owner/name, for example: capstone-coach decisions octo-org/churn')
}

function readWatch(rest: readonly string[], format: string): Command {
  if (rest.length > 0) return usage(`watch takes nothing; found "${rest.join(' ')}"`)
  return format === 'text' || format === 'json' ? { kind: 'watch', format } : usage(`--format of watch is text or json; found "${format}"`)
}

function readRosterWords([file, ...more]: readonly string[], { course, preview }: Values): Command {
  if (file === '' || more.length > 0) return usage('roster takes one file with the list of students, or nothing to show the list, for example: capstone-coach roster students.csv')
  if (course === '') return usage('--course of roster takes the id of a course, for example mlops-2026; found nothing')
  return preview && file === undefined ? usage('--preview goes with a file: what it would change is told, and nothing written') : { kind: 'roster', options: { file: file ?? null, course: course ?? null, preview } }
}

function readRuns([path, ...more]: readonly string[], values: Values): Command {
  if (path === undefined || path === '' || more.length > 0) return usage('runs needs one clone, or owner/name on GitHub, for example: capstone-coach runs octo-org/churn --out runs.json')
  if (values.course === '') return usage(NO_COURSE)
  const { at = null, 'api-url': apiUrl = null, course = null, out = null } = values
  return { kind: 'runs', options: { path, at, apiUrl, course, out } }
}

function readCourseFiles(files: readonly string[], { preview }: Values): Command {
  if (files.includes('')) return usage('course takes files of courses, for example: capstone-coach course courses/example.yml; or nothing, to show the courses that run')
  if (preview) return { kind: 'course-preview', files }
  const [first, ...others] = files
  return first === undefined ? { kind: 'courses' } : { kind: 'course', files: [first, ...others] }
}

function readEvidence([word, path, ...more]: readonly string[], values: Values): Command {
  const { format } = values
  if (word !== 'read') return path === undefined ? readEvidenceToWrite(word ?? '.', values) : usage('evidence takes one project folder, or "read" and one zip, folder or file')
  if (path === undefined || path === '' || more.length > 0) return usage('evidence read takes one zip, folder or file, for example: capstone-coach evidence read capstone-evidence.zip')
  return format === 'text' || format === 'json' ? { kind: 'evidence-read', path, format } : usage(`--format of evidence read is text or json; found "${format}"`)
}

function readEvidenceToWrite(folder: string, values: Values): Command {
  const { out = null, metric = null, since = null, check } = values
  if (folder === '' || out === '' || metric === '') return usage('evidence takes a project folder, --out FOLDER and --metric NAME; found nothing for one of them')
  const moment = since === null ? null : readMoment(since, 'UTC', 'start')
  if (moment?.ok === false) return usage(`--since of evidence: ${moment.says}`)
  return { kind: 'evidence-write', options: { folder, out, metric, since: moment?.at ?? null, check } }
}

function readProbe([url, ...more]: readonly string[], { health, metrics }: Values): Command {
  if (url === undefined || url === '') return usage('probe needs the address of a service, for example: capstone-coach probe https://churn.example.edu')
  if (more.length > 0) return usage(`probe takes one address; found more: ${more.join(' ')}`)
  const asksForOne = health !== undefined || metrics !== undefined
  return { kind: 'probe', options: { url, health: health ?? (asksForOne ? null : '/health'), metrics: metrics ?? (asksForOne ? null : '/metrics') } }
}

function readWork([word, id, ...more]: readonly string[]): Command {
  if (word === undefined) return { kind: 'work', again: null }
  if (word !== 'again' || id === undefined || id === '' || more.length > 0) return usage('work takes nothing, or "again" and an id or "all"')
  return { kind: 'work', again: id }
}

function readMove(rest: readonly string[], { from, to }: Values): Command {
  if (rest.length > 0) return usage('move takes --to and --from and nothing else')
  if (to === undefined || to === '') return usage('move needs --to postgres://user:password@host:5432/name: the empty database that the store is moved to')
  return { kind: 'move', from: from ?? null, to }
}

function readBackUp([file, ...more]: readonly string[]): Command {
  return file === undefined || file === '' || more.length > 0 ? usage('backup needs the path of one new file') : { kind: 'backup', file }
}

function readRestore([file, ...more]: readonly string[], { replace }: Values): Command {
  return file === undefined || file === '' || more.length > 0 ? usage('restore needs the path of one backup') : { kind: 'restore', file, replace }
}

function readGrade(paths: readonly string[], values: Values): Command {
  const { format, explain = null, since = null } = values
  if (!isFormat(format)) return usage(`--format is one of: ${FORMAT_NAMES.join(', ')}; found "${format}"`)
  const [first, ...others] = paths
  if (first === undefined || paths.includes('')) return usage('grade needs the path of a repository, or its owner/name on GitHub, for example: capstone-coach grade ../my-capstone')
  if (others.length > 0 && formatOf(format).several === null) return usage(`--format ${format} takes one path; found ${paths.length}`)
  if (explain !== null && !isJudged(explain)) return usage(`--explain takes one of: ${CRITERION_IDS.join(', ')}, or item:ID of the checklist, or own:ID of .capstone.yml; found "${explain}"`)
  if (explain !== null && others.length > 0) return usage(`--explain takes one path; found ${paths.length}`)
  if (values.picture && others.length > 0) return usage(`--picture takes one path; found ${paths.length}`)
  if (values.picture && explain !== null) return usage('--picture and --explain print two things; choose one')
  if (values.picture && formatOf(format).picture === undefined) return usage(`--picture is printed as ${FORMAT_NAMES.filter((one) => formatOf(one).picture !== undefined).join(' or ')}; found "${format}"`)
  if (since !== null && (format !== 'markdown' || values.picture)) return usage('--since compares with an earlier record; it goes with --format markdown')
  if (values.runs === '') return usage('--runs takes api or the file that capstone-coach runs wrote; found nothing')
  if (values.runs !== undefined && values.runs !== 'api' && others.length > 0) return usage('--runs FILE is of one commit; with several paths it takes api')
  if (values.course === '') return usage(NO_COURSE)
  if (values.at === '') return usage('--at takes a commit, branch or tag; found nothing')
  const { at = null, 'api-url': apiUrl = null, course = null, project = null, checklist = null, runs = null, out = null, strict, quiet, picture } = values
  return { kind: 'grade', options: { paths: [first, ...others], format, explain, picture, runs, course, since, at, apiUrl, project, checklist, strict, out, quiet } }
}

function isJudged(word: string): word is JudgedId {
  return (CRITERION_IDS as readonly string[]).includes(word) || /^(?:item|own):[a-z0-9-]+$/.test(word)
}

/** A command of options that were read, or what was expected of them. */
function read<Options extends object, Kind extends string>(options: Options | string, kind: Kind): { readonly kind: Kind; readonly options: Options } | Extract<Command, { readonly kind: 'usage' }> {
  return typeof options === 'string' ? usage(options) : { kind, options }
}

function usage(says: string): Extract<Command, { readonly kind: 'usage' }> {
  return { kind: 'usage', says }
}
