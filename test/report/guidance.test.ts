import { describe, expect, it } from 'vitest'
import type { StepRecord } from '../../src/model/progress.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { commentBody } from '../../src/report/published/comment.ts'
import { verdictRun } from '../../src/report/published/check-run.ts'
import { nextAction } from '../../src/report/next-action.ts'
import { pullSection, type PullBase } from '../../src/report/published/pull-changes.ts'
import { criterion, doneStep, file, item, recordOf, stepRecord } from '../support/records.ts'

const LINKS = { passageOf: () => null, lessonsUrl: null }
const AT_REST = { state: 'at-rest', counted: [], awaited: [] } as const

function record(steps: readonly StepRecord[], outcomes: Readonly<Record<'lint' | 'tests-unit', 'failing' | 'missing' | 'partial' | 'verified'>> = { lint: 'verified', 'tests-unit': 'missing' }): AssessmentRecord {
  const criteria = (['lint', 'tests-unit'] as const).map((id) => criterion(id, { outcome: outcomes[id], evidence: outcomes[id] === 'missing' ? [] : [file('ci.yml', 3)], found: `${id} was looked at.`, ...(outcomes[id] === 'verified' ? { next: '' } : {}) }))
  return recordOf(criteria, criteria.map(({ id, outcome }) => item(`Item ${id}`, [id], { outcome })), { steps })
}

