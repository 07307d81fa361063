import type { AnswerBook } from '../../lesson/answers/book.ts'
import { readAnswer } from '../../lesson/answers/read-answer.ts'
import { EXPLAINED, type ExplainedId, type QuestionId } from '../../model/answer.ts'
import { shown } from '../../parse/schema.ts'
import { jsonLine } from '../../report/formats/json-report.ts'
import { answerText } from '../../report/published/answer-text.ts'
import { loadAnswers } from '../answers.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { readTextFile } from '../read-text-file.ts'

/** One answer to be shown as read, or a file of them, a JSON object a line. */
export type AnswerOptions = { readonly batch: string } | { readonly question: QuestionId; readonly components: readonly ExplainedId[]; readonly text: string }

type BatchLine = { readonly id: string; readonly question: QuestionId; readonly components: readonly ExplainedId[]; readonly text: string }

const LARGEST = 64 * 1024 * 1024

/** Prints what is read in an answer, or one JSON line for each of a file; gives the exit code (2 for a line or a lesson file that is wrong, 3 where the file cannot be read). */
export function runAnswer(options: AnswerOptions, output: Output): number {
  const loaded = loadAnswers()
  if (!loaded.ok) {
    output.warn(`${loaded.problems.join('\n')}\n`)
    return EXIT_CODES.usage
  }
  if ('batch' in options) return runBatch(options.batch, loaded.book, output)
  const { question, components, text } = options
  output.write(answerText({ question, components, reading: readAnswer(text, { question, components }, loaded.book) }, loaded.book, output.layout))
  return EXIT_CODES.graded
}

function runBatch(file: string, book: AnswerBook, output: Output): number {
  const answers = readTextFile(file, LARGEST)
  if (!answers.ok) {
    output.warn(`capstone-coach: ${file}: the answers cannot be read (${answers.why})\n`)
    return EXIT_CODES.cannotRead
  }
  let code: number = EXIT_CODES.graded
  for (const [at, line] of answers.text.split('\n').entries()) {
    if (line.trim() === '') continue
    const read = batchLine(line)
    if (typeof read === 'string') {
      output.warn(`${file}:${at + 1}: ${read}\n`)
      code = EXIT_CODES.usage
      continue
    }
    const { covers, misconceptions, onTopic } = readAnswer(read.text, read, book)
    output.write(jsonLine({ id: read.id, covers: covers.map(({ id }) => id), misconceptions: misconceptions.map(({ id }) => id), onTopic }))
  }
  return code
}

function batchLine(line: string): BatchLine | string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'expected one JSON object; this line is none'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'expected one JSON object; found another value'
  const { id, question, component = null, text } = value as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || typeof text !== 'string') return 'expected "id" and "text" as text'
  if (question !== 'A' && question !== 'B' && question !== 'C') return `expected "question" to be A, B or C; found ${shown(question)}`
  const components = component === null ? [] : [component].flat()
  const unknown = components.find((one) => !isExplained(one))
  if (unknown !== undefined) return `expected "component" to be null or of: ${EXPLAINED.join(', ')}; found ${shown(unknown)}`
  return { id, question, components: components.filter(isExplained), text }
}

function isExplained(word: unknown): word is ExplainedId {
  return (EXPLAINED as readonly unknown[]).includes(word)
}
