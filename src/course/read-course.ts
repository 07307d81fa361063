import type { Checklist } from '../model/checklist.ts'
import { DEFAULT_COURSE_SETTINGS, type CourseSettings, type CourseStaff, type NamedPeople, type TrustedWorkflow, type WrittenCourse } from '../model/course.ts'
import type { CriterionId } from '../model/criterion.ts'
import { readPositionedYaml, type Position } from '../parse/positioned-yaml.ts'
import type { SchemaProblem } from '../parse/schema.ts'
import { readWrittenYaml, type WrittenProblem } from '../parse/written-yaml.ts'
import { isTimeZone, readMoment } from './local-time.ts'
import { isDateLanguage } from './shown-time.ts'
import { complaintsAboutGrading, gradingOf, type WrittenGrading } from './read-grading.ts'

export type CourseReading = { readonly ok: true; readonly course: WrittenCourse; readonly checklist: string | null } | { readonly ok: false; readonly problems: readonly WrittenProblem[] }

type Moments = Readonly<Partial<Record<'opens' | 'due' | 'closes', string>>>
type Dates = Moments & { readonly language?: string }
type WrittenPeople = { readonly people?: readonly string[]; readonly teams?: readonly string[] }
type Written = {
  readonly id?: string
  readonly title: string
  readonly term?: string
  readonly organization?: string
  readonly repositories?: { readonly names?: readonly string[]; readonly patterns?: readonly string[]; readonly topics?: readonly string[]; readonly templates?: readonly string[]; readonly practice?: readonly string[] }
  readonly staff?: WrittenPeople & { readonly assistants?: WrittenPeople }
  readonly join_code?: string
  readonly probes?: { readonly enabled?: boolean; readonly hosts?: readonly string[] }
  readonly trusted_workflows?: readonly (string | { readonly workflow: string; readonly shows?: readonly CriterionId[] })[]
  readonly stuck_days?: number
  readonly dispute_days?: number
  readonly hint_ceiling?: 1 | 2 | 3
  readonly time_zone?: string
  readonly dates?: Dates
  readonly gate?: boolean
  readonly checklist?: string
  readonly grading?: WrittenGrading
  readonly summary?: { readonly repository: string; readonly as?: CourseSettings['summaryAs'] }
}

/**
 * Reads a course as an instructor writes it (YAML text; `schema` is checklists/course.schema.json); `id` is what it is known by where it sets none. Gives every
 * mistake at once, each with its place and what was expected. `checklist` is the path that it names; `withChecklist` says what was found there.
 */
export function readCourse(text: string, schema: object, id: string): CourseReading {
  const yaml = readWrittenYaml<Written>(text, schema, contradictions)
  return yaml.ok ? { ok: true, course: built(yaml.written, id), checklist: yaml.written.checklist ?? null } : { ok: false, problems: yaml.problems.map((problem) => withPlaceOfPersons(withoutCode(problem))).toSorted((one, other) => one.line - other.line || one.column - other.column) }
}

/** A course with the checklist that its file names, as it was read and digested. */
export function withChecklist(course: WrittenCourse, { id, revision, digest }: Checklist): WrittenCourse {
  return { ...course, settings: { ...course.settings, checklist: { id, revision, digest: digest ?? '' } } }
}

/** Where the value of a key at the top stands in a file that was read without a mistake. */
export function placeOfKey(text: string, key: string): Position {
  const yaml = readPositionedYaml(text)
  return yaml.ok ? yaml.positionOf(`/${key}`) : { line: 1, column: 1 }
}

/** A code that is refused is often the right one with a slip: it stays out of terminals and logs. */
function withoutCode(problem: WrittenProblem): WrittenProblem {
  return problem.says.startsWith('join_code: ') ? { ...problem, says: problem.says.replace(/; found .*$/s, '') } : problem
}

/** What an instructor may look for here, since it changes what a person earns. */
const OF_A_PERSON = /"((?:extension|excuse|exemption|exception|override|student|participant|grade)s?|extend|excused)" is no setting here; .*$/s

/** Of what concerns one person the reader of a file that others read too is told where it belongs. */
function withPlaceOfPersons(problem: WrittenProblem): WrittenProblem {
  return { ...problem, says: problem.says.replace(OF_A_PERSON, '"$1" is no setting here: what concerns one person stands in no file. The staff extends, excuses and sets by a comment on the repository (/extend, /excuse, /set; docs/decisions.md); a list of students comes in by "capstone-coach roster"') }
}

function built({ id, title, organization, repositories, staff, join_code: joinCode, ...settings }: Written, otherwise: string): WrittenCourse {
  return {
    id: id ?? otherwise, title, organization: organization ?? null,
    repositories: {
      names: repositories?.names ?? [], patterns: repositories?.patterns ?? [], topics: repositories?.topics ?? [],
      ...repositories?.templates === undefined || repositories.templates.length === 0 ? {} : { templates: repositories.templates },
      ...repositories?.practice === undefined || repositories.practice.length === 0 ? {} : { practice: repositories.practice },
    },
    staff: staffOf(staff),
    joinCode: joinCode ?? null, settings: settingsOf(settings),
  }
}

function staffOf(staff: Written['staff']): CourseStaff {
  const assistants = namedPeople(staff?.assistants)
  return { ...namedPeople(staff), ...(assistants.logins.length + assistants.teams.length === 0 ? {} : { assistants }) }
}

