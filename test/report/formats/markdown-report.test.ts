import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { CRITERION_IDS } from '../../../src/model/criterion.ts'
import type { AssessmentRecord } from '../../../src/model/record.ts'
import { markdownReport } from '../../../src/report/formats/markdown-report.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'

const URL_OF_REPOSITORY = 'https://github.com/student/capstone'
const SHA = 'a'.repeat(40)
const REPOSITORY = { name: 'student/capstone', url: URL_OF_REPOSITORY, commit: SHA, project: '.', projectFrom: 'found' as const, takenAt: '2026-01-01T00:00:00Z' }
const OPTIONS = { earlier: null, passageOf: () => null, lessonsUrl: null, more: 'Ask `/help`.' }

const whole = (say: (what: string) => string = (what) => what): AssessmentRecord => recordOf(
  CRITERION_IDS.map((id, index) => criterion(id, {
    title: say(`Title of ${id}`), outcome: index % 3 === 0 ? 'present' : index % 3 === 1 ? 'partial' : 'missing', lookedFor: 'What is looked for.', found: say('What was found.'), next: index % 3 === 0 ? '' : say(index === 1 ? 'The next thing.' : `The next thing of ${id}.`),
    evidence: index % 3 === 2 ? [] : [file(say('src/app.py'), index, say('what it says'))], against: index % 3 === 1 ? [file(say('ci.yml'), 2, say('against it'))] : [],
  })),
  CRITERION_IDS.slice(0, 17).map((id, index) => item(say(`Item ${id}`), [id], { group: say(index < 9 ? 'First' : 'Second'), outcome: index % 3 === 0 ? 'present' : index % 3 === 1 ? 'partial' : 'missing' })),
  { repository: { ...REPOSITORY, name: say('student/capstone'), project: say('folder') }, gaps: [{ what: 'file', path: say('big.py'), reason: say('too large') }], problems: [{ path: say('a.yml'), line: 3, says: say('no YAML') }] },
)

describe('the comment', () => {
  it('goes from where you are over the next step to the checklist, and folds the rest', () => {
    const text = markdownReport(whole(), OPTIONS)
    const order = ['**6 of 17 items are in place** at', '**Next:** The next thing.', '| Item | Outcome | Evidence |', '### What to do next, in this order', '**Looked for:**', '<details>', '</details>', '\n---\n', 'checklist `course`, revision 1', 'Ask `/help`.']
    expect(order.map((part) => text.indexOf(part)).filter((at) => at < 0)).toEqual([])
    expect(order.map((part) => text.indexOf(part))).toEqual(order.map((part) => text.indexOf(part)).toSorted((a, b) => a - b))
  })

  it('opens at most three items and tells every criterion once', () => {
    const text = markdownReport(whole(), OPTIONS)
    expect(text.match(/\*\*Looked for:\*\*/g)).toHaveLength(3)
    expect(CRITERION_IDS.filter((id) => text.split(`(\`${id}\`)`).length !== 2)).toEqual([])
  })

  it('links to the line at the commit, in plain text where GitHub would draw it; without a page it shows the place', () => {
    const record = (url: string | null) => recordOf([criterion('readme', { outcome: 'present', evidence: [file('docs/read me.md', 4)] })], [item('Readme', ['readme'], { outcome: 'present' })], { repository: { ...REPOSITORY, url } })
    expect(markdownReport(record(URL_OF_REPOSITORY), OPTIONS)).toContain(`[\`docs/read me.md:4\`](${URL_OF_REPOSITORY}/blob/${SHA}/docs/read%20me.md?plain=1#L4)`)
    expect(markdownReport(record(null), OPTIONS)).toContain('| `docs/read me.md:4` |')
  })

  it('shows no points', () => {
    const record = { ...whole(), grade: { credit: 12.3456, of: 17, percent: 77.7, provisional: false } }
    expect(markdownReport(record, OPTIONS)).not.toMatch(/12\.3|77\.7|points/)
  })

  it('says what blocks an item, and what could not be seen', () => {
    const text = markdownReport(recordOf(
      [criterion('metrics', { title: 'Metrics exposed' }), criterion('alerts', { blockedBy: 'metrics' }), criterion('types', { outcome: 'unknown' })],
      [item('Metrics', ['metrics']), item('Alerts', ['alerts'], { blockedBy: 'metrics' }), item('Types', ['types'], { outcome: 'unknown' })],
    ), OPTIONS)
    expect(text).toContain('| Alerts | ○&nbsp;missing, blocked by “Metrics exposed” | not found |')
    expect(text).toContain('| Types | ?&nbsp;unknown | could not be seen |')
  })
})

