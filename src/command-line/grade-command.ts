import { writeFileSync } from 'node:fs'
import { CHECKS } from '../checks/list.ts'
import { extractInProcess } from '../extract/extract-in-process.ts'
import { extractOnWorkers } from '../extract/extract-on-workers.ts'
import { memoryFactStore } from '../extract/memory-fact-store.ts'
import { indexRepository, type RepositoryFacts } from '../facts/repository-facts.ts'
import { assess } from '../flow/assess.ts'
import { collectFacts } from '../flow/collect-facts.ts'
import { hasPython } from '../flow/has-python.ts'
import { openRepository } from '../local/open-repository.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { explanation } from '../report/explanation.ts'
import { terminalReport } from '../report/terminal-report.ts'
import { loadChecklist } from './checklists.ts'
import type { GradeOptions } from './options.ts'
import type { Output } from './output.ts'

const GRADED = 0
const STRICT_UNMET = 1
const USAGE = 2
const CANNOT_READ = 3

/** Judges one repository and prints the report; gives the exit code. */
export async function runGrade(options: GradeOptions, output: Output, engineVersion: string): Promise<number> {
  const checklist = loadChecklist(options.checklist, 'production-readiness')
  const practices = loadChecklist(null, 'practices')
  for (const loaded of [checklist, practices]) {
    if (!loaded.ok) return refused(output, loaded.says, USAGE)
  }
  if (!checklist.ok || !practices.ok) return USAGE
  const facts = await readFacts(options, output)
  if (!facts.ok) return refused(output, facts.says, CANNOT_READ)
  const record = assess(facts.value, { checks: CHECKS, checklist: checklist.checklist, practices: practices.checklist, engineVersion })
  const text = rendered(record, options, output)
  if (options.out !== null) {
    try {
      writeFileSync(options.out, text)
    } catch (error) {
      return refused(output, `${options.out}: cannot be written (${error instanceof Error ? error.message : 'unknown error'})`, USAGE)
    }
  } else if (!options.quiet) {
    output.write(text)
  }
  return options.strict && !isMet(record) ? STRICT_UNMET : GRADED
}

async function readFacts(options: GradeOptions, output: Output): Promise<{ readonly ok: true; readonly value: RepositoryFacts } | { readonly ok: false; readonly says: string }> {
  const opened = await openRepository(options.path, { at: options.at, takenAt: new Date().toISOString() })
  if (!opened.ok) return { ok: false, says: `${opened.reason}\n${opened.hint}` }
  const extract = output.inProcess ? extractInProcess() : extractOnWorkers()
  try {
    const collected = await collectFacts(opened.reader, extract, memoryFactStore(), {
      project: options.project,
      onProgress: options.quiet ? () => {} : (done, all) => { if (all > 300) output.progress(`reading ${done} of ${all} files`) },
    })
    output.progress('')
    if (!collected.ok) return { ok: false, says: `${collected.reason}\n${collected.hint}` }
    const value = indexRepository(collected.input)
    if (!hasPython(value)) return { ok: false, says: `${options.path}: there is no Python in it, neither .py files nor notebooks\nName the folder or the commit (--at) that holds the capstone.` }
    return { ok: true, value }
  } finally {
    await extract.close()
    await opened.reader.close()
  }
}

function rendered(record: AssessmentRecord, options: GradeOptions, output: Output): string {
  if (options.format === 'json') return `${JSON.stringify(record, null, 2)}\n`
  const layout = options.out === null ? output.layout : { ...output.layout, paint: (_style: string, text: string) => text }
  const criterion = record.criteria.find((candidate) => candidate.id === options.explain)
  return criterion === undefined ? terminalReport(record, layout) : explanation(record, criterion, layout)
}

function isMet(record: AssessmentRecord): boolean {
  return record.items.every((item) => !item.required || item.outcome === 'verified' || item.outcome === 'present')
}

function refused(output: Output, says: string, code: number): number {
  output.warn(`capstone-coach: ${says}\n`)
  return code
}
