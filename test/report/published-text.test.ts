import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { CiState } from '../../src/model/ci-state.ts'
import type { Dispute } from '../../src/model/decision.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import type { WorkflowRun } from '../../src/model/run.ts'
import { verdictRun } from '../../src/report/published/check-run.ts'
import { commentBody, commentMarker } from '../../src/report/published/comment.ts'
import { hostile, READ_BY_GITHUB } from '../support/hostile-text.ts'
import { criterion, file, item, recordOf } from '../support/records.ts'

const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true })
/** Elements of our own: folded parts, the small footer, the marker of the comment. */
const OUR_HTML = /^(?:<details><summary>[\w ,.()-]+(?:; nothing is held against it)?<\/summary>\n|<\/details>\n|<\/?sub>|<!-- capstone-coach:comment version:1 pull-request:3 -->\n)$/
/** A record, its earlier record and CI in which every text that can come from a repository is `text`. */
function allOf(text: string) {
  const run: WorkflowRun = { id: 1, attempt: 1, name: text, path: `.github/workflows/${text}`, event: text, branch: text, headSha: 'a', status: 'completed', conclusion: 'failure', url: `https://github.com/o/n/actions/runs/1${text}`, createdAt: 0, updatedAt: 0, jobs: null }
  const ci = (state: CiState['state']): CiState => ({ state, counted: [run], awaited: state === 'at-rest' ? [] : [{ path: text, name: text, why: 'running' }] })
  const words = { title: text, lookedFor: text, found: text, next: `Do ${text}` }
  const record = recordOf(
    [
      criterion('lint', { ...words, outcome: 'partial', evidence: [file(text, 1, text)], against: [file('src/a.py', 2, text), file(`x/${text}`, 2, text)] }), criterion('health', { ...words, lesson: text }),
      criterion('types', { ...words, outcome: 'verified', evidence: [file('a.py', 1, text)] }), criterion('own:x', { ...words, lesson: '' }),
    ],
    [item(text, ['lint', 'health'], { group: text }), item(`${text} `, ['types'], { outcome: 'verified' })],
    { repository: { name: text, url: 'https://github.com/o/n', commit: 'a'.repeat(40), project: text, projectFrom: 'found', takenAt: '' }, gaps: [{ what: 'file', path: text, reason: text }], problems: [{ path: text, line: 1, says: text }], own: [item(text, ['own:x'])] },
  )
  const earlier = { ...record, criteria: record.criteria.map((one) => ({ ...one, outcome: 'present' as const })) }
  return { record, earlier, ci, links: { passageOf: () => null, lessonsUrl: 'https://github.com/course/lessons/blob/main' } }
}

/** The same record with everything decided, excused and disputed by people who write such text. */
function decidedOf(record: AssessmentRecord, text: string): { readonly record: AssessmentRecord; readonly disputes: readonly Dispute[] } {
  const decided = { by: text, at: '2026-11-02T12:00:00.000Z', reason: text, automatic: 'missing', disagrees: true } as const
  const said = { id: text, by: { id: 1, login: text }, at: 0, due: 1, text, answer: null }
  return {
    record: { ...record, items: record.items.map((one) => ({ ...one, decided, excused: text })), criteria: record.criteria.map((one) => ({ ...one, decided, excused: text })) },
    disputes: [{ ...said, subject: { kind: 'item', id: text }, state: 'open' }, { ...said, subject: { kind: 'criterion', id: 'lint' }, state: 'answered', answer: { courseId: 'c', repositoryId: 1, said: null, reason: text, kind: 'pause', id: text, by: { id: 1, login: text }, at: 0 } }],
  }
}

function published(text: string, state: CiState['state'], isDecided = false) {
  const { record: automatic, earlier, ci, links } = allOf(text)
  const { record, disputes } = isDecided ? decidedOf(automatic, text) : { record: automatic, disputes: [] }
  const run = verdictRun({ record, earlier, ci: ci(state), hint: { times: 1, ceiling: 3 }, links, detailsUrl: null, gate: false, completed: false, disputes })
  return { run, comment: commentBody(3, { record, earlier, ci: ci(state), links, disputes }) }
}

describe('text of a repository in what is published', () => {
  it('stays text: no element, mention, reference, picture or marker, and no link but ours', () => {
    fc.assert(fc.property(hostile, fc.constantFrom('at-rest', 'awaited', 'given-up'), fc.boolean(), (text, state, isDecided) => {
      const { run, comment } = published(text, state, isDecided)
      for (const source of [comment, run.summary, run.text]) {
        const tokens = markdown.parse(source, {}).flatMap((token) => [token, ...(token.children ?? [])])
        expect(tokens.filter(({ type, content }) => type.startsWith('html') && !OUR_HTML.test(content)).map(({ content }) => content)).toEqual([])
        expect(tokens.filter(({ type, content }) => ['text', 'text_special'].includes(type) && READ_BY_GITHUB.test(content)).map(({ content }) => content)).toEqual([])
        expect(tokens.filter(({ type }) => ['image', 'fence', 'code_block', 'blockquote_open'].includes(type))).toEqual([])
        expect(tokens.filter(({ type }) => type === 'link_open').map((token) => String(token.attrGet('href'))).filter((href) => !/^https:\/\/github\.com\/o\/n\/(?:blob\/a{40}\/|commit\/a{40}$|actions\/runs\/1)/.test(href))).toEqual([])
        expect(source.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }
      // The marker within code is shown, not hidden: what counts as HTML is the first line alone.
      expect(markdown.parse(comment, {}).filter(({ type, content }) => type === 'html_block' && content.includes('capstone-coach:')).map(({ map }) => map?.[0])).toEqual([0])
      expect(comment.startsWith(`${commentMarker(3)}\n`)).toBe(true)
    }), { numRuns: 400 })
  })

  it('is one clean line in titles and remarks, which GitHub shows as plain text', () => {
    fc.assert(fc.property(hostile, fc.constantFrom('at-rest', 'awaited', 'given-up'), (text, state) => {
      const { run } = published(text, state)
      for (const line of [run.title, ...run.annotations.flatMap(({ title, message, path }) => [title, message, path])]) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      expect(run.title.length).toBeLessThanOrEqual(255)
    }), { numRuns: 400 })
  })
})
