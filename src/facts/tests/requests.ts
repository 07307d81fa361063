import type { Expression } from '../../parse/python/tree.ts'
import { keywordOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { wordsIn } from '../python/expressions.ts'
import type { PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'

const VERBS = new Set(['get', 'post', 'put', 'delete', 'patch', 'request', 'options', 'head', 'simulate_post', 'simulate_get', 'websocket_connect', 'open'])
const CLIENT = /(?:^|\.)(?:TestClient|AsyncClient|AsyncTestClient|test_client|APIClient|RequestsClient|TestServer|test\.Client|Client|FlaskClient)\(\)/
const HTTP = /^(?:requests|httpx|urllib3|aiohttp)\.(?:\w+\(\)\.)?(?:get|post|put|delete|patch|request|head|options|send|urlopen)$|^urllib\.request\.(?:urlopen|urlretrieve)$|^http\.client\.HTTPS?Connection\(\)\.request$|^(?:requests|aiohttp|httpx)\.\w*(?:Session|Client)\(\)\.(?:\w+\(\)\.)?(?:get|post|put|delete|patch|request)$|^(?:grpc|tritonclient\.\w+|bentoml)\.(?:insecure_channel|InferenceServerClient\(\)\.infer|(?:Sync|Async)HTTPClient\(\)\.\w+)$|^gradio_client\.Client\(\)\.predict$/

/** Whether a resolved dotted name is a call over HTTP, gRPC or an inference client. */
export function isHttpCall(dotted: string): boolean {
  return HTTP.test(dotted)
}

/** Whether a call asks a service: through a test client or over HTTP. `dotted` is its resolved name, `request` what it asks for. */
export function asksService(call: Pick<Call, 'callee' | 'method'>, dotted: string, request: string): boolean {
  return isClientCall(call, dotted, request) || HTTP.test(dotted)
}

/** A call of a test client: by what its receiver is made of, or because it asks for a path (`client.post("/predict")`). */
export function isClientCall(call: Pick<Call, 'callee' | 'method'>, dotted: string, request: string): boolean {
  // Schemathesis asks with each case that it makes.
  if (call.method === 'call_and_validate' || call.method === 'call_asgi') return true
  if (call.callee.kind !== 'attribute' || !VERBS.has(call.method)) return false
  if (/^self\.client\.\w+$/.test(dotted)) return true
  const receiver = dotted.slice(0, dotted.length - call.method.length - 1)
  if (CLIENT.test(receiver) && !/^(?:requests|httpx\.Client)/.test(dotted)) return true
  return /^\/[\w{}/<>.?=&-]*$/.test(request) && !/^(?:os|requests|httpx|urllib|Path|pathlib)\b/.test(dotted) && /client|app|api|session/i.test(receiver.split('.').at(-1) ?? '')
}

/** The path or URL that a call asks for, with what is known of the names in it. */
export function requestOf({ tree }: PythonModule, call: Call): string {
  const first = positionalOf(call, call.method === 'request' ? 1 : 0) ?? keywordOf(call, 'url') ?? keywordOf(call, 'path')
  if (first === null) return ''
  const text = stringOf(first, tree, call.context)
  const known = namesOf(tree)
  const words: string[] = [text ?? '']
  const add = (expression: Expression, depth: number): void => {
    for (const word of wordsIn(expression).slice(0, 20)) {
      if (word !== text) words.push(word)
      const value = depth === 0 || !/^[A-Za-z_]\w*$/.test(word) ? null : known.valueOf(word, call.context, call.line)
      if (value !== null) add(value, depth - 1)
    }
  }
  add(first, 2)
  return words.filter((word) => word !== '').slice(0, 30).join(' ').slice(0, 200)
}

/** A request as a person would write it: its path or URL, without the words that are known of it and a host that the code puts in. */
export function shownRequest(request: string): string {
  const words = request.split(' ')
  return (words.find((word) => word.includes('/')) ?? words[0] ?? '').replace(/^(?:https?:\/\/)?[{}:]{2,20}(?=\/)/, '')
}
