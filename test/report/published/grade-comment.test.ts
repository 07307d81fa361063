import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { DEFAULT_GRADING } from '../../../src/model/grading.ts'
import { gradeComment, gradeMarker, type GradeCommentInput } from '../../../src/report/published/grade-comment.ts'
import { noticeComment, noticeMarker } from '../../../src/report/published/notice.ts'
import { excusedItem, gradedItem, gradeOf } from '../../support/gradebooks.ts'
import { hostile, READ_BY_GITHUB } from '../../support/hostile-text.ts'

const DUE = Date.UTC(2026, 11, 18, 22, 59, 59)
const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true })
const OUR_HTML = /^(?:<details><summary>How it adds up: \d+ items?<\/summary>\n|<\/details>\n|<\/?sub>|<!-- capstone-coach:grade version:1 repository:42 round:1 -->\n)$/
const ITEMS = [gradedItem('lint', 40, 40, { title: 'Linting passes' }), gradedItem('health', 20, 40, { title: 'Health check endpoint works', outcome: 'partial' }), gradedItem('drift', 20, 20, { title: 'Drift monitoring active', basis: 'decided', source: 'decided', by: 'kim', reason: 'shown in the lab' })]

const input = (changes: Partial<GradeCommentInput> = {}): GradeCommentInput => ({
  marker: gradeMarker(42, 1), grade: gradeOf(ITEMS), grading: DEFAULT_GRADING, dueAt: DUE, shown: [{ points: 80, of: 100, at: DUE + 1 }], url: 'https://github.com/octo-org/churn', calendar: { timeZone: 'Europe/Berlin' }, now: DUE + 90 * 3_600_000, ...changes,
})
const late = gradeOf(ITEMS, { daysLate: 2, deduction: 20, pushedAt: DUE + 26 * 3_600_000 - 59_000 })
const CASES: readonly (readonly [string, Partial<GradeCommentInput>])[] = [
  ['A grade that what is pushed changes no more', {}],
  ['One that came late, before its proofs are in, and changed since it was shown', { grade: { ...late, isProvisional: true }, shown: [{ points: 80, of: 100, at: DUE + 1000 }, { points: 60, of: 100, at: DUE + 86_400_000 }] }],
  ['One before its day', { grade: gradeOf(ITEMS, { isProvisional: true }), now: DUE - 1 }],
  ['One of a course in which the newest push counts, with an item that is excused', { grade: gradeOf([...ITEMS, excusedItem('types')], { isProvisional: true }), grading: { ...DEFAULT_GRADING, counts: 'latest' }, url: null }],
  ['One in which an item is set to a share of its credit, one is graded, and one is not graded yet', { grade: gradeOf([
    gradedItem('health', 32, 40, { title: 'Health check endpoint works', outcome: 'partial', basis: 'decided', source: 'decided', by: 'kim', reason: 'two of the three routes', share: 0.8 }),
    gradedItem('talk', 30, 60, { title: 'The service was presented', outcome: 'partial', basis: 'decided', source: 'decided', by: 'kim', reason: 'The second half had no numbers', level: 'partly', share: 0.5 }),
    gradedItem('review', 0, 0, { title: 'A peer was reviewed', outcome: 'unknown', source: 'not-graded' }),
  ], { isProvisional: true }) }],
]

it('reads as in test/report/published/grade-comment.md (npx vitest run test/report/published/grade-comment.test.ts -u writes it anew)', async () => {
  await expect(CASES.map(([title, changes]) => `# ${title}\n\n${gradeComment(input(changes))}`).join('\n')).toMatchFileSnapshot('grade-comment.md')
})

const HOUR = 3_600_000
const SEEN_NOT = 'something of the commit could not be seen, and nothing is held against it'
const ONCE_MORE = 'the App judges this commit once more, or something of it could not be seen, which is not held against it'
const RUNS = 'runs and deployments of this commit still count for some hours after the due day'
const UNTIL = 'the last push to the default branch until 2026-12-18 23:59:59 (Europe/Berlin)'

