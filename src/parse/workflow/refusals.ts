import { asList, asMap, asText, asTexts, type Json, type JsonMap } from '../json.ts'
import type { YamlFile, YamlDocument } from '../yaml.ts'
import { lineOf } from './document.ts'
import { EVENT_KEYS, EVENTS, JOB_KEYS, STEP_KEYS, WORKFLOW_KEYS } from './events.ts'

type Refusal = { readonly reason: string; readonly line: number }

/** The first reason for which GitHub refuses the file, or null: broken YAML, keys that stand twice, keys and events it does not know, jobs and steps that do nothing. */
export function refusalOf(file: YamlFile, document: YamlDocument | undefined): Refusal | null {
  const [problem] = file.problems
  if (problem) return { reason: `the YAML is broken: ${problem.says}`, line: Math.max(1, problem.line) }
  if (document?.twice !== undefined) return { reason: `\`${document.twice.key}\` stands twice in one place`, line: document.twice.line }
  const root = asMap(document?.value)
  if (document === undefined || root === null) return { reason: 'the file holds no workflow', line: 1 }
  const at = (reason: string, pointer: string): Refusal => ({ reason, line: lineOf(document, pointer) })
  const unknown = Object.keys(root).find((key) => !WORKFLOW_KEYS.has(key))
  if (unknown !== undefined) return at(`\`${unknown}\` is no key of a workflow`, unknown)
  if (root['on'] === undefined && root['true'] === undefined) return at('`on` is missing', '')
  return refusedTrigger(root['on'] ?? root['true'], at) ?? refusedJobs(root['jobs'], at)
}

type At = (reason: string, pointer: string) => Refusal

function refusedTrigger(on: Json | undefined, at: At): Refusal | null {
  const settings = asMap(on)
  const events = settings === null ? asTexts(on) : Object.keys(settings)
  if (events.length === 0) return at('`on` names no event', 'on')
  for (const event of events) {
    const pointer = settings === null ? 'on' : `on.${event}`
    if (!EVENTS.has(event)) return at(`\`${event}\` is no event that starts a workflow`, pointer)
    const given = asMap(settings?.[event])
    const known = EVENT_KEYS[event] ?? ['types', 'branches', 'branches-ignore']
    const wrong = given === null ? undefined : Object.keys(given).find((key) => !known.includes(key))
    if (wrong !== undefined) return at(`\`${wrong}\` is no setting of \`${event}\``, `${pointer}.${wrong}`)
    if (event === 'schedule' && (asList(settings?.[event]) ?? []).every((item) => asText(asMap(item)?.['cron']) === null)) return at('`schedule` needs a list of `cron`', pointer)
  }
  return null
}

function refusedJobs(jobs: Json | undefined, at: At): Refusal | null {
  const all = asMap(jobs)
  if (all === null || Object.keys(all).length === 0) return at('`jobs` is missing or empty', 'jobs')
  for (const [id, value] of Object.entries(all)) {
    const job = asMap(value)
    const pointer = `jobs.${id}`
    if (job === null) return at(`job \`${id}\` is empty`, pointer)
    const unknown = Object.keys(job).find((key) => !JOB_KEYS.has(key))
    if (unknown !== undefined) return at(`\`${unknown}\` is no key of a job`, `${pointer}.${unknown}`)
    const missing = asTexts(job['needs'] ?? []).find((need) => !Object.hasOwn(all, need))
    if (missing !== undefined) return at(`job \`${id}\` needs \`${missing}\`, which is not there`, `${pointer}.needs`)
    if (asText(job['uses']) !== null) continue
    if (job['runs-on'] === undefined || job['runs-on'] === null) return at(`job \`${id}\` does not say what it runs on`, pointer)
    const refused = refusedSteps(job, pointer, at)
    if (refused) return refused
  }
  return null
}

function refusedSteps(job: JsonMap, pointer: string, at: At): Refusal | null {
  const steps = asList(job['steps'])
  if (steps === null || steps.length === 0) return at('the job has no steps', pointer)
  for (const [index, value] of steps.entries()) {
    const step = asMap(value)
    const place = `${pointer}.steps.${index}`
    if (step === null) return at('a step is empty', place)
    const unknown = Object.keys(step).find((key) => !STEP_KEYS.has(key))
    if (unknown !== undefined) return at(`\`${unknown}\` is no key of a step`, `${place}.${unknown}`)
    if (asText(step['uses']) === null && asText(step['run']) === null) return at('a step has neither `run` nor `uses`', place)
    if (asText(step['uses']) !== null && asText(step['run']) !== null) return at('a step has both `run` and `uses`', place)
  }
  return null
}
