import { fitted } from '../text/fit.ts'
import { code } from '../text/markdown-text.ts'

/** What one command is answered: Markdown of ours, in which every text of others is escaped. `name` is null where it is not said which command it was. */
export type AnsweredCommand = { readonly name: string | null; readonly text: string }

/** Who asked, and where: `repositoryUrl` is the repository's page, null where it is not known. */
export type AskedBy = { readonly login: string; readonly commentId: number; readonly number: number; readonly repositoryUrl: string | null }

const LONGEST_COMMENT = 65_535

/** What stands hidden in the first line of an answer: it is found by the comment that it answers, together with the App that wrote it. */
export function answerMarker(commentId: number): string {
  return `<!-- capstone-coach:answer version:1 comment:${commentId} -->`
}

/** The one comment that answers all commands of another one. `left` is how many of its commands were not read. */
export function replyBody(answers: readonly AnsweredCommand[], left: number, by: AskedBy): string {
  const isOne = answers.length === 1 && left === 0
  return fitted([
    `${answerMarker(by.commentId)}\n`,
    { order: 1, entries: answers.map(({ name, text }) => `${isOne ? '' : name === null ? '---\n\n' : `#### ${code(`/${name}`)}\n\n`}${text.trimEnd()}\n\n`), cut: (count) => `${count} more of the answers do not fit into a comment: ask for them in another one.\n\n` },
    left === 0 ? '' : `A comment is read for its first five commands; ${left} more ${left === 1 ? 'stands' : 'stand'} in this one. Write ${left === 1 ? 'it' : 'them'} in a new comment.\n\n`,
    `<sub>In answer to ${askedWords(by)}. ${code('/help')} shows what can be asked here.</sub>\n`,
  ], LONGEST_COMMENT)
}

/** The comment that is answered, in words: with a link to it where the repository's page is known. */
export function askedWords({ login, commentId, number, repositoryUrl }: AskedBy): string {
  return repositoryUrl === null ? `a comment by ${code(login)}` : `[a comment](${repositoryUrl}/issues/${number}#issuecomment-${commentId}) by ${code(login)}`
}
