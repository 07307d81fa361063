import type { MlflowReport, ModelVersion, NamedText, RegisteredModel } from '../../model/report-facts.ts'
import { asMap, asText, type JsonMap } from '../json.ts'
import { readYaml } from '../yaml.ts'
import { KEPT } from './limits.ts'
import { eitherSignature, gatheredRun, hasSignature, isDeleted, keepMetric, LOGGED_MODELS_TAG, namedText, runOf, signatureInTag, stageOf, statusOf, timeOf, type GatheredRun } from './mlflow-parts.ts'
import { firstOf } from './reading.ts'
import { numberIn, shortName, shortText } from './short-text.ts'

type Version = Omit<ModelVersion, 'tags'> & { readonly tags: NamedText[] }
type Model = { readonly name: string; description: string | null; readonly tags: NamedText[]; readonly aliases: { readonly alias: string; readonly version: string }[]; readonly versions: Version[] }
type Store = { readonly experiments: Map<string, string>; readonly runs: Map<string, JsonMap>; readonly models: Map<string, Model> }

/** What folders of a run or of a registered model hold, one small file a name. */
const VALUES: ReadonlySet<string> = new Set(['params', 'metrics', 'tags', 'aliases'])
const DESCRIPTIONS: ReadonlySet<string> = new Set(['meta.yaml', 'MLmodel'])

/** Whether a path can belong to an MLflow store of folders: `meta.yaml`, `MLmodel`, or a file under `params`, `metrics`, `tags` or `aliases`. */
export function isMlflowPath(path: string): boolean {
  const parts = path.split('/')
  const name = parts.at(-1)
  if (parts.includes('.trash')) return false
  return (name !== undefined && DESCRIPTIONS.has(name)) || (parts.slice(0, -1).some((part) => VALUES.has(part)) && !parts.includes('artifacts'))
}

/**
 * Which paths belong to an MLflow store of folders, where `names` are all that are there: of the small files under `params`, `metrics`, `tags` and `aliases`
 * those whose folder above has a `meta.yaml`. Others only have such a folder's name: `metrics/eval.json`.
 */
export function mlflowPathsAmong(names: readonly string[]): (path: string) => boolean {
  const described = new Set(names.filter((name) => nameOf(name) === 'meta.yaml').map(parentOf))
  return (path) => {
    if (!isMlflowPath(path)) return false
    const parts = path.split('/')
    return DESCRIPTIONS.has(nameOf(path)) || parts.slice(0, -1).some((part, index) => VALUES.has(part) && described.has(parts.slice(0, index).join('/')))
  }
}

/**
 * Reads MLflow's stores of folders among files (`mlruns/`, also without that folder above, as an artifact of it has it): experiments, runs with parameters,
 * metrics, tags and whether a logged model has a signature, registered models. Which folder is what is told by what its `meta.yaml` says. One report a store.
 */
export function readMlflowFiles(texts: ReadonlyMap<string, string>): readonly MlflowReport[] {
  const stores = new Map<string, Store>()
  const runs = new Map<string, GatheredRun>()
  const models = new Map<string, Model>()
  const versions = new Map<string, Version>()
  /** Folders of runs and of logged models → the run. */
  const owners = new Map<string, string>()
  const byId = new Map<string, string>()
  for (const [path, text] of texts) {
    if (!/(?:^|\/)meta\.yaml$/.test(path)) continue
    const meta = asMap(readYaml(text.slice(0, 20_000)).documents[0]?.value)
    const folder = parentOf(path)
    if (meta === null || isDeleted(meta['lifecycle_stage'])) continue
    const id = asText(meta['run_id']) ?? asText(meta['run_uuid'])
    const name = asText(meta['name'])
    // A version of MLflow 3 names its logged model too.
    if (meta['version'] !== undefined && name !== null) {
      versions.set(folder, versionOf(meta))
    } else if (meta['model_id'] !== undefined) {
      const source = asText(meta['source_run_id'])
      if (source !== null) owners.set(folder, source)
    } else if (id !== null) {
      storeAt(stores, parentOf(parentOf(folder))).runs.set(folder, meta)
      runs.set(folder, gatheredRun())
      byId.set(id, folder)
    } else if (meta['experiment_id'] !== undefined && name !== null) {
      storeAt(stores, parentOf(folder)).experiments.set(asText(meta['experiment_id']) ?? '', shortName(name))
    } else if (name !== null && nameOf(parentOf(folder)) === 'models') {
      const model: Model = { name: shortName(name), description: shortText(asText(meta['description'])), tags: [], aliases: [], versions: [] }
      models.set(folder, model)
      storeAt(stores, parentOf(parentOf(folder))).models.set(folder, model)
    }
  }
  for (const [folder, version] of versions) models.get(parentOf(folder))?.versions.push(version)
  for (const [path, text] of texts) {
    if (nameOf(path) === 'MLmodel') {
      const model = readYaml(text.slice(0, 200_000)).documents[0]?.value
      const owner = runs.get(byId.get(asText(asMap(model)?.['run_id']) ?? '') ?? '') ?? runs.get(byId.get(ownerAbove(path, owners) ?? '') ?? '') ?? runs.get(folderAbove(path, runs) ?? '')
      if (owner !== undefined) owner.signature = eitherSignature(owner.signature, hasSignature(model))
    } else {
      keepValue(path, text, runs, models, versions)
    }
  }
  return [...stores].map(([root, store]) => reportOf(root, store, runs)).filter((report) => report.runs.length + report.models.length + report.experiments.length > 0)
}

