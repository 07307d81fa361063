import type { MlflowReport, ModelVersion, NamedText, RegisteredModel } from '../../model/report-facts.ts'
import { KEPT } from './limits.ts'
import { eitherSignature, gatheredRun, isDeleted, keepMetric, LOGGED_MODELS_TAG, namedText, runOf, signatureInTag, stageOf, statusOf, timeOf } from './mlflow-parts.ts'
import { NO_REPORT, type ReportReading } from './reading.ts'
import { shortName, shortText } from './short-text.ts'

export type Cell = string | number | null

/** A database opened for reading. `rows` throws where the file is damaged. */
export type ReportDatabase = {
  /** The names of the plain columns of an ordinary table, whose name is one of ours; empty where there is no such table, or only a view or a virtual one. */
  readonly columns: (table: string) => ReadonlySet<string>
  readonly rows: (sql: string) => readonly (readonly Cell[])[]
}

const ROWS = 20_000
/** The text of the tag that repeats every logged model. */
const LONG = 20_000

/**
 * Reads an `mlflow.db` of MLflow 1 to 3: experiments, runs with parameters, latest metrics, tags, registered models with versions, aliases and tags.
 * A column that a version does not have yet is null. What is marked as deleted is left out. A table that is missing gives nothing.
 */
export function readMlflowDatabase(path: string, database: ReportDatabase): ReportReading<MlflowReport> {
  try {
    if (!database.columns('runs').has('run_uuid') && !database.columns('registered_models').has('name')) return NO_REPORT
    const experiments = new Map(table(database, 'experiments', ['experiment_id', 'name', 'lifecycle_stage']).filter((row) => !isDeleted(row[2])).map(([id, name]) => [String(id), shortName(textOf(name))]))
    const rows = table(database, 'runs', ['run_uuid', 'name', 'experiment_id', 'status', 'start_time', 'end_time', 'lifecycle_stage'], `order by "start_time" desc`).filter((row) => !isDeleted(row[6]))
    const gathered = valuesOf(database, new Set(rows.slice(0, KEPT.runs).map(([id]) => String(id))))
    const runs = rows.slice(0, KEPT.runs).map(([id, name, experiment, status, start, end]) => runOf({
      id: shortName(textOf(id)), name: shortText(textOf(name), KEPT.name), experiment: experiments.get(String(experiment)) ?? null,
      status: statusOf(status), startedAt: timeOf(start), endedAt: timeOf(end),
    }, gathered.get(String(id)) ?? gatheredRun()))
    const models = modelsOf(database)
    return {
      report: {
        kind: 'mlflow', path, store: 'database', experiments: [...experiments.values()].slice(0, KEPT.values), runs, models: models.slice(0, KEPT.models),
        cut: rows.length - runs.length + Math.max(0, models.length - KEPT.models),
      },
      problems: [],
    }
  } catch (thrown) {
    return { report: null, problems: [{ line: 0, says: `the database could not be read to its end (${shortText(thrown instanceof Error ? thrown.message : null) ?? 'unknown error'})` }] }
  }
}

/** The columns of a table in the order asked for, null where it has none of that name; texts are cut while they are read. Neither index nor view is asked. */
function table(database: ReportDatabase, name: string, columns: readonly string[], rest = '', most = 2 * KEPT.text): readonly (readonly Cell[])[] {
  const known = database.columns(name)
  if (known.size === 0 || !columns.slice(0, 1).every((column) => known.has(column))) return []
  const order = /"(\w+)"/.exec(rest)?.[1]
  const asked = columns.map((column) => (known.has(column) ? `case typeof("${column}") when 'text' then substr("${column}", 1, ${most}) when 'blob' then null else "${column}" end` : 'null'))
  return database.rows(`select ${asked.join(', ')} from main."${name}" not indexed ${order === undefined || known.has(order) ? rest : ''} limit ${ROWS}`)
}