describe('what changed', () => {
  const now = recordOf([
    criterion('lint', { title: 'Lint', outcome: 'partial', found: 'It is masked.' }), criterion('types', { title: 'Types', outcome: 'verified', evidence: [file('a.py', 1)] }),
    criterion('health', { title: 'Health', outcome: 'unknown' }), criterion('readme', { title: 'Readme' }),
  ], [item('Lint', ['lint'])])
  const before = (outcomes: Readonly<Record<string, AssessmentRecord['criteria'][number]['outcome']>>) => ({ ...now, criteria: now.criteria.map((one) => ({ ...one, outcome: outcomes[one.id] ?? one.outcome })) })

  it('begins with what became better', () => {
    const text = markdownReport(now, { ...OPTIONS, earlier: before({ lint: 'verified', types: 'missing', health: 'present' }) })
    const places = ['**Types** went from missing to ✔&nbsp;verified (`a.py:1`)', '**Lint** went from verified to ◔&nbsp;partial. It is masked.', '**Health** could not be seen this time; before it was present'].map((part) => text.indexOf(part))
    expect(places.every((at) => at > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).not.toContain('**Readme** went')
  })
  it('is one line where nothing did', () => { expect(markdownReport(now, { ...OPTIONS, earlier: now })).toContain('No outcome changed since `aaaaaaa`.') })
  it('is said to come from the checks, where they are not the same', () => {
    expect(markdownReport(now, { ...OPTIONS, earlier: { ...now, engine: { revision: 0 } } })).toContain('so a change may come from them')
  })
  it('is left out without an earlier record', () => { expect(markdownReport(now, OPTIONS)).not.toMatch(/Since|changed/) })
})

describe('hostile text', () => {
  const markdown = new MarkdownIt({ html: true, linkify: true })
  const structure = (text: string): readonly string[] => markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])])
    .filter(({ type }) => !['inline', 'text', 'text_special', 'code_inline', 'softbreak'].includes(type)).map(({ type, tag, content, attrs }) => `${type} ${tag} ${type.startsWith('html') ? content : ''} ${type === 'link_open' ? String(attrs?.[0]?.[1] ?? '').replace(/(?:commit|blob)\/.*/, '') : ''}`)
  const nasty = fc.array(fc.constantFrom('@team', '#1', '</details>', '<b>', '`', '```', '|', '\\', '\n', '\n\n# x', '[a](http://b.example)', '![', '**', '_', '\u202e', '| a |', 'https://e.example', '-->', '<!--', 'x', ' ', '(', ')', '"', '/', '..', '😀', '\ud800'), { minLength: 1, maxLength: 8 }).map((parts) => `s${parts.join('')}`)

  it('gives no element, row or link beyond those of plain text', () => {
    const expected = structure(markdownReport(whole(() => 's'), OPTIONS))
    fc.assert(fc.property(nasty, (text) => {
      const shown = structure(markdownReport(whole(() => text), OPTIONS))
      // A path that leads out of the repository has no link.
      const unlinked = (list: readonly string[]) => list.filter((one) => !one.startsWith('link_'))
      expect(unlinked(shown)).toEqual(unlinked(expected))
      expect(shown.filter((one) => one.startsWith('link_open') && !one.endsWith(`${URL_OF_REPOSITORY}/`))).toEqual([])
    }), { numRuns: 200 })
  })

  it('never makes it longer than a comment may be, and what is cut is said, the folded part first', () => {
    const long = `src/${'模型/'.repeat(4000)}a.py`
    const record = whole((what) => `${what} ${long}`)
    const gaps = Array.from({ length: 5000 }, (_, index) => ({ what: 'file', path: `${index}/${long}`, reason: long }))
    const text = markdownReport({ ...record, gaps }, OPTIONS)
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(65_535)
    expect(text).toMatch(/- \d+ more entries are left out/)
    expect(text.match(/\*\*Looked for:\*\*/g)).toHaveLength(3)
    expect(text).toContain('Ask `/help`.')
  })

  it('cuts the table too where a checklist has more items than a comment holds', () => {
    const record = recordOf([criterion('lint')], Array.from({ length: 3000 }, (_, index) => item(`Item number ${index} of a very long checklist`, ['lint'])), { repository: REPOSITORY })
    const text = markdownReport(record, OPTIONS)
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(65_535)
    expect(text).toMatch(/\| and \d+ more rows/)
  })
})
