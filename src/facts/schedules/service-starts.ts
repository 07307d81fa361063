import type { Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { someExpression, wordsIn } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { edgeTo } from './edge.ts'
import { edgesInside } from './activity.ts'
import { codePartsOf, type CodePart } from './code-parts.ts'
import { lastLineOf } from './last-line.ts'
import { handlersOf, type Handler } from './request-handlers.ts'
import type { Start } from './start.ts'

const ASKED = /drift|monitor|report|dashboard|train|fit\b|tune|evaluat|check|compare|analy|schedul|pipeline|run_|\/run|admin|debug|simulat|status|stats|statistic|evidently|deepchecks|ks_|psi/i
const DATA = /upload|feedback|ingest|data\b|dataset|sample|label|correct|record|annotat|observation|ground_?truth|outcome|patient|new_/i
const PREDICTS = /predict|infer|scor|classif|recommend|forecast/i
const ANSWERS = /detect|generat|invocation|estimate|recogni|segment|translate|summar|iterate|process|stream|middleware|forward|__call__|submit|ask|chat|query/i
/** Names of what a request starts. */
const STARTS = /train|(?:^|[^a-z])(?:fit|tune|run|build|refresh|update|start)|pipeline|trigger/i
/** Answers for people. */
const SHOWN = /^(?:HTMLResponse|FileResponse|TemplateResponse|render_template(?:_string)?|send_file|render)$/
const MEDIA = /^(?:image|audio|video)\/\w|^text\/html\b|^application\/pdf$/

/** What each request to the project's services starts, by what the request is for. */
export const requestStartsOf = memoise((facts: RepositoryFacts): readonly Start[] => handlersOf(facts).map((route): Start => ({
  by: 'request', says: route.method === 'call' ? `each call of \`${route.name}\`` : `${route.method} ${route.path}`, place: { path: route.file, line: route.line }, route: kindOf(facts, route), reads: route.method === 'GET' && !STARTS.test(`${route.path} ${route.name}`),
  edges: route.lines === null ? [edgeTo(route.key, { path: route.file, line: route.line }, route.name)] : edgesInside(facts, route.key, ...route.lines),
})))

/** What a page does when someone presses a button (`if st.button("Train"):`). */
export const buttonsOf = memoise((facts: RepositoryFacts): readonly Start[] => [...codePartsOf(facts).values()].flatMap((part) => part.module.role !== 'code' ? [] : pressedIn(part).map((branch): Start =>
  ({ by: 'person', says: `a button of ${part.module.path}`, place: { path: part.module.path, line: branch.line }, edges: edgesInside(facts, part.key, branch.line + 1, lastLineOf(branch.body)) }))))

const pressedIn = memoise((part: CodePart): readonly { readonly body: readonly Statement[]; readonly line: number }[] => part.statements.flatMap(({ statement, context }) => {
  if (statement.kind !== 'if') return []
  const names = namesOf(part.module.tree)
  return statement.branches.filter((branch) => branch.test !== null && someExpression(branch.test, (one) => one.kind === 'call' && /^streamlit\.(?:[\w.]*\.)?(?:form_submit_)?button$/.test(names.dotted(one.callee, context))))
}))

/** What a request is for. What is no prediction, no data and no page that a machine reads is asked for by someone. */
function kindOf(facts: RepositoryFacts, route: Handler): NonNullable<Start['route']> {
  const name = `${route.path} ${route.name}`
  if (/^\/metrics\/?$/.test(route.path)) return isShown(facts, route) ? 'asked' : 'scrape'
  if (/^(?:lambda_)?handler$/.test(route.name)) return isStorageEvent(facts, route) ? 'data' : PREDICTS.test(route.file) ? 'prediction' : 'asked'
  if (/train|retrain/i.test(name) || (ASKED.test(name) && !/predict|infer/i.test(name))) return DATA.test(route.path) && /upload/i.test(name) && !/train/i.test(route.path) ? 'data' : 'asked'
  if (PREDICTS.test(name)) return 'prediction'
  if (DATA.test(name)) return route.method === 'GET' ? 'asked' : 'data'
  // Of a service that looks for drift, `GET /detect` hands nothing in: someone asks for the answer.
  if (route.method === 'GET' && /drift|monitor/i.test(route.file)) return 'asked'
  return ANSWERS.test(name) || (route.method !== 'GET' && predicts(facts, route)) ? 'prediction' : 'asked'
}

/** Whether a handler answers with a picture, a page or a file: what a person looks at and Prometheus can't read, whatever its path is called. */
function isShown(facts: RepositoryFacts, route: Handler): boolean {
  const part = codePartsOf(facts).get(route.key)
  const [from, to] = route.lines ?? [0, Number.MAX_SAFE_INTEGER]
  const asPage = part?.definition?.node.decorators.some((decorator) => wordsIn(decorator).includes('HTMLResponse')) === true
  return asPage || part?.calls.some((call) => call.line >= from && call.line <= to && (SHOWN.test(call.method) || call.args.some(({ value }) => value.kind === 'string' && MEDIA.test(value.text)))) === true
}

/** Whether a handler whose path says nothing (`POST /`) asks a model. */
function predicts(facts: RepositoryFacts, route: Handler): boolean {
  const [from, to] = route.lines ?? [0, Number.MAX_SAFE_INTEGER]
  return codePartsOf(facts).get(route.key)?.calls.some((call) => call.line >= from && call.line <= to && /predict|infer|score|classif|recommend|forecast|transcribe|generate/i.test(call.method)) ?? false
}

/** A function that a bucket calls with each new object. */
function isStorageEvent(facts: RepositoryFacts, route: Handler): boolean {
  const part = codePartsOf(facts).get(route.key)
  const words = part?.statements.flatMap(({ statement }) => statement.kind === 'assign' && statement.value !== null ? wordsIn(statement.value) : statement.kind === 'for' ? wordsIn(statement.iterable) : []) ?? []
  return words.includes('Records') || (words.includes('detail') && words.includes('object'))
}
