import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { readChecklist } from '../../src/grade/checklist.ts'
import type { DeclaredItem } from '../../src/model/checklist.ts'

const schema = loadSchema('checklist')

function withItem(item: string): string {
  return `id: mine
title: Mine
revision: 1
credit:
  outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 }
  basis: { observed: 1, claimed: 0.9, attested: 0.75, decided: 1 }
groups:
  - title: Own
    items:
      - id: one
        title: One
        ${item}
`
}

function problemsOf(item: string): readonly string[] {
  const reading = readChecklist(withItem(item), schema)
  return reading.ok ? [] : reading.problems.map((problem) => `${problem.line}:${problem.column} ${problem.says}`)
}

function declared(item: string): DeclaredItem | undefined {
  const reading = readChecklist(withItem(item), schema)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.checklist.declared[0]
}

describe('an item that declares itself', () => {
  it('is named by its own id as its only criterion', () => {
    const reading = readChecklist(withItem('when: { file: docs/slo.md }'), schema)
    if (!reading.ok) throw new Error('not read')
    expect(reading.checklist.items[0]?.criteria).toEqual([{ id: 'item:one', weight: 1, required: true, requires: [] }])
    expect(reading.checklist.declared[0]).toMatchObject({ kind: 'conditions', id: 'item:one', when: { kind: 'file', glob: 'docs/slo.md' }, partly: null })
  })

  it.each([
    ['when: { workflow-runs: locust }', 'run'],
    ['when: { all: [{ file: a.py }, { any: [{ workflow-runs: locust }, { file: b }] }] }', 'run'],
    ['when: { all: [{ file: a.py }, { not: { workflow-runs: locust } }] }', 'reading'],
    ['when: { file: a.py }', 'reading'],
    ['when: { file: a.py }\n        proof: run', 'run'],
  ])('%s is proven by what it asks for', (item, proof) => { expect(declared(item)).toMatchObject({ proof }) })

  it('has the levels that an instructor chooses from', () => {
    expect(declared('manual: { levels: [{ title: Not yet, credit: 0 }, { title: Clear, credit: 1 }] }')).toMatchObject({ kind: 'manual', levels: [{ title: 'Not yet', credit: 0 }, { title: 'Clear', credit: 1 }] })
  })
})

