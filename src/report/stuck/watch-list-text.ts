import { courseName } from '../../course/course-name.ts'
import { shownTime, timesWidth } from '../../course/shown-time.ts'
import type { Stuck, Watched } from '../../model/stuck.ts'
import { shortName } from '../answers/subject-words.ts'
import { hanging, safeForTerminal } from '../terminal-text.ts'
import type { Layout } from '../terminal-report.ts'

const TIME = 18

/** Who is stuck since when, at what, and whether a hint was given; the disputes that wait, and feedback: for a terminal, times in each course's zone. */
export function watchListText(list: readonly Watched[], { width, paint }: Layout): string {
  if (list.length === 0) return 'Nobody is stuck, and no dispute waits.\n'
  return list.map(({ course, repository, people, stuck, disputes, feedback }) => {
    const time = timesWidth([...stuck.map((one) => one.stuck.since), ...[...disputes, ...feedback].map(({ at }) => at)], course, TIME)
    const row = (at: number, says: string): readonly string[] => hanging(`  ${shownTime(at, course).padEnd(time)}`, safeForTerminal(says), width)
    const by = people.length === 0 ? '' : `, ${people.join(', ')}`
    return [
      `${paint('heading', safeForTerminal(`${repository.owner}/${repository.name}`))} ${paint('dim', safeForTerminal(`in ${courseName(course)}${by}; times of ${course.timeZone}`))}`,
      ...stuck.flatMap(({ stuck: one, hint }) => row(one.since, `${stuckWords(one)}; ${hint === null ? 'no hint was given yet' : `a hint was given ${shownTime(hint.at, course)}${hint.number === null ? '' : ` on #${hint.number}`}`}`)),
      ...disputes.flatMap(({ subject, by: { login }, at, due, state }) => row(at, `dispute of ${subject.kind} ${shortName(subject)} by ${login}: ${state}, to be answered by ${shownTime(due, course)}`)),
      ...feedback.flatMap(({ at, by: { login }, rating, text }) => row(at, `feedback by ${login}: ${rating} of 5${text === '' ? '' : `, ${text}`}`)),
      '',
    ].join('\n')
  }).join('\n')
}

/** At what somebody is stuck, in one line of plain text. */
function stuckWords({ kind, commits, job, reason, branch, step, found }: Stuck): string {
  const where = `${branch === null ? '' : ` on ${branch}`}${job === null ? '' : `, ${job.workflow.split('/').at(-1) ?? ''}${job.job === '' ? '' : `, job ${job.job}`}${job.step === '' ? '' : `, step ${job.step}`}`}`
  const why = reason === null || reason.line === '' ? '' : `: ${reason.line}`
  switch (kind) {
    case 'same-failure': return `the same failure at ${commits.length} pushes${where}${why}`
    case 'known-reason': return `a failure for a known reason${where}${why}`
    case 'no-step': return `no step forward; step ${step === null ? '' : shortName({ kind: 'step', id: step })} is open: ${found.replace(/\.$/, '')}`
  }
}
