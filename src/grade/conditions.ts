import type { CodePlace, Condition, LeafCondition, Literal } from '../model/condition.ts'
import { spokenWords } from '../parse/document/spoken-words.ts'
import { firstCommand } from '../parse/shell/first-command.ts'

/** A condition as it stands in a file, once its shape fits the schema: a map with one key. */
export type WrittenCondition = Readonly<Record<string, unknown>>

/** A mistake that no schema can say; `pointer` is a JSON pointer from the document's root. */
export type Complaint = { readonly pointer: string; readonly says: string }

const MOST = 50
const DEEPEST = 8
const MOST_WILDCARDS = 3

/** Turns a written condition, which the schema accepts and `complaintsAbout` has nothing against, into a condition. Throws on an unknown kind, which the schema refuses. */
export function conditionOf(written: WrittenCondition): Condition {
  const { kind, given } = taken(written)
  const long = typeof given === 'object' && given !== null && !Array.isArray(given) ? given as Readonly<Record<string, unknown>> : {}
  const text = (key: string): string | null => typeof given === 'string' && key === SHORT[kind] ? given : typeof long[key] === 'string' ? long[key] : null
  const number = (key: string): number | null => typeof long[key] === 'number' ? long[key] : null
  const place = (text('in') ?? 'anywhere') as CodePlace
  switch (kind) {
    case 'all': case 'any': return { kind, of: (given as readonly WrittenCondition[]).map(conditionOf) }
    case 'not': return { kind, of: conditionOf(long) }
    case 'file': return { kind, glob: text('glob') ?? '' }
    case 'import': return { kind, module: text('module') ?? '', in: place }
    case 'call': return { kind, name: text('name') ?? '', keyword: text('keyword'), value: literalOf(long['value']), in: place }
    case 'decorator': return { kind, name: text('name') ?? '', in: place }
    case 'route': return { kind, path: text('path') ?? '', method: text('method') }
    case 'workflow-runs': return { kind, command: text('command'), action: text('action') }
    case 'dockerfile': return { kind, instruction: text('instruction') ?? '', text: text('text') }
    case 'setting': return { kind, file: text('file') ?? '', path: pathOf(long['path']), value: literalOf(long['value']), atLeast: number('at-least'), atMost: number('at-most') }
    case 'dependency': return { kind, name: text('name') ?? '', module: text('module') }
    case 'heading': case 'words': return { kind, words: text('words') ?? '', file: text('file') }
    default: throw new Error(`the schema knows a condition that its reading does not: ${kind}`)
  }
}

/** Which part of the long form the short one gives. */
const SHORT: Readonly<Record<string, string>> = {
  file: 'glob', import: 'module', call: 'name', decorator: 'name', route: 'path', 'workflow-runs': 'command', dockerfile: 'instruction', dependency: 'name', heading: 'words', words: 'words',
}

/** The inverse: how a condition is written, in its short form where that says it all. */
export function writtenCondition(condition: Condition): WrittenCondition {
  const { kind } = condition
  switch (kind) {
    case 'all': case 'any': return { [kind]: condition.of.map(writtenCondition) }
    case 'not': return { [kind]: writtenCondition(condition.of) }
    default: return { [kind]: writtenParts(condition) }
  }
}

/** What stands behind the name of a condition. */
function writtenParts({ kind, ...parts }: LeafCondition): unknown {
  const asked = Object.entries(parts).flatMap(([key, value]) => value === null || key === 'in' && value === 'anywhere' ? [] : [[key === 'atLeast' ? 'at-least' : key === 'atMost' ? 'at-most' : key, value] as const])
  const [only, ...others] = asked
  return only !== undefined && others.length === 0 && only[0] === SHORT[kind] ? only[1] : Object.fromEntries(asked)
}

