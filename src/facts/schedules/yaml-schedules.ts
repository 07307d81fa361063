import { asList, asMap, asText, asTexts, valueAt, type Json, type JsonMap } from '../../parse/json.ts'
import { cloudBuildScripts } from '../commands/cloud-build.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, lineAt, nameOf, yamlPartsOf, type YamlPart } from '../settings/settings.ts'
import { edgeTo, type Edge } from './edge.ts'
import { edgesOfScript } from './edges-of-command.ts'
import { codePartsOf, partKey } from './code-parts.ts'
import { moduleFileNamed, pythonFileNamed, scriptParts } from './project-files.ts'
import type { Start } from './start.ts'
import { saysTraining } from './training-code.ts'

type At = { readonly part: YamlPart; readonly pointer: string }

/** Schedules that are written in YAML: deployments of Prefect, triggers of Mage, functions of serverless frameworks, jobs of Databricks and Azure ML. */
export const yamlSchedulesOf = memoise((facts: RepositoryFacts): readonly Start[] => yamlPartsOf(facts).flatMap((part) => {
  const map = asMap(part.document.value)
  if (map === null || part.path.startsWith('.github/')) return []
  return [...prefect(facts, map, part), ...mage(facts, map, part), ...functions(facts, map, part), ...databricks(facts, map, part), ...azure(facts, map, part), ...azurePipeline(facts, map, part), ...cloudBuild(facts, map, part)]
}))

function line({ part, pointer }: At): number {
  return lineAt(part.document.lines, pointer)
}

/** What an entry such as `src/flows/train.py:main` runs, or the whole file where no function is named. */
function entry(facts: RepositoryFacts, written: string, path: string, at: number): readonly Edge[] {
  const [file = '', name] = written.split(':')
  const found = file.endsWith('.py') || file.endsWith('.ipynb') ? pythonFileNamed(facts, file, folderOf(path)) ?? pythonFileNamed(facts, file) : moduleFileNamed(facts, file)
  if (found === null) return []
  return (name === undefined ? scriptParts(found) : [partKey(found, name)]).map((key) => edgeTo(key, { path, line: at }, written))
}

/** `deployments:` of a prefect.yaml, and the file that `prefect deployment build` writes. */
function prefect(facts: RepositoryFacts, map: JsonMap, part: YamlPart): readonly Start[] {
  const listed = asList(map['deployments'])
  const all = listed === null ? [{ one: map, pointer: '' }] : listed.slice(0, 100).map((item, index) => ({ one: asMap(item), pointer: `deployments.${index}.` }))
  return all.flatMap(({ one, pointer }): readonly Start[] => {
    const entrypoint = asText(one?.['entrypoint']) ?? asText(one?.['flow_location'])
    if (one === null || entrypoint === null || !/\.py/.test(entrypoint)) return []
    const schedule = ['schedule', 'schedules'].find((key) => isActive(one[key]))
    const paused = one['is_schedule_active'] === false || one['paused'] === true
    const inner = schedule === undefined ? '' : ['cron', 'interval', 'rrule', '0.cron', '0.interval', '0.rrule'].find((key) => part.document.lines[`${pointer}${schedule}.${key}`] !== undefined)
    const at = line({ part, pointer: schedule === undefined ? `${pointer}entrypoint` : inner === undefined ? `${pointer}${schedule}` : `${pointer}${schedule}.${inner}` })
    const name = asText(one['name']) ?? entrypoint
    const runs = schedule !== undefined && !paused
    return [{ by: runs ? 'schedule' : 'person', says: `Prefect deployment \`${name}\`${runs ? ' on a schedule' : ''}`, place: { path: part.path, line: at }, edges: entry(facts, entrypoint, part.path, at) }]
  })
}

/** A schedule, or a list with one, that says when and is not switched off. */
function isActive(value: Json | undefined): boolean {
  const list = asList(value)
  if (list !== null) return list.some(isActive)
  const map = asMap(value)
  if (map === null) return false
  return map['active'] !== false && ['cron', 'interval', 'rrule', 'anchor_date'].some((key) => map[key] !== null && map[key] !== undefined)
}

