import type { Expression, FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise, memoiseEach } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { someExpression } from '../python/expressions.ts'
import { pythonFileAt } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { linesOfFailure } from './assertions.ts'
import { mocksHttp } from './mocks.ts'
import { nameOfCall } from './origins.ts'
import type { TestPart } from './reach.ts'
import { isClientCall, isHttpCall, requestOf, shownRequest } from './requests.ts'
import type { TestCase } from './test-cases.ts'

/** Where parts of the system meet in a test. `request` is the path or URL that is asked, as far as the files tell. */
export type Boundary = {
  readonly kind: 'client' | 'http' | 'service' | 'database' | 'tracking store' | 'containers' | 'broker' | 'cloud'
  readonly says: string
  readonly line: number
  readonly part: TestPart
  readonly request: string
  /** The resolved name of the call. */
  readonly name: string
}

const DATABASE = /^(?:sqlite3\.connect|psycopg2?\.connect|psycopg\.connect|pymysql\.connect|mysql\.connector\.connect|asyncpg\.(?:connect|create_pool)|sqlalchemy\.(?:\w+\.)*(?:create_engine|create_async_engine)|sqlmodel\.create_engine|duckdb\.connect|pymongo\.MongoClient|motor\.\S*Client|redis\.(?:Redis|StrictRedis|from_url)|snowflake\.connector\.connect|(?:pyodbc|pymssql|oracledb|cx_Oracle|ibm_db)\.connect|clickhouse_(?:connect\.get_client|driver\.Client)|google\.cloud\.bigquery\.Client|cassandra\.cluster\.Cluster|elasticsearch\.Elasticsearch|qdrant_client\.QdrantClient|chromadb\.\w*Client)$/
/** Of these the ones that reach a server as soon as they are called. */
const SERVER = /^(?:psycopg2?|pymysql|mysql\.connector|asyncpg|snowflake\.connector|pyodbc|pymssql|oracledb|cx_Oracle|ibm_db|clickhouse_connect)\./
const DATABASE_PACKAGE = /^(?:sqlite3|sqlalchemy|sqlmodel|psycopg2?|pymongo|motor|duckdb|peewee|tortoise|databases|aiosqlite|asyncpg|pymysql|mysql|redis|tinydb)(?:\.|$)/
const TRACKING = /^mlflow\.(?:set_tracking_uri|\w*\.?MlflowClient|client\.MlflowClient|tracking\.MlflowClient)$/
const READS_STORE = /^(?:search_\w+|get_run|get_metric_history|get_latest_versions|get_model_version\w*|get_registered_model|get_experiment\w*|list_artifacts|load_model)$/
const CONTAINERS = /^(?:testcontainers\.|docker\.from_env|docker\.DockerClient|python_on_whales\.|pytest_docker)/
const BROKER = /^(?:kafka|confluent_kafka|aiokafka|pika|nats|paho\.mqtt\.\w+)\.(?:\w+\.)*(?:Kafka\w+|AIOKafka\w+|Producer|Consumer|AdminClient|BlockingConnection|connect|Client)$/
const CLOUD = /^(?:moto\.|localstack|boto3\.(?:client|resource|Session)$|kagglehub\.\w+download$|kaggle\.api\.|google\.cloud\.storage\.Client$|azure\.storage\.blob\.)/
/** Files, not services. */
const DOWNLOAD = /\.(?:csv|zip|parquet|tgz|gz|xlsx?|json|txt|data|jpe?g|png)(?:$|\?)/

/** The boundaries that a test crosses: the API through its client or HTTP, a database, a tracking store, containers, a broker. Answered by stand-ins they are none. */
export const boundariesOf = memoiseEach((test: TestCase) => test, (facts: RepositoryFacts, test): readonly Boundary[] => {
  const httpMocked = mocksHttp(test.mocks)
  const mocked = (word: RegExp): boolean => test.mocks.some((mock) => word.test(mock.target))
  const readsStore = test.parts.some((part) => (part.as === 'body' || part.as === 'helper') && part.calls.some((call) => READS_STORE.test(call.method)))
  const found = test.parts.flatMap((part) => part.calls.flatMap((call): readonly Boundary[] => {
    const { dotted } = nameOfCall(facts, part.module, call)
    const at = (kind: Boundary['kind'], says: string, request = ''): readonly Boundary[] => [{ kind, says, line: call.line, part, request, name: dotted }]
    const request = requestOf(part.module, call)
    if (isClientCall(call, dotted, request)) return at('client', `${call.method} ${shownRequest(request)}`, request)
    if (isHttpCall(dotted)) return httpMocked || DOWNLOAD.test(request) ? [] : at('http', `${dotted.replaceAll('()', '')} ${shownRequest(request)}`, request)
    if (DATABASE.test(dotted)) return mocked(/sqlite3|psycopg|create_engine|pymongo|MongoClient|redis|connect$/i) ? [] : at('database', dotted)
    if (TRACKING.test(dotted)) return mocked(/mlflow/) || !readsStore ? [] : at('tracking store', dotted)
    if (CONTAINERS.test(dotted)) return at('containers', dotted)
    if (BROKER.test(dotted)) return mocked(/kafka|pika|producer|consumer/i) ? [] : at('broker', dotted)
    if (CLOUD.test(dotted)) return mocked(/boto|google\.cloud|azure|kaggle/) ? [] : at('cloud', dotted)
    return []
  }))
  return [...found, ...namedStores(facts, test), ...requestsOfSubjects(facts, test, httpMocked), ...serversOfSubjects(facts, test), ...decorated(test)]
})

