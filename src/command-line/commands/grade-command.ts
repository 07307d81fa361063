import { writeFileSync } from 'node:fs'
import { CHECKS } from '../../checks/list.ts'
import { extractBesideWorkers } from '../../extract/extract-beside-workers.ts'
import { extractInProcess } from '../../extract/extract-in-process.ts'
import { readArtifactsInProcess } from '../../extract/reports/read-artifacts-in-process.ts'
import { readArtifactsOnWorkers } from '../../extract/reports/read-artifacts-on-workers.ts'
import { memoryFactStore } from '../../extract/memory-fact-store.ts'
import type { Environment } from '../../github/connection.ts'
import { withoutCredentials } from '../../github/repository-address.ts'
import { judgeInProcess } from '../../judge/judge-in-process.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { Graded } from '../../report/graded.ts'
import { loadSchema } from '../checklists.ts'
import { loadEarlierRecord } from '../earlier-record.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { formatOf, type Rendering } from '../formats.ts'
import { courseAt } from '../courses.ts'
import { loadAssessor } from '../load-assessor.ts'
import { judgeRepository, type Judgement, type Workshop } from '../judge-repository.ts'
import type { GradeOptions } from '../options.ts'
import type { Output } from '../output.ts'
import { loadSeen } from '../seen-file.ts'
import type { SeenFrom } from '../seen-of.ts'

/** How many files' facts one repository hands on to the next: those of a class share what they started from. */
const MOST_KEPT = 500
const LEVELS: Rendering['levels'] = new Map(CHECKS.map(({ id, levels }) => [id, levels]))

type Delivered = { readonly ok: true } | { readonly ok: false; readonly says: string }

/** Judges repositories and prints the report; gives the exit code. */
export async function runGrade(options: GradeOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  const course = courseAt(options.course)
  if (!course.ok) {
    output.warn(`${course.problems.join('\n')}\n`)
    return EXIT_CODES.usage
  }
  const loadedAssessor = loadAssessor(options.checklist, engineVersion)
  if (!loadedAssessor.ok) return refused(output, loadedAssessor.says, EXIT_CODES.usage)
  // What is asked for here and now goes before what the course's file says.
  const assessor = options.checklist === null && course.checklist !== null ? { ...loadedAssessor.value, checklist: course.checklist } : loadedAssessor.value
  const earlier = options.since === null ? null : loadEarlierRecord(options.since)
  if (earlier?.ok === false) return refused(output, earlier.says, EXIT_CODES.usage)
  const loaded = options.runs === null || options.runs === 'api' ? null : loadSeen(options.runs)
  if (loaded?.ok === false) return refused(output, loaded.says, EXIT_CODES.usage)
  const runs: SeenFrom | null = loaded !== null && options.runs !== null ? { kind: 'file', file: options.runs, seen: loaded.seen } : options.runs === null ? null : { kind: 'api' }
  const rendering = { layout: options.out === null ? output.layout : { ...output.layout, paint: (_style: string, text: string) => text }, explain: options.explain, earlier: earlier?.earlier ?? null, levels: LEVELS }
  const extract = output.inProcess ? extractInProcess() : extractBesideWorkers()
  const artifacts = output.inProcess ? readArtifactsInProcess() : readArtifactsOnWorkers()
  const workshop = { extract, trust: course.trust, artifacts, store: memoryFactStore(MOST_KEPT), judge: judgeInProcess(assessor).judge, checklists: assessor, capstoneSchema: loadSchema('capstone'), access: { environment, apiUrl: options.apiUrl, userAgent: `capstone-coach/${engineVersion}` } }
  try {
    const { picture, one } = formatOf(options.format)
    const [path, ...others] = options.paths
    const render = options.picture && picture !== undefined ? picture : one
    return render === null || others.length > 0 ? await gradeSeveral(options, workshop, runs, rendering, output) : await gradeOne(path, (record) => render(record, rendering), options, workshop, runs, output)
  } finally {
    await Promise.all([extract.close(), artifacts.close()])
  }
}

