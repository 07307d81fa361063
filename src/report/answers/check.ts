import type { AssessmentRecord } from '../../model/record.ts'
import { whereLine } from '../formats/markdown-standing.ts'
import { code } from '../text/markdown-text.ts'
import { subjectWords, type TitledSubject } from './subject-words.ts'

export type CheckInput = {
  /** The pull request that is looked at; null for the default branch. */
  readonly pull: number | null
  readonly branch: string
  readonly about: (TitledSubject & { readonly outcome: string | null }) | { readonly part: number; readonly title: string } | null
  readonly record: AssessmentRecord | null
}

/** `/check`: what is looked at again, and where it stands until then. */
export function checkAnswer({ pull, branch, about, record }: CheckInput): string {
  const what = pull === null ? `the newest commit of ${code(branch)}` : `the head of pull request ${pull}`
  const now = record === null ? '' : `\n\nWhat is known until then: ${whereLine(record)}`
  return `Looking at ${what} again${about === null ? '' : ` for ${aboutWords(about)}`}. The check ${code('Capstone')}${pull === null ? ' on that commit says' : ' and the comment of this pull request say'} what is found as soon as it is.${now}\n`
}

function aboutWords(about: NonNullable<CheckInput['about']>): string {
  if ('part' in about) return `part ${about.part} “${about.title}”`
  return `${subjectWords(about)}${about.outcome === null ? '' : `, which counts as ${about.outcome} now`}`
}
