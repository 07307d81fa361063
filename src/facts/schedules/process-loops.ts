import type { Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { textOf } from '../python/expressions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { edgesInside } from './activity.ts'
import { edgeTo } from './edge.ts'
import { codePartsOf, type CodePart } from './code-parts.ts'
import { lastLineOf } from './last-line.ts'
import type { Start } from './start.ts'

const WAITS = /^(?:sleep|wait|run_pending)$/
const POLLS = /^(?:poll|consume|receive|recv|receive_message|xread\w*|get_message|blpop|brpop)$/

/** What goes on by itself: `while True` with a pause, consumers of messages, and handlers of new files. */
export const loopsOf = memoise((facts: RepositoryFacts): readonly Start[] => [...codePartsOf(facts).values()].flatMap((part) =>
  part.module.role === 'code' ? [...part.statements.flatMap(({ statement }) => loopOf(facts, part, statement)), ...watchersOf(part)] : []))

function loopOf(facts: RepositoryFacts, part: CodePart, statement: Statement): readonly Start[] {
  const isConsumer = statement.kind === 'for' && /consumer|subscri|\.listen\(|kafka|pubsub/i.test(textOf(statement.iterable))
  if (!isConsumer && !isEndless(statement)) return []
  const last = lastLineOf(statement)
  const isInside = (line: number): boolean => line > statement.line && line <= last
  const methods = part.calls.filter((call) => isInside(call.line)).map((call) => call.method)
  // A loop that is left again waits for something once: a service that has to come up.
  const isLeft = !isConsumer && part.statements.some((one) => isInside(one.statement.line) && (one.statement.kind === 'break' || one.statement.kind === 'return'))
  const polls = isConsumer || methods.some((method) => POLLS.test(method))
  if (isLeft || (!polls && !methods.some((method) => WAITS.test(method)))) return []
  return [{
    by: polls ? 'data' : 'loop', says: polls ? 'a consumer of messages' : 'an endless loop', place: { path: part.module.path, line: statement.line },
    edges: edgesInside(facts, part.key, statement.line + 1, last),
  }]
}

function isEndless(statement: Statement): boolean {
  return statement.kind === 'while' && ((statement.test.kind === 'constant' && statement.test.value === true) || (statement.test.kind === 'number' && statement.test.value === 1))
}

function watchersOf(part: CodePart): readonly Start[] {
  const isHandler = part.owner?.bases.some((base) => /(?:^|\.)(?:FileSystemEventHandler|PatternMatchingEventHandler|RegexMatchingEventHandler)$/.test(base)) === true
  if (!isHandler || !/\.on_(?:created|modified|any_event|closed|moved)$/.test(part.name)) return []
  return [{ by: 'data', says: `new files (\`${part.name}\`)`, place: { path: part.module.path, line: part.line }, edges: [edgeTo(part.key, { path: part.module.path, line: part.line }, part.name)] }]
}
