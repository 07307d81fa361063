import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { checkOfItem } from '../../src/conditions/frame/check-of-item.ts'
import { weigh } from '../../src/conditions/frame/weigh.ts'
import { CONDITIONS } from '../../src/conditions/list.ts'
import type { RepositoryFacts } from '../../src/facts/repository-facts.ts'
import type { DeclaredItem } from '../../src/model/checklist.ts'
import type { Condition, ConditionKind, LeafCondition } from '../../src/model/condition.ts'
import type { Finding } from '../../src/model/finding.ts'
import { factsOf } from '../support/memory-repository.ts'

const FILES = {
  'app/main.py': 'import shap\nprint(shap.Explainer())\n', 'work.ipynb': '{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["import lime\\n"]}]}', 'README.md': '# Churn\n\n## Limits\n\nText.\n',
}
const there: LeafCondition = { kind: 'file', glob: 'app/main.py' }
const absent: LeafCondition = { kind: 'file', glob: 'nowhere.md' }
const half: LeafCondition = { kind: 'import', module: 'lime', in: 'anywhere' }
const dark: LeafCondition = { kind: 'setting', file: 'huge.yaml', path: ['a'], value: null, atLeast: null, atMost: null }

/** The facts of the repository above, with a file that could not be read. */
async function darkFacts(): Promise<RepositoryFacts> {
  const facts = await factsOf(FILES)
  return { ...facts, gaps: [{ what: 'file', path: 'huge.yaml', reason: 'larger than 1 MB' }] }
}

describe('joined conditions', () => {
  const all = (...of: readonly Condition[]): Condition => ({ kind: 'all', of })
  const any = (...of: readonly Condition[]): Condition => ({ kind: 'any', of })
  const not = (of: Condition): Condition => ({ kind: 'not', of })

  it.each<readonly [string, Condition, 0 | 1 | 2 | null]>([
    ['all of what is there', all(there, { kind: 'heading', words: 'limits', file: null }), 2],
    ['all with one in part', all(there, half), 1],
    ['all with one that is not there', all(there, half, absent), 0],
    ['all with one unseen', all(there, dark), null],
    ['all with one that is surely not there', all(absent, dark), 0],
    ['any of what is there', any(absent, half, there), 2],
    ['any, the best of them in part', any(absent, half, dark), 1],
    ['any of which one is unseen', any(absent, dark), null],
    ['any of nothing that is there', any(absent, absent), 0],
    ['without what is not there', all(there, not(absent)), 2],
    ['without what is there', all(there, not(there)), 0],
    ['without what is there in part', all(there, not(half)), 1],
    ['without what is unseen', all(there, not(dark)), null],
  ])('%s', async (_, condition, level) => { expect(weigh(condition, await darkFacts()).level).toBe(level) })

  it('have a place wherever they hold, and something to do wherever they do not', async () => {
    const facts = await darkFacts()
    const leaf = fc.constantFrom(there, absent, half, dark)
    const positive = fc.letrec<{ node: Condition }>((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, leaf,
        fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
        fc.tuple(tie('node'), tie('node')).map(([one, other]): Condition => all(one, not(other)))),
    })).node
    fc.assert(fc.property(positive, (when) => {
      const { level, evidence, next, unseen } = weigh(when, facts)
      if (level === 1 || level === 2) expect(evidence.length).toBeGreaterThan(0)
      expect(next === '').toBe(level === 2 || level === null)
      if (level === null) expect(unseen.length).toBeGreaterThan(0)
    }))
  })
})

const ONE_OF_EACH: { readonly [Kind in ConditionKind]: { readonly condition: Extract<LeafCondition, { kind: Kind }>; readonly unread: string | null } } = {
  file: { condition: { kind: 'file', glob: 'docs/slo.md' }, unread: null },
  import: { condition: { kind: 'import', module: 'locust', in: 'anywhere' }, unread: 'app/big.py' },
  call: { condition: { kind: 'call', name: 'a.b', keyword: null, value: null, in: 'anywhere' }, unread: 'big.ipynb' },
  decorator: { condition: { kind: 'decorator', name: 'a.b', in: 'anywhere' }, unread: 'app/big.py' },
  route: { condition: { kind: 'route', path: '/explain', method: null }, unread: 'app/big.py' },
  'workflow-runs': { condition: { kind: 'workflow-runs', command: 'locust', action: null }, unread: '.github/workflows/ci.yml' },
  dockerfile: { condition: { kind: 'dockerfile', instruction: 'USER', text: null }, unread: 'docker/Dockerfile' },
  setting: { condition: { kind: 'setting', file: 'params.yaml', path: ['seed'], value: null, atLeast: null, atMost: null }, unread: 'params.yaml' },
  dependency: { condition: { kind: 'dependency', name: 'locust', module: null }, unread: 'requirements-dev.txt' },
  heading: { condition: { kind: 'heading', words: 'slo', file: null }, unread: 'docs/slo.md' },
  words: { condition: { kind: 'words', words: 'slo', file: 'docs/*.md' }, unread: 'docs/slo.md' },
}

async function findingOf(when: Condition, gap: string | null, partly: Condition | null = null): Promise<Finding | undefined> {
  const item: DeclaredItem = { kind: 'conditions', id: 'item:one', title: 'One', lesson: '', when, partly, proof: 'reading', lookedFor: null, next: null }
  const facts = await factsOf(FILES)
  return judgeAll([checkOfItem(item)], gap === null ? facts : { ...facts, gaps: [{ what: 'file', path: gap, reason: 'larger than 1 MB' }] }).judged[0]?.finding
}

describe.each(Object.keys(CONDITIONS) as ConditionKind[])('what is asked by %s', (kind) => {
  const { condition, unread } = ONE_OF_EACH[kind]

  it('is missing where every file was read', async () => {
    expect(await findingOf(condition, null)).toMatchObject({ standing: 'missing' })
    expect(await findingOf(condition, 'models/model.bin')).toMatchObject({ standing: 'missing' })
  })

  it('is unknown where a file that may hold it could not be read', async () => {
    const finding = await findingOf(condition, unread ?? 'docs/slo.md')
    expect(finding?.standing).toBe(unread === null ? 'missing' : 'unknown')
    if (unread !== null) expect(finding?.found).toContain(`${unread} could not be read (larger than 1 MB)`)
  })
})

it('a part that holds counts where the whole could not be seen', async () => {
  expect(await findingOf(dark, 'huge.yaml', there)).toMatchObject({ standing: 'partial', evidence: [{ path: 'app/main.py' }] })
})
