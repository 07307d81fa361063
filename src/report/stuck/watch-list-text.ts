import { courseName } from '../../course/course-name.ts'
import { minuteOf, type Calendar } from '../../course/shown-time.ts'
import type { BeingCounted } from '../../model/class-standing.ts'
import type { NamedCourse } from '../../model/course.ts'
import type { MatterWhat, WatchMatter } from '../../model/watch-matter.ts'
import { shortName } from '../answers/subject-words.ts'
import { beingCountedWords } from '../courses/being-counted-words.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'
import type { Layout } from '../formats/terminal-report.ts'

const TIME = 18

/** The watch list of a course, of how many repositories it is not counted by what the course says now, and how its times are shown. */
export type WatchListShown = { readonly course: NamedCourse; readonly calendar: Calendar; readonly matters: readonly WatchMatter[]; readonly beingCounted: BeingCounted }

/** Watch lists of courses for a terminal: each repository with its matters, since when and what the staff said of each, those with the most urgent first, times in each course's zone; then what is being counted. */
export function watchListText(lists: readonly WatchListShown[], layout: Layout): string {
  const shown = lists.flatMap((list) => [...new Set(list.matters.map(({ repository }) => repository.id))].map((id) => repositoryText(list.matters.filter(({ repository }) => repository.id === id), list, layout)))
  const counting = lists.flatMap(({ course, beingCounted }) => { const says = beingCountedWords(beingCounted); return says === null ? [] : hanging('', safeForTerminal(`${courseName(course)}: ${says}`), layout.width) })
  return `${shown.length === 0 ? 'Nothing is on the watch list.\n' : shown.join('\n')}${counting.map((line) => `${line}\n`).join('')}`
}

function repositoryText(matters: readonly WatchMatter[], { course, calendar }: WatchListShown, { width, paint }: Layout): string {
  const [first] = matters
  if (first === undefined) return ''
  const time = Math.max(TIME, ...matters.map(({ since }) => minuteOf(since, calendar).length + 2))
  return [
    `${paint('heading', safeForTerminal(first.repository.name))} ${paint('dim', safeForTerminal(`in ${courseName(course)}${first.people.map((one) => `, ${one}`).join('')}; times of ${calendar.timeZone}`))}`,
    ...matters.flatMap((matter) => hanging(`  ${minuteOf(matter.since, calendar).padEnd(time)}`, oneLine(`${matterWords(matter.what, calendar)}${staffWords(matter)}`), width)),
    '',
  ].join('\n')
}

/** What a matter is, in one line of plain text. */
function matterWords(what: MatterWhat, calendar: Calendar): string {
  switch (what.kind) {
    case 'dispute': return `dispute of ${what.subject.kind} ${shortName(what.subject)}${what.by === null ? '' : ` by ${what.by.login}`}: ${what.isEscalated ? 'escalated' : 'open'}, to be answered by ${minuteOf(what.due, calendar)}`
    case 'stuck': return `${stuckWords(what)}; ${what.hint === null ? 'no hint was given yet' : `a hint was given ${minuteOf(what.hint.at, calendar)}${what.hint.number === null ? '' : ` on #${what.hint.number}`}`}`
    case 'failing': return `CI fails on the default branch: ${what.failures.map(({ job, kind, about }) => `job ${job}${kind === null ? '' : ` (${[kind.replaceAll('-', ' '), about].join(' ').trim()})`}`).join(', ')}`
    case 'silent': return `no push since; ${what.due === null ? 'the course has no due day' : `due ${minuteOf(what.due, calendar)}`}`
    case 'disagreement': return `${what.subject.replace(/^step step-/, 'step ')} was set to ${what.outcome}; the App says ${what.automatic}${what.commit === null ? '' : ` at ${what.commit.slice(0, 7)}`}`
    case 'workflow': return `a workflow of the course was changed: ${what.path} at ${what.commit.slice(0, 7)}`
    case 'feedback': return `feedback by ${what.by.login}: ${what.rating} of 5${what.text === '' ? '' : `, ${what.text}`}`
  }
}

function stuckWords({ how, heads, job, branch, step, found }: Extract<MatterWhat, { readonly kind: 'stuck' }>): string {
  const why = found === '' ? '' : `: ${found.replace(/\.$/, '')}`
  if (how === 'no-step') return `no step forward; step ${step === null ? '' : shortName({ kind: 'step', id: step })} is open${why}`
  const where = `${branch === null ? '' : ` on ${branch}`}${job === null ? '' : `, job ${job.name}${job.step === '' ? '' : `, step ${job.step}`}`}`
  return `${how === 'same-failure' ? `the same failure at ${heads} pushes` : 'a failure for a known reason'}${where}${why}`
}

/** What people wrote in several lines stands in one. */
function oneLine(text: string): string {
  return safeForTerminal(text.replaceAll(/\s+/g, ' '))
}

/** The newest word of the staff, where there is one. */
function staffWords({ notes }: WatchMatter): string {
  const last = notes.at(-1)
  return last === undefined ? '' : `; ${last.says === 'seen' ? 'seen' : 'opened again'} by ${last.by.login}${last.note === '' ? '' : `: ${last.note}`}`
}
