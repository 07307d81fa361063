import type { MlflowReport, ModelVersion, NamedText, RegisteredModel } from '../../model/report-facts.ts'
import { KEPT } from './limits.ts'
import { eitherSignature, gatheredRun, isDeleted, keepMetric, LOGGED_MODELS_TAG, namedText, runOf, signatureInTag, stageOf, statusOf, timeOf, type GatheredRun } from './mlflow-parts.ts'
import { NO_REPORT, type ReportReading } from './reading.ts'
import { shortName, shortText } from './short-text.ts'

export type Cell = string | number | null

/** A database opened for reading. `rows` throws where the file is damaged. */
export type ReportDatabase = {
  /** The names of the plain columns of an ordinary table, whose name is one of ours; empty where there is no such table, or only a view or a virtual one. */
  readonly columns: (table: string) => ReadonlySet<string>
  readonly rows: (sql: string) => readonly (readonly Cell[])[]
}

/** The tables that are read, each with its columns, the first of which a table must have. Nothing else of a database is opened; actions/evidence/collect.py copies these alone. */
export const MLFLOW_COLUMNS = {
  experiments: ['experiment_id', 'name', 'lifecycle_stage'],
  runs: ['run_uuid', 'name', 'experiment_id', 'status', 'start_time', 'end_time', 'lifecycle_stage'],
  params: ['run_uuid', 'key', 'value'],
  latest_metrics: ['run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan'],
  metrics: ['run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan'],
  tags: ['run_uuid', 'key', 'value'],
  registered_models: ['name', 'description'],
  registered_model_tags: ['name', 'key', 'value'],
  registered_model_aliases: ['name', 'alias', 'version'],
  model_versions: ['name', 'version', 'current_stage', 'status', 'description', 'run_id', 'creation_time'],
  model_version_tags: ['name', 'version', 'key', 'value'],
} as const

type Table = keyof typeof MLFLOW_COLUMNS
type Rows = readonly (readonly Cell[])[]

/** How many rows are read at once, which is as many as a hundred runs may keep of values. */
const ROWS = 20_000
const RUNS_AT_ONCE = Math.floor(ROWS / KEPT.values)
/** The tables that are not asked by run. */
const WHOLE: readonly Table[] = ['runs', 'registered_models', 'registered_model_tags', 'registered_model_aliases', 'model_versions', 'model_version_tags']
/** What an id of a run is made of: it is put into a question to the database. */
const RUN_ID = /^[\w.-]{1,100}$/
/** The text of the tag that repeats every logged model. */
const LONG = 20_000

/**
 * Reads an `mlflow.db` of MLflow 1 to 3: experiments, runs with parameters, latest metrics, tags, registered models with versions, aliases and tags.
 * A column that a version does not have yet is null. What is marked as deleted is left out. A table that is missing gives nothing.
 */
export function readMlflowDatabase(path: string, database: ReportDatabase): ReportReading<MlflowReport> {
  try {
    if (!database.columns('runs').has('run_uuid') && !database.columns('registered_models').has('name')) return NO_REPORT
    const experiments = new Map(table(database, 'experiments').filter((row) => !isDeleted(row[2])).map(([id, name]) => [String(id), shortName(textOf(name))]))
    const rows = table(database, 'runs', 'order by "start_time" desc').filter((row) => !isDeleted(row[6]))
    const { gathered, unread } = valuesOf(database, rows.slice(0, KEPT.runs).map(([id]) => String(id)))
    const runs = rows.slice(0, KEPT.runs).map(([id, name, experiment, status, start, end]) => runOf({
      id: shortName(textOf(id)), name: shortText(textOf(name), KEPT.name), experiment: experiments.get(String(experiment)) ?? null,
      status: statusOf(status), startedAt: timeOf(start), endedAt: timeOf(end),
    }, gathered.get(String(id)) ?? gatheredRun()))
    const models = modelsOf(database)
    return {
      report: {
        kind: 'mlflow', path, store: 'database', experiments: [...experiments.values()].slice(0, KEPT.values), runs, models: models.slice(0, KEPT.models),
        cut: rows.length - runs.length + Math.max(0, models.length - KEPT.models) + unread + WHOLE.reduce((sum, name) => sum + unreadRows(database, name), 0),
      },
      problems: [],
    }
  } catch (thrown) {
    return { report: null, problems: [{ line: 0, says: `the database could not be read to its end (${shortText(thrown instanceof Error ? thrown.message : null) ?? 'unknown error'})` }] }
  }
}

