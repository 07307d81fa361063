import type { Subject } from '../../model/decision.ts'
import { titleOf } from '../formats/markdown-rows.ts'
import { code } from '../text/markdown-text.ts'

/** What a command is about, with its title where it has one. */
export type TitledSubject = { readonly subject: Subject; readonly title: string }

/** The short name by which a person can name it again: `health`, `3.2`. */
export function shortName({ kind, id }: Subject): string {
  return kind === 'step' ? id.slice('step-'.length) : id
}

/** A thing with its short name: “Health check endpoint works” (`health`), step 3.2 “Watch the CI pipeline run”. */
export function subjectWords({ subject, title }: TitledSubject): string {
  if (subject.kind === 'step') return `step ${shortName(subject)} “${titleOf(title)}”`
  return title === '' ? code(subject.id) : `“${titleOf(title)}” (${code(subject.id)})`
}
