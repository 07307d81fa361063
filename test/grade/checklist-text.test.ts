import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { readChecklist } from '../../src/grade/checklist.ts'
import type { Checklist } from '../../src/model/checklist.ts'
import { checklistText } from '../../src/grade/checklist-text.ts'
import { CHECKLISTS } from '../support/checklists.ts'

const SCHEMA = loadSchema('checklist')

function read(text: string): Checklist {
  const reading = readChecklist(text, SCHEMA)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.checklist
}

/** Words that YAML could take for something else. */
const words = fc.constantFrom('no', 'null', '1.0', '# not a comment', 'a: b', '- x', '"quoted"', 'Rückweg geübt', 'yes, twice', '2026-12-18', '{curly}', 'plain', '0x1f', '~a')
const name = fc.constantFrom('mlflow.log_metric', 'train', '*.predict')

const leaf = fc.oneof(
  fc.constantFrom('docs/**/*.md', '{a,b}.yml').map((file) => ({ file })),
  fc.oneof(fc.constant('mlflow'), fc.record({ module: fc.constant('mlflow'), in: fc.constantFrom('code', 'tests', 'anywhere') }, { requiredKeys: ['module'] })).map((given) => ({ import: given })),
  fc.oneof(name, fc.record({ name, keyword: fc.constant('alpha'), value: fc.oneof(words, fc.double({ min: -9, max: 9, noNaN: true }), fc.boolean()), in: fc.constantFrom('code', 'tests') }, { requiredKeys: ['name', 'keyword'] })).map((given) => ({ call: given })),
  fc.oneof(name, fc.record({ name, in: fc.constant('tests') })).map((given) => ({ decorator: given })),
  fc.oneof(fc.constant('/health'), fc.record({ path: fc.constant('/health'), method: fc.constantFrom('GET', 'POST') })).map((given) => ({ route: given })),
  fc.oneof(fc.constant('dvc repro'), fc.record({ command: fc.constant('pytest -q') }), fc.record({ action: fc.constant('actions/checkout') })).map((given) => ({ 'workflow-runs': given })),
  fc.oneof(fc.constant('HEALTHCHECK'), fc.record({ instruction: fc.constant('USER'), text: words })).map((given) => ({ dockerfile: given })),
  fc.record({ file: fc.constant('params.yaml'), path: fc.oneof(fc.constant('train.epochs'), fc.constant(['a.b', '**', 'c'])), value: words }, { requiredKeys: ['file', 'path'] }).map((given) => ({ setting: given })),
  fc.record({ file: fc.constant('params.yaml'), path: fc.constant('coverage'), 'at-least': fc.integer({ min: 0, max: 9 }), 'at-most': fc.integer({ min: 10, max: 99 }) }, { requiredKeys: ['file', 'path'] }).map((given) => ({ setting: given })),
  fc.oneof(fc.constant('pandas'), fc.record({ name: fc.constant('pillow'), module: fc.constant('PIL') })).map((given) => ({ dependency: given })),
  fc.oneof(fc.constant('Rolling back'), fc.record({ words: fc.constant('Rolling back'), file: fc.constant('README.md') })).map((given) => ({ heading: given })),
  fc.oneof(fc.constant('no rollback'), fc.record({ words: fc.constant('who is called'), file: fc.constant('docs/*.md') })).map((given) => ({ words: given })),
)
const condition = fc.oneof(leaf, fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })), fc.tuple(leaf, leaf).map(([one, other]) => ({ all: [one, { not: other }] })))
const declaration = fc.oneof(
  fc.record({ when: condition, partly: condition, proof: fc.constantFrom('reading', 'run'), 'looked-for': words, next: words, lesson: fc.constant('1-1-a#b') }, { requiredKeys: ['when'] }),
  fc.record({ manual: fc.record({ levels: fc.constantFrom([{ title: 'no', credit: 0 }, { title: 'yes', credit: 1 }], [{ title: '1', credit: 0.5 }, { title: '2', credit: 1 }]) }), 'looked-for': words }, { requiredKeys: ['manual'] }),
  fc.record({
    criteria: fc.uniqueArray(fc.oneof(fc.constant('lint'), fc.record({ id: fc.constantFrom('health', 'alerts'), weight: fc.constantFrom(1, 2.5), required: fc.boolean(), requires: fc.constantFrom([], ['metrics']) }, { requiredKeys: ['id'] })), { minLength: 1, maxLength: 3, selector: (one) => typeof one === 'string' ? one : one.id }),
    lesson: fc.constant('1-1-a#b'),
  }),
)
const item = fc.tuple(declaration, fc.record({ title: words, weight: fc.constantFrom(1, 0.5, 12), required: fc.boolean() }, { requiredKeys: ['title'] })).map(([one, other]) => ({ ...other, ...one }))
const share = fc.double({ min: 0, max: 1, noNaN: true })
const written = fc.record({
  title: words, revision: fc.integer({ min: 1, max: 1000 }), basis: fc.record({ observed: share, claimed: share, attested: share, decided: share }),
  groups: fc.array(fc.record({ title: words, items: fc.array(item, { minLength: 1, maxLength: 4 }) }), { minLength: 1, maxLength: 3 }),
}).map(({ title, revision, basis, groups }) => ({
  id: 'ours', title, revision, credit: { outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 }, basis },
  groups: groups.map((group, g) => ({ ...group, items: group.items.map((one, i) => ({ id: `item-${g}-${i}`, ...one })) })),
}))

describe('a checklist as a file to begin a change from', () => {
  it('is read as the same checklist under another name, whatever it asks', () => {
    let readable = 0
    fc.assert(fc.property(written, (one) => {
      const reading = readChecklist(JSON.stringify(one), SCHEMA)
      if (!reading.ok) return
      readable += 1
      expect(read(checklistText(reading.checklist, { id: 'theirs', revision: 1001 }))).toEqual({ ...reading.checklist, id: 'theirs', revision: 1001 })
    }), { numRuns: 400 })
    expect(readable).toBeGreaterThan(150)
  })

  it('says of the one that comes with the App what its own file says, an item a few lines', () => {
    const { checklist } = CHECKLISTS
    const text = checklistText(checklist, checklist)
    expect(read(text)).toEqual({ ...checklist, digest: undefined })
    expect(text).toContain('      - id: linting-passes\n        title: Linting passes\n        criteria: [lint]\n        lesson: 4-1-cicd-ml#linting\n')
  })
})
