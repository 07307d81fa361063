import { readFileSync } from 'node:fs'
import { bookOf, type AnswerBook } from '../lesson/answers/book.ts'
import { readWrittenAnswers, type WrittenAnswers } from '../lesson/answers/written-answers.ts'
import { PACKAGE_FOLDER } from './package-folder.ts'
import { errorCode } from '../operate/error-code.ts'

export type LoadedAnswers = { readonly ok: true; readonly book: AnswerBook } | { readonly ok: false; readonly problems: readonly string[] }

const FOLDER = 'lesson-modules/4-production/answers'
const FILES = { A: `${FOLDER}/sentence.yml`, B: `${FOLDER}/components.yml`, C: `${FOLDER}/connections.yml` } as const

/** What answers are read by, from the files beside the package; what is wrong with them comes back all together: a line each, `file:line:column: what was expected`. */
export function loadAnswers(): LoadedAnswers {
  const problems: string[] = []
  const schema: unknown = JSON.parse(readFileSync(new URL('schemas/answers.schema.json', PACKAGE_FOLDER), 'utf8'))
  const read = (question: keyof typeof FILES): WrittenAnswers | null => {
    const path = FILES[question]
    let text: string
    try {
      text = readFileSync(new URL(path, PACKAGE_FOLDER), 'utf8')
    } catch (error) {
      problems.push(`${path}: the file cannot be read (${errorCode(error)})`)
      return null
    }
    const reading = readWrittenAnswers(text, typeof schema === 'object' && schema !== null ? schema : {})
    if (reading.ok && reading.written.question === question) return reading.written
    problems.push(...reading.ok ? [`${path}:1:1: question: expected ${question}; found ${reading.written.question}`] : reading.problems.map(({ line, column, says }) => `${path}:${line}:${column}: ${says}`))
    return null
  }
  const [A, B, C] = [read('A'), read('B'), read('C')]
  return A !== null && B !== null && C !== null ? { ok: true, book: bookOf({ A, B, C }) } : { ok: false, problems }
}