function namedPeople(written: WrittenPeople | undefined): NamedPeople {
  return { logins: written?.people ?? [], teams: written?.teams ?? [] }
}

function settingsOf({ term, probes, trusted_workflows: trusted = [], stuck_days: stuckDays, dispute_days: disputeDays, hint_ceiling: hintCeiling, time_zone: timeZone, dates, gate, grading, summary }: Omit<Written, 'title'>): CourseSettings {
  const listed = trusted.map((one): Exclude<typeof one, string> => typeof one === 'string' ? { workflow: one } : one)
  const at = (name: keyof Moments): number | null => {
    const read = momentOf(dates, name, timeZone ?? null)
    return read?.ok === true ? read.at : null
  }
  return {
    term: term ?? DEFAULT_COURSE_SETTINGS.term, probesEnabled: probes?.enabled ?? DEFAULT_COURSE_SETTINGS.probesEnabled, probeHosts: (probes?.hosts ?? []).map((host) => host.toLowerCase()),
    trustedWorkflows: listed.flatMap(({ workflow, shows }) => workflow.includes('@') ? [trustedWorkflow(workflow, shows ?? [])] : []), trustedBlobs: listed.flatMap(({ workflow }) => workflow.includes('@') ? [] : [workflow]),
    stuckDays: stuckDays ?? DEFAULT_COURSE_SETTINGS.stuckDays, disputeDays: disputeDays ?? DEFAULT_COURSE_SETTINGS.disputeDays,
    hintCeiling: hintCeiling ?? DEFAULT_COURSE_SETTINGS.hintCeiling,
    timeZone: timeZone ?? DEFAULT_COURSE_SETTINGS.timeZone, dateLanguage: dates?.language ?? DEFAULT_COURSE_SETTINGS.dateLanguage, opensAt: at('opens'), dueAt: at('due'), closesAt: at('closes'), gate: gate ?? DEFAULT_COURSE_SETTINGS.gate, checklist: null, grading: gradingOf(grading), summaryIn: summary?.repository ?? null, summaryAs: summary?.as ?? DEFAULT_COURSE_SETTINGS.summaryAs,
  }
}

function trustedWorkflow(written: string, shows: readonly CriterionId[]): TrustedWorkflow {
  const [where = '', sha = ''] = written.split('@')
  const [owner = '', name = '', ...path] = where.split('/')
  return { repository: `${owner}/${name}`, path: path.join('/'), sha, shows }
}

function momentOf(dates: Dates | undefined, name: keyof Moments, timeZone: string | null): ReturnType<typeof readMoment> | null {
  const text = dates?.[name]
  return text === undefined ? null : readMoment(text, timeZone, name === 'opens' ? 'start' : 'end')
}

/** What no schema can say: a course that takes in nothing, a zone that there is not, a moment that is none, dates in the wrong order. */
function contradictions({ repositories, staff, join_code: joinCode, time_zone: timeZone, dates, grading }: Written): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = []
  const named = [repositories?.names, repositories?.patterns, repositories?.topics, repositories?.templates, repositories?.practice].flatMap((list) => list ?? [])
  if (named.length === 0 && joinCode === undefined) problems.push({ pointer: '/repositories', says: 'expected at least one entry in names, patterns, topics, templates or practice, or a join_code: this course takes in no repository' })
  problems.push(...namedTwice(staff))
  const isKnown = timeZone === undefined || isTimeZone(timeZone)
  if (!isKnown) problems.push({ pointer: '/time_zone', says: `expected the IANA name of a time zone, such as Europe/Berlin; found ${JSON.stringify(timeZone)}` })
  if (dates?.language !== undefined && !isDateLanguage(dates.language)) problems.push({ pointer: '/dates/language', says: `expected the BCP 47 tag of a language that dates can be written in here, such as de or en-GB; found ${JSON.stringify(dates.language)}` })
  const moments = new Map<keyof Moments, number>()
  // Beside a zone that there is not, nothing can be said of times in it.
  for (const name of isKnown ? ['opens', 'due', 'closes'] as const : []) {
    const read = momentOf(dates, name, timeZone ?? null)
    if (read?.ok === true) moments.set(name, read.at)
    else if (read !== null) problems.push({ pointer: `/dates/${name}`, says: read.says })
  }
  for (const [earlier, later] of [['opens', 'due'], ['due', 'closes'], ['opens', 'closes']] as const) {
    const [one, other] = [moments.get(earlier), moments.get(later)]
    if (one !== undefined && other !== undefined && one >= other) {
      problems.push({ pointer: `/dates/${later}`, says: `expected a moment after "${earlier}"; found one that is not` })
      break
    }
  }
  problems.push(...complaintsAboutGrading(grading, dates?.due !== undefined))
  return problems
}

/** A word that makes the same people instructors and assistants. */
function namedTwice(staff: Written['staff']): readonly SchemaProblem[] {
  return (['people', 'teams'] as const).flatMap((list) => {
    const instructors = new Set((staff?.[list] ?? []).map((word) => word.toLowerCase()))
    return (staff?.assistants?.[list] ?? []).flatMap((word, at) => instructors.has(word.toLowerCase())
      ? [{ pointer: `/staff/assistants/${list}/${at}`, says: `expected ${JSON.stringify(word)} either under staff.${list} or here; found it in both` }] : [])
  })
}
