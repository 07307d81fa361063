import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CRITERION_IDS, type CriterionId } from '../../../src/model/criterion.ts'
import type { AssessmentRecord } from '../../../src/model/record.ts'
import { sarifReport } from '../../../src/report/formats/sarif-report.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'

type Result = {
  readonly ruleId: string
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } } }]
  readonly partialFingerprints: { readonly primaryLocationLineHash: string }
}

// The schema is one of draft 4; but for its own name, nothing in it means something else in the draft that ajv reads.
const { $schema: _draft, id: _name, ...schema } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Readonly<Record<string, unknown>>
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
const LEVELS = new Map(CRITERION_IDS.map((id) => [id, { present: 'All of it.', partial: 'Some of it.', missing: 'None of it.' }]))

const written = (record: AssessmentRecord): { readonly version: string; readonly runs: readonly [{ readonly results: readonly Result[]; readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string } }[] } } }] } =>
  JSON.parse(sarifReport(record, { levels: LEVELS })) as ReturnType<typeof written>
const resultsOf = (record: AssessmentRecord): readonly Result[] => written(record).runs[0].results
const placeOf = ({ locations: [{ physicalLocation: { artifactLocation, region } }] }: Result): string => `${artifactLocation.uri}:${region.startLine}`

const RECORD = recordOf([
  criterion('lint', { outcome: 'partial', found: 'It is masked.', next: 'Unmask it.', evidence: [file('.github/workflows/ci.yml', 18)], against: [file('.github/workflows/ci.yml', 18, 'its failure is masked')] }),
  criterion('tests-unit', { outcome: 'failing', evidence: [file('tests/test a.py', 3)] }),
  criterion('health'),
  criterion('errors', { outcome: 'verified', next: '', evidence: [file('app.py', 1)], against: [file('other.py', 9, 'except: pass'), file('other.py', 12, 'except: pass')] }),
  criterion('readme', { outcome: 'missing' }),
  criterion('types', { outcome: 'unknown', next: '' }),
], [item('Lint', ['lint']), item('Tests', ['tests-unit']), item('Health', ['health'])], { gaps: [{ what: 'file', path: 'big.py', reason: 'too large' }], problems: [{ path: 'a.yml', line: 3, says: 'no YAML' }] })

describe('SARIF', () => {
  it('keeps to the schema of SARIF 2.1.0, with text of any kind', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const record = recordOf([criterion('lint', { outcome: 'partial', title: text, found: text, next: text, evidence: [file(`a/${text}`, 0, text)], against: [file(text, 2, text)] })], [item(text, ['lint'])], {
        repository: { name: text, url: 'https://github.com/student/capstone', commit: 'a'.repeat(40), project: '.', projectFrom: 'found', takenAt: '2026-01-01T00:00:00Z' }, gaps: [{ what: text, path: text, reason: text }], problems: [{ path: text, line: 1, says: text }],
      })
      validate(written(record))
      expect(validate.errors ?? []).toEqual([])
    }), { numRuns: 60 })
    validate(written(RECORD))
    expect(validate.errors ?? []).toEqual([])
  })

  it('has a rule a criterion, with what each standing asks', () => {
    const { rules } = written(RECORD).runs[0].tool.driver
    expect(rules.map(({ id }) => id)).toEqual(RECORD.criteria.map(({ id }) => id))
    expect(rules[0]?.help.text).toContain('Partial: Some of it.')
  })

  it('has a result for what is partial, missing or failing and for what speaks against something, each with a level and a place', () => {
    expect(resultsOf(RECORD).map((one) => `${one.ruleId} ${one.level} ${placeOf(one)}`)).toEqual([
      'lint note .github/workflows/ci.yml:18', 'lint note .github/workflows/ci.yml:18', 'tests-unit warning tests/test%20a.py:3', 'health warning no-file-for-this-result:1',
      'errors note other.py:9', 'errors note other.py:12', 'readme note no-file-for-this-result:1',
    ])
    expect(resultsOf(RECORD)[0]?.message.text).toBe('It is masked. Next: Unmask it.')
  })

  it('knows a result again when lines move, and tells two apart', () => {
    const prints = (record: AssessmentRecord) => resultsOf(record).map((one) => one.partialFingerprints.primaryLocationLineHash)
    const moved = { ...RECORD, criteria: RECORD.criteria.map((one) => ({ ...one, evidence: one.evidence.map((place) => (place.kind === 'file' ? { ...place, line: place.line + 7 } : place)), against: one.against.map((place) => (place.kind === 'file' ? { ...place, line: place.line + 7 } : place)) })) }
    expect(prints(moved)).toEqual(prints(RECORD))
    expect(new Set(prints(RECORD)).size).toBe(prints(RECORD).length)
  })

  it('makes no link of a text that looks like one', () => {
    const id: CriterionId = 'lint'
    const [result] = resultsOf(recordOf([criterion(id, { found: 'see [here](http://evil.example)', next: '' })], []))
    expect(result?.message.text).toBe('see \\[here\\](http://evil.example)')
  })
})