function valuesOf(database: ReportDatabase, ids: ReadonlySet<string>): ReadonlyMap<string, ReturnType<typeof gatheredRun>> {
  const runs = new Map([...ids].map((id) => [id, gatheredRun()]))
  for (const [run, key, value] of table(database, 'params', ['run_uuid', 'key', 'value'])) {
    const list = runs.get(String(run))?.parameters
    if (list !== undefined && list.length < KEPT.values) list.push(namedText(textOf(key) ?? '', textOf(value) ?? ''))
  }
  // MLflow before 1.2 had no table of the latest values.
  const metrics = database.columns('latest_metrics').size > 0 ? 'latest_metrics' : 'metrics'
  for (const [name, key, value, step, time, isNan] of table(database, metrics, ['run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan'])) {
    const run = runs.get(String(name))
    if (run !== undefined && typeof value === 'number' && isNan !== 1) keepMetric(run, shortName(textOf(key)), value, numberOf(step), numberOf(time))
  }
  for (const [name, key, value] of table(database, 'tags', ['run_uuid', 'key', 'value'])) {
    const list = runs.get(String(name))?.tags
    if (key !== LOGGED_MODELS_TAG && list !== undefined && list.length < KEPT.values) list.push(namedText(textOf(key) ?? '', textOf(value) ?? ''))
  }
  if (database.columns('tags').has('key')) {
    for (const [name, , value] of table(database, 'tags', ['run_uuid', 'key', 'value'], `where "key" = '${LOGGED_MODELS_TAG}'`, LONG).slice(0, KEPT.runs)) {
      const run = runs.get(String(name))
      if (run !== undefined) run.signature = eitherSignature(run.signature, signatureInTag(textOf(value) ?? ''))
    }
  }
  return runs
}

function modelsOf(database: ReportDatabase): readonly RegisteredModel[] {
  const versions = grouped(table(database, 'model_versions', ['name', 'version', 'current_stage', 'status', 'description', 'run_id', 'creation_time']).filter((row) => row[2] !== 'Deleted_Internal'), ([name]) => String(name))
  const versionTags = grouped(table(database, 'model_version_tags', ['name', 'version', 'key', 'value']), ([name, version]) => `${String(version)} ${String(name)}`)
  const tags = grouped(table(database, 'registered_model_tags', ['name', 'key', 'value']), ([name]) => String(name))
  const aliases = grouped(table(database, 'registered_model_aliases', ['name', 'alias', 'version']), ([name]) => String(name))
  return table(database, 'registered_models', ['name', 'description']).map(([name, description]): RegisteredModel => {
    const of = (rows: ReadonlyMap<string, readonly (readonly Cell[])[]>): readonly (readonly Cell[])[] => rows.get(String(name)) ?? []
    return {
      name: shortName(textOf(name)), description: shortText(textOf(description)), tags: of(tags).slice(0, KEPT.values).map(([, key, value]) => tagOf(key, value)),
      aliases: of(aliases).slice(0, KEPT.values).map(([, alias, version]) => ({ alias: shortName(textOf(alias)), version: String(version).slice(0, 40) })),
      versions: [...of(versions)].sort((one, other) => numberOf(one[1]) - numberOf(other[1])).slice(-KEPT.versions).map(([, version, stage, status, says, run, created]): ModelVersion => ({
        version: String(version).slice(0, 40), stage: stageOf(stage), status: shortText(textOf(status), 40), description: shortText(textOf(says)), run: shortText(textOf(run), 80), createdAt: timeOf(created),
        tags: (versionTags.get(`${String(version)} ${String(name)}`) ?? []).slice(0, KEPT.values).map(([, , key, value]) => tagOf(key, value)),
      })),
    }
  })
}

function grouped(rows: readonly (readonly Cell[])[], keyOf: (row: readonly Cell[]) => string): ReadonlyMap<string, readonly (readonly Cell[])[]> {
  const groups = new Map<string, (readonly Cell[])[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

function tagOf(key: Cell | undefined, value: Cell | undefined): NamedText {
  return namedText(textOf(key) ?? '', textOf(value) ?? '')
}

function textOf(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}

function numberOf(cell: Cell | undefined): number {
  return typeof cell === 'number' && Number.isFinite(cell) ? cell : 0
}
