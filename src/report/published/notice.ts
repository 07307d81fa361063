import type { Matter } from '../../model/matter.ts'
import { capital, counted } from '../gradebook/counted.ts'
import { code } from '../text/markdown-text.ts'
import { shortName, subjectWords } from '../answers/subject-words.ts'

/** A matter with the logins of those who are told of it; `title` is that of the subject of a dispute, empty where it has none. */
export type ToldMatter = { readonly matter: Matter; readonly logins: readonly string[]; readonly title: string }

export type NoticeInput = {
  readonly marker: string
  readonly matters: readonly ToldMatter[]
  /** The comment that shows the grade; null where its page is not known. */
  readonly gradeUrl: string | null
  /** How many steps are done, and how many there are. */
  readonly steps: { readonly done: number; readonly of: number }
}

/** What GitHub lets a login be made of, those of managed users with it: nothing else becomes a mention. */
const LOGIN = /^[a-z\d][a-z\d_-]{0,98}$/i

/** What stands hidden in the first line of a notice: it is found by what it tells of, together with the App that wrote it. */
export function noticeMarker(batch: string): string {
  return `<!-- capstone-coach:notice version:1 about:${batch} -->`
}

/** The one comment that tells people of what they asked to be told of, a line a matter; GitHub tells those that are mentioned. No points stand in it. */
export function noticeComment({ marker, matters, gradeUrl, steps }: NoticeInput): string {
  const lines = matters.map(({ matter, logins, title }) => ({ mentions: logins.filter((login) => LOGIN.test(login)).map((login) => `@${login}`).join(' '), says: wordsOf(matter, title, gradeUrl) }))
  const [first] = lines
  const isOneAudience = first !== undefined && lines.every(({ mentions }) => mentions === first.mentions)
  const stepWords = matters.some(({ matter }) => matter.kind === 'steps') ? `${counted(steps.done, 'step')} of ${steps.of} ${steps.done === 1 ? 'is' : 'are'} done now.\n\n` : ''
  const text = isOneAudience && lines.length === 1 ? `${first.mentions} ${first.says}\n\n` : isOneAudience ? `${first.mentions}\n\n${lines.map(({ says }) => `- ${says}\n`).join('')}\n` : `${lines.map(({ mentions, says }) => `- ${mentions} ${says}\n`).join('')}\n`
  return `${marker}\n${text}${stepWords}<sub>Told because it was asked for by ${code('/notify on')}; ${code('/notify off')} ends it.</sub>\n`
}

function wordsOf(matter: Matter, title: string, gradeUrl: string | null): string {
  switch (matter.kind) {
    case 'release': return `The grade of this repository is released: it stands in ${gradeUrl === null ? 'a comment of its own on this issue' : `[a comment of its own](${gradeUrl})`}.`
    case 'steps': return `${capital(subjectWords({ subject: { kind: 'step', id: matter.step }, title: matter.title }))} is done.`
    case 'disputes': return disputeWords(matter, title)
  }
}

function disputeWords({ subject, state }: Extract<Matter, { readonly kind: 'disputes' }>, title: string): string {
  const [about, why] = [subjectWords({ subject, title }), code(`/why ${shortName(subject)}`)]
  switch (state) {
    case 'answered': return `The staff answered the dispute about ${about}: ${why} says how it stands now.`
    case 'closed': return `The staff closed the dispute about ${about}: ${why} says how it stands now.`
    case 'escalated': return `The dispute about ${about} got no answer by its day, and was escalated: it still waits for the staff.`
  }
}