async function gradeOne(path: string, render: (record: AssessmentRecord) => string, options: GradeOptions, workshop: Workshop, runs: SeenFrom | null, output: Output): Promise<number> {
  const judgement = await judged(path, '', options, workshop, runs, output)
  if (!judgement.ok) return refused(output, `${judgement.reason}\n${judgement.hint}`, EXIT_CODES.cannotRead)
  const unknown = unknownToExplain(judgement.record, options)
  if (unknown !== null) return refused(output, unknown, EXIT_CODES.usage)
  const delivered = deliver(render(judgement.record), options, output)
  if (!delivered.ok) return refused(output, delivered.says, EXIT_CODES.usage)
  return options.strict && !isMet(judgement.record) ? EXIT_CODES.strictUnmet : EXIT_CODES.graded
}

/** Judges one after the other; one that cannot be read is told in its place, and the others go on. */
async function gradeSeveral(options: GradeOptions, workshop: Workshop, runs: SeenFrom | null, rendering: Rendering, output: Output): Promise<number> {
  const graded: Graded[] = []
  for (const [index, named] of options.paths.entries()) {
    const path = withoutCredentials(named)
    const judgement = await judged(named, `${index + 1} of ${options.paths.length}, ${path}: `, options, workshop, runs, output)
    graded.push(judgement.ok ? { path, record: judgement.record } : { path, problem: judgement.reason })
  }
  const text = formatOf(options.format).several?.(graded, rendering) ?? ''
  const delivered = deliver(text, options, output)
  if (!delivered.ok) return refused(output, delivered.says, EXIT_CODES.usage)
  const unread = graded.filter((one) => 'problem' in one).length
  if (unread > 0) return refused(output, `${unread} of ${graded.length} repositories could not be read; each one's line says why`, EXIT_CODES.cannotRead)
  return options.strict && graded.some((one) => 'record' in one && !isMet(one.record)) ? EXIT_CODES.strictUnmet : EXIT_CODES.graded
}

async function judged(path: string, which: string, options: GradeOptions, workshop: Workshop, runs: SeenFrom | null, output: Output): Promise<Judgement> {
  const progress = options.quiet ? () => {} : output.progress
  if (which !== '') progress(`${which}reading`)
  const judgement = await judgeRepository({
    path, at: options.at, project: options.project, runs,
    onProgress: (says) => { progress(`${which}${says}`) },
  }, workshop)
  progress('')
  if (judgement.ok && judgement.requests !== null && options.format === 'text') progress(`${which}read from GitHub with ${judgement.requests} requests\n`)
  return judgement
}

function deliver(text: string, options: GradeOptions, output: Output): Delivered {
  if (options.out === null) {
    if (!options.quiet) output.write(text)
    return { ok: true }
  }
  try {
    writeFileSync(options.out, text)
    return { ok: true }
  } catch (error) {
    return { ok: false, says: `${options.out}: cannot be written (${error instanceof Error ? error.message : 'unknown error'})` }
  }
}

/** What items declare themselves is known only once the checklist and the repository are read. */
function unknownToExplain({ criteria }: AssessmentRecord, { explain }: GradeOptions): string | null {
  if (explain === null || criteria.some(({ id }) => id === explain)) return null
  const declared = criteria.map(({ id }) => id).filter((id) => id.includes(':'))
  return `--explain ${explain}: nothing of that name is judged here; ${declared.length === 0 ? 'neither the checklist nor .capstone.yml declares items of its own' : `declared are: ${declared.join(', ')}`}`
}

function isMet(record: AssessmentRecord): boolean {
  return record.items.every((item) => !item.required || item.outcome === 'verified' || item.outcome === 'present')
}

function refused(output: Output, says: string, code: number): number {
  output.warn(`capstone-coach: ${says}\n`)
  return code
}
