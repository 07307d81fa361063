import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { AssessmentRecord } from '../../../src/model/record.ts'
import { STEP_PARTS } from '../../../src/model/step.ts'
import { issueBody, issueMarker } from '../../../src/report/issue/issue-body.ts'
import { conversation, issueInput, toldAnswer } from '../../support/conversation.ts'
import { hostile, READ_BY_GITHUB } from '../../support/hostile-text.ts'
import { criterion, doneStep, file, item, recordOf, stepRecord } from '../../support/records.ts'

const STEPS = STEP_PARTS.flatMap(({ steps }) => steps)

/** A repository with one item, at which some steps are done. */
function record(done: number, changes: Partial<AssessmentRecord> = {}): AssessmentRecord {
  const outcome = done === STEPS.length ? 'verified' as const : 'missing' as const
  return recordOf([criterion('drift', { outcome, title: 'Drift is looked for', evidence: [file('watch.py', 3)] })], [item('Drift monitoring', ['drift'], { outcome })], { steps: STEPS.map(({ id }, at) => (at < done ? doneStep(id) : stepRecord(id))), ...changes })
}

/** What stands below a heading, to the next one. */
function below(heading: string, body: string): string {
  return body.split(`## ${heading}\n\n`)[1]?.split('\n## ')[0] ?? ''
}

describe('the capstone issue', () => {
  it('begins hidden with its marker, then opens, and says where the repository stands and what is next', () => {
    const lines = issueBody(issueInput({ record: record(2) })).split('\n')
    expect(lines.slice(0, 2)).toEqual([issueMarker(42), 'Says opening.'])
    expect(lines[3]).toContain('**2 of 13 steps of the capstone are done**')
    expect(lines[5]).toBe('**Next:** Do step-1.3. This is step 1.3, “Title of step-1.3”.')
  })

  it('leads to the lesson in which the next step was taught', () => {
    const steps = [stepRecord('step-1.1', { lesson: '4-4-capstone#11-modify' })]
    expect(issueBody(issueInput({ record: recordOf([], [], { steps }) }))).toContain('This is step 1.1, “Title of step-1.1”. You met this in lesson 4.4 (`4-4-capstone#11-modify`).')
  })

  it('stands whole before anything was pushed, with the question, the four parts and their minutes', () => {
    const body = issueBody(issueInput())
    expect(body).toContain('Nothing was judged on `main` yet.')
    expect(body).toContain('> Says question.')
    expect(below('The cycle', body)).toContain('| **Part 4: Deploy and monitor** (15 minutes) | 0 of 4 done | |\n| 4.1 Title of step-4.1 | ○&nbsp;open |  |')
  })

  it('acknowledges the four levels by what is here of them', () => {
    expect(issueBody(issueInput({ record: record(13) }))).toContain('| 4. CI/CD and monitoring | ✔&nbsp;verified: drift detection<br>?&nbsp;unknown: a pipeline, metrics, alerts |')
  })

  it('says the answer to its question again, with what it speaks of and the course\'s sentence', () => {
    const first = toldAnswer({ covers: [{ id: 'a1', words: '' }, { id: 'a2', words: '' }] })
    const asked = below('One question first', issueBody(issueInput({ conversation: conversation({ first, latest: toldAnswer({ commentId: 80, text: 'And watching them', covers: [{ id: 'a4', words: '' }] }) }) })))
    expect(asked).toBe([
      '> Says question.', '', '“Bringing models to people, the same way each time” ([a comment](https://github.com/o/n/issues/1#issuecomment-71) by `ada`)', '',
      'Said again since: “And watching them” ([a comment](https://github.com/o/n/issues/1#issuecomment-80) by `ada`)', '', 'Together they speak of **delivery**, **reliability** and **health**. The course says it so: *Says sentence.*', '',
    ].join('\n'))
  })

  it('tells which components and connections are explained, partly, and still to say', () => {
    const said = new Map([['b-git', toldAnswer()], ['b-dvc-1', toldAnswer()]])
    const picture = below('The whole picture', issueBody(issueInput({ record: record(1), conversation: conversation({ said }) })))
    expect(picture).toContain('**Explained so far: 1 of 2 components, 0 of 1 connections.**')
    expect(picture).toContain('| Git | ✔&nbsp;explained | code versions |\n| DVC | ◔&nbsp;partly | data versions; *What of remote storage?* |\n| Git → DVC | ○&nbsp;still to say |  |\n')
  })

  it('chooses what comes next by what the repository lacks', () => {
    const beyond = (['canary', 'dashboard', 'feature-store'] as const).map((id) => ({ id, title: `Title of ${id}`, outcome: id === 'dashboard' ? 'present' as const : 'missing' as const, basis: 'observed' as const, tools: [], evidence: [file('grafana.json', 1)], found: 'It is there.', brings: `Brings ${id}.` }))
    const body = issueBody(issueInput({ record: record(1, { beyond }) }))
    expect(body).toContain('For this service:\n\n- **Title of canary.** Brings canary.\n\nFor the field:\n\n- **Title of feature-store.** Brings feature-store.\n\nHere already: Title of dashboard (`grafana.json:1`).\n\nWays that lead on:\n\n- Says ways-on.\n')
  })

  it('shows items of one\'s own beside the question for them', () => {
    expect(below('Your own items', issueBody(issueInput({ record: record(1, { own: [item('Texts are anonymous', [], { outcome: 'unknown', basis: 'decided' })] }) })))).toContain('> Says own-items.')
    expect(issueBody(issueInput({ record: record(1, { own: [item('Texts are anonymous', [], { outcome: 'verified' })] }) }))).toContain('| Texts are anonymous | ✔&nbsp;verified |')
  })
})