/** A database that a text names (`sqlite:///test.db`, `tmp_path / "predictions.db"`) for code of the project that opens one. */
function namedStores(facts: RepositoryFacts, test: TestCase): readonly Boundary[] {
  if (!test.subjects.some((subject) => !subject.mocked && opensDatabase(facts, subject.path))) return []
  if (test.mocks.some(({ target }) => /mongo|sqlite|psycopg|duckdb|redis|engine|connect|database|(?:^|\.)get_(?:db|session)/i.test(target))) return []
  return test.parts.flatMap((part) => {
    const lines = [
      ...part.calls.filter((call) => call.args.some(({ value }) => someExpression(value, isStore)) && !/^(?:mlflow|os|print|sqlite3|monkeypatch|mocker|(?:unittest\.)?mock)\b/.test(call.name)).map((call) => call.line),
      ...part.statements.flatMap(({ statement }) => (statement.kind === 'assign' && statement.value !== null && someExpression(statement.value, isStore) ? [statement.line] : [])),
    ]
    return lines.map((line) => ({ kind: 'database' as const, says: 'a database file', line, part, request: '', name: '' }))
  })
}

function opensDatabase(facts: RepositoryFacts, path: string): boolean {
  const file = pythonFileAt(facts, path)
  return file !== null && definitionsOf(file.tree).imports.some((one) => DATABASE_PACKAGE.test(one.module))
}

function isStore(expression: Expression): boolean {
  return expression.kind === 'string' && /^(?:sqlite|postgresql|postgres|mysql|mongodb|redis|duckdb)(?:\+\w+)?:\/\/|^[\w./-]*\.(?:db|sqlite3?|duckdb)$/.test(expression.text)
}

/** Functions of the project that ask a service themselves: the test that calls them meets it through them. */
function requestsOfSubjects(facts: RepositoryFacts, test: TestCase, httpMocked: boolean): readonly Boundary[] {
  if (httpMocked) return []
  return test.subjects.flatMap((subject): readonly Boundary[] => {
    const module = pythonFileAt(facts, subject.path)
    if (module === null || subject.mocked || isToFail(subject)) return []
    const posts = postsOf(module.tree).get(subject.name.replaceAll('()', ''))
    return posts === undefined ? [] : [{ kind: 'service', says: `${subject.name} asks over HTTP (${subject.path})`, line: subject.line, part: subject.part, request: `${subject.name} ${requestOf(module, posts)}`, name: posts.name }]
  })
}

/** Under `pytest.raises`, a function that asks a service may well refuse before it asks. */
function isToFail({ part, line }: TestCase['subjects'][number]): boolean {
  return linesOfFailure(part.statements.map(({ statement }) => statement)).has(line)
}

/** Functions and classes of the project that connect to the server of a database themselves: to call or construct one is to reach it. */
function serversOfSubjects(facts: RepositoryFacts, test: TestCase): readonly Boundary[] {
  if (test.mocks.some(({ target }) => /connect|cursor|psycopg|odbc|mysql|mssql|oracle|snowflake|clickhouse|database|(?:^|[._])db$/i.test(target))) return []
  return test.subjects.flatMap((subject): readonly Boundary[] => {
    const module = pythonFileAt(facts, subject.path)
    if (module === null || subject.mocked || isToFail(subject)) return []
    const name = subject.name.replaceAll('()', '')
    const connects = connectsOf(module.tree)
    const call = connects.get(name) ?? connects.get(`${name.split('.')[0] ?? ''}.__init__`)
    return call === undefined ? [] : [{ kind: 'database', says: `${call.name} of ${subject.path}`, line: subject.line, part: subject.part, request: '', name: call.name }]
  })
}

const connectsOf = memoise((tree: PythonTree): ReadonlyMap<string, Call> => firstIn(tree, (call) => SERVER.test(call.name) && DATABASE.test(call.name)))
const postsOf = memoise((tree: PythonTree): ReadonlyMap<string, Call> => firstIn(tree, (call) => call.method === 'post' && isHttpCall(call.name)))

/** The first call of a kind in each function, by the function's qualified name. */
function firstIn(tree: PythonTree, is: (call: Call) => boolean): ReadonlyMap<string, Call> {
  const first = new Map<FunctionStatement, Call>()
  for (const call of callsOf(tree)) {
    if (!is(call)) continue
    for (const node of call.context.functions) if (!first.has(node)) first.set(node, call)
  }
  // Of two functions with one name the first is meant.
  const named = new Map(definitionsOf(tree).functions.toReversed().map((one) => [one.qualified, one.node]))
  return new Map([...named].flatMap(([name, node]) => {
    const call = first.get(node)
    return call === undefined ? [] : [[name, call] as const]
  }))
}

/** `@mock_aws` of moto, `@pytest.mark.django_db`. */
function decorated(test: TestCase): readonly Boundary[] {
  const [body] = test.parts
  const names = [...test.definition.decorators, ...test.owner?.decorators ?? []]
  const named = names.find((name) => /^moto\.mock_\w+$|^pytest\.mark\.django_db$/.test(name))
  return named === undefined || body === undefined ? [] : [{ kind: named.startsWith('moto') ? 'cloud' : 'database', says: named, line: test.line, part: body, request: '', name: named }]
}