function storeAt(stores: Map<string, Store>, root: string): Store {
  const store = stores.get(root) ?? { experiments: new Map(), runs: new Map(), models: new Map() }
  stores.set(root, store)
  return store
}

function versionOf(meta: JsonMap): Version {
  return {
    version: shortText(asText(meta['version']), 40) ?? '?', stage: stageOf(meta['current_stage']), status: shortText(asText(meta['status']), 40), description: shortText(asText(meta['description'])),
    run: shortText(asText(meta['run_id']), 80), createdAt: timeOf(meta['creation_timestamp']), tags: [],
  }
}

/** Keeps the value that a small file holds; its name is the rest of its path, which has slashes where the name has them. */
function keepValue(path: string, text: string, runs: ReadonlyMap<string, GatheredRun>, models: ReadonlyMap<string, Model>, versions: ReadonlyMap<string, Version>): void {
  const parts = path.split('/')
  const at = parts.findIndex((part, index) => index > 0 && VALUES.has(part) && [runs, models, versions].some((known) => known.has(parts.slice(0, index).join('/'))))
  if (at < 0 || at === parts.length - 1) return
  const folder = parts.slice(0, at).join('/')
  const name = parts.slice(at + 1).join('/')
  const run = runs.get(folder)
  if (run === undefined) {
    const model = models.get(folder)
    if (parts[at] === 'aliases' && model !== undefined && model.aliases.length < KEPT.values) model.aliases.push({ alias: shortName(name), version: shortText(text, 40) ?? '?' })
    const tags = model?.tags ?? versions.get(folder)?.tags ?? []
    if (parts[at] === 'tags' && tags.length < KEPT.values) tags.push(namedText(name, text))
  } else if (parts[at] === 'metrics') {
    for (const line of text.split('\n')) {
      const [time = '', value = '', step = '0'] = line.trim().split(/\s+/)
      const number = numberIn(value)
      if (number !== null) keepMetric(run, name, number, numberIn(step) ?? 0, numberIn(time) ?? 0)
    }
  } else if (parts[at] === 'tags' && name === LOGGED_MODELS_TAG) {
    run.signature = eitherSignature(run.signature, signatureInTag(text))
  } else {
    const list = parts[at] === 'params' ? run.parameters : run.tags
    if (list.length < KEPT.values) list.push(namedText(name, text))
  }
}

function ownerAbove(path: string, owners: ReadonlyMap<string, string>): string | null {
  const folder = folderAbove(path, owners)
  return folder === null ? null : owners.get(folder) ?? null
}

/** The nearest folder above a path that is known. */
function folderAbove(path: string, known: ReadonlyMap<string, unknown>): string | null {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) if (known.has(folder)) return folder
  return null
}

function reportOf(root: string, store: Store, runs: ReadonlyMap<string, GatheredRun>): MlflowReport {
  const all = [...store.runs].map(([folder, meta]) => runOf({
    id: shortName(asText(meta['run_id']) ?? asText(meta['run_uuid'])), name: shortText(asText(meta['run_name']), KEPT.name), experiment: store.experiments.get(asText(meta['experiment_id']) ?? '') ?? null,
    status: statusOf(meta['status']), startedAt: timeOf(meta['start_time']), endedAt: timeOf(meta['end_time']),
  }, runs.get(folder) ?? gatheredRun()))
  const newest = firstOf([...all].sort((one, other) => (other.startedAt ?? 0) - (one.startedAt ?? 0)), KEPT.runs)
  const models = firstOf([...store.models.values()].map((model): RegisteredModel => ({ ...model, versions: [...model.versions].sort((one, other) => Number(one.version) - Number(other.version)).slice(-KEPT.versions) })), KEPT.models)
  return { kind: 'mlflow', path: root === '' ? '.' : root, store: 'files', experiments: [...store.experiments.values()].slice(0, KEPT.values), runs: newest.kept, models: models.kept, cut: newest.cut + models.cut }
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
