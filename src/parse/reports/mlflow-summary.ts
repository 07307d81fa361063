import type { MlflowReport, MlflowRun, ModelVersion, NamedNumber, NamedText, RegisteredModel } from '../../model/report-facts.ts'
import { asList, asMap, asText, type Json, type JsonMap } from '../json.ts'
import { KEPT } from './limits.ts'
import { namedText, stageOf, statusOf, timeOf } from './mlflow-parts.ts'
import { firstOf, NO_REPORT, type ReportReading } from './reading.ts'
import { shortName, shortText } from './short-text.ts'

/** Whether data is the summary of an MLflow store that a bundle holds: `{ "mlflow": 1, "runs": […] }`. */
export function isMlflowSummary(value: Json): boolean {
  const root = asMap(value)
  return root?.['mlflow'] === 1 && asList(root['runs']) !== null
}

/** Reads the summary of an MLflow store, as `capstone-coach evidence` and the action write it (docs/evidence.md). What is not in its form is left out; texts are cut. */
export function readMlflowSummary(path: string, value: Json): ReportReading<MlflowReport> {
  const root = asMap(value)
  if (root === null || !isMlflowSummary(root)) return NO_REPORT
  const runs = firstOf(mapsIn(root['runs']), KEPT.runs)
  const models = firstOf(mapsIn(root['models']), KEPT.models)
  const best = bestOf(asMap(root['best']))
  const cut = typeof root['cut'] === 'number' && Number.isSafeInteger(root['cut']) && root['cut'] > 0 ? root['cut'] : 0
  return {
    report: {
      kind: 'mlflow', path, store: 'summary', experiments: (asList(root['experiments']) ?? []).map(asText).filter((name) => name !== null).slice(0, KEPT.values).map(shortName),
      runs: runs.kept.map(runOf), models: models.kept.map(modelOf), cut: cut + runs.cut + models.cut, ...(best === null ? {} : { best }),
    },
    problems: [],
  }
}

function runOf(map: JsonMap): MlflowRun {
  const signature = map['signature']
  return {
    id: shortName(asText(map['id'])), name: shortText(asText(map['name']), KEPT.name), experiment: shortText(asText(map['experiment']), KEPT.name), status: statusOf(map['status']),
    startedAt: timeOf(map['startedAt']), endedAt: timeOf(map['endedAt']), parameters: textsIn(map['parameters']), metrics: numbersIn(map['metrics']), tags: textsIn(map['tags']),
    signature: typeof signature === 'boolean' ? signature : null,
  }
}

function modelOf(map: JsonMap): RegisteredModel {
  return {
    name: shortName(asText(map['name'])), description: shortText(asText(map['description'])), tags: textsIn(map['tags']),
    aliases: textsIn(map['aliases']).map(({ name, value }) => ({ alias: name, version: shortText(value, 40) ?? '?' })), versions: mapsIn(map['versions']).slice(-KEPT.versions).map(versionOf),
  }
}

function versionOf(map: JsonMap): ModelVersion {
  return {
    version: shortText(asText(map['version']), 40) ?? '?', stage: stageOf(map['stage']), status: shortText(asText(map['status']), 40), description: shortText(asText(map['description'])),
    run: shortText(asText(map['run']), 80), createdAt: timeOf(map['createdAt']), tags: textsIn(map['tags']),
  }
}

function bestOf(map: JsonMap | null): Exclude<MlflowReport['best'], undefined> | null {
  const [metric, run, value] = [shortText(asText(map?.['metric']), KEPT.name), shortText(asText(map?.['run']), KEPT.name), map?.['value']]
  return metric === null || run === null || typeof value !== 'number' || !Number.isFinite(value) ? null : { metric, run, value }
}

function mapsIn(value: Json | undefined): readonly JsonMap[] {
  return (asList(value) ?? []).map(asMap).filter((map) => map !== null)
}

/** The texts of a map, in the order of their names. */
function textsIn(value: Json | undefined): readonly NamedText[] {
  return Object.entries(asMap(value) ?? {}).flatMap(([name, one]) => (asText(one) === null ? [] : [namedText(name, asText(one) ?? '')])).sort(byName).slice(0, KEPT.values)
}

function numbersIn(value: Json | undefined): readonly NamedNumber[] {
  return Object.entries(asMap(value) ?? {}).flatMap(([name, one]) => (typeof one === 'number' && Number.isFinite(one) ? [{ name: shortName(name), value: one }] : [])).sort(byName).slice(0, KEPT.values)
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0
}
