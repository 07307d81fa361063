import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { EXPLAINED } from '../../../src/model/answer.ts'
import { readWrittenAnswers } from '../../../src/lesson/answers/written-answers.ts'
import { answerBook } from '../../support/answer-book.ts'
import { loadLessons } from '../../../src/command-line/lessons.ts'
import { sayingOf } from '../../../src/lesson/lessons.ts'
import { SHOWN_BY } from '../../../src/report/issue/wrap-up.ts'

const ROOT = join(import.meta.dirname, '../../..')
const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/answers.schema.json'), 'utf8')) as { readonly properties: { readonly components: { readonly properties: object } }; readonly definitions: { readonly idea: { readonly properties: { readonly about: { readonly items: { readonly enum: readonly string[] } } } } } }
const FILE = `question: B
asks: What is it for?
subject: [model*]
components:
  dvc: [dvc]
words:
  version: [version*, go back]
  data: [dataset*, csv]
ideas:
  - id: b-dvc-1
    about: [dvc]
    title: versions of data
    means: DVC keeps versions of data
    asks: How do you get it back?
    phrases:
      - <version> & <data>
`

function mistakes(from: string, to: string): readonly string[] {
  const text = FILE.replace(from, to)
  if (text === FILE) throw new Error('nothing was replaced')
  const reading = readWrittenAnswers(text, schema)
  return reading.ok ? [] : reading.problems.map(({ line, says }) => `${line}: ${says}`)
}

describe('a file of questions and phrases', () => {
  it('is read without complaint', () => { expect(readWrittenAnswers(FILE, schema).ok).toBe(true) })

  it.each([
    ['<version> & <data>', '<versions> & <data>', '16: ideas[0].phrases[0]: expected a group under "words" or the id of a component; found "<versions>"'],
    ['<version> & <data>', '<version> & %', '16: ideas[0].phrases[0]: expected words, <groups> and the signs of docs/answers.md; found "%" in "<version> & %"'],
    ['      - <version> & <data>\n', '      - <version> & <data>\n    against:\n      - <datum>\n', '18: ideas[0].against[0]: expected a group under "words" or the id of a component; found "<datum>"'],
    ['<version> & <data>', '-<data>', '16: ideas[0].phrases[0]: expected at least one word that is said; found "-<data>"'],
    ['version: [version*, go back]', 'version: [version*, <data>]', '7: words.version[1]: expected a group of words above this one; found "<data>"'],
    ['    about: [dvc]\n', '', '10: ideas[0]: expected the components that it is about under "about"'],
    ['about: [dvc]', 'about: [dcv]', '11: ideas[0].about[0]: expected one of: git, dvc'],
    ['    asks: How do you get it back?\n', '', '10: ideas[0]: "asks" is not given'],
    ['components:\n  dvc: [dvc]', 'components:\n  dvs: [dvc]', '5: components.dvs: "dvs" is no setting here'],
  ])('tells a mistake by its line: %s', (from, to, says) => { expect(mistakes(from, to)).toEqual([expect.stringContaining(says)]) })
})

describe('the groups of words', () => {
  /** Groups of a file that neither a phrase nor a group asks for. */
  const unused = (text: string): readonly string[] => {
    const reading = readWrittenAnswers(text, schema)
    if (!reading.ok) throw new Error(reading.problems.map(({ says }) => says).join('\n'))
    const { words, ideas, misconceptions = [], subject, catchwords = [] } = reading.written
    const asking = [...[...ideas, ...misconceptions].flatMap(({ phrases, alone = [] }: { readonly phrases: readonly string[]; readonly alone?: readonly string[] }) => [...phrases, ...alone]), ...Object.values(words).flat(), ...subject, ...catchwords].join(' ')
    return Object.keys(words).filter((group) => !asking.includes(`<${group}>`))
  }
  it('are told where nothing asks for them', () => { expect(unused(FILE.replace('  data:', '  other: [tale]\n  data:'))).toEqual(['other']) })
  it.each(['sentence', 'components', 'connections'])('of %s.yml are all asked for', (name) => { expect(unused(readFileSync(join(ROOT, `lesson-modules/4-production/answers/${name}.yml`), 'utf8'))).toEqual([]) })
})

describe('the schema of answers', () => {
  it('is one', () => { expect(new Ajv().validateSchema(schema)).toBe(true) })
  it('knows the components of the picture', () => {
    expect(Object.keys(schema.properties.components.properties)).toEqual(EXPLAINED)
    expect(schema.definitions.idea.properties.about.items.enum).toEqual(EXPLAINED)
  })
})

describe('the ideas', () => {
  const book = answerBook()
  it('are those that answers are labelled by', () => {
    expect(book.ideas.map(({ id }) => id)).toEqual([
      'a1', 'a2', 'a3', 'a4', 'a5', 'a6',
      'b-git', 'b-dvc-1', 'b-dvc-2', 'b-mlflow-1', 'b-mlflow-2', 'b-test-1', 'b-test-2', 'b-val', 'b-reg-1', 'b-reg-2', 'b-ci-1', 'b-ci-2', 'b-docker', 'b-run', 'b-health', 'b-mon', 'b-drift-1', 'b-drift-2', 'b-alert', 'b-retrain',
      'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11',
    ])
    expect(book.misconceptions.map(({ id }) => id)).toEqual(['am1', 'am2', 'am3'])
  })
  it('ask for the one sentence as the lesson does, and show in the wrap-up where a repository shows each of its ideas', () => {
    expect([book.asks.A]).toEqual(sayingOf('question', loadLessons().lessons))
    expect(book.ideas.filter(({ id, question }) => question === 'A' && !Object.hasOwn(SHOWN_BY, id))).toEqual([])
  })

  it('ask back in a question each', () => { expect(book.ideas.filter(({ asks }) => !asks.includes('?')).map(({ id }) => id)).toEqual([]) })
  it('are about every component', () => { expect(EXPLAINED.filter((id) => !book.ideas.some(({ question, about }) => question === 'B' && about.includes(id)))).toEqual([]) })
})
