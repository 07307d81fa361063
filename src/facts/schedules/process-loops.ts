import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { outsideWordsOf } from '../python/outside-words.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { edgesInside } from './activity.ts'
import { edgeTo } from './edge.ts'
import { codePartsOf, partKey, type CodePart } from './code-parts.ts'
import { lastLineOf } from './last-line.ts'
import { partsReferred } from './references.ts'
import type { Start } from './start.ts'

const WAITS = /^(?:sleep|wait|run_pending)$/
const POLLS = /^(?:poll|consume|receive|recv|receive_message|xread\w*|get_message|blpop|brpop)$/

/** What goes on by itself: `while True` with a pause, consumers of messages, and handlers of new files. */
export const loopsOf = memoise((facts: RepositoryFacts): readonly Start[] => [...codePartsOf(facts).values()].flatMap((part) =>
  part.module.role === 'code' ? [...loopingIn(part).flatMap((loop) => loopOf(facts, part, loop)), ...consumingIn(part).flatMap(({ call, given }) => consumerOf(facts, part, call, given)), ...watchersOf(part)] : []))

type Loop = { readonly statement: Statement; readonly isConsumer: boolean }

/** The loops of a part that have no end of their own. */
const loopingIn = memoise((part: CodePart): readonly Loop[] => part.statements.flatMap(({ statement }) => {
  const isConsumer = statement.kind === 'for' && /consumer|subscri|\.listen\(|kafka|pubsub/i.test(textOf(statement.iterable))
  return isConsumer || isEndless(statement) ? [{ statement, isConsumer }] : []
}))

function loopOf(facts: RepositoryFacts, part: CodePart, { statement, isConsumer }: Loop): readonly Start[] {
  const last = lastLineOf(statement)
  const isInside = (line: number): boolean => line > statement.line && line <= last
  const methods = part.calls.filter((call) => isInside(call.line)).map((call) => call.method)
  // A loop that is left again waits for something once: a service that has to come up.
  const isLeft = !isConsumer && part.statements.some((one) => isInside(one.statement.line) && (one.statement.kind === 'break' || one.statement.kind === 'return'))
  const polls = isConsumer || methods.some((method) => POLLS.test(method))
  if (isLeft || (!polls && !methods.some((method) => WAITS.test(method))) || !isStarted(facts, part)) return []
  return [{
    by: polls ? 'data' : 'loop', says: polls ? 'a consumer of messages' : 'an endless loop', place: { path: part.module.path, line: statement.line },
    edges: edgesInside(facts, part.key, statement.line + 1, last),
  }]
}

/** A loop in a script that no service, command or other file starts goes on only where a person has started it. */
function isStarted(facts: RepositoryFacts, { module }: CodePart): boolean {
  const stem = nameOf(module.path).replace(/\.py$/, '')
  const words = outsideWordsOf(facts)
  if (words.has(`${stem}.py`) || words.has(`${nameOf(folderOf(module.path))}.${stem}`)) return true
  if (definitionsOf(module.tree).imports.some((one) => /^(?:fastapi|flask|starlette|litestar|django|aiohttp|sanic|bentoml|quart)(?:\.|$)/.test(one.module))) return true
  return [...moduleGraphOf(facts).importersOf(module.path)].some((path) => codePartsOf(facts).has(partKey(path, '')))
}

/** `while True`, `while self.running`, `while not stop.is_set()`. */
function isEndless(statement: Statement): boolean {
  if (statement.kind !== 'while') return false
  const { test } = statement
  if (test.kind === 'constant' || test.kind === 'number') return test.kind === 'constant' ? test.value === true : test.value === 1
  return GOES_ON.test(textOf(test))
}

const GOES_ON = /^(?:self\.)?_*(?:is_)?(?:running|active|alive|keep_running|should_run)(?:\.is_set\(\))?$|^not (?:self\.)?_*\w*(?:stop|shutdown|exit|quit|terminat)\w*(?:\.(?:is_set|wait)\(.{0,40}\))?$/i

/** A function that a message broker calls with each message: `channel.basic_consume(queue, on_message_callback=work)`. */
function consumerOf(facts: RepositoryFacts, part: CodePart, call: Call, given: Expression): readonly Start[] {
  const place = { path: part.module.path, line: call.line }
  return [{ by: 'data', says: 'a consumer of messages', place, edges: partsReferred(facts, part.module.path, { expression: given, context: call.context }).map((key) => edgeTo(key, place, key)) }]
}

const consumingIn = memoise((part: CodePart): readonly { readonly call: Call; readonly given: Expression }[] => part.calls.flatMap((call) => {
  const given = keywordOf(call, 'on_message_callback') ?? (call.method === 'subscribe' ? keywordOf(call, 'callback') ?? keywordOf(call, 'cb') : null)
  return given === null ? [] : [{ call, given }]
}))

function watchersOf(part: CodePart): readonly Start[] {
  const isHandler = part.owner?.bases.some((base) => /(?:^|\.)(?:FileSystemEventHandler|PatternMatchingEventHandler|RegexMatchingEventHandler)$/.test(base)) === true
  if (!isHandler || !/\.on_(?:created|modified|any_event|closed|moved)$/.test(part.name)) return []
  return [{ by: 'data', says: `new files (\`${part.name}\`)`, place: { path: part.module.path, line: part.line }, edges: [edgeTo(part.key, { path: part.module.path, line: part.line }, part.name)] }]
}