/** What is wrong with a written condition of the right shape: too many, too deep, a `not` with nothing beside it, a part that asks for nothing. */
export function complaintsAbout(written: WrittenCondition, pointer: string): readonly Complaint[] {
  const complaints: Complaint[] = []
  const count = { leaves: 0 }
  visit(written, pointer, 1)
  if (count.leaves > MOST) complaints.unshift({ pointer, says: `expected at most ${MOST} conditions in one item` })
  return complaints.slice(0, 20)

  function visit(one: WrittenCondition, at: string, depth: number): void {
    const { kind, given } = taken(one)
    const inner = `${at}/${kind}`
    const say = (says: string): void => { complaints.push({ pointer: inner, says }) }
    if (count.leaves > MOST) return
    if (depth > DEEPEST) return say(`expected conditions at most ${DEEPEST} deep`)
    if (kind === 'all' || kind === 'any') {
      const parts = given as readonly WrittenCondition[]
      const isNot = parts.map((part) => taken(part).kind === 'not')
      if (isNot.includes(true) && (kind === 'any' || !isNot.includes(false))) say('expected "not" inside "all", beside a condition that must hold: what is absent has no place that could show it')
      parts.forEach((part, index) => {
        const place = `${inner}/${index}`
        if (taken(part).kind === 'not') visitNot(part, place, depth + 1)
        else visit(part, place, depth + 1)
      })
      return
    }
    if (kind === 'not') return say('expected "not" inside "all", beside a condition that must hold: what is absent has no place that could show it')
    count.leaves += 1
    const wrong = wrongIn(one)
    if (wrong !== null) say(wrong)
  }

  function visitNot(one: WrittenCondition, at: string, depth: number): void {
    visit(taken(one).given as WrittenCondition, `${at}/not`, depth + 1)
  }
}

/** How many conditions a written one holds, counted to at most 51. */
export function countOf(written: WrittenCondition): number {
  const { kind, given } = taken(written)
  if (kind === 'not') return countOf(given as WrittenCondition)
  if (kind !== 'all' && kind !== 'any') return 1
  let count = 0
  for (const part of given as readonly WrittenCondition[]) if (count <= MOST) count += countOf(part)
  return count
}

function wrongIn(written: WrittenCondition): string | null {
  const condition = conditionOf(written)
  switch (condition.kind) {
    case 'file': return wrongGlob(condition.glob)
    case 'call': case 'decorator': {
      if (condition.name.split('*').length - 1 > 2 * MOST_WILDCARDS) return `expected at most ${MOST_WILDCARDS} wildcards in a name`
      return condition.kind === 'call' && condition.value !== null && condition.keyword === null ? 'expected a "keyword" beside "value": the value is that of a keyword' : null
    }
    case 'workflow-runs': {
      if ((condition.command === null) === (condition.action === null)) return 'expected exactly one of: command, action'
      return condition.command !== null && firstCommand(condition.command).length === 0 ? 'expected a command such as `dvc repro`' : null
    }
    case 'setting': {
      if (condition.value !== null && (condition.atLeast !== null || condition.atMost !== null)) return 'expected either "value" or "at-least" and "at-most"'
      if (condition.path.some((key) => key === '')) return 'expected keys with one dot between them'
      if (condition.path.every((key) => key === '*' || key === '**') || condition.path.filter((key) => key === '**').length > 1) return 'expected at least one key by its name, and ** at most once'
      return wrongGlob(condition.file)
    }
    case 'heading': case 'words': return spokenWords(condition.words).length === 0 ? 'expected at least one word' : condition.file === null ? null : wrongGlob(condition.file)
    default: return null
  }
}

function wrongGlob(glob: string): string | null {
  if (glob.startsWith('/') || glob.split('/').includes('..')) return 'expected a path inside the repository, without a slash at its start and without ..'
  if (glob.split('*').length - 1 > 2 * MOST_WILDCARDS) return `expected at most ${MOST_WILDCARDS} wildcards in a glob`
  return !/[\p{L}\p{N}]/u.test(glob) ? 'expected at least one letter or digit beside the wildcards' : null
}

function pathOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' ? value.split('.') : []
}

function literalOf(value: unknown): Literal | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function taken(written: WrittenCondition): { readonly kind: string; readonly given: unknown } {
  const [kind = '', given] = Object.entries(written)[0] ?? []
  return { kind, given }
}
