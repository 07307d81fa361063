import type { Outcome } from '../../model/criterion.ts'
import type { AssessmentRecord, CriterionRecord, ItemRecord } from '../../model/record.ts'
import { decidedLine } from '../words/decided-words.ts'
import { isNotGradedYet, NOT_GRADED_YET } from '../gradebook/graded-by-people.ts'
import { groupsOf } from '../groups.ts'
import { nextSteps } from '../next-steps.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'
import { pipelineLines } from '../words/pipeline-words.ts'
import { placeOf, proofOf } from '../text/places.ts'
import { hanging, safeForTerminal, wrapped } from '../text/terminal-text.ts'

export type Style = 'heading' | 'dim' | Outcome

/** How a report is laid out: columns to use, and what a style does to text (nothing, where colour is not wanted). */
export type Layout = { readonly width: number; readonly paint: (style: Style, text: string) => string }

/** The whole record as lines for a terminal. No line is longer than the width, but for a path that is longer by itself. */
export function terminalReport(record: AssessmentRecord, layout: Layout): string {
  return [
    ...head(record, layout),
    ...next(record, layout),
    ...pipeline(record, layout),
    ...groupsOf(record.items).flatMap((group) => section(safeForTerminal(group.title), group.items, record, layout)),
    ...section('Practices from the earlier lessons (not part of the grade)', record.practices, record, layout),
    ...section('Own items, from .capstone.yml (not part of the grade)', record.own, record, layout),
    ...ownProblems(record, layout),
    ...notRead(record, layout),
    ...wrapped('--explain CRITERION tells more of one line, for example --explain health. Without runs of CI, and without a report that claims it, "present" is the most that an item proven by a run can be.', layout.width).map((line) => layout.paint('dim', line)),
    '',
  ].join('\n')
}

function head(record: AssessmentRecord, { width, paint }: Layout): readonly string[] {
  const { repository, checklist, grade } = record
  const at = repository.commit === null ? 'as it lies on disk' : `at ${repository.commit.slice(0, 7)}`
  const folder = repository.project === '.' ? '' : `, folder ${repository.project}${repository.projectFrom === '.capstone.yml' ? ' (named by .capstone.yml)' : ''}`
  const title = safeForTerminal(`${repository.name} ${at}${folder}`)
  return [
    ...wrapped(title, width).map((line) => paint('heading', line)),
    `${grade.percent} % of the checklist: ${grade.credit} of ${grade.of} points${grade.provisional ? ', provisional' : ''}`,
    paint('dim', `${checklist.id}, revision ${checklist.revision}; engine ${record.engine.version}`),
    '',
  ]
}

function next(record: AssessmentRecord, { width, paint }: Layout): readonly string[] {
  const steps = nextSteps(record, 3)
  if (steps.length === 0) return []
  return [
    paint('heading', 'Next'),
    ...steps.flatMap(({ item, criterion }, index) => [
      ...hanging(` ${index + 1}. `, safeForTerminal(criterion.next), width),
      ...wrapped(safeForTerminal(`for: ${item.title} (${criterion.id})`), width - 4).map((line) => `    ${paint('dim', line)}`),
    ]),
    '',
  ]
}

function pipeline(record: AssessmentRecord, { width, paint }: Layout): readonly string[] {
  const lines = pipelineLines(record)
  return lines.length === 0 ? [] : [paint('heading', 'The pipeline'), ...lines.flatMap(({ title, words }) => hanging(` ${`${title}:`.padEnd(10)}`, safeForTerminal(words), width)), '']
}

