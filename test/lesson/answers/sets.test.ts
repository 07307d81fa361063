import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/lesson/answers/read-answer.ts'
import type { ExplainedId, QuestionId } from '../../../src/model/answer.ts'
import { answerBook } from '../../support/answer-book.ts'

const BOOK = answerBook()
const FOLDER = join(import.meta.dirname, 'sets')

type Labelled = { readonly question: QuestionId; readonly component: ExplainedId | readonly ExplainedId[] | null; readonly text: string; readonly covers: readonly string[] }

/** How the reader does on labelled answers: micro F1 over the ideas, and the share of answers without any idea that were granted one. */
function measured(files: readonly string[]): { readonly f1: number; readonly granted: number } {
  const answers = files.flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Labelled))
  const read = answers.map(({ question, component, text, covers }) => ({ covers, got: readAnswer(text, { question, components: component === null ? [] : [component].flat() }, BOOK).covers.map(({ id }) => id) }))
  const right = read.reduce((sum, { covers, got }) => sum + got.filter((id) => covers.includes(id)).length, 0)
  const all = read.reduce((sum, { covers, got }) => sum + covers.length + got.length, 0)
  const hollow = read.filter(({ covers }) => covers.length === 0)
  return { f1: 2 * right / all, granted: hollow.filter(({ got }) => got.length > 0).length / hollow.length }
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'))

describe('labelled answers of others', () => {
  it('are read as their labels say where the phrases were worked on with them', () => {
    const { f1, granted } = measured(files.filter((name) => name.startsWith('worked-on-')))
    expect(f1).toBeGreaterThan(0.9)
    expect(granted).toBeLessThan(0.01)
  })
  // Whoever works on the phrases does not read these files: they tell how answers are read that nobody has seen.
  it('are read well enough where nobody looked at them', () => {
    const { f1, granted } = measured(files.filter((name) => name.startsWith('held-back-')))
    expect(f1).toBeGreaterThan(0.85)
    expect(granted).toBeLessThan(0.03)
  })
})
