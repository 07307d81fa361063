import { asMap, asText, valueAt, type Json } from '../../parse/json.ts'
import { globMatcher } from '../../parse/glob.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { versionedBucketsOf } from '../operations/versioned-buckets.ts'
import { callsOf, keywordOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, lineAt, nameOf, yamlPartsOf } from '../settings/settings.ts'
import { largeFilePatternsOf } from './large-files.ts'

/** Data that is kept in versions by something else than DVC. */
export type OtherVersioning = { readonly way: string; readonly says: string; readonly path: string; readonly line: number }

/** Every other way in which data is versioned: Git LFS, code that asks a service for versions, commands, buckets, Kedro's catalog. Models alone are none. */
export const otherVersioningOf = memoise((facts: RepositoryFacts): readonly OtherVersioning[] => [
  ...largeFilesOf(facts), ...codeOf(facts), ...commandsOf(facts), ...bucketsOf(facts), ...settingsOf(facts),
])

const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|mp4|pdf|ico)$/i
const DATA_PLACE = /(?:^|\/)(?:[\w-]*data(?:sets?)?[\w-]*|raw|processed|train|val|test|images|labels)\//i
const MODEL = /\.(?:pkl|pickle|h5|hdf5|pth?|onnx|joblib|bin|safetensors|keras|ckpt|pb|tflite|model|gguf|ubj)$/i

