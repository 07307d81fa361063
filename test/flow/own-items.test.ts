import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { loadChecklist } from '../../src/command-line/checklists.ts'
import { assess, type Assessor } from '../../src/flow/judging/assess.ts'
import type { DeclaredItem } from '../../src/model/checklist.ts'
import type { Condition, LeafCondition } from '../../src/model/condition.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { factsOf } from '../support/memory-repository.ts'

function loaded(name: 'production-readiness' | 'practices'): Assessor['checklist'] {
  const reading = loadChecklist(null, name)
  if (!reading.ok) throw new Error(reading.says)
  return reading.checklist
}

const COURSE: Assessor = { checks: CHECKS, checklist: loaded('production-readiness'), practices: loaded('practices'), engineVersion: '1.0.0' }
const APP = { 'app/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/health")\ndef health(): return {"ok": True}\n', 'README.md': '# Churn\n\n## Limits\n\nNot for other countries.\n' }

async function recordOf(capstone: string | null, files: Readonly<Record<string, string>> = APP, assessor = COURSE): Promise<AssessmentRecord> {
  return assess(await factsOf(capstone === null ? files : { ...files, '.capstone.yml': capstone }), assessor)
}

/** Typed: vitest gives its matchers as any. */
function containing(text: string): unknown {
  return expect.stringContaining(text)
}

describe('an item of the student\'s own', () => {
  const capstone = 'items:\n  - { id: limits, title: Limits are told, when: { heading: Limits } }\n  - { id: slo, title: There is an SLO, weight: 0.5, when: { file: docs/slo.md } }\n'

  it('is judged with its place, and shown with its credit beside the course\'s items', async () => {
    const record = await recordOf(capstone)
    expect(record.own).toMatchObject([{ id: 'limits', criteria: ['own:limits'], outcome: 'verified', credit: 1, of: 1 }, { id: 'slo', outcome: 'missing', credit: 0, of: 0.5 }])
    expect(record.criteria.find(({ id }) => id === 'own:limits')).toMatchObject({ standing: 'present', evidence: [{ path: 'README.md', line: 3 }] })
    expect(record.criteria.find(({ id }) => id === 'own:slo')).toMatchObject({ standing: 'missing', next: containing('docs/slo.md') })
  })

  const leaf = fc.constantFrom<LeafCondition>({ kind: 'file', glob: 'app/*.py' }, { kind: 'file', glob: 'none' }, { kind: 'heading', words: 'limits', file: null }, { kind: 'route', path: '/health', method: null }, { kind: 'import', module: 'locust', in: 'anywhere' })
  const ownItem = fc.record({ id: fc.constantFrom('lint', 'health', 'a', 'b'), when: leaf, weight: fc.double({ min: 0.01, max: 1, noNaN: true }) })

  it('never changes what the course gives', async () => {
    const facts = await factsOf(APP)
    const without = assess(facts, COURSE)
    fc.assert(fc.property(fc.uniqueArray(ownItem, { selector: ({ id }) => id, maxLength: 4 }), (items) => {
      const own = items.map(({ id, when, weight }) => ({ declared: declaredBy(id, when), weight }))
      const record = assess({ ...facts, capstone: { project: null, service: null, items: own } }, COURSE)
      expect({ ...record, own: [], criteria: record.criteria.slice(0, CHECKS.length) }).toEqual(without)
      expect(record.own).toHaveLength(items.length)
    }), { numRuns: 30 })
  })
})

function declaredBy(id: string, when: Condition): DeclaredItem {
  return { kind: 'conditions', id: `own:${id}`, title: id, lesson: '', when, partly: null, proof: 'reading', lookedFor: null, next: null }
}

describe('.capstone.yml', () => {
  const two = { 'service/main.py': 'x = 1\n', 'other/main.py': 'y = 2\n' }

  it('names the project', async () => {
    expect((await recordOf('project: service\n', two)).repository).toMatchObject({ project: 'service', projectFrom: '.capstone.yml' })
  })

  it('is beaten by the folder that a person asks for', async () => {
    const facts = await factsOf({ ...two, '.capstone.yml': 'project: service\n' }, { project: 'other' })
    expect(assess(facts, COURSE).repository).toMatchObject({ project: 'other', projectFrom: 'asked' })
  })

  it.each(['servce', '../elsewhere', '/etc', 'service/main.py'])('is told that there is no folder %s, and the usual choice stands', async (folder) => {
    const record = await recordOf(`# where it is\nproject: ${folder}\n`, two)
    expect(record.repository).toMatchObject({ project: '.', projectFrom: 'found' })
    expect(record.problems).toMatchObject([{ path: '.capstone.yml', line: 2, says: containing('expected a folder of this repository') }])
  })

  it('names the service that advice is tied to', async () => {
    const route = (path: string): string => `from fastapi import FastAPI\napp = FastAPI()\n\n@app.post("${path}")\ndef f(): return 1\n`
    const services = { 'admin/main.py': route('/predict'), 'scoring/main.py': route('/rank'), 'docker-compose.yml': 'services:\n  api:\n    build: ./scoring\n' }
    const advice = async (capstone: string): Promise<string | undefined> => (await recordOf(capstone, services)).criteria.find(({ id }) => id === 'health')?.next
    expect(await advice('# none\n')).toContain('admin/main.py')
    expect(await advice('service: api\n')).toContain('scoring/main.py')
    expect(await advice('service: scoring\n')).toContain('scoring/main.py')
    expect((await recordOf('service: scroing\n', services)).problems).toMatchObject([{ path: '.capstone.yml', line: 1, says: containing('expected a folder of the project') }])
  })

  it('is no evidence itself', async () => {
    const record = await recordOf('items:\n  - { id: a, title: A, when: { file: .capstone.yml } }\n  - { id: b, title: B, when: { setting: { file: .capstone.yml, path: items } } }\n')
    expect(record.criteria.filter(({ id }) => id.startsWith('own:')).map(({ standing }) => standing)).toEqual(['missing', 'missing'])
  })

  it('is not read under a near name, which is told', async () => {
    const record = await recordOf(null, { ...APP, '.capstone.yaml': 'items: []\n' })
    expect(record.problems).toMatchObject([{ path: '.capstone.yaml', says: containing('.capstone.yml') }])
  })
})

it('an item that only an instructor sets is unknown until then, and the grade provisional', async () => {
  const manual: DeclaredItem = { kind: 'manual', id: 'item:talk', title: 'The design was presented', lesson: '', levels: [{ title: 'Not yet', credit: 0 }, { title: 'Clear', credit: 1 }], lookedFor: null }
  const checklist: Assessor['checklist'] = { ...COURSE.checklist, declared: [manual], items: [{ id: 'talk', title: manual.title, group: 'Talk', required: true, weight: 1, lesson: '', criteria: [{ id: 'item:talk', weight: 1, required: true, requires: [] }] }] }
  const record = await recordOf(null, APP, { ...COURSE, checklist })
  expect(record.items).toMatchObject([{ outcome: 'unknown', of: 0 }])
  expect(record.grade.provisional).toBe(true)
  expect(record.criteria.find(({ id }) => id === 'item:talk')).toMatchObject({ proof: 'decision', found: 'Not graded yet, and nothing is held against the repository. The course\'s staff grades it as one of: Not yet, Clear.' })
})
