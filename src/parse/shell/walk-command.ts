import type { Assignment, Command, Redirection, Word, WordPart } from 'unbash'
import { fromStart, seenFrom } from './own-folder.ts'
import { unwrap } from './unwrap.ts'
import { asSubshell, type WalkContext, type WalkState } from './walk-state.ts'
import { wordValues } from './word-values.ts'
import type { ShellCommand } from './shell-command.ts'

const LONGEST = 2_000
const MOST_WORDS = 1_000

/** Adds one simple command, what its substitutions run, and what it runs as a script of its own. */
export function walkCommand(node: Command, context: WalkContext, state: WalkState): void {
  const assignments = node.prefix.filter((item) => item.type === 'Assignment')
  if (node.name === undefined) {
    for (const assignment of assignments) assign(assignment, context, state)
    return
  }
  const inner = { ...context, loud: LOST, quiet: LOST }
  for (const assignment of assignments) walkAssignment(assignment, inner, state)
  walkWords([node.name, ...node.args.filter((item) => item.type === 'Word')], inner, state)
  for (const item of node.args) if (item.type === 'Assignment') assign(item, inner, state)
  const words = [node.name, ...node.args].flatMap((item) => item.type === 'Word' ? wordValues(item, state) : [`${item.name}=${valueText(item, state)}`]).slice(0, MOST_WORDS).map((word) => seenFrom(state.directory, state.restore(word)))
  const [first = ''] = words
  const body = state.functions.get(first)
  if (body && !state.calling.has(first)) {
    callFunction(first, body, words.slice(1), context, state)
    return
  }
  builtin(words, state)
  add(node, words, assignments, context, state)
}

const LOST = 'a failure inside `$( )` is lost'

function add(node: Command, words: readonly string[], assignments: readonly Assignment[], context: WalkContext, state: WalkState): void {
  const unwrapped = unwrap(words)
  const heredoc = node.redirects.find((item) => item.type === 'HereDoc')
  const environment = [...assignments.map((item) => ({ name: item.name, value: state.restore(valueText(item, state)) })), ...unwrapped.environment]
  const directory = unwrapped.directory === null ? state.directory : joinFolder(state.directory, unwrapped.directory)
  const common = {
    text: state.restore(state.source.slice(node.pos, node.end)).slice(0, LONGEST), line: state.lineAt(node.pos), environment, background: context.background,
    inFunction: context.inFunction, condition: context.condition, unless: context.unless, subshell: context.subshell, writesTo: outputOf(node.redirects, state), directory,
  }
  const [tool = ''] = unwrapped.words
  const fed = heredoc && (['bash', 'sh', 'zsh'].includes(tool) || tool === 'ssh') ? heredoc.body.text : null
  if (unwrapped.script === null && fed === null) {
    state.commands.push({ ...common, words: unwrapped.words, through: unwrapped.through, masked: context.loud })
    return
  }
  const script = unwrapped.script ?? { text: fed ?? '', errexit: unwrapped.words.includes('-e'), pipefail: false }
  const through = fed !== null && tool === 'ssh' ? [...unwrapped.through, `ssh ${unwrapped.words.at(-1) ?? ''}`] : unwrapped.through
  for (const command of state.enter.script(script.text, { errexit: script.errexit, pipefail: script.pipefail }, context.depth)) state.commands.push(nested(command, common, through, context))
}

function nested(command: ShellCommand, outer: Omit<ShellCommand, 'words' | 'through' | 'masked'>, through: readonly string[], context: WalkContext): ShellCommand {
  return {
    ...outer, words: command.words, through: [...through, ...command.through], environment: [...outer.environment, ...command.environment],
    masked: context.loud ?? command.masked, condition: command.condition ?? outer.condition, unless: command.unless ?? outer.unless, background: outer.background || command.background,
    directory: command.directory === null ? null : joinFolder(outer.directory, command.directory), writesTo: command.writesTo ?? outer.writesTo,
  }
}

