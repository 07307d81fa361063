import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { SyntaxValidator } from 'fast-xml-validator'
import { describe, expect, it } from 'vitest'
import type { AssessmentRecord } from '../../../src/model/record.ts'
import { junitReport } from '../../../src/report/formats/junit-report.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'

type Element = { readonly [name: string]: string | Element | readonly Element[] }

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'testsuite' || name === 'testcase', trimValues: false, parseAttributeValue: false })
const suitesOf = (record: AssessmentRecord): readonly Element[] => (parser.parse(junitReport(record)) as { testsuites: { testsuite: readonly Element[] } }).testsuites.testsuite
const casesOf = (suite: Element | undefined): readonly Element[] => (suite?.['testcase'] ?? []) as readonly Element[]

const RECORD = recordOf([
  criterion('lint', { title: 'Lint', outcome: 'partial', lookedFor: 'A linter.', found: 'It is masked.', next: 'Unmask it.', evidence: [file('ci.yml', 18, 'ruff')], against: [file('ci.yml', 19, '|| true')] }),
  criterion('types', { title: 'Types', outcome: 'verified', evidence: [file('a.py', 1)] }),
  criterion('health', { title: 'Health', outcome: 'unknown', found: 'big.py could not be read.' }), criterion('drift', { title: 'Drift' }), criterion('readme', { title: 'Readme' }),
], [
  item('Lint', ['lint'], { group: 'Code' }), item('Types', ['types'], { group: 'Code' }), item('Health', ['health'], { group: 'Service' }),
  item('Drift', ['drift'], { group: 'Service', required: false }), item('Lint again', ['lint'], { group: 'Service' }),
], { practices: [item('Readme', ['readme'], { group: 'Practices' })] })

describe('JUnit', () => {
  it('has a suite a group with its counts, and a case a criterion', () => {
    expect(suitesOf(RECORD).map(({ name, tests, failures, skipped, timestamp }) => ({ name, tests, failures, skipped, timestamp }))).toEqual([
      { name: 'Code', tests: '2', failures: '1', skipped: '0', timestamp: '2026-01-01T00:00:00' },
      { name: 'Service', tests: '3', failures: '1', skipped: '2', timestamp: '2026-01-01T00:00:00' },
      { name: 'Practices (beside the checklist)', tests: '1', failures: '0', skipped: '1', timestamp: '2026-01-01T00:00:00' },
    ])
    expect(casesOf(suitesOf(RECORD)[0]).map(({ name, classname, file: path, line }) => [classname, name, path, line])).toEqual([['Code', 'Lint (lint)', 'ci.yml', '18'], ['Code', 'Types (types)', 'a.py', '1']])
  })

  it('fails what is asked and not there, and says what was looked for, found, where and next', () => {
    const failure = casesOf(suitesOf(RECORD)[0])[0]?.['failure'] as Element
    expect(failure['type']).toBe('partial')
    expect(failure['#text']).toBe('Looked for: A linter.\nFound: It is masked.\nWhere: ci.yml:18 ruff\nAgainst: ci.yml:19 || true\nNext: Unmask it.\nLesson: 1-1')
  })

  it('skips what could not be seen and what is not required, and says so', () => {
    const skipped = suitesOf(RECORD).flatMap(casesOf).flatMap((one) => one['skipped'] === undefined ? [] : [(one['skipped'] as Element)['message']])
    expect(skipped).toEqual(['unknown: big.py could not be read.', 'missing: nothing was found Not required.', 'missing: nothing was found Not required.'])
  })

  it('is well-formed with text of any kind, and gives it back', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(fc.constantFrom(']]>', '<', '&', '"', "'", '\n', '\r', '\t', '\u0000', '\u000b', '\ufffe', '<!--', '-->', 'x', '&#0;', '\ud800'), { maxLength: 8 }).map((parts) => parts.join(''))), (text) => {
      const record = recordOf([criterion('lint', { title: text, found: text, next: text, lookedFor: text, evidence: [file(text, 1, text)] })], [item(text, ['lint'], { group: text })], { repository: { name: text, url: null, commit: null, project: '.', projectFrom: 'found', takenAt: '2026-01-01T00:00:00Z' } })
      const xml = junitReport(record)
      expect(SyntaxValidator.validate(xml, { invalidCharSequence: { tagValue: true, attrLt: true } })).toBe(true)
      expect(xml).not.toMatch(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u)
      expect(suitesOf(record)).toHaveLength(1)
    }), { numRuns: 500 })
  })
})
