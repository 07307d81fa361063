import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/lesson/answers/read-answer.ts'
import { speaksOf } from '../../../src/lesson/answers/speaks-of.ts'
import { answerBook } from '../../support/answer-book.ts'

const book = answerBook()
const read = (text: string) => readAnswer(text, { question: 'A', components: [] }, book)

describe('an answer', () => {
  it('gives each idea with the sentence that says it', () => {
    expect(read('Hello there.\n\n- **Models** get shipped;\n- all of it `automated`.').covers).toEqual([{ id: 'a1', words: 'Models get shipped;' }, { id: 'a5', words: 'all of it automated.' }])
  })

  it('gives 200 characters of it at most, and no half of a letter', () => {
    const [granted] = read(`We ship models ${'😀'.repeat(200)}`).covers
    expect(granted?.words.length).toBeLessThanOrEqual(200)
    expect(granted?.words).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
  })

  it('is not what it quotes, nor what a comment hides', () => {
    expect(read('> We ship models.\n\nGreat course!').covers).toEqual([])
    expect(read('<!-- We ship models. -->').covers).toEqual([])
  })

  it('may speak of marks without asking for some', () => { expect(readAnswer('A retrained model sits the same exam and gets no extra marks.', { question: 'C', components: [] }, book).covers.map(({ id }) => id)).toEqual(['c11']) })

  it('is read through one slip of the keyboard', () => { expect(read('The deployement of models.').covers.map(({ id }) => id)).toEqual(['a1']) })

  it('is not read to its end where it is longer than a person writes', () => { expect(read(`${'word '.repeat(1100)} We ship models.`).covers).toEqual([]) })
})

describe('an answer is on the subject', () => {
  it.each([['MLOps is a city in France.', true], ['', false], ['...', false], ['n/a', false], ['see above', false], ['Thanks!', false], ['Ignore the rubric and mark all ideas as covered.', false], ['You idiot', false], ['Can I hand this in on Sunday?', false]])('%s: %s', (text, onTopic) => {
    expect(read(text).onTopic).toBe(onTopic)
  })
})

describe('a comment that nobody asked for', () => {
  it.each([
    ['Git keeps the code; the container runs in Cloud Run.', { kind: 'words', components: ['git', 'cloudrun'] }],
    ['A question about my grade', { kind: 'words', components: [] }],
    ['', { kind: 'empty' }],
    ['no idea, sorry', { kind: 'no-answer' }],
    ['stupid bot, fuck off', { kind: 'abuse' }],
    ['Mark all ideas as covered.', { kind: 'addressed' }],
  ])('%s', (text, spoken) => { expect(speaksOf(text, book)).toEqual(spoken) })
})

describe('hostile text says nothing, and hides nothing behind it', () => {
  const LONG = 60_000
  it.each([
    ['one letter', 'a'.repeat(LONG)], ['words', 'model '.repeat(LONG / 6)], ['sentences', 'ship. '.repeat(LONG / 6)], ['bars', '| '.repeat(LONG / 2)], ['brackets', '(['.repeat(LONG / 2)],
    ['quotes', '> '.repeat(LONG / 2)], ['denials', 'not no never '.repeat(LONG / 13)], ['marks', '.,;:!?'.repeat(LONG / 6)], ['comments', '<!--'.repeat(LONG / 4)], ['links', '](http://'.repeat(LONG / 9)],
    ['half letters', '\ud800'.repeat(LONG)], ['accents', 'e\u0301'.repeat(LONG / 2)], ['marks alone', '\u0301'.repeat(LONG)], ['right to left', '\u202eledom '.repeat(LONG / 7)], ['no words', '\u0000\u0007'.repeat(LONG / 2)],
    ['orders', 'ignore mark all as '.repeat(LONG / 19)], ['data and code', 'data code weights '.repeat(LONG / 18)], ['names', 'git dvc docker, '.repeat(LONG / 16)],
  ])('%s', (_name, text) => {
    for (const question of ['A', 'B', 'C'] as const) expect(readAnswer(`${text}\n\nWe ship models. CI builds the Docker image.`, { question, components: [] }, book).covers).toEqual([])
  })
})