/** `pipelines/NAME/triggers.yaml` of Mage, with the blocks of the pipeline beside it. */
function mage(facts: RepositoryFacts, map: JsonMap, part: YamlPart): readonly Start[] {
  const triggers = asList(map['triggers'])
  const folder = folderOf(part.path)
  const own = yamlPartsOf(facts).find((other) => other.path === `${folder}/metadata.yaml` && other.index === 0)
  const blocks = asList(asMap(own?.document.value)?.['blocks'])
  if (triggers === null || blocks === null || !/(?:^|\/)pipelines\//.test(part.path)) return []
  const root = folderOf(folderOf(folder))
  const edges = (at: number): readonly Edge[] => blocks.slice(0, 200).flatMap((block) => {
    const uuid = asText(asMap(block)?.['uuid']) ?? ''
    const kind = asText(asMap(block)?.['type']) ?? ''
    const file = asText(valueAt(block, 'configuration', 'file_source', 'path'))
    const path = file === null ? [...new Set(codePaths(facts))].find((one) => one.startsWith(root === '.' ? '' : `${root}/`) && one.endsWith(`/${uuid}.py`) && one.includes(kind.slice(0, 4))) ?? null : pythonFileNamed(facts, file)
    return path === null ? [] : [...codePartsOf(facts).values()].filter((one) => one.module.path === path).map((one) => edgeTo(one.key, { path: part.path, line: at }, uuid))
  })
  return triggers.slice(0, 100).flatMap((item, index): readonly Start[] => {
    const trigger = asMap(item)
    if (trigger === null) return []
    const at = line({ part, pointer: `triggers.${index}.schedule_interval` })
    const kind = asText(trigger['schedule_type'])
    const runs = asText(trigger['status']) !== 'inactive' && (kind === 'event' || (kind === 'time' && !/^@once$/.test(asText(trigger['schedule_interval']) ?? '@once')))
    return [{ by: runs ? (kind === 'event' ? 'data' : 'schedule') : 'person', says: `Mage trigger \`${asText(trigger['name']) ?? ''}\``, place: { path: part.path, line: at }, edges: edges(at) }]
  })
}

function codePaths(facts: RepositoryFacts): readonly string[] {
  return [...codePartsOf(facts).values()].map((part) => part.module.path)
}

/** Functions of serverless.yml and SAM templates, with what calls them. */
function functions(facts: RepositoryFacts, map: JsonMap, part: YamlPart): readonly Start[] {
  const plain = Object.entries(asMap(map['functions']) ?? {}).map(([name, one]) => ({ name, handler: asText(valueAt(one, 'handler')), events: asList(valueAt(one, 'events')) ?? [], pointer: `functions.${name}.events` }))
  const sam = Object.entries(asMap(map['Resources']) ?? {}).filter(([, one]) => asText(valueAt(one, 'Type')) === 'AWS::Serverless::Function')
    .map(([name, one]) => ({ name, handler: asText(valueAt(one, 'Properties', 'Handler')), events: Object.values(asMap(valueAt(one, 'Properties', 'Events')) ?? {}), pointer: `Resources.${name}.Properties.Events` }))
  return [...plain, ...sam].flatMap(({ name, handler, events, pointer }): readonly Start[] => {
    if (handler === null) return []
    const kinds = events.map((event) => asText(valueAt(event, 'Type')) ?? Object.keys(asMap(event) ?? {})[0] ?? asText(event) ?? '')
    const by = kinds.some((kind) => /^schedule/i.test(kind)) ? 'schedule' as const : kinds.some((kind) => /^(?:s3|sqs|kinesis|stream|dynamodb|eventBridge|EventBridgeRule)$/i.test(kind)) ? 'data' as const : null
    const at = line({ part, pointer })
    const cut = handler.lastIndexOf('.')
    const file = moduleFileNamed(facts, handler.slice(0, cut).replaceAll('/', '.'))
    return by === null || file === null ? [] : [{ by, says: `the function \`${name}\``, place: { path: part.path, line: at }, edges: [edgeTo(partKey(file, handler.slice(cut + 1)), { path: part.path, line: at }, handler)] }]
  })
}

/** `resources.jobs` of a Databricks bundle. */
function databricks(facts: RepositoryFacts, map: JsonMap, part: YamlPart): readonly Start[] {
  return Object.entries(asMap(valueAt(map, 'resources', 'jobs')) ?? {}).map(([name, job]): Start => {
    const trigger = ['schedule', 'trigger', 'continuous'].find((key) => asMap(valueAt(job, key)) !== null && asText(valueAt(job, key, 'pause_status')) !== 'PAUSED')
    const at = line({ part, pointer: `resources.jobs.${name}${trigger === undefined ? '' : `.${trigger}`}` })
    const files = (asList(valueAt(job, 'tasks')) ?? []).slice(0, 100).flatMap((task) => [valueAt(task, 'notebook_task', 'notebook_path'), valueAt(task, 'spark_python_task', 'python_file')].map((path) => asText(path)).filter((path) => path !== null))
    return { by: trigger === undefined ? 'person' : trigger === 'schedule' ? 'schedule' : 'data', says: `Databricks job \`${name}\``, place: { path: part.path, line: at }, edges: files.flatMap((file) => entry(facts, /\.\w+$/.test(file) ? file : `${file}.py`, part.path, at)) }
  })
}

/** A pipeline job of Azure ML, which a person or a schedule submits. */
function azurePipeline(facts: RepositoryFacts, map: JsonMap, part: YamlPart): readonly Start[] {
  const jobs = Object.entries(asMap(map['jobs']) ?? {})
  if (asText(map['type']) !== 'pipeline' && !(asText(map['$schema']) ?? '').includes('pipelineJob')) return []
  const edges = jobs.slice(0, 50).flatMap(([name, job]) => {
    const place = { path: part.path, line: line({ part, pointer: `jobs.${name}` }) }
    const component = asText(valueAt(job, 'component')) ?? ''
    const texts = component.endsWith('.yml') || component.endsWith('.yaml') ? yamlPartsOf(facts).filter((other) => nameOf(other.path) === nameOf(component)).flatMap((other) => commandsIn(other.document.value, 4)) : commandsIn(job, 4)
    const named: Edge = { to: null, named: saysTraining(name.replace(/_(?:job|step)$/, '')) ? ['training'] : [], place, says: name, onDrift: false }
    return [...texts.flatMap((text) => edgesOfScript(facts, text, place)), named]
  })
  return [{ by: 'person', says: `the Azure ML pipeline ${part.path}`, place: { path: part.path, line: line({ part, pointer: 'jobs' }) }, edges }]
}

/** A schedule of Azure ML: `trigger` with what it creates. */
function azure(facts: RepositoryFacts, map: JsonMap, part: YamlPart): readonly Start[] {
  const kind = asText(valueAt(map, 'trigger', 'type'))
  if (kind === null || !/^(?:cron|recurrence)$/.test(kind)) return []
  const at = line({ part, pointer: 'trigger' })
  const job = asText(map['create_job']) ?? asText(valueAt(map, 'create_job', 'job')) ?? ''
  const text = `${asText(map['name']) ?? ''} ${job}`
  const monitors = asMap(map['create_monitor']) !== null
  const place = { path: part.path, line: at }
  const command = yamlPartsOf(facts).filter((other) => job.includes('.') && other.path.endsWith(nameOf(job.replace(/^azureml:/, '')))).flatMap((other) => commandsIn(other.document.value, 8)).flatMap((one) => edgesOfScript(facts, one, { path: part.path, line: at }))
  const named = monitors ? ['drift' as const] : /train/i.test(text) ? ['training' as const] : []
  return [{ by: 'schedule', says: `Azure ML schedule \`${asText(map['name']) ?? ''}\``, place, edges: [...command, { to: null, named, place, says: text, onDrift: false }] }]
}

function commandsIn(value: Json, depth: number): readonly string[] {
  const map = asMap(value)
  if (map === null || depth === 0) return []
  return Object.entries(map).flatMap(([key, item]) => key === 'command' ? asTexts(item) : commandsIn(item, depth - 1))
}

/** A Cloud Build config of any name that a person submits: `steps` with the images that run them. */
function cloudBuild(facts: RepositoryFacts, map: JsonMap, part: YamlPart): readonly Start[] {
  const steps = asList(map['steps'])
  if (steps === null || /cloud_?build/i.test(part.path) || !steps.every((step) => asText(valueAt(step, 'name')) !== null && (valueAt(step, 'args') ?? valueAt(step, 'script')) !== undefined)) return []
  const place = { path: part.path, line: line({ part, pointer: 'steps' }) }
  return [{ by: 'person', says: `the Cloud Build config ${part.path}`, place, edges: cloudBuildScripts(part.document).flatMap((script) => edgesOfScript(facts, script.text, { path: part.path, line: script.line })) }]
}
