import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/lesson/answers/read-answer.ts'
import { EXPLAINED } from '../../../src/model/answer.ts'
import { answerBook } from '../../support/answer-book.ts'
import { readAnswerCases } from '../../support/answer-cases.ts'

const book = answerBook()

describe.each([['sentence', 'A'], ['components', 'B'], ['connections', 'C']] as const)('%s.md', (name, question) => {
  const path = join(import.meta.dirname, `${name}.md`)
  it.each(readAnswerCases(readFileSync(path, 'utf8'), `${name}.md`))(`:$line $text`, ({ text, components, reads }) => {
    const { covers, misconceptions } = readAnswer(text, { question, components: EXPLAINED.filter((id) => components.includes(id)) }, book)
    expect([...covers, ...misconceptions].map(({ id }) => id).sort()).toEqual([...reads].sort())
  })
})

it('a case file tells where an answer has no reading', () => {
  expect(() => readAnswerCases('> some words\n\n## Next\n', 'x.md')).toThrow('x.md:3: expected "reads: …"')
  expect(() => readAnswerCases('> some words\n', 'x.md')).toThrow('x.md: the last answer')
})
