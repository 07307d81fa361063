import { CHECKS } from '../../src/checks/list.ts'
import { loadChecklist, loadSchema } from '../../src/command-line/checklists.ts'
import { indexRepository } from '../../src/facts/repository-facts.ts'
import { assess } from '../../src/flow/judging/assess.ts'
import { collectFacts } from '../../src/flow/reading/collect-facts.ts'

const capstoneSchema = loadSchema('capstone')
const assessor = { checks: CHECKS, checklist: loadChecklist(null, 'production-readiness').checklist, practices: loadChecklist(null, 'practices').checklist, engineVersion: 'bench' }

/** Grades what a reader reads; gives the record as text, and how long each part took in milliseconds. */
export async function gradeSteps(reader, extract, store) {
  const started = performance.now()
  const collected = await collectFacts(reader, extract, store, { project: null, capstoneSchema })
  if (!collected.ok) throw new Error(collected.reason)
  const read = performance.now()
  const facts = indexRepository(collected.input)
  const indexed = performance.now()
  const record = assess(facts, assessor)
  const judged = performance.now()
  const text = JSON.stringify(record, null, 2)
  return { text, times: { extract: read - started, index: indexed - read, judge: judged - indexed, record: performance.now() - judged } }
}
