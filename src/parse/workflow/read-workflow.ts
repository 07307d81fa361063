import { asList, asMap, asText, asTexts, valueAt, type Json } from '../json.ts'
import { readYaml, type YamlDocument } from '../yaml.ts'
import { lineOf, named, readDefaults, readStep, textsOrNull } from './document.ts'
import { refusalOf } from './refusals.ts'
import type { LocalAction, Trigger, Workflow, WorkflowJob } from './workflow.ts'

const JOBS = 200
const STEPS = 300

/** Reads a GitHub workflow. Never throws: what GitHub would refuse is `invalid`, and what can be read of it is given all the same. */
export function readWorkflow(text: string): Workflow {
  const file = readYaml(text)
  const [document] = file.documents
  const root = asMap(document?.value)
  const invalid = refusalOf(file, document)
  if (document === undefined || root === null) return { name: null, triggers: [], environment: named(null), defaults: readDefaults(null), permissions: null, concurrency: null, jobs: [], invalid }
  return {
    name: asText(root['name']), triggers: readTriggers(root['on'] ?? root['true'], document), environment: named(root['env']), defaults: readDefaults(root['defaults']),
    permissions: root['permissions'] ?? null, invalid,
    concurrency: root['concurrency'] ?? null,
    jobs: Object.entries(asMap(root['jobs']) ?? {}).slice(0, JOBS).map(([id, job]) => readJob(id, job, document)),
  }
}

/** Reads an `action.yml`. Never throws. */
export function readAction(text: string): LocalAction {
  const [document] = readYaml(text).documents
  const root = document?.value
  const runs = asMap(valueAt(root, 'runs'))
  return {
    name: asText(valueAt(root, 'name')), using: asText(runs?.['using']), inputs: readInputs(valueAt(root, 'inputs')),
    runs: asText(runs?.['image']) ?? asText(runs?.['main']),
    steps: document === undefined ? [] : (asList(runs?.['steps']) ?? []).slice(0, STEPS).map((step, index) => readStep(step, `runs.steps.${index}`, document)),
  }
}

function readTriggers(on: Json | undefined, document: YamlDocument): readonly Trigger[] {
  const settings = asMap(on)
  const events = settings === null ? asTexts(on) : Object.keys(settings)
  return events.map((event): Trigger => {
    const given = asMap(settings?.[event])
    const list = (key: string): readonly string[] | null => textsOrNull(given?.[key])?.slice(0, 100) ?? null
    return {
      event, line: lineOf(document, `on.${event}`), branches: list('branches'), branchesIgnore: list('branches-ignore'), tags: list('tags'), tagsIgnore: list('tags-ignore'),
      paths: list('paths'), pathsIgnore: list('paths-ignore'), types: list('types'), workflows: list('workflows') ?? [],
      crons: (asList(settings?.[event]) ?? []).map((item) => asText(asMap(item)?.['cron'])).filter((cron) => cron !== null), inputs: readInputs(given?.['inputs']),
    }
  })
}

function readInputs(value: Json | undefined): LocalAction['inputs'] {
  return Object.entries(asMap(value) ?? {}).map(([name, input]) => ({ name, default: asText(asMap(input)?.['default']) }))
}

function readJob(id: string, value: Json, document: YamlDocument): WorkflowJob {
  const job = asMap(value)
  const pointer = `jobs.${id}`
  return {
    id, name: asText(job?.['name']), line: lineOf(document, pointer), needs: textsOrNull(job?.['needs']) ?? [], if: asText(job?.['if']), ifLine: lineOf(document, `${pointer}.if`),
    matrix: valueAt(job?.['strategy'], 'matrix') ?? null, uses: asText(job?.['uses']), with: named(job?.['with']),
    runsOn: asTexts(asMap(job?.['runs-on'])?.['labels'] ?? job?.['runs-on'] ?? []), environmentName: asText(job?.['environment']) ?? asText(valueAt(job?.['environment'], 'name')),
    container: asText(job?.['container']) ?? asText(valueAt(job?.['container'], 'image')),
    services: Object.entries(asMap(job?.['services']) ?? {}).map(([name, service]) => ({ name, image: asText(asMap(service)?.['image']) })),
    continueOnError: asText(job?.['continue-on-error']), continueLine: lineOf(document, `${pointer}.continue-on-error`), defaults: readDefaults(job?.['defaults']),
    environment: named(job?.['env']), permissions: job?.['permissions'] ?? null, concurrency: job?.['concurrency'] ?? null,
    steps: (asList(job?.['steps']) ?? []).slice(0, STEPS).map((step, index) => readStep(step, `${pointer}.steps.${index}`, document)),
  }
}
