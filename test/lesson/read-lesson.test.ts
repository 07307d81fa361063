import { describe, expect, it } from 'vitest'
import { linkedPassage, passageOf, readLessons, sayingOf } from '../../src/lesson/lessons.ts'
import { headingSlugs } from '../../src/lesson/heading-slugs.ts'

const LESSON = `# Health and metrics

What the service says of itself.

## Health checks
<!-- covers: health, health-check-works -->

A route that answers.

**Why it matters in production.** Traffic goes where
the check answers.

**How to do it.** Add a route.

\`\`\`python file=src/app.py
app = 1
\`\`\`

Then ask it.

**Hints**

1. Ask what the platform
   can see.
2. The service module.
3. A route that answers \`200\`.

## Check yourself

1. Why?

## Next

On to the [next](4-3-drift-retraining.md).
`
const IDS = new Set(['health', 'health-check-works', 'metrics', 'step-1.1'])

function read(text: string, path = 'lesson-modules/4-production/4-2-monitoring.md') {
  return readLessons([{ path, text }], IDS)
}

function mistakes(from: string | RegExp, to: string): readonly string[] {
  const text = LESSON.replace(from, to)
  if (text === LESSON) throw new Error('nothing was replaced')
  return read(text).problems.map(({ line, says }) => `${line}: ${says}`)
}

describe('a lesson', () => {
  const { lessons, problems } = read(LESSON)
  const passage = passageOf('health', lessons)

  it('is read without complaint', () => { expect(problems).toEqual([]) })

  it('gives what a heading teaches: why, how, snippets and hints, with their lines', () => {
    expect(passage?.lesson).toMatchObject({ stem: '4-2-monitoring', title: 'Health and metrics' })
    expect(passage?.section).toEqual({
      heading: 'Health checks', level: 2, line: 5, slug: 'health-checks', covers: ['health', 'health-check-works'],
      why: 'Traffic goes where\nthe check answers.', how: 'Add a route.\n\nThen ask it.',
      hints: ['Ask what the platform can see.', 'The service module.', 'A route that answers `200`.'],
      snippets: [{ language: 'python', file: 'src/app.py', text: 'app = 1\n', line: 15 }], says: [],
    })
  })

  it('is reached by the link to its heading, and by no other', () => {
    expect(linkedPassage('4-2-monitoring#health-checks', lessons)).toEqual(passage)
    expect(linkedPassage('4-2-monitoring#health', lessons)).toBeNull()
    expect(linkedPassage('4-3-drift#health-checks', lessons)).toBeNull()
  })

  it('covers an item by the same heading, and nothing that it does not name', () => {
    expect(passageOf('health-check-works', lessons)).toEqual(passage)
    expect(passageOf('metrics', lessons)).toBeNull()
  })
})

describe('what a lesson has the App say', () => {
  const said = read(LESSON.replace('A route that answers.', '<!-- says: opening -->\nA route\nthat answers.\n\nNot this.\n\n<!-- says: question -->\n> Which\n> route?\n\n<!-- says: advice -->\n- One,\n  and more.\n- Two.'))

  it('is the one paragraph, the quotation or the items of the list below the comment, each on one line', () => {
    expect(said.problems).toEqual([])
    expect([sayingOf('opening', said.lessons), sayingOf('question', said.lessons), sayingOf('advice', said.lessons)]).toEqual([['A route that answers.'], ['Which route?'], ['One, and more.', 'Two.']])
  })

  it('is nothing where no lesson says it', () => { expect(sayingOf('ways-on', said.lessons)).toEqual([]) })

  it('and twice is a mistake that names both places', () => {
    const text = LESSON.replace('A route that answers.', '<!-- says: opening -->\nA route.\n\n<!-- says: opening -->\nAnother.')
    expect(read(text).problems.map(({ line, says }) => `${line}: ${says}`)).toEqual(['11: expected "says: opening" once; lesson-modules/4-production/4-2-monitoring.md:8 says it already'])
  })
})

