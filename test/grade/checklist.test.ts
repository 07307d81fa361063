import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { readChecklist } from '../../src/grade/checklist.ts'
import { CRITERION_IDS } from '../../src/model/criterion.ts'

const FOLDER = new URL('../../checklists/', import.meta.url)
const schema = JSON.parse(readFileSync(new URL('checklist.schema.json', FOLDER), 'utf8')) as { definitions: { criterion: { enum: string[] } } }
const shipped = readFileSync(new URL('production-readiness.yml', FOLDER), 'utf8')

function problemsOf(text: string): readonly string[] {
  const reading = readChecklist(text, schema)
  return reading.ok ? [] : reading.problems.map((problem) => `${problem.line}:${problem.column} ${problem.says}`)
}

describe('the shipped checklists', () => {
  it('hold the four groups and fifteen items of the course', () => {
    const reading = readChecklist(shipped, schema)
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    expect(reading.checklist.items).toHaveLength(15)
    expect([...new Set(reading.checklist.items.map((item) => item.group))]).toEqual(['Code Quality', 'Model Quality', 'Operational Readiness', 'Deployment'])
  })

  it('are the same whatever their comments, layout and order of keys, and others where anything else differs', () => {
    const written = (text: string): string | null => {
      const reading = readChecklist(text, schema)
      return reading.ok ? reading.written : null
    }
    expect(written(shipped.replace('id: production-readiness\ntitle: Production checklist\n', '# Another word of it.\ntitle:   "Production checklist"\nid: production-readiness\n'))).toBe(written(shipped))
    for (const [from, to] of [['verified: 1', 'verified: 0.99'], ['title: Production checklist', 'title: Our checklist']] as const) expect(written(shipped.replace(from, to))).not.toBe(written(shipped))
  })

  it('have a new revision with each change of what is written in them: the App refuses to start otherwise', () => {
    const names = ['production-readiness.yml', 'practices.yml'].map((file) => {
      const reading = readChecklist(readFileSync(new URL(file, FOLDER), 'utf8'), schema)
      return reading.ok ? `${reading.checklist.id} ${reading.checklist.revision} ${createHash('sha256').update(reading.written).digest('hex').slice(0, 12)}` : 'unread'
    })
    // Another digest is a change: raise the revision with it.
    expect(names).toEqual(['production-readiness 2 7b2ffca76ed8', 'practices 2 0bfdb49d7945'])
  })

  it('use every criterion between them', () => {
    const used = ['production-readiness.yml', 'practices.yml'].flatMap((file) => {
      const reading = readChecklist(readFileSync(new URL(file, FOLDER), 'utf8'), schema)
      return reading.ok ? reading.checklist.items.flatMap((item) => item.criteria.map((part) => part.id)) : []
    })
    expect([...new Set(used)].toSorted()).toEqual([...CRITERION_IDS].toSorted())
  })

  it.each(['checklist.schema.json', 'capstone.schema.json'])('are read by a sound schema: %s', (file) => {
    const ajv = new Ajv({ allowUnionTypes: true })
    void ajv.validateSchema(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as object)
    expect(ajv.errors ?? []).toEqual([])
  })

  it('know the criteria that the schema knows', () => {
    expect(schema.definitions.criterion.enum).toEqual([...CRITERION_IDS])
  })
})

describe('a mistake in a checklist', () => {
  it('is told where it stands, with what was expected: an unknown criterion', () => {
    const problems = problemsOf(shipped.replace('criteria: [lint]', 'criteria: [lnit]'))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^17:20 groups\[0\]\.items\[0\]\.criteria\[0\]: expected one of: lint, .*found "lnit"$/)
  })

  it('is told for a setting that does not exist', () => {
    expect(problemsOf(shipped.replace('title: Type hints used', 'titel: Type hints used')).join('\n')).toMatch(/"titel" is no setting here; expected one of: id, title/)
  })

  it('is told for credit that falls as the outcome rises', () => {
    expect(problemsOf(shipped.replace('present: 0.9', 'present: 0.3')).join()).toContain('expected credit that does not fall')
  })

  it('is told for an id that stands twice', () => {
    expect(problemsOf(shipped.replace('id: type-hints-used', 'id: linting-passes')).join()).toContain('"linting-passes" stands above already')
  })

  it('is told for broken YAML', () => {
    expect(problemsOf('id: [unclosed')[0]).toMatch(/^1:\d+ /)
  })

  it('is told for weights that are no numbers, all at once', () => {
    const problems = problemsOf(shipped.replace('weight: 2', 'weight: heavy').replace('criteria: [types]', 'criteria: []'))
    expect(problems).toHaveLength(2)
  })
})
