import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { addAnswer, addedAlready } from '../../src/report/answers/add.ts'
import { checkAnswer } from '../../src/report/answers/check.ts'
import { hintOf } from '../../src/report/answers/hint.ts'
import { howToWrite, nearSubjects, unknownCommand, unknownSubject } from '../../src/report/answers/not-answered.ts'
import { answerMarker, replyBody } from '../../src/report/answers/reply.ts'
import { setAnswer } from '../../src/report/answers/set.ts'
import { notSetWords } from '../../src/report/answers/set-words.ts'
import { statusAnswer } from '../../src/report/answers/status.ts'
import { whyCriterion, whyItem, whyStep } from '../../src/report/answers/why.ts'
import { sentence } from '../../src/report/text/markdown-text.ts'
import { hostile, READ_BY_GITHUB } from '../support/hostile-text.ts'
import { criterion, file, item, recordOf } from '../support/records.ts'

const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true })
const LINKS = { passageOf: () => null, lessonsUrl: null }
const MARKER = `${answerMarker(77)}\n`

/** A reply in which every text that a person wrote, or that is of a repository, is `text`. */
function replyWith(text: string): string {
  const one = criterion('own:x', { title: text, lookedFor: text, found: text, next: text, lesson: text, outcome: 'partial', evidence: [file(text, 1, text), { kind: 'student', login: text, comment: text, text }], against: [{ kind: 'decision', login: text, reason: text }] })
  const decided = { by: text, at: '2026-11-25T10:00:00Z', reason: text, automatic: 'partial', disagrees: true } as const
  const own = item(text, ['own:x'], { id: text, decided })
  const step = { id: 'step-3.2', title: text, part: 3, state: 'held', basis: 'attested', since: null, commit: null, evidence: one.evidence, against: one.against, lookedFor: text, found: text, next: text, lesson: text } as const
  const record = recordOf([one], [own], { repository: { name: text, url: 'https://github.com/o/n', commit: 'a'.repeat(40), project: text, projectFrom: 'found', takenAt: '' }, steps: [step] })
  const about = { subject: { kind: 'item', id: text }, title: text } as const
  return replyBody([
    { name: text, text: unknownCommand(text, []) },
    { name: 'add', text: addAnswer({ id: 'added-text', title: text }) + addedAlready({ id: 'added-text', title: text }) + nearSubjects(text, [about]) + unknownSubject(text, [about]) },
    { name: 'why', text: whyItem(own, record, LINKS, { timeZone: 'UTC' }) + whyItem({ ...own, decided: { ...decided, level: text } }, record, LINKS, { timeZone: 'UTC' }) + whyCriterion({ ...one, decided }, record, LINKS, { timeZone: 'UTC' }) + whyStep(step, record, LINKS) },
    { name: 'status', text: statusAnswer({ record, disputes: [], awaited: [text], calendar: { timeZone: 'UTC' } }) + checkAnswer({ pull: 3, branch: text, about: { ...about, outcome: 'partial' }, record }) },
    { name: 'set', text: setAnswer({ about, to: { outcome: 'partial', share: 0.5, level: text }, automatic: null, repository: text, isShown: false }) + howToWrite('set', sentence(notSetWords({ kind: 'unknown', possible: [text], of: 'level' }, about, []))) + hintOf(about, null, { level: 1, ceiling: 3, found: text }, LINKS) },
  ], 0, { login: text, commentId: 77, number: 3, repositoryUrl: 'https://github.com/o/n' })
}

describe('what people and repositories write, in an answer', () => {
  it('stays text: no element, mention, reference, picture or marker, and no link but ours', () => {
    fc.assert(fc.property(hostile, (text) => {
      const body = replyWith(text)
      const tokens = markdown.parse(body, {}).flatMap((token) => [token, ...(token.children ?? [])])
      expect(tokens.filter(({ type, content }) => type.startsWith('html') && content !== MARKER && !/^<\/?sub>$/.test(content)).map(({ content }) => content)).toEqual([])
      expect(tokens.filter(({ type, content }) => ['text', 'text_special'].includes(type) && READ_BY_GITHUB.test(content)).map(({ content }) => content)).toEqual([])
      expect(tokens.filter(({ type }) => ['image', 'fence', 'code_block', 'blockquote_open'].includes(type))).toEqual([])
      expect(tokens.filter(({ type }) => type === 'link_open').map((token) => String(token.attrGet('href'))).filter((href) => !/^https:\/\/github\.com\/o\/n\/(?:blob\/a{40}\/|commit\/a{40}$|issues\/3#issuecomment-77$)/.test(href))).toEqual([])
      expect(body.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      expect(body.startsWith(MARKER)).toBe(true)
    }), { numRuns: 300 })
  })
})
