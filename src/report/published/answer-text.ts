import type { AnswerReading, ExplainedId, QuestionId } from '../../model/answer.ts'
import type { AnswerBook } from '../../lesson/answers/book.ts'
import type { Layout } from '../formats/terminal-report.ts'
import { hanging, safeForTerminal, wrapped } from '../text/terminal-text.ts'

/** What was read in one answer, for a terminal: each idea with the words that say it, and one question back where an idea of the question was not read. */
export function answerText({ question, components, reading }: { readonly question: QuestionId; readonly components: readonly ExplainedId[]; readonly reading: AnswerReading }, book: AnswerBook, { width, paint }: Layout): string {
  const covered = new Map(reading.covers.map(({ id, words }) => [id, words]))
  const ideas = book.ideas.filter((idea) => idea.question === question && (question !== 'B' || covered.has(idea.id) || idea.about.some((id) => (components as readonly string[]).includes(id))))
  const next = ideas.find(({ id }) => !covered.has(id))
  const read = ideas.flatMap(({ id, title, means }) => told(id, `${title}: ${means}`, covered.get(id)))
  const misread = book.misconceptions.flatMap(({ id, title, means }) => told(id, `${title}: ${means}`, reading.misconceptions.find((one) => one.id === id)?.words))
  return [
    ...wrapped(book.asks[question], width).map((line) => paint('heading', line)), '',
    ...read.length > 0 ? ['Read in the answer', ...read] : [reading.onTopic ? 'No idea of this question was recognised; that does not mean that none was said.' : 'The answer holds no words on this question.'],
    ...misread.length > 0 ? ['', 'A belief to talk about', ...misread] : [],
    ...next === undefined ? [] : ['', ...hanging('Ask back: ', next.asks, width)],
    '',
  ].join('\n')

  function told(id: string, says: string, words: string | undefined): readonly string[] {
    return words === undefined ? [] : [...hanging(`  ${id}  `, says, width), ...hanging('      ', `"${safeForTerminal(words)}"`, width).map((line) => paint('dim', line))]
  }
}