/** Git LFS counts by the files that it keeps: templates bring long lists of patterns that match nothing. */
function largeFilesOf(facts: RepositoryFacts): readonly OtherVersioning[] {
  return largeFilePatternsOf(facts).filter(({ holds }) => holds !== 'model').flatMap(({ pattern, path, line }) => {
    const folder = folderOf(path)
    const accepts = globMatcher(`${folder === '.' ? '' : `${folder}/`}${pattern.replace(/^\//, '').includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`}`)
    const kept = facts.snapshot.tree.find((entry) => accepts(entry.path) && !MODEL.test(entry.path) && (PICTURE.test(entry.path) ? DATA_PLACE.test(entry.path) && !/(?:^|\/)docs?\//.test(entry.path) : DATA_PLACE.test(entry.path) || /\.(?:csv|tsv|parquet|feather|arrow|jsonl|npy|npz|xlsx?|avro|orc|zip|gz)$/i.test(entry.path)))
    return kept === undefined ? [] : [{ way: 'Git LFS', says: `Git LFS keeps ${pattern} (${kept.path})`, path, line }]
  })
}

type Rule = { readonly way: string; readonly name: RegExp; readonly accepts?: (call: Call, module: PythonModule) => boolean }

const NO_DATA = /model|checkpoint|weights|encoder|preprocessor|transformer|tokeni[sz]er|pipeline|scaler|vectori[sz]er|code|report|metric|plot/i
const asksRevision = (call: Call): boolean => keywordOf(call, 'revision') !== null

const RULES: readonly Rule[] = [
  { way: 'W&B artifacts', name: /^wandb(?:\.|\b).*(?:^|\.)(?:Artifact|use_artifact)$/, accepts: holdsData }, { way: 'W&B artifacts', name: /^wandb\b.*\.log_artifact$/, accepts: (call, module) => keywordOf(call, 'type') !== null && holdsData(call, module) },
  { way: 'MLflow artifacts', name: /^mlflow\b.*\.log_artifacts?$/, accepts: isLoggedAsData }, { way: 'lakeFS', name: /^lakefs(?:_client|_sdk|_spec)?\./ }, { way: 'Picsellia', name: /(?:^|\.)(?:get_dataset_version_by_id|get_dataset_version)$|^picsellia\b.*\.(?:get_version|create_version|get_last_version)$/ },
  { way: 'Roboflow', name: /^roboflow\b.*\.version\(\)\.download$|^roboflow\b.*\.generate_version$/ }, { way: 'ClearML', name: /^clearml\.(?:\w+\.)?Dataset\.(?:create|get)$/ }, { way: 'Quilt', name: /^quilt3\.(?:Package|install|Package\.\w+)/ }, { way: 'Pachyderm', name: /^(?:python_pachyderm|pachyderm_sdk)\./ },
  { way: 'Hugging Face datasets', name: /^datasets\b.*\.push_to_hub$/ }, { way: 'Hugging Face datasets', name: /^datasets\.load_dataset$/, accepts: asksRevision }, { way: 'Hugging Face datasets', name: /^huggingface_hub\.(?:snapshot_download|hf_hub_download)$/, accepts: (call, { tree }) => asksRevision(call) && stringOf(keywordOf(call, 'repo_type'), tree, call.context) === 'dataset' },
  { way: 'Azure ML data assets', name: /^azure\.ai\.ml\.entities\.Data$|^azureml\.core\.Dataset\b.*\.register$/ }, { way: 'Delta Lake', name: /^deltalake\.DeltaTable$/, accepts: (call) => keywordOf(call, 'version') !== null }, { way: 'Comet artifacts', name: /^comet_ml\.Artifact$/, accepts: holdsData },
  { way: 'Neptune', name: /^neptune\b.*\.track_files$/ }, { way: 'Oxen', name: /^oxen\.(?:Repo|RemoteRepo|clone)\b/ }, { way: 'DagsHub', name: /^dagshub\.data_engine\./ }, { way: 'a versioned bucket', name: /(?:^|\.)put_bucket_versioning$/ }, { way: 'a versioned bucket', name: /(?:^|\.)set_bucket_versioning$/, accepts: (_call, { path }) => !NO_DATA.test(path) }, { way: 'a versioned bucket', name: /^aws_cdk\.aws_s3\.Bucket$/, accepts: (call) => isTrue(call, 'versioned') },
]

function codeOf(facts: RepositoryFacts): readonly OtherVersioning[] {
  // What the project runs is shown before what a notebook tries.
  const modules = [...modulesOf(facts).filter((module) => module.role === 'code'), ...modulesOf(facts).filter((module) => module.role === 'notebook')]
  return modules.flatMap(versionedIn)
}

const versionedIn = memoise((module: PythonModule): readonly OtherVersioning[] => callsOf(module.tree).flatMap((call) => {
  const rule = RULES.find(({ name, accepts }) => name.test(call.name) && accepts?.(call, module) !== false)
  return rule === undefined ? [] : [{ way: rule.way, says: `${rule.way} through ${call.method}(…)`, path: module.path, line: call.line }]
}))

/** Whether an artifact is one of data, by its type, else by its name. */
function holdsData(call: Call, { tree }: PythonModule): boolean {
  const text = (value: ReturnType<typeof keywordOf>): string | null => stringOf(value, tree, call.context)
  const isUse = call.method === 'use_artifact'
  const kind = text(keywordOf(call, 'type') ?? keywordOf(call, 'artifact_type') ?? (isUse ? null : positionalOf(call, 1)))
  const name = text(keywordOf(call, 'name') ?? keywordOf(call, 'artifact_or_name') ?? positionalOf(call, 0))
  if (kind !== null) return !NO_DATA.test(kind) && (name === null || !NO_DATA.test(name) || /data/i.test(`${kind} ${name}`))
  return name !== null && /data|csv|raw|train|split|features|table/i.test(name) && !/model/i.test(name)
}

/** Whether an artifact of a run is put among its data: the run then keeps the data that it learned from. */
function isLoggedAsData(call: Call, { tree }: PythonModule): boolean {
  const place = stringOf(keywordOf(call, 'artifact_path') ?? positionalOf(call, call.name.includes('MlflowClient()') ? 2 : 1), tree, call.context)
  return place !== null && /(?:^|[^a-z])data(?:[_-]?sets?)?(?:[^a-z]|$)/i.test(place) && !/meta|quality|drift|schema|sample/i.test(place) && !NO_DATA.test(place)
}

function isTrue(call: Call, name: string): boolean {
  const value = keywordOf(call, name)
  return value?.kind === 'constant' && value.value === true
}

const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/^lakectl (?:commit|upload|branch|fs|import)\b/, 'lakeFS'], [/^pachctl (?:create|put|start)\b/, 'Pachyderm'], [/^aws s3api put-bucket-versioning\b.*Enabled/, 'a versioned bucket'], [/^gsutil versioning set on\b/, 'a versioned bucket'],
  [/^gcloud storage buckets (?:update|create)\b.* --versioning\b/, 'a versioned bucket'], [/^mc version enable\b/, 'a versioned bucket'], [/^(?:datalad|git annex|git-annex) (?:save|create|add|init)\b/, 'DataLad'], [/^oxen (?:add|commit|push)\b/, 'Oxen'], [/^dolt (?:add|commit|push)\b/, 'Dolt'], [/^wandb artifact put\b/, 'W&B artifacts'],
]

function commandsOf(facts: RepositoryFacts): readonly OtherVersioning[] {
  return [...ciOf(facts).commands.filter((command) => command.inactive === null), ...taskCommandsOf(facts).flatMap((task) => task.commands)].flatMap((command): readonly OtherVersioning[] => {
    const line = command.words.join(' ').slice(0, 500)
    const way = COMMANDS.find(([pattern]) => pattern.test(line))?.[1]
    return way === undefined || (way === 'W&B artifacts' && NO_DATA.test(line)) ? [] : [{ way, says: command.text, ...command.place }]
  })
}

const NOT_FOR_DATA = /model|mlflow|metrics|reports?\b|logs?\b|code|site|frontend|lambda|website/i

function bucketsOf(facts: RepositoryFacts): readonly OtherVersioning[] {
  return versionedBucketsOf(facts).filter(({ name, forState }) => !forState && (!NOT_FOR_DATA.test(name) || /data/i.test(name))).map(({ name, path, line }) => ({ way: 'a versioned bucket', says: `bucket ${name} keeps versions`, path, line }))
}

/** Kedro's catalog with versioned data sets, data assets of Azure ML, CloudFormation's versioned buckets. */
function settingsOf(facts: RepositoryFacts): readonly OtherVersioning[] {
  return yamlPartsOf(facts).flatMap(({ path, document }): readonly OtherVersioning[] => {
    const asset = dataAssetIn(document.value)
    if (asset !== null) return [{ way: 'Azure ML data assets', says: `data asset ${asset} of Azure ML`, path, line: lineAt(document.lines, 'name') }]
    if (/(?:^|\/)catalog[\w-]*\.ya?ml$/.test(path)) {
      return Object.entries(asMap(document.value) ?? {}).filter(([name, value]) => asMap(value)?.['versioned'] === true && ![name, asText(valueAt(value, 'filepath')) ?? ''].some((text) => NO_DATA.test(text) || /drift|confusion|score|regressor|classifier/i.test(text))).map(([name]) => ({ way: 'Kedro', says: `${nameOf(path)} keeps versions of ${name}`, path, line: lineAt(document.lines, `${name}.versioned`) }))
    }
    return Object.entries(asMap(valueAt(document.value, 'Resources')) ?? {}).filter(([name, value]) => isVersionedBucket(value) && !/state/i.test(name) && (!NOT_FOR_DATA.test(name) || /data/i.test(name)))
      .map(([name]) => ({ way: 'a versioned bucket', says: `bucket ${name} keeps versions`, path, line: lineAt(document.lines, `Resources.${name}.Properties.VersioningConfiguration`) }))
  })
}

/** The name of the data set that a file gives to Azure ML, which keeps each one in versions. */
function dataAssetIn(value: Json): string | null {
  const map = asMap(value)
  const name = asText(map?.['name'])
  const isData = (asText(map?.['$schema']) ?? '').endsWith('/data.schema.json') || /^(?:mltable|uri_file|uri_folder)$/.test(asText(map?.['type']) ?? '')
  return name !== null && isData && asText(map?.['path']) !== null && !NO_DATA.test(name) ? name : null
}

function isVersionedBucket(value: Json): boolean {
  return asText(asMap(value)?.['Type']) === 'AWS::S3::Bucket' && asText(valueAt(value, 'Properties', 'VersioningConfiguration', 'Status')) === 'Enabled'
}
