import { shownDay, type Calendar } from '../../course/shown-time.ts'
import { subjectOfReason } from '../../lesson/reason-subjects.ts'
import type { Passage } from '../../model/lesson.ts'
import type { Stuck } from '../../model/stuck.ts'
import { STEP_PARTS } from '../../model/step.ts'
import { lessonWords, type LessonLinks } from '../words/lesson-words.ts'
import { code, codeLink, sentence } from '../text/markdown-text.ts'

export type StuckCommentInput = {
  /** `hintMarker` of the matter. */
  readonly marker: string
  /** The heading whose hints help; null where no lesson has one. */
  readonly passage: Passage | null
  /** The last level of hints that the course gives. */
  readonly ceiling: 1 | 2 | 3
  readonly calendar: Calendar
  /** The repository's page; null where it is not known. */
  readonly repositoryUrl: string | null
  readonly links: LessonLinks
}

const MOST_COMMITS = 4

/** What stands hidden in the first line of a hint that nobody asked for: it is found by the matter that it is about, together with the App that wrote it. */
export function hintMarker(key: string): string {
  return `<!-- capstone-coach:hint version:1 about:${key} -->`
}

/** The id of the criterion or step whose hints help with a matter. */
export function stuckSubject({ step, reason }: Pick<Stuck, 'step' | 'reason'>): string {
  return step ?? (reason === null ? 'step-3.3' : subjectOfReason(reason))
}

/** The comment that offers the first hint, unasked: what to do next, what was seen, the hint with its lesson, and how to ask for more. Every text of the repository is escaped. */
export function stuckComment(stuck: Stuck, input: StuckCommentInput): string {
  const { marker, passage, ceiling, links } = input
  const hint = passage?.section.hints[0]
  const subject = stuckSubject(stuck)
  const name = subject.replace(/^step-/, '')
  const more = passage === null || ceiling < 2 || passage.section.hints.length < 2 ? '' : ` ${code(`/hint ${name} 2`)} in a comment here says more.`
  return [
    `${marker}\n**A first hint, unasked**, since ${whyWords(stuck)}.\n\n`,
    stuck.next === '' ? '' : `**Next:** ${sentence(stuck.next)}\n\n`,
    `**Seen:** ${seenWords(stuck, input)}\n\n`,
    hint === undefined || passage === null ? '' : `**Hint:** ${hint.replace(/\s*\n\s*/g, ' ')} You met this in lesson ${lessonWords(`${passage.lesson.stem}#${passage.section.slug}`, links)}.\n\n`,
    `<sub>This comes once for one matter.${more} ${code(`/why ${name}`)} says what is looked for. The course's staff sees that help may be wanted here; it counts for nothing in a grade.</sub>\n`,
  ].join('')
}

function whyWords({ kind, commits }: Stuck): string {
  switch (kind) {
    case 'same-failure': return `the same failure came up at ${commits.length} pushes, one after the other`
    case 'known-reason': return commits.length > 1 ? 'a run failed for a reason that its log names, and the next push met it again' : 'a run failed for a reason that its log names, and no run has mended it for a day'
    case 'no-step': return 'no step forward was seen for some days'
  }
}

function seenWords(stuck: Stuck, { calendar, repositoryUrl }: StuckCommentInput): string {
  const { kind, commits, job, found, branch, since, step } = stuck
  if (kind === 'no-step') {
    const titled = STEP_PARTS.flatMap(({ steps }) => steps).find(({ id }) => id === step)
    return `nothing new since ${shownDay(since, calendar)}. The first step that is open is ${titled === undefined ? '' : `step ${titled.id.slice('step-'.length)}, “${sentence(titled.title)}”`}. ${sentence(found)}`
  }
  const shown = commits.slice(-MOST_COMMITS).map((sha) => codeLink(sha.slice(0, 7), repositoryUrl === null ? null : `${repositoryUrl}/commit/${sha}`)).join(', ')
  const where = `at ${shown}${branch === null ? '' : ` on ${code(branch)}`}`
  const file = job?.workflow.split('/').at(-1) ?? ''
  const isHere = job?.url?.startsWith(`${repositoryUrl ?? ''}/`) === true && repositoryUrl !== null
  const page = job === null || job.url === null ? '' : ` (${codeLink('the newest run', isHere ? job.url : null)})`
  if (found !== '') return `${sentence(found)} So it was ${where}${page}.`
  return `${code(file)}${job === null || job.job === '' ? '' : `, job ${code(job.job)}`}${job === null || job.step === '' ? '' : `, step ${code(job.step)}`} failed ${where}${page}.`
}
