import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, stringsIn, walkExpression, wordsIn } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { CodePart } from '../schedules/code-parts.ts'

const FILE = /(?:^|[/\\])([\w.-]+\.(?:csv|jsonl?|ndjson|parquet|db|sqlite3?|duckdb|log|avro|feather))$/i
const TABLE = /\b(?:insert\s+into|from|into|update|join|exists)\s+["'`]?([a-z_][\w.]*)/gi
const HOLDS = /^(?:to_sql|read_sql_table|table|from_|Table|insert_rows_json|put_item|collection|get_collection|get_table|Collection|read_table|load_table_from_dataframe)$/
/** Names of constants and settings that say where something lies. */
const WHERE = /(?:^|_)(?:PATH|FILE|TABLE|LOG|LOGS|DB|URI|URL|BUCKET|COLLECTION|DATABASE|DIR|PREFIX|STORE)(?:_|$)/
/** What lies there is what a model was made from, not what a service has kept. */
const OTHER = /^(?:model|train|reference|ref|baseline|config|params?|metrics?|mlflow|tracking|artifact|raw|test|base|root|project|report)s?(?:[_.]|$)|(?:MODEL|TRAIN|REFERENCE|BASELINE|CONFIG|MLFLOW|TRACKING|ARTIFACT|REPORT|WEBHOOK|SLACK|ROOT|BASE_DIR)/i
const SQL_WORDS = /^(?:select|the|a|an|this|that|where|information_schema\S*|pg_\w+|sqlite_master|dual|if|not|sklearn|pandas)$/i

/**
 * The stores that a part of the code speaks of: names of files with data, tables and collections, classes of rows, and the settings that say
 * where something lies. Two parts that speak of the same one meet there. Models, training data and reports are left out.
 */
export function storesOf(facts: RepositoryFacts, part: CodePart): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (name: string): void => { if (name.length > 3 && name.length < 100 && !OTHER.test(name) && !SQL_WORDS.test(name)) found.add(name) }
  const rows = rowClassesOf(facts)
  const names = namesOf(part.module.tree)
  for (const { statement, context } of part.statements) {
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind === 'string') for (const name of namesInText(one.text)) add(name)
        if (one.kind === 'attribute' && WHERE.test(one.name.toUpperCase()) && /^[A-Z_\d]+$|_/.test(one.name)) add(one.name)
        if (one.kind !== 'name') return
        if (/^[A-Z][A-Z_\d]+$/.test(one.id) && WHERE.test(one.id)) add(one.id)
        if (rows.has(one.id)) add(one.id)
        const value = names.valueOf(one.id, context, one.line)
        if (value?.kind === 'subscript' && wordsIn(value.of).some((word) => /(?:^|_)(?:db|database|client|mongo\w*)$/i.test(word))) for (const index of value.index) if (index.kind === 'string') add(index.text)
        for (const text of stringsIn(value)) for (const name of namesInText(text)) add(name)
      })
    }
  }
  for (const call of part.calls) {
    const given = call.args[0]?.value
    if (given?.kind === 'string' && (HOLDS.test(call.method) || (/^(?:os\.)?(?:environ\.get|getenv)$/.test(call.name) && WHERE.test(given.text)))) add(given.text)
  }
  return found
}

function namesInText(text: string): readonly string[] {
  const short = text.slice(0, 2_000)
  const file = FILE.exec(short.trim())?.[1]
  const isQuery = /\b(?:select|insert|update|create table)\b/i.test(short)
  return [...file === undefined ? [] : [file], ...isQuery ? [...short.matchAll(TABLE)].map((match) => match[1] ?? '') : []]
}

/** The classes of the project that are rows of a table or documents of a collection, by their names. */
const rowClassesOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set(projectModulesOf(facts).flatMap(({ tree }) =>
  definitionsOf(tree).classes.filter(({ bases, node }) => bases.some((base) => /(?:^|\.)(?:Base|DeclarativeBase|SQLModel|Document|db\.Model|models\.Model)$/.test(base)) && (callsOf(tree).some((call) => /^(?:Column|mapped_column|Field)$|Field$/.test(call.method)) || node.body.length > 0)).map(({ name }) => name))))
