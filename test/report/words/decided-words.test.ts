import { describe, expect, it } from 'vitest'
import { disputesOf } from '../../../src/grade/disputes.ts'
import type { CiState } from '../../../src/model/ci-state.ts'
import type { Decision, Dispute, Statement } from '../../../src/model/decision.ts'
import type { AssessmentRecord, ItemRecord } from '../../../src/model/record.ts'
import { pausedRun, verdictRun } from '../../../src/report/published/check-run.ts'
import { commentBody } from '../../../src/report/published/comment.ts'
import { isWhole } from '../../../src/report/issue/whole.ts'
import { nextSteps } from '../../../src/report/next-steps.ts'
import { severalReport } from '../../../src/report/formats/several-report.ts'
import { terminalReport } from '../../../src/report/formats/terminal-report.ts'
import { closed, DAY, dispute, itemSubject, NOON, set, withdrawn } from '../../support/decisions.ts'
import { criterion, doneStep, item, recordOf } from '../../support/records.ts'

const AT_REST: CiState = { state: 'at-rest', counted: [], awaited: [] }
const LINKS = { passageOf: () => null, lessonsUrl: null }
const DECIDED = { by: 'kim', at: '2026-11-02T12:00:00.000Z', reason: 'shown in the lab', automatic: 'partial', disagrees: false } as const

function recordWith(health: Partial<ItemRecord>): AssessmentRecord {
  return recordOf(
    [criterion('lint', { outcome: 'verified', standing: 'present' }), criterion('health', { outcome: 'partial' })],
    [item('Lint', ['lint'], { outcome: 'verified', credit: 1 }), item('health', ['health'], { title: 'Health check works', outcome: 'partial', ...health })],
  )
}

const comment = (record: AssessmentRecord, disputes: readonly Dispute[] = []): string => commentBody(3, { record, ci: AT_REST, earlier: null, links: LINKS, disputes })
const run = (record: AssessmentRecord, gate = false) => verdictRun({ record, ci: AT_REST, earlier: null, hint: { times: 0, ceiling: 3 }, links: LINKS, detailsUrl: null, gate, completed: false })

describe('a decision', () => {
  const record = recordWith({ outcome: 'present', basis: 'decided', decided: DECIDED })
  it('is told with who decided, when and why, and with what the App itself says', () => {
    const line = '- **Health check works**: decided by kim on 2026-11-02: ◐&nbsp;present. The App\'s own verdict: ◔&nbsp;partial. Reason: shown in the lab.\n'
    expect(comment(record)).toContain(`**Decided by the course's staff:**\n\n${line}`)
    expect(run(record).summary).toContain(line)
    expect(comment(record)).toContain('| Health check works | ◐&nbsp;present, decided | decided by kim |')
  })
  it('tells no reason where it is private', () => {
    const text = comment(recordWith({ outcome: 'present', basis: 'decided', decided: { ...DECIDED, reason: null } }))
    expect([text.includes('decided by kim'), text.includes('Reason')]).toEqual([true, false])
  })
  it('to a share says the outcome and not what it earns', () => {
    const text = comment(recordWith({ outcome: 'partial', basis: 'decided', decided: { ...DECIDED, share: 0.8 } }))
    expect([text.includes('decided by kim on 2026-11-02: ◔&nbsp;partial. The App\'s own verdict: ◔&nbsp;partial. Reason: shown in the lab.'), /80|credit/.test(text)]).toEqual([true, false])
  })
  it('says where the App has come to say something else', () => {
    expect(comment(recordWith({ outcome: 'present', basis: 'decided', decided: { ...DECIDED, automatic: 'missing', disagrees: true } }))).toContain('It has changed since the decision, which is noted for the staff; the decision holds until they change it.')
  })
  it('that puts something in place leaves nothing to do for it', () => {
    expect([nextSteps(recordWith({}), 3).length, nextSteps(record, 3).length]).toEqual([1, 0])
    expect(run(record).title).toBe('1 of 2 verified, 2 in place · nothing is open')
  })
  it('that leaves open what the App sees in place leads to the staff', () => {
    const open = recordOf([criterion('lint', { outcome: 'verified' })], [item('Lint', ['lint'], { outcome: 'missing', basis: 'decided', decided: { ...DECIDED, automatic: 'verified' } })])
    expect(comment(open)).toContain('**Next:** “Lint” was set to missing by kim: ask what it needs, or dispute it.')
    expect(run(open).title).toBe('0 of 1 verified · ask the course\'s staff about what they set')
  })
  it('stands below its item on a terminal, within the width', () => {
    const text = terminalReport(record, { width: 60, paint: (_style, said) => said })
    expect(text.replaceAll(/\s+/g, ' ')).toContain('◐ present Health check works decided by kim; the App\'s own verdict: partial')
    expect(text.split('\n').every((line) => line.length <= 60)).toBe(true)
  })
})

