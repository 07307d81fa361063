import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { makeFolder, makeRepository } from '../support/make-repository.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/record.schema.json', import.meta.url), 'utf8')) as object
const CHECKLIST = `id: our-course
title: Our course
revision: 1
credit:
  outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 }
  basis: { observed: 1, claimed: 0.9, attested: 0.75, decided: 1 }
groups:
  - title: Ours
    items:
      - { id: limits, title: Limits are told, when: { heading: Limits } }
      - { id: talk, title: The design was presented, manual: { levels: [{ title: Not yet, credit: 0 }, { title: Clear, credit: 1 }] } }
`
const FILES = {
  'capstone/app.py': 'x: int = 1\n', 'capstone/README.md': '# Churn\n\n## Limits\n\nOne country.\n', 'other/a.py': 'y = 2\n',
  '.capstone.yml': 'project: capstone\ncolour: red\nitems:\n  - { id: slo, title: "There is an SLO \\e[31m", when: { file: docs/slo.md } }\n',
}

function run(...words: readonly string[]): Promise<Ran> {
  const file = join(makeFolder(), 'ours.yml')
  writeFileSync(file, CHECKLIST)
  return runInProcess(['grade', makeRepository(FILES), '--checklist', file, ...words])
}

describe('a checklist with items of its own, over a repository with a .capstone.yml', () => {
  it('gives a record as its schema says', async () => {
    const { code, out } = await run('--format', 'json')
    const validate = new Ajv({ allErrors: true }).compile(schema)
    validate(JSON.parse(out))
    expect({ code, errors: validate.errors ?? [] }).toEqual({ code: 0, errors: [] })
    expect(JSON.parse(out)).toMatchObject({ items: [{ criteria: ['item:limits'], outcome: 'verified' }, { criteria: ['item:talk'], outcome: 'unknown' }], own: [{ criteria: ['own:slo'], outcome: 'missing' }], grade: { credit: 1, of: 1, provisional: true } })
  })

  it('says in the report whose word the project is, what is the student\'s own, and what could not be used', async () => {
    const { out } = await run()
    expect(out.replaceAll(/\s+/g, ' ')).toContain('folder capstone (named by .capstone.yml)')
    expect(out).toMatch(/✔ verified +Limits are told +capstone\/README\.md:3/)
    expect(out).toMatch(/Own items, from \.capstone\.yml \(not part of the grade\)\n ○ missing +There is an SLO/)
    expect(out).toContain('.capstone.yml:2: colour: "colour" is no setting here')
    expect(out).not.toContain('\u001b')
  })

  it.each([['item:limits', 'A section "Limits" in a document.'], ['own:slo', 'docs/slo.md'], ['item:talk', 'a decision of the course\'s staff']])('explains %s', async (id, says) => {
    const { code, out } = await run('--explain', id)
    expect(code).toBe(0)
    expect(out).toContain(`(${id})`)
    expect(out).toContain(says)
    expect(out).not.toContain('\u001b')
  })

  it('names what is declared where something else is to be explained', async () => {
    const { code, err } = await run('--explain', 'item:limit')
    expect(code).toBe(2)
    expect(err).toContain('--explain item:limit: nothing of that name is judged here; declared are: item:limits, item:talk, own:slo')
  })
})
