import { describe, expect, it } from 'vitest'
import { CRITERION_IDS } from '../../../src/model/criterion.ts'
import { explanation } from '../../../src/report/formats/explanation.ts'
import { nextSteps } from '../../../src/report/next-steps.ts'
import { terminalReport, type Layout } from '../../../src/report/formats/terminal-report.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'

const LEVELS = { present: 'All of it.', partial: 'Some of it.', missing: 'None of it.' }
const LAYOUT: Layout = { width: 80, paint: (_style, text) => text }

describe('the report', () => {
  it('shows outcome with its word, title and place on one line', () => {
    const record = recordOf([criterion('lint', { outcome: 'present', standing: 'present', evidence: [file('.github/workflows/ci.yml', 12)] })], [item('Linting passes', ['lint'], { outcome: 'present' })])
    expect(terminalReport(record, LAYOUT)).toMatch(/^ ◐ present {2}Linting passes +\.github\/workflows\/ci\.yml:12$/m)
  })

  it('says beside a claimed outcome that it is, and leads to the report that claims it', () => {
    const claimed = criterion('tracking', { outcome: 'verified', basis: 'claimed', standing: 'present', evidence: [file('train.py', 3), file('capstone-evidence/manifest.json', 1)] })
    const text = terminalReport(recordOf([claimed], [item('Experiments tracked', ['tracking'], { outcome: 'verified', basis: 'claimed' })]), LAYOUT)
    expect(explanation(recordOf([claimed], []), claimed, LEVELS, null, LAYOUT).replaceAll(/\s+/g, ' ')).toContain('; not seen, a report claims it Present')
    expect(text).toMatch(/^ ✔ verified +Experiments tracked \(claimed\) +capstone-evidence\/manifest\.json:1$/m)
  })

  it('keeps every line within the width, but for a path that is longer by itself', () => {
    const long = `src/${'deep/'.repeat(30)}main.py`
    const record = recordOf(
      CRITERION_IDS.map((id) => criterion(id, { evidence: [file(long, 1)], next: 'word '.repeat(80) })),
      CRITERION_IDS.map((id) => item(`A title that is rather long for ${id}`, [id])),
      { gaps: [{ what: 'blob', path: 'data/huge.py', reason: 'larger than the cap '.repeat(10) }] },
    )
    const tooLong = terminalReport(record, LAYOUT).split('\n').filter((line) => line.length > 80 && !line.includes(long))
    expect(tooLong).toEqual([])
  })

  it('cannot be forged by a file name', () => {
    const record = recordOf([criterion('lint', { evidence: [file('a\n ✔ verified Linting passes', 1)] })], [item('Linting passes', ['lint'])])
    expect(terminalReport(record, LAYOUT)).not.toMatch(/^ ✔ verified/m)
  })

  it('says what could not be read, and that nothing is held against it', () => {
    const text = terminalReport(recordOf([], [], { gaps: [{ what: 'blob', path: 'model.py', reason: 'LFS pointer' }] }), LAYOUT)
    expect(text).toContain('model.py: LFS pointer')
    expect(text).toContain('nothing is held against it')
  })
})

describe('what to do next', () => {
  it('is at most three things, each criterion once, required ones first', () => {
    const ids = CRITERION_IDS.slice(0, 6)
    const record = recordOf(ids.map((id) => criterion(id)), [item('Optional', ['lint'], { required: false }), ...ids.map((id) => item(id, [id]))])
    const steps = nextSteps(record, 3)
    expect(steps).toHaveLength(3)
    expect(new Set(steps.map((step) => step.criterion.id)).size).toBe(3)
    expect(steps.every((step) => step.item.required)).toBe(true)
  })

  it('begins with what fails, then with what others wait for, and leaves out what waits', () => {
    const record = recordOf(
      [criterion('lint', { outcome: 'partial' }), criterion('alerts', { blockedBy: 'metrics' }), criterion('metrics'), criterion('types', { outcome: 'failing' })],
      [item('Lint', ['lint']), item('Alerts', ['alerts']), item('Metrics', ['metrics']), item('Types', ['types'])],
    )
    expect(nextSteps(record, 3).map((step) => step.criterion.id)).toEqual(['types', 'metrics', 'lint'])
  })

  it('is nothing where all is present', () => {
    expect(nextSteps(recordOf([criterion('lint', { outcome: 'present', next: '' })], [item('Lint', ['lint'], { outcome: 'present' })]), 3)).toEqual([])
  })
})

it('explains one criterion: looked for, found, where, against, next', () => {
  const one = criterion('lint', { outcome: 'partial', standing: 'partial', evidence: [file('Makefile', 3, 'ruff check .')], against: [file('ci.yml', 9, 'ruff check . || true')] })
  const text = explanation(recordOf([one], []), one, LEVELS, null, LAYOUT)
  for (const part of ['Title of lint (lint)', '◔ partial', 'Looked for  something', 'Found       nothing was found', 'Where       Makefile:3', 'ruff check .', 'Against     ci.yml:9', 'Next        Do lint.', 'Present     All of it.', 'Missing     None of it.']) expect(text).toContain(part)
})

it('explains why a criterion matters and where it is taught, where a lesson does', () => {
  const one = criterion('health', { lesson: '4-2-monitoring#health-checks' })
  const section = { heading: 'Health checks', level: 2, line: 7, slug: 'health-checks', covers: ['health'], why: `Traffic goes\nwhere ${'the check answers '.repeat(6)}.`, how: '', hints: [], snippets: [], says: [] }
  const lesson = { stem: '4-2-monitoring', path: 'lesson-modules/4-production/4-2-monitoring.md', title: 'Health and metrics', sections: [section] }
  const lines = explanation(recordOf([one], []), one, LEVELS, { lesson, section }, LAYOUT).split('\n')
  expect(lines).toContain('Lesson      Health and metrics: Health checks')
  expect(lines).toContain('            lesson-modules/4-production/4-2-monitoring.md:7')
  expect(lines.find((line) => line.startsWith('Why '))).toMatch(/^Why {9}Traffic goes where the check answers/)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(explanation(recordOf([one], []), one, LEVELS, null, LAYOUT)).toContain('Lesson      4-2-monitoring#health-checks')
})