function section(title: string, items: readonly ItemRecord[], record: AssessmentRecord, layout: Layout): readonly string[] {
  if (items.length === 0) return []
  const byId = new Map(record.criteria.map((criterion) => [criterion.id, criterion]))
  return [
    layout.paint('heading', title),
    ...items.flatMap((item) => {
      const criteria = item.criteria.flatMap((id) => byId.get(id) ?? [])
      const [only] = criteria
      const title = safeForTerminal(item.title)
      const awaited = isNotGradedYet(item, record) ? ` (${NOT_GRADED_YET})` : ''
      const marks = item.required || record.practices.includes(item) || record.own.includes(item) ? awaited : ` (optional)${awaited}`
      if (criteria.length === 1 && only !== undefined) return [...row(item.outcome, `${title}${marks}`, item.decided === undefined ? only : { ...only, basis: 'observed', blockedBy: null }, 1, layout), ...ruledLines(item, 1, layout)]
      return [
        `${stateOf(item.outcome, layout)}${title}${marks}`.padStart(1),
        ...ruledLines(item, 0, layout),
        ...criteria.flatMap((criterion) => row(criterion.outcome, criterion.id, criterion, 3, layout)),
      ].map((line, index) => (index === 0 ? ` ${line}` : line))
    }),
    '',
  ]
}

function stateOf(outcome: Outcome, { paint }: Layout): string {
  return paint(outcome, `${OUTCOME_MARKS[outcome]} ${outcome}`.padEnd(11))
}

/** The outcome, the title, and the first place that proves it: on one line where it fits, else on the next. */
function row(outcome: Outcome, title: string, criterion: CriterionRecord, indent: number, layout: Layout): readonly string[] {
  const first = proofOf(criterion)
  const place = first === null ? '' : safeForTerminal(placeOf(first))
  const blocked = `${criterion.blockedBy === null ? '' : ` (blocked by ${criterion.blockedBy})`}${criterion.basis === 'observed' || criterion.decided !== undefined ? '' : ` (${criterion.basis})`}`
  const start = `${' '.repeat(indent)}${stateOf(outcome, layout)}${title}${blocked}`
  const ruled = ruledLines(criterion, indent, layout)
  if (place === '') return [start, ...ruled]
  const used = indent + 11 + title.length + blocked.length
  const room = layout.width - used - 2
  if (place.length <= room) return [`${start}${' '.repeat(Math.max(2, Math.min(46 - used, layout.width - used - place.length)))}${layout.paint('dim', place)}`, ...ruled]
  return [start, `${' '.repeat(indent + 11)}${layout.paint('dim', place)}`, ...ruled]
}

/** Who decided or excused it, below its line. */
function ruledLines(one: Parameters<typeof decidedLine>[0], indent: number, { width, paint }: Layout): readonly string[] {
  const line = decidedLine(one)
  return line === '' ? [] : wrapped(line, width - indent - 11).map((part) => `${' '.repeat(indent + 11)}${paint('dim', part)}`)
}

/** What a student would not see elsewhere: their own file's mistakes, and code that a .gitignore leaves out. */
function ownProblems({ problems }: AssessmentRecord, layout: Layout): readonly string[] {
  return [
    ...problemLines('What .capstone.yml says and could not be used', problems.filter(({ path }) => /^\.?capstone\.ya?ml$/.test(path)), layout),
    ...problemLines('Code that Git leaves out', problems.filter(({ path }) => /(?:^|\/)\.gitignore$/.test(path)), layout),
  ]
}

function problemLines(heading: string, problems: AssessmentRecord['problems'], { width, paint }: Layout): readonly string[] {
  if (problems.length === 0) return []
  return [
    paint('heading', heading),
    ...problems.slice(0, 10).flatMap(({ path, line, says }) => hanging(' ? ', safeForTerminal(`${line > 0 ? `${path}:${line}` : path}: ${says}`), width)),
    ...(problems.length > 10 ? [`   and ${problems.length - 10} more`] : []),
    '',
  ]
}

function notRead(record: AssessmentRecord, { width, paint }: Layout): readonly string[] {
  if (record.gaps.length === 0) return []
  const shown = record.gaps.slice(0, 5)
  const rest = record.gaps.length - shown.length
  return [
    paint('heading', 'Could not be read (nothing is held against it)'),
    ...shown.flatMap((gap) => hanging(' ? ', safeForTerminal(`${gap.path}: ${gap.reason}`), width)),
    ...(rest > 0 ? [`   and ${rest} more`] : []),
    '',
  ]
}