function callFunction(name: string, body: NonNullable<ReturnType<WalkState['functions']['get']>>, args: readonly string[], context: WalkContext, state: WalkState): void {
  const before = state.args
  state.calling.add(name)
  state.args = args
  const inner = { ...context, inFunction: name, depth: context.depth + 1 }
  if (body.type === 'CompoundList') state.enter.statements(body.commands, inner, state)
  else state.enter.node(body, inner, state)
  state.args = before
  state.calling.delete(name)
}

function builtin(words: readonly string[], state: WalkState): void {
  const [name, target] = words
  if (name === 'cd' || name === 'pushd') state.directory = target === undefined || target === '-' ? null : joinFolder(state.directory, target)
  if (name === 'popd') state.directory = null
  if (name !== 'set') return
  for (const [index, word] of words.entries()) {
    const on = word.startsWith('-')
    if (index === 0 || (!on && !word.startsWith('+'))) continue
    const option = word.endsWith('o') ? words[index + 1] : undefined
    if (/^[-+][a-zA-Z]*e/.test(word) || option === 'errexit') Object.assign(state, { errexit: on, switchedOff: !on })
    if (option === 'pipefail') state.pipefail = on
  }
}

/** A folder seen from another one; null where either is not known. */
function joinFolder(from: string | null, to: string): string | null {
  const start = fromStart(to)
  const base = start === null ? from : ''
  const path = start ?? to
  if (base === null || /[$`*~\uE000-\uF8FF]/.test(path)) return null
  if (path.startsWith('/')) return null
  const parts: string[] = []
  for (const part of `${base}/${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function assign(item: Assignment, context: WalkContext, state: WalkState): void {
  walkAssignment(item, context, state)
  if (item.value.type === 'Word' && !item.append) {
    const value = wordValues(item.value, state).join(' ')
    if (/[$`]/.test(value) || value.length > LONGEST) state.variables.delete(item.name)
    else state.variables.set(item.name, value)
  }
}

function walkAssignment(item: Assignment, context: WalkContext, state: WalkState): void {
  walkWords(item.value.type === 'Word' ? [item.value] : item.value.elements, context, state)
}

function valueText(item: Assignment, state: WalkState): string {
  return item.value.type === 'Word' ? wordValues(item.value, state).join(' ') : state.source.slice(item.value.pos, item.value.end)
}

/** Walks what `$( )`, backticks and `<( )` of the words run. */
export function walkWords(words: readonly Word[], context: WalkContext, state: WalkState): void {
  for (const word of words) if (/[$`<>]/.test(word.text)) walkParts(word.parts ?? [], context, state)
}

function walkParts(parts: readonly WordPart[], context: WalkContext, state: WalkState): void {
  if (context.depth > 12) return
  for (const part of parts) {
    if (part.type === 'CommandExpansion' || part.type === 'ProcessSubstitution') {
      const { script } = part
      if (script === undefined || script.source !== undefined) continue
      const lost = part.type === 'ProcessSubstitution' ? 'a failure inside `<( )` is lost' : context.loud
      asSubshell(state, () => {
        state.errexit = false
        state.enter.statements(script.commands, { ...context, exit: lost, loud: lost, quiet: lost, subshell: true, depth: context.depth + 1 }, state)
      })
    } else if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') walkParts(part.parts, context, state)
  }
}

function outputOf(redirects: readonly Redirection[], state: WalkState): string | null {
  for (const item of redirects) {
    if (item.type !== 'Redirect' || item.target === undefined) continue
    const isOutput = ['>', '>>', '>|', '&>', '&>>'].includes(item.operator) && (item.descriptor === undefined || (item.descriptor.type === 'FileDescriptor' && item.descriptor.value === 1))
    if (isOutput) return state.restore(wordValues(item.target, state).join(' '))
  }
  return null
}