describe('an item that people grade', () => {
  const talk = (changes: Partial<ItemRecord>, outcome: 'unknown' | 'partial' = 'unknown', lint: 'verified' | 'unknown' = 'verified'): AssessmentRecord => recordOf(
    [criterion('lint', { outcome: lint }), criterion('item:talk', { standing: 'unknown', outcome, proof: 'decision', found: 'Not graded yet.', next: '' })],
    [item('Lint', ['lint'], { outcome: lint, credit: 1 }), item('Talk', ['item:talk'], { outcome, of: 0, ...changes })],
  )
  it('leaves nothing to do while it is not graded, and is no thing that could not be seen', () => {
    expect(comment(talk({}))).toContain('**Next:** nothing is open. “Talk” is for the course\'s staff to grade; nothing is held against it.')
    expect(run(talk({}))).toMatchObject({ conclusion: 'neutral', title: '1 of 2 verified · nothing is open' })
    expect(run(talk({}), true).conclusion).toBe('neutral')
    expect(comment(talk({}, 'unknown', 'unknown'))).toContain('nothing is open among what could be seen')
  })
  it('says so on a terminal, and is none of what is open', () => {
    const layout = { width: 120, paint: (_style: unknown, said: string) => said }
    expect(terminalReport(talk({}), layout)).toContain(' ? unknown  Talk (not graded yet)\n')
    expect(severalReport([{ path: '.', record: talk({}) }], layout)).toContain('every required item is at least present')
    expect(severalReport([{ path: '.', record: talk({}, 'unknown', 'unknown') }], layout)).toContain('1 of 2 items open')
  })
  it('leads to the staff once its level is not the last', () => {
    const graded = talk({ basis: 'decided', decided: { ...DECIDED, automatic: 'unknown', level: 'With | gaps', share: 0.5 } }, 'partial')
    expect(comment(graded)).toContain('**Next:** “Talk” was graded “With `|` gaps” by kim: ask what it needs, or dispute it.')
    expect([run(graded, true).conclusion, run(recordWith({ outcome: 'partial', decided: DECIDED }), true).conclusion]).toEqual(['neutral', 'failure'])
    expect(comment(graded)).toContain('| Talk | ◔&nbsp;partial, decided | “With `\\|` gaps”, by kim |')
    expect(terminalReport(graded, { width: 120, paint: (_style, said) => said })).toContain('graded “With | gaps” by kim')
  })
  it('holds back no wrap-up of the capstone, where another unknown item does', () => {
    const steps = [doneStep('step-1.1')]
    expect([talk({}), talk({ decided: DECIDED }, 'partial'), talk({}, 'unknown', 'unknown')].map((record) => isWhole({ ...record, steps }))).toEqual([true, true, false])
  })
})

describe('what is excused', () => {
  const record = recordWith({ excused: 'ill in week 7', credit: 0, of: 0 })
  it('is told, asks for nothing and counts nowhere', () => {
    const text = comment(record)
    expect(text).toContain('- **Health check works**: excused: it counts neither way. Reason: ill in week 7.\n')
    expect(text).toContain('| Health check works | ◔&nbsp;partial, excused |')
    expect(text).toMatch(/^\*\*1 of 1 items are in place\*\* .*: ✔&nbsp;1&nbsp;verified, 1&nbsp;excused\.$/m)
    expect(nextSteps(record, 3)).toEqual([])
  })
  it('holds back neither success nor a gate', () => { expect([run(record).conclusion, run(record, true).conclusion, run(recordWith({}), true).conclusion]).toEqual(['success', 'success', 'failure']) })
})

it.each<[string, readonly Statement[], readonly Decision[], number, string]>([
  ['open', [], [], 0, 'open, to be answered by 2026-11-09 13:00 Europe/Berlin.'],
  ['escalated', [], [], 8 * DAY, 'escalated: no answer came by 2026-11-09 13:00 Europe/Berlin.'],
  ['answered', [], [set('a', itemSubject('health'), 'present', { at: NOON + DAY })], 8 * DAY, 'answered by kim on 2026-11-03.'],
  ['closed', [], [closed('c', 'one', NOON + DAY)], 8 * DAY, 'closed by kim on 2026-11-03.'],
  ['taken back', [withdrawn('w', 'one', NOON + DAY)], [], 8 * DAY, 'closed: it was taken back.'],
])('a dispute is told with its state and day: %s', (_state, statements, decisions, after, says) => {
  const disputes = disputesOf([dispute('one', itemSubject('health')), ...statements], decisions, NOON + after, { disputeDays: 7 })
  const text = commentBody(3, { record: recordWith({}), ci: AT_REST, earlier: null, links: LINKS, disputes, calendar: { timeZone: 'Europe/Berlin' } })
  expect(text).toContain(`**Disputes:**\n\n- **Dispute of “Health check works”** by ana: ${says}\n`)
})

it('disputes that wait stand first, and those that are not shown are counted', () => {
  const all = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((id, index) => dispute(id, itemSubject(id), NOON + index))
  const answers = ['two', 'three', 'four', 'five', 'six', 'seven'].map((id) => set(`set-${id}`, itemSubject(id), 'present', { at: NOON + DAY }))
  const disputes = disputesOf(all, answers, NOON + 2 * DAY, { disputeDays: 7 })
  const text = commentBody(3, { record: recordWith({}), ci: AT_REST, earlier: null, links: LINKS, disputes, calendar: { timeZone: 'Europe/Berlin' } })
  expect([...text.matchAll(/Dispute of “(\w+)”|and (\d more \w+)/g)].map(([, title, more]) => title ?? more)).toEqual(['one', 'seven', 'six', 'five', 'four', '2 more disputes'])
})

it('the day of a decision is that of the course\'s zone', () => {
  const record = recordWith({ outcome: 'present', basis: 'decided', decided: { ...DECIDED, at: '2026-11-02T23:30:00.000Z' } })
  expect(commentBody(3, { record, ci: AT_REST, earlier: null, links: LINKS, calendar: { timeZone: 'Europe/Berlin' } })).toContain('decided by kim on 2026-11-03')
})

it('a paused commit is told that nothing is lost and nothing is to be done', () => {
  expect(pausedRun('c'.repeat(40))).toMatchObject({ status: 'completed', conclusion: 'neutral', title: 'ccccccc: paused by the course', actions: [] })
  expect(pausedRun('c'.repeat(40)).summary).toContain('nothing is held against it')
})