describe('a mistake in a lesson is told by its line', () => {
  it.each([
    ['# Health and metrics', '## Health and metrics', '1: expected the title on the first line'],
    ['## Next', '# Next', 'expected one title; "# Next" is a second one'],
    ['## Next', '## Health checks', 'expected headings of different names, so that links stay; "Health checks" stands above already'],
    ['## Check yourself', '## Questions', 'expected a heading "## Check yourself" at the end'],
    ['covers: health,', 'covers: helth,', '6: expected the id of a criterion, a checklist item or a step; found "helth"'],
    ['<!-- covers', '\n<!-- covers', '7: expected the covers comment on the line after its heading'],
    ['<!-- covers: health', '<!-- teaches: health', '6: expected <!-- covers: id, id -->, <!-- says: id --> or no comment; found "<!-- teaches: health, health-check-works -->"'],
    ['A route that answers.', '<!-- says: greeting -->\nA route that answers.', '8: expected one of opening, question, sentence, picture, own-items, ways-on, advice, encouragement behind says; found "greeting"'],
    ['A route that answers.', '<!-- says: opening -->\n', '8: expected a paragraph, a quotation or a list on the line below this comment'],
    ['A route that answers.', '<!-- says: opening -->\nA [route](x.md) that answers.', '8: expected no link in what is said'],
    ['health, health-check-works', 'health, health', 'expected "health" under one heading; another one of this lesson covers it already'],
    ['**Why it matters in production.**', '**Why it matters:**', '10: expected **Why it matters in production.**; found "**Why it matters:** Traffic goes where"'],
    ['**Why it matters in production.** ', '', '5: expected a paragraph that begins with **Why it matters in production.**, since this heading covers health, health-check-works'],
    ['**How to do it.** Add a route.', '**How to do it.**\n\n**How to do it.** Add a route.', '15: expected **How to do it.** once under a heading'],
    ['Traffic goes where\nthe check answers.', '', '5: expected words behind **Why it matters in production.**'],
    ['Traffic goes where', 'See [the docs](https://example.org).', '5: expected no link in why it matters'],
    ['2. The service module.\n', '', '5: expected 3 hints, numbered; found 2'],
    [/1\. Ask.*200`\./s, '- One.\n- Two.\n- Three.', 'expected a numbered list of hints; found bullets'],
    ['The service module.', 'The module:\n\n   ```python\n   x = 1\n   ```', 'expected a hint of one paragraph, without code blocks or lists'],
    ['The service module.', 'See [it](x.md).', 'expected no link in a hint'],
    ['**Hints**', '**Hints**\n\nThree of them.', '5: expected nothing but a numbered list behind **Hints**'],
    ['```python file=src/app.py', '```', '15: expected a language behind the fence'],
    ['file=src/app.py', 'path=src/app.py', '15: expected only file=PATH behind the language; found "path=src/app.py"'],
    ['file=src/app.py', 'file=../app.py', '15: expected a path inside the student\'s repository; found "../app.py"'],
  ])('%s → %s', (from, to, says) => {
    expect(mistakes(from, to).join('\n')).toContain(says)
  })

  it('or that why, how and hints are out of order', () => {
    const text = LESSON.replace('**How to do it.** Add a route.', '').replace('## Check yourself', '**How to do it.** Add a route.\n\n## Check yourself')
    expect(read(text).problems.map(({ says }) => says)).toContain('expected why, how and hints in this order')
  })

  it('and an id that two lessons cover names both places', () => {
    const other = { path: 'lesson-modules/x/other.md', text: LESSON }
    expect(readLessons([{ path: 'lesson-modules/x/first.md', text: LESSON }, other], IDS).problems[0]).toEqual({
      path: 'lesson-modules/x/other.md', line: 5, says: 'expected "health" under one heading; lesson-modules/x/first.md:5 covers it already',
    })
  })
})

it('a step needs its hints and nothing else', () => {
  const text = '# T\n\n## 1.1 Modify it\n<!-- covers: step-1.1 -->\n\nDo it.\n\n**Hints**\n\n1. A.\n2. B.\n3. C.\n\n## Check yourself\n\n## Next\n'
  expect(read(text).problems).toEqual([])
})

it('a file of any form is read without throwing', () => {
  for (const text of ['', '```', '# \n#', '- a\n\n  - b', '<!--', '1. a\n   1. b', '\u0000', '>'.repeat(5000), '# a\n\n# a\n\n# a']) {
    expect(read(text).problems.length).toBeGreaterThan(0)
  }
})

it('headings get the anchors that GitHub gives them', () => {
  expect(headingSlugs(['Health, metrics & logs', '1.1 Modify `params.yaml`', 'Été_à-la carte', 'Why?', 'Why?'])).toEqual(
    ['health-metrics--logs', '11-modify-paramsyaml', 'été_à-la-carte', 'why', 'why-1'])
})