/** The rows of a table, its columns in the order of the list, null where it has none of that name; texts are cut while they are read. Neither index nor view is asked. */
function table(database: ReportDatabase, name: Table, rest = '', most = 2 * KEPT.text): Rows {
  const known = database.columns(name)
  const columns: readonly string[] = MLFLOW_COLUMNS[name]
  if (!isThere(known, name)) return []
  const order = /^order by "(\w+)"/.exec(rest)?.[1]
  const asked = columns.map((column) => (known.has(column) ? `case typeof("${column}") when 'text' then substr("${column}", 1, ${most}) when 'blob' then null else "${column}" end` : 'null'))
  return database.rows(`select ${asked.join(', ')} from main."${name}" not indexed ${order === undefined || known.has(order) ? rest : ''} limit ${ROWS}`)
}

function isThere(known: ReadonlySet<string>, name: Table): boolean {
  return known.has(MLFLOW_COLUMNS[name][0])
}

/** How many rows of a table, or of what `where` leaves of it, lie behind the limit. */
function unreadRows(database: ReportDatabase, name: Table, where = ''): number {
  return isThere(database.columns(name), name) ? Math.max(0, numberOf(database.rows(`select count(*) from main."${name}" not indexed ${where}`)[0]?.[0]) - ROWS) : 0
}

/** The parameters, metrics and tags of runs, the newest first, as the ids are; how many rows were too many to be read. */
function valuesOf(database: ReportDatabase, ids: readonly string[]): { readonly gathered: ReadonlyMap<string, GatheredRun>; readonly unread: number } {
  const gathered = new Map(ids.map((id) => [id, gatheredRun()]))
  // MLflow before 1.2 had no table of the latest values.
  const metrics = database.columns('latest_metrics').size > 0 ? 'latest_metrics' : 'metrics'
  const plain = [...gathered.keys()].filter((id) => RUN_ID.test(id))
  let unread = 0
  for (let from = 0; from < plain.length; from += RUNS_AT_ONCE) {
    const where = `where "run_uuid" in (${plain.slice(from, from + RUNS_AT_ONCE).map((id) => `'${id}'`).join(', ')})`
    const rowsOf = (name: Table): Rows => {
      const rows = table(database, name, where)
      if (rows.length === ROWS) unread += unreadRows(database, name, where)
      return rows
    }
    keepValues(gathered, rowsOf('params'), rowsOf(metrics), rowsOf('tags'))
    if (!database.columns('tags').has('key')) continue
    for (const [name, , value] of table(database, 'tags', `${where} and "key" = '${LOGGED_MODELS_TAG}'`, LONG)) {
      const run = gathered.get(String(name))
      if (run !== undefined) run.signature = eitherSignature(run.signature, signatureInTag(textOf(value) ?? ''))
    }
  }
  return { gathered, unread }
}

function keepValues(runs: ReadonlyMap<string, GatheredRun>, parameters: Rows, metrics: Rows, tags: Rows): void {
  for (const [run, key, value] of parameters) {
    const list = runs.get(String(run))?.parameters
    if (list !== undefined && list.length < KEPT.values) list.push(namedText(textOf(key) ?? '', textOf(value) ?? ''))
  }
  for (const [name, key, value, step, time, isNan] of metrics) {
    const run = runs.get(String(name))
    if (run !== undefined && typeof value === 'number' && isNan !== 1) keepMetric(run, shortName(textOf(key)), value, numberOf(step), numberOf(time))
  }
  for (const [name, key, value] of tags) {
    const list = runs.get(String(name))?.tags
    if (key !== LOGGED_MODELS_TAG && list !== undefined && list.length < KEPT.values) list.push(namedText(textOf(key) ?? '', textOf(value) ?? ''))
  }
}

function modelsOf(database: ReportDatabase): readonly RegisteredModel[] {
  const versions = grouped(table(database, 'model_versions').filter((row) => row[2] !== 'Deleted_Internal'), ([name]) => String(name))
  const versionTags = grouped(table(database, 'model_version_tags'), ([name, version]) => `${String(version)} ${String(name)}`)
  const tags = grouped(table(database, 'registered_model_tags'), ([name]) => String(name))
  const aliases = grouped(table(database, 'registered_model_aliases'), ([name]) => String(name))
  return table(database, 'registered_models').map(([name, description]): RegisteredModel => {
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