describe('a mistake in it is told where it stands', () => {
  it.each([
    ['lesson: 4-1-cicd-ml', '10:9 groups[0].items[0]: expected exactly one of: criteria, when, manual'],
    ['when: { file: a }\n        manual: { levels: [{ title: A, credit: 0 }, { title: B, credit: 1 }] }', '10:9 groups[0].items[0]: expected exactly one of: criteria, when, manual'],
    ['criteria: [lint]', '10:9 groups[0].items[0]: "lesson" is not given'],
    ['when: { fil: a }', '12:22 groups[0].items[0].when.fil: "fil" is no setting here; expected one of: all, any, not, file, import, call, decorator, route, workflow-runs, dockerfile, setting, dependency, heading, words'],
    ['when: { file: a, import: b }', '12:15 groups[0].items[0].when: expected one condition, a map with one key; several go into all or any; found {"file":"a","import":"b"}'],
    ['when: {}', '12:15 groups[0].items[0].when: expected one condition, a map with one key; several go into all or any; found {}'],
    ['when: { import: 3 }', '12:25 groups[0].items[0].when.import: expected string or object; found 3'],
    ['when: { import: "a b" }', '12:25 groups[0].items[0].when.import: expected a dotted module such as sklearn.ensemble; found "a b"'],
    ['when: { call: { name: 3 } }', '12:31 groups[0].items[0].when.call.name: expected string; found 3'],
    ['when: { call: { name: a.b, value: 3 } }', '12:23 groups[0].items[0].when.call: expected a "keyword" beside "value": the value is that of a keyword'],
    ['when: { dockerfile: USR }', '12:29 groups[0].items[0].when.dockerfile: expected one of: FROM, RUN, COPY, ADD, CMD, ENTRYPOINT, HEALTHCHECK, USER, EXPOSE, ENV, ARG, LABEL, VOLUME, WORKDIR, SHELL, STOPSIGNAL, ONBUILD; found "USR"'],
    ['when: { not: { file: a } }', '12:22 groups[0].items[0].when.not: expected "not" inside "all", beside a condition that must hold: what is absent has no place that could show it'],
    ['when: { all: [{ not: { file: a } }] }', 'expected "not" inside "all", beside a condition that must hold'],
    ['when: { any: [{ file: b }, { not: { file: a } }] }', 'expected "not" inside "all", beside a condition that must hold'],
    ['when: { all: [{ file: b }, { not: { not: { file: a } } }] }', 'expected "not" inside "all", beside a condition that must hold'],
    ['when: { file: ../secrets }', 'expected a path inside the repository'],
    ['when: { file: "**/*" }', 'expected at least one letter or digit beside the wildcards'],
    ['when: { workflow-runs: {} }', 'expected exactly one of: command, action'],
    ['when: { workflow-runs: "# nothing" }', 'expected a command such as `dvc repro`'],
    ['when: { setting: { file: a.yml, path: a, value: 1, at-least: 2 } }', 'expected either "value" or "at-least" and "at-most"'],
    ['when: { words: "!?" }', 'expected at least one word'],
    ['partly: { file: a }\n        manual: { levels: [{ title: A, credit: 0 }, { title: B, credit: 1 }] }', 'expected "when" beside "partly"'],
    ['manual: { levels: [{ title: A, credit: 1 }, { title: B, credit: 0 }] }', 'expected credit that does not fall from level to level'],
    ['manual: { levels: [{ title: A, credit: 0 }, { title: A, credit: 1 }] }', '"A" stands above already'],
    ['manual: { levels: [{ title: partly, credit: 0 }, { title: "Partly.", credit: 1 }] }', '"Partly." stands above already'],
    ['manual: { levels: [{ title: A, credit: 0 }, { title: "…", credit: 0.5 }, { title: B, credit: 1 }] }', '12:53 groups[0].items[0].manual.levels[1]: expected a title with letters or digits, by which it can be named'],
    ['manual: { levels: [{ title: A, credit: 0 }, { title: B, credit: 0.9 }] }', '12:27 groups[0].items[0].manual.levels: expected a level with credit 1, by which all of the item can be earned'],
    ['manual: { levels: [{ title: A, credit: 0 }, { title: B, credit: 1.5 }] }', '12:73 groups[0].items[0].manual.levels[1].credit: expected a number of at most 1; found 1.5'],
    ['manual: { levels: [{ title: A, credit: -1 }, { title: B, credit: 1 }] }', 'expected a number of at least 0; found -1'],
    ['manual: { levels: [] }', 'expected at least 2 entries; found 0'],
    ['criteria: [lint]\n        lesson: 4-1-cicd-ml\n        manual: { levels: [{ title: A, credit: 0 }, { title: B, credit: 1 }] }', '10:9 groups[0].items[0]: expected exactly one of: criteria, when, manual'],
    ['manual: { levels: [{ title: A, credit: 0 }] }', 'expected at least 2 entries; found 1'],
    [`when: { file: ${'a'.repeat(201)} }`, 'expected at most 200 characters; found 201'],
    [`when: { all: [${'{ file: a }, '.repeat(50)}{ all: [{ file: b }] }] }`, 'expected at most 50 entries; found 51'],
    [`when: { all: [${'{ file: a }, '.repeat(49)}{ all: [{ file: b }, { file: c }] }] }`, 'expected at most 50 conditions in one item'],
    [`when: ${'{ all: ['.repeat(9)}{ file: a }${'] }'.repeat(9)}`, 'expected conditions at most 8 deep'],
  ])('%s', (item, says) => {
    const problems = problemsOf(item)
    expect(problems.some((problem) => problem === says || (!/^\d/.test(says) && problem.includes(says)))).toBe(true)
    expect(problems).toHaveLength(1)
  })
})