describe('the wrap-up', () => {
  const built = { commits: 9, runs: 21, failed: 3, experiments: 4, tests: 58, deployments: 2, days: 6 }
  const first = toldAnswer({ covers: [{ id: 'a4', words: '' }] })

  it('waits until every step is done and every required item verified, and says what is still to come', () => {
    expect(below('Wrap-up', issueBody(issueInput({ record: record(11) })))).toContain('Still to come: 2 steps and 1 required item of the checklist.')
    const unproved = record(13, { items: [item('Drift monitoring', ['drift'], { outcome: 'present' })] })
    expect(below('Wrap-up', issueBody(issueInput({ record: unproved })))).toContain('Still to come: 1 required item of the checklist.')
    expect(below('Wrap-up', issueBody(issueInput()))).not.toContain('done!')
  })

  it('is not held up by what is optional or excused', () => {
    const items = [item('A', [], { outcome: 'verified' }), item('B', [], { required: false }), item('C', [], { excused: 'by the staff' })]
    expect(below('Wrap-up', issueBody(issueInput({ record: record(13, { items }) })))).toContain('The whole cycle is done')
  })

  it('stands in front then: the first sentence once more by what the repository shows, the facts, the advice, the form and the badge', () => {
    const body = issueBody(issueInput({ record: record(13), built, conversation: conversation({ first, latest: first }), badgeUrl: 'https://coach.example/badges/1.svg' }))
    expect(body.indexOf('## Wrap-up')).toBeLessThan(body.indexOf('## One question first'))
    const wrapUp = below('Wrap-up', body)
    expect(wrapUp).toContain('It began with your sentence: “Bringing models to people, the same way each time”')
    expect(wrapUp).toContain('This repository shows it now:\n\n- **health**: Drift is looked for (`watch.py:3`)\n')
    expect(wrapUp).toContain('And it says more than the sentence did:\n\n- **delivery**: step 4.2, Title of step-4.2 (`params.yaml:4`)\n')
    expect(wrapUp).toContain('**In facts:** 9 judged commits, 4 runs of MLflow, 58 passing tests, 21 runs of workflows (3 failed on the way) and 2 deployments, in 6 days.')
    expect(wrapUp).toContain('- Says advice.\n')
    expect(wrapUp).toContain('`/feedback`')
    expect(wrapUp).toContain('![Capstone: the whole cycle done](https://coach.example/badges/1.svg)')
  })

  it('says the course\'s sentence where the student said none', () => {
    expect(below('Wrap-up', issueBody(issueInput({ record: record(13), built })))).toContain('The course\'s sentence once more: *Says sentence.*')
  })
})

const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true })
const OUR_HTML = /^(?:<details>\n?<summary>[\w ,.()-]+<\/summary>\n|<\/details>\n|<\/?sub>|<br>|<!-- capstone-coach:issue version:1 repository:42 -->\n?)$/

it('text of a student or of the repository in the issue stays text, and the whole fits into one', () => {
  fc.assert(fc.property(hostile, fc.boolean(), (text, isWhole) => {
    const first = toldAnswer({ text, login: text, covers: [{ id: 'a4', words: text }] })
    const own = Array.from({ length: 40 }, () => item(text, [], { group: text }))
    const items = Array.from({ length: 400 }, () => item(`${text} ${'word '.repeat(40)}`, ['drift'], { group: text, outcome: 'verified' }))
    const body = issueBody(issueInput({ branch: text, record: record(isWhole ? 13 : 3, { own, items }), conversation: conversation({ first, latest: toldAnswer({ text, commentId: 2 }) }) }))
    expect(new TextEncoder().encode(body).length).toBeLessThan(65_536)
    const tokens = markdown.parse(body, {}).flatMap((token) => [token, ...(token.children ?? [])])
    expect(tokens.filter(({ type, content }) => type.startsWith('html') && !OUR_HTML.test(content)).map(({ content }) => content)).toEqual([])
    expect(tokens.filter(({ type, content }) => ['text', 'text_special'].includes(type) && READ_BY_GITHUB.test(content)).map(({ content }) => content)).toEqual([])
    expect(tokens.filter(({ type }) => ['image', 'code_block'].includes(type))).toEqual([])
  }), { numRuns: 60 })
})