it.each<[string, Partial<GradeCommentInput['grading']>, number | null, Partial<GradeCommentInput['grade']>, string]>([
  ['the best counts', { counts: 'best' }, 90, {}, 'the push to the default branch that earns most counts'],
  ['no day is due', {}, null, {}, 'the newest push to the default branch counts'],
  ['the newest counts, and late work is cut off', { counts: 'latest', late: { kind: 'cut-off' } }, -1, {}, 'the newest push to the default branch until 2026-12-18 23:59:59 (Europe/Berlin) counts'],
  ['the best counts, and late work is cut off', { counts: 'best', late: { kind: 'cut-off' } }, -1, {}, 'of the pushes to the default branch until 2026-12-18 23:59:59 (Europe/Berlin) the one that earns most counts'],
  ['the newest counted, and its hours run', { counts: 'latest', late: { kind: 'cut-off' } }, 2, {}, RUNS],
  ['its day is to come', {}, -1, {}, `${UNTIL} counts`],
  ['it is within the grace', { graceMinutes: 30 }, 0.4, {}, `${UNTIL}, with 30 minutes of grace, counts`],
  ['its hours run', { graceMinutes: 30 }, 0.6, {}, RUNS],
  ['no hours are given', { proofHours: 0 }, 1, {}, ONCE_MORE],
  ['its hours are over', {}, 90, {}, ONCE_MORE],
  ['nothing came in time', {}, 90, late, 'no push came in time, so the last one counts'],
  ['nothing came in time, of which nothing is told', { late: { kind: 'none' } }, 90, { ...late, daysLate: 0 }, 'no push came in time, so the last one counts'],
  ['an item could not be seen', {}, 90, gradeOf([...ITEMS, gradedItem('x', 0, 0, { outcome: 'unknown' })]), SEEN_NOT],
  ['the staff set an item to unknown', {}, 90, gradeOf([...ITEMS, gradedItem('x', 0, 0, { outcome: 'unknown', source: 'decided' })]), '“Title of x” is set to unknown by the staff, and nothing is held against it'],
])('says why it may still change where %s', (_, grading, hours, grade, says) => {
  const told = gradeComment(input({ grading: { ...DEFAULT_GRADING, ...grading }, ...hours === null ? { dueAt: null } : { now: DUE + hours * HOUR }, grade: { ...gradeOf(ITEMS), ...grade, isProvisional: true } }))
  expect(/\*\*It may still change:\*\* (.*)\./.exec(told)?.[1]).toBe(says)
})

it('says of a grade that changes no more nothing of the kind, and of late work that counts as any other not that it came late', () => {
  expect(gradeComment(input())).not.toContain('It may still change')
  const [any, flagged] = (['none', 'flag'] as const).map((kind) => gradeComment(input({ grading: { ...DEFAULT_GRADING, late: { kind } }, grade: { ...late, deduction: 0, daysLate: kind === 'none' ? 0 : 2 } })))
  expect(any).not.toMatch(/\blate\b|in time/)
  expect(flagged).toContain('It came 2 days late, which takes nothing off.')
})

it('holds text of others as text: no element, mention, reference or link', () => {
  fc.assert(fc.property(hostile, (text) => {
    const body = gradeComment(input({ grade: gradeOf([gradedItem(text, 40, 40, { title: text, source: 'decided', by: text, reason: text }), gradedItem('graded', 1, 2, { title: text, source: 'decided', by: text, reason: text, level: text }), gradedItem('awaited', 0, 0, { title: text, outcome: 'unknown', source: 'not-graded' }), { ...excusedItem('x', text, text), title: text }], { isProvisional: true }) }))
    const tokens = markdown.parse(body, {}).flatMap((token) => [token, ...(token.children ?? [])])
    expect(tokens.filter(({ type, content }) => type.startsWith('html') && !OUR_HTML.test(content)).map(({ content }) => content)).toEqual([])
    expect(tokens.filter(({ type, content }) => ['text', 'text_special'].includes(type) && READ_BY_GITHUB.test(content)).map(({ content }) => content)).toEqual([])
    expect(tokens.filter(({ type }) => type === 'image' || type === 'fence').length).toBe(0)
    expect(tokens.filter(({ type }) => type === 'link_open').map((token) => String(token.attrGet('href'))).filter((href) => !href.startsWith('https://github.com/octo-org/churn/commit/'))).toEqual([])
  }), { numRuns: 300 })
})

it('holds of any number of items what fits into a comment, and says how many more there are', () => {
  const items = Array.from({ length: 900 }, (_, at) => gradedItem(`i${at}`, 0, 1, { title: 'A long title of an item of the checklist '.repeat(3), source: 'decided', by: 'kim', reason: 'a long reason '.repeat(20) }))
  const body = gradeComment(input({ grade: gradeOf(items) }))
  expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(65_535)
  expect(body).toMatch(/and \d+ more/)
  expect(body).toContain('| **Together** |')
})

it('a notice mentions who asked for it, a line a matter where not all are told of all', () => {
  const told = (logins: readonly (readonly string[])[]): string => noticeComment({
    marker: noticeMarker('b'), gradeUrl: 'https://github.com/octo-org/churn/issues/1#issuecomment-7', steps: { done: 3, of: 13 },
    matters: logins.map((names, at) => ({ logins: names, title: 'Health check endpoint works', matter: at === 0 ? { key: 'r', at: 1, kind: 'release' } : at === 1 ? { key: 'd', at: 1, kind: 'disputes', subject: { kind: 'item', id: 'health' }, state: 'answered' } : { key: 's', at: 1, kind: 'steps', step: 'step-2.2', title: 'Run the test suite' } })),
  }).split('\n').slice(1).join('\n')
  expect(told([['ana']])).toMatch(/^@ana The grade of this repository is released: it stands in \[a comment of its own\]\(https:\S+\)\.\n\n<sub>/)
  expect(told([['ana'], ['ana'], ['ana']])).toMatch(/^@ana\n\n- The grade .*\n- The staff answered the dispute about “Health check endpoint works” \(`health`\): `\/why health` .*\n- Step 2\.2 “Run the test suite” is done\.\n\n3 steps of 13 are done now\.\n\n<sub>/)
  expect(told([['ana'], ['ana', 'ben']])).toMatch(/^- @ana The grade .*\n- @ana @ben The staff .*\n\n<sub>/)
  expect(told([['ana', 'x y <b>']])).not.toContain('<b>')
})
