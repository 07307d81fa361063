import type { Idea } from '../../model/answer.ts'
import { askedWords } from '../answers/reply.ts'
import { inWords } from '../gradebook/counted.ts'
import { sentence } from '../text/markdown-text.ts'
import type { IssueInput } from './issue-input.ts'
import { quoted } from './quoted.ts'

type Input = Pick<IssueInput, 'conversation' | 'ideas' | 'saying' | 'url'>

/** The question for one sentence; once it is answered, the answer in the student's own words, what it speaks of, and the course's sentence beside it. */
export function sentenceSection({ conversation: { first, latest }, ideas, saying, url }: Input): string {
  const question = `> ${saying('question').map((line) => sentence(line)).join(' ')}\n\n`
  if (first === null) return `${question}Answer in a comment below, in your own words. It is read by a program that looks for ideas and answers once; nothing of it counts for a grade.\n\n`
  const later = latest === null || latest.commentId === first.commentId ? '' : `Said again since: “${quoted(latest.text)}” (${askedWords({ ...latest, repositoryUrl: url })})\n\n`
  const ideasOf = titled([...first.covers, ...latest?.covers ?? []].map(({ id }) => id), ideas)
  return [
    question, `“${quoted(first.text)}” (${askedWords({ ...first, repositoryUrl: url })})\n\n`, later,
    ideasOf.length === 0 ? '' : `${later === '' ? 'It speaks' : 'Together they speak'} of ${inWords(ideasOf)}. `,
    `The course says it so: *${saying('sentence').map((line) => sentence(line)).join(' ')}*\n\n`,
  ].join('')
}

/** The titles of ideas in their order, set in bold. */
export function titled(ids: readonly string[], ideas: readonly Idea[]): readonly string[] {
  return ideas.filter(({ id }) => ids.includes(id)).map(({ title }) => `**${sentence(title)}**`)
}
