import { shownTime, type Calendar } from '../../course/shown-time.ts'
import type { Rejudging } from '../../model/counted.ts'
import type { Subject } from '../../model/decision.ts'
import type { RejudgedItem, RejudgedGrade, RejudgingPreview } from '../../model/rejudging-preview.ts'
import type { RepositoryGrade } from '../../model/gradebook.ts'
import { cleanLine } from '../text/clean-text.ts'
import { counted } from './counted.ts'
import { summaryOf } from '../courses/course-preview-words.ts'
import { repositoryShown, studentShown } from './gradebook-text.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

/** How many grades, repositories and disputes are told one by one. */
const MOST = 50
const LONGEST_REASON = 200

/** The re-judgings of a course for a terminal, a line each, the newest first. */
export function rejudgingsText(title: string, rejudgings: readonly Rejudging[], calendar: Calendar): string {
  if (rejudgings.length === 0) return `${safeForTerminal(title)}: nothing was judged again so far.\n`
  return [`${safeForTerminal(title)}: ${counted(rejudgings.length, 're-judging')}; times of ${calendar.timeZone}\n`, ...rejudgings.map((one) => `  ${one.id}  ${stateWords(one, calendar)}, ${reposWords(one)}${reasonWords(one.reason)}\n`)].join('')
}

/** That a re-judging began, and what to do next. `without` are those who work on no repository, `unreached` repositories that the App does not reach. */
export function begunText(id: string, reached: number, { unreached, without }: { readonly unreached: number; readonly without: readonly string[] }): string {
  return [
    `Re-judging ${id} began, of ${repositoryCount(reached)}. No grade changes before it is applied.\n`,
    unreached === 0 ? '' : `  ${repositoryCount(unreached)} that the App does not reach ${unreached === 1 ? 'is' : 'are'} left out: ${unreached === 1 ? 'its grade stays' : 'their grades stay'} as ${unreached === 1 ? 'it is' : 'they are'}.\n`,
    without.length === 0 ? '' : `  In no repository: ${without.slice(0, MOST).map((name) => safeForTerminal(cleanLine(name, 40))).join(', ')}${more(without.length)}.\n`,
    `The App judges ${reached === 1 ? 'it' : 'them'} as it comes to ${reached === 1 ? 'it' : 'them'}. To see what would change: capstone-coach rejudge ${id}\n`,
  ].join('')
}

/** What a re-judging would change, changes or would have changed, for a terminal: who, by how much, by which items; the disputes that wait there; and the next thing to do. */
export function rejudgingText(preview: RejudgingPreview, calendar: Calendar): string {
  const { rejudging, of, changed, waiting } = preview
  return [
    `Re-judging ${rejudging.id}: ${stateWords(rejudging, calendar)}, ${reposWords(rejudging)}${reasonWords(rejudging.reason)}\n`,
    ...waiting.length === 0 ? [] : [`  not judged yet: ${named(waiting)}\n`],
    `  ${changedWords(rejudging, changed, of)}\n`,
    ...changed.slice(0, MOST).flatMap(changeLines), ...changed.length > MOST ? [`  and ${changed.length - MOST} more\n`] : [],
    ...disputeLines(preview, calendar),
    nextWords(preview),
  ].join('')
}

/** The disputes that nobody answered, where a grade changes. */
export function disputeLines({ disputes }: Pick<RejudgingPreview, 'disputes'>, calendar: Calendar): readonly string[] {
  if (disputes.length === 0) return []
  return [
    `  ${counted(disputes.length, 'dispute')} nobody answered, where a grade changes:\n`,
    ...disputes.slice(0, MOST).map(({ repository, dispute }) => `    ${repositoryShown(repository)}  ${subjectWords(dispute.subject)}, by ${safeForTerminal(dispute.by.login)} on ${shownTime(dispute.at, calendar)}: ${safeForTerminal(cleanLine(dispute.text, LONGEST_REASON))}\n`),
    ...disputes.length > MOST ? [`    and ${disputes.length - MOST} more\n`] : [],
  ]
}

/** The names of repositories in a sentence, not too many of them. */
export function named(repositories: readonly string[]): string {
  return `${repositories.slice(0, MOST).map(repositoryShown).join(', ')}${more(repositories.length)}`
}

function repositoryCount(count: number): string {
  return count === 1 ? '1 repository' : `${count} repositories`
}

function more(all: number): string {
  return all > MOST ? ` and ${all - MOST} more` : ''
}

function stateWords({ state, at, turnedAt }: Rejudging, calendar: Calendar): string {
  const begun = `begun on ${shownTime(at, calendar)}`
  return state === 'prepared' ? `${begun}, not applied` : `${begun}, ${state} on ${shownTime(turnedAt ?? at, calendar)}`
}

function reposWords({ repositories }: Rejudging): string {
  return repositoryCount(repositories.length)
}

function reasonWords(reason: string): string {
  return reason === '' ? '' : `: ${safeForTerminal(cleanLine(reason, LONGEST_REASON))}`
}

function changedWords({ state }: Rejudging, changed: readonly RejudgedGrade[], of: number): string {
  return of === 0 ? 'nobody works on a repository of it' : summaryOf({ changed, of }, state === 'applied' ? 'changed' : 'supposed')
}

function changeLines({ student, repository, before, after, items }: RejudgedGrade): readonly string[] {
  const by = (after?.points ?? 0) - (before?.points ?? 0)
  return [
    `    ${studentShown(student)}  ${repositoryShown(repository)}  ${pointsWords(before)} → ${pointsWords(after)}${by === 0 ? '' : ` (${by > 0 ? '+' : '−'}${Math.abs(by).toFixed(2)})`}\n`,
    ...items.map((item) => `      ${safeForTerminal(cleanLine(item.title, 60))}: ${itemWords(item)}\n`),
  ]
}

function itemWords({ before, after }: RejudgedItem): string {
  const points = `${before.points.toFixed(2)} → ${after.points.toFixed(2)}`
  return before.outcome === after.outcome ? `${after.outcome}, ${points}` : `${before.outcome} → ${after.outcome}, ${points}`
}

function pointsWords(grade: RepositoryGrade | null): string {
  return grade === null ? 'nothing counts' : `${grade.points.toFixed(2)} of ${grade.of.toFixed(2)}`
}

function subjectWords({ kind, id }: Subject): string {
  return `${kind === 'item' ? '' : `${kind} `}${safeForTerminal(id)}`
}

function nextWords({ rejudging: { id, state }, waiting, disputes }: RejudgingPreview): string {
  if (state === 'applied') return `To take it back: capstone-coach rejudge ${id} --undo --reason TEXT\n`
  if (waiting.length > 0) return 'The App is still judging; look again in a while. It has to run for that, and capstone-coach work tells what it gave up.\n'
  return `To apply it: capstone-coach rejudge ${id} --apply --reason TEXT${disputes.length === 0 ? '' : ' --disputes keep, or close, which closes them with that reason'}\n`
}