describe('the one next step', () => {
  const held = stepRecord('step-2.3', { state: 'held', evidence: [file('dvc.lock', 3)], next: 'Run `dvc repro`.' })
  it.each<readonly [string, AssessmentRecord, string | null]>([
    ['what fails, before anything else', record([held, stepRecord('step-3.1')], { lint: 'failing', 'tests-unit': 'missing' }), 'Do lint.'],
    ['a step that is held, before one that is open', record([stepRecord('step-1.1'), held]), 'Run `dvc repro`.'],
    ['the first step that is open, before what the checklist misses', record([doneStep('step-1.1'), stepRecord('step-1.2'), stepRecord('step-1.3')]), 'Do step-1.2.'],
    ['the checklist, where no step is open', record([doneStep('step-1.1')]), 'Do tests-unit.'],
    ['the checklist, where what would show a step could not be seen', record([stepRecord('step-1.1', { state: 'unknown' })]), 'Do tests-unit.'],
    ['the checklist, where steps are not followed', record([]), 'Do tests-unit.'],
    ['nothing, where nothing is open', record([doneStep('step-1.1')], { lint: 'verified', 'tests-unit': 'verified' }), null],
  ])('is %s', (_, one, next) => {
    expect(nextAction(one)?.next ?? null).toBe(next)
    const text = commentBody(3, { record: one, ci: AT_REST, earlier: null, links: LINKS })
    expect(text).toContain(next === null ? '**Next:** nothing is open.' : `**Next:** ${next}`)
    expect(verdictRun({ record: one, ci: AT_REST, earlier: null, links: LINKS, hint: { times: 0, ceiling: 3 }, detailsUrl: null, gate: false, completed: false }).title).toContain(next === null ? 'nothing is open' : `next: ${next.replace('.', '').replaceAll('`', '').toLowerCase().slice(0, 6)}`)
  })
})

describe('what a pull request moves and breaks', () => {
  const before = record([stepRecord('step-1.1'), doneStep('step-2.2'), doneStep('step-3.1')], { lint: 'missing', 'tests-unit': 'verified' })
  const base: PullBase = { branch: 'main', record: { ...before, repository: { ...before.repository, commit: 'b'.repeat(40) } }, steps: before.steps }
  const now = record([doneStep('step-1.1', 'max_depth 5 → 8.'), stepRecord('step-2.2', { state: 'held', evidence: [file('ci.yml', 1)], found: 'The suite fails at aaaaaaa.' }), doneStep('step-3.1')], { lint: 'verified', 'tests-unit': 'failing' })

  it('is told against its base, steps first, then items', () => {
    expect(pullSection(base, now)).toBe([
      '### What this pull request moves', '', 'Against `main` at `bbbbbbb`:', '',
      '- **Step 1.1, Title of step-1.1** is done: `max_depth` 5 → 8.', '- **Title of lint** went from missing to ✔&nbsp;verified (`ci.yml:3`).', '',
      '### What it breaks', '',
      '- **Title of tests-unit** went from verified to ✖&nbsp;failing. tests-unit was looked at.', '- **Step 2.2, Title of step-2.2** is held: The suite fails at `aaaaaaa`.', '', '',
    ].join('\n'))
  })

  it('says of what came in and fails that it is there, behind what works', () => {
    const begun = record([], { lint: 'failing', 'tests-unit': 'partial' })
    expect(pullSection({ branch: 'main', record: record([], { lint: 'missing', 'tests-unit': 'missing' }), steps: [] }, begun)).toContain([
      '- **Title of tests-unit** went from missing to ◔&nbsp;partial (`ci.yml:3`).', '- **Title of lint** was missing; it is there now, and its run fails (`ci.yml:3`).',
    ].join('\n'))
  })

  it('tells the first six and names the others', () => {
    const ids = ['step-1.1', 'step-1.2', 'step-1.3', 'step-2.1', 'step-2.2', 'step-2.3', 'step-3.1', 'step-3.2'] as const
    const text = pullSection({ branch: 'main', record: null, steps: [] }, record(ids.map((id) => doneStep(id, `${id} was seen.`))))
    expect(text.match(/was seen/g)).toHaveLength(6)
    expect(text).toContain('- And 2 more: **Step 3.1, Title of step-3.1**; **Step 3.2, Title of step-3.2**.\n')
  })

  it('is one line where it changes nothing, and nothing where the base is not known and nothing moved', () => {
    expect(pullSection({ ...base, record: now, steps: now.steps }, now)).toBe('This pull request changes no outcome against `main` at `aaaaaaa`.\n\n')
    expect(pullSection({ branch: 'main', record: null, steps: now.steps }, now)).toBe('')
  })

  it('is compared with its base once, at its first commit, and with the commit before later', () => {
    const first = commentBody(3, { record: now, ci: AT_REST, earlier: base.record, base, links: LINKS })
    expect(first).toContain('### What this pull request moves')
    expect(first).not.toContain('### Since')
    const later = commentBody(3, { record: now, ci: AT_REST, earlier: { ...before, repository: { ...before.repository, commit: 'c'.repeat(40) } }, base, links: LINKS })
    expect(later).toContain('### Since `ccccccc`')
  })
})

describe('the steps of the capstone', () => {
  const steps = [doneStep('step-1.1'), stepRecord('step-1.2', { state: 'held', evidence: [file('mlflow.json', 1)], against: [file('a.json', 9)] }), stepRecord('step-4.3', { state: 'done', basis: 'attested', evidence: [{ kind: 'student', login: 'ana', comment: '7', text: 'The dashboard shows 200 requests.' }], next: '' })]
  const text = commentBody(3, { record: record(steps), ci: AT_REST, earlier: null, links: LINKS })

  it('are counted in the first line, and told folded by part, each with its state in words and what shows it', () => {
    expect(text).toContain('**2 of 3 steps of the capstone are done**, and 1 is held.')
    expect(text).toContain('<details><summary>The steps of the capstone (2 of 3 done)</summary>')
    expect(text).toContain('| **Part 4: Deploy and monitor** | | |\n')
    expect(text).toMatch(/\| 1\.1 Title of .* \| ✔&nbsp;done \| `params\.yaml:4` \|/)
    expect(text).toMatch(/\| 1\.2 Title of .* \| ◔&nbsp;held \| `a\.json:9` \|/)
    expect(text).toMatch(/\| 4\.3 Title of .* \| ✔&nbsp;done, attested \|/)
  })

  it('open with the one that is next', () => {
    expect(text).toMatch(/### What to do next, in this order\n\n\*\*1\. Step 1\.2: Title of .*\*\*: ◔&nbsp;held/)
    expect(text).toContain('**2. Title of')
    expect(text).toContain('`/hint 1.2`')
  })

  it('are not mentioned where they are not followed', () => {
    expect(commentBody(3, { record: record([]), ci: AT_REST, earlier: null, links: LINKS })).not.toContain('steps of the capstone')
  })
})
