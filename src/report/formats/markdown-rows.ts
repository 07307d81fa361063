import type { Outcome } from '../../model/criterion.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { AssessmentRecord, CriterionRecord, ItemRecord } from '../../model/record.ts'
import { addressOf } from '../text/addresses.ts'
import { NOT_GRADED_YET, quotedLevel } from '../gradebook/graded-by-people.ts'
import { cleanLine } from '../text/clean-text.ts'
import { groupsOf } from '../groups.ts'
import { codeLink, sentence, type MarkdownPlace } from '../text/markdown-text.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'
import { placeOf, proofOf } from '../text/places.ts'

/** A path longer than this is shown by its end, so that a table stays narrow. */
const LONGEST_SHOWN = 28
const LONGEST_STEP = 44

/** An outcome as mark and word, with what stands beside it: blocked by, on whose word, excused. */
export function outcomeWords(outcome: Outcome, one: Pick<CriterionRecord, 'basis' | 'blockedBy'> & Partial<Pick<CriterionRecord, 'excused'>>, record: AssessmentRecord, place: MarkdownPlace = 'line'): string {
  const blocker = record.criteria.find((criterion) => criterion.id === one.blockedBy)
  return [
    `${OUTCOME_MARKS[outcome]}&nbsp;${outcome}`,
    ...(blocker === undefined ? [] : [`blocked by “${sentence(blocker.title, place)}”`]),
    ...(one.basis === 'observed' ? [] : [one.basis]),
    ...((one.excused ?? null) === null ? [] : ['excused']),
  ].join(', ')
}

/** A place as a link to the judged commit, or as code where no page is known. `short` keeps only the end of a long path. */
export function placeLink(evidence: Evidence, record: { readonly repository: Pick<AssessmentRecord['repository'], 'url' | 'commit'> }, place: MarkdownPlace = 'line', short = false): string {
  const text = placeOf(evidence)
  return codeLink(!short ? text : evidence.kind === 'file' ? endOf(text) : cleanLine(text, LONGEST_STEP), addressOf(evidence, record.repository), place)
}

/** The rows of the checklist's table, each a whole line: a row a group, a row an item, and a row for each criterion of an item that has several. */
export function checklistRows(record: AssessmentRecord): readonly string[] {
  const byId = new Map(record.criteria.map((criterion) => [criterion.id, criterion]))
  return groupsOf(record.items).flatMap((group) => [
    `| **${sentence(group.title, 'cell')}** | | |\n`,
    ...group.items.flatMap((item) => itemRows(item, item.criteria.flatMap((id) => byId.get(id) ?? []), record)),
  ])
}

function itemRows(item: ItemRecord, criteria: readonly CriterionRecord[], record: AssessmentRecord): readonly string[] {
  const title = `${titleOf(item.title, 'cell')}${item.required ? '' : ' (optional)'}`
  const [only, ...others] = criteria
  const excused = item.excused ?? null
  if (only !== undefined && others.length === 0) {
    const words = item.decided === undefined ? { ...only, excused: excused ?? only.excused } : { basis: item.basis, blockedBy: null, excused }
    return [row(title, outcomeWords(item.outcome, words, record, 'cell'), item.decided === undefined || proofOf(only) !== null ? placeCell(only, record) : sentence(item.decided.level === undefined ? `decided by ${item.decided.by}` : `${quotedLevel(item.decided.level)}, by ${item.decided.by}`, 'cell'))]
  }
  return [
    row(title, outcomeWords(item.outcome, { basis: item.basis, blockedBy: null, excused }, record, 'cell'), criteria.length === 0 ? '' : 'its parts:'),
    ...criteria.map((criterion) => row(`–&nbsp;${titleOf(criterion.title, 'cell')}`, outcomeWords(criterion.outcome, criterion, record, 'cell'), placeCell(criterion, record))),
  ]
}

function row(title: string, outcome: string, place: string): string {
  return `| ${title} | ${outcome} | ${place} |\n`
}

function placeCell(criterion: CriterionRecord, record: AssessmentRecord): string {
  const first = proofOf(criterion)
  if (first !== null) return placeLink(first, record, 'cell', true)
  if (criterion.outcome === 'unknown') return criterion.proof === 'decision' ? NOT_GRADED_YET : 'could not be seen'
  return 'not found'
}

function endOf(text: string): string {
  if (text.length <= LONGEST_SHOWN) return text
  const steps = text.split('/')
  let end = steps.at(-1) ?? text
  for (const step of steps.slice(0, -1).toReversed()) {
    if (end.length + step.length + 3 > LONGEST_SHOWN) break
    end = `${step}/${end}`
  }
  return end === text ? text : `…/${end}`
}

/** A title, which in somebody's own checklist may be of any length. */
export function titleOf(title: string, place: MarkdownPlace = 'line'): string {
  return sentence(cleanLine(title, 120), place)
}
