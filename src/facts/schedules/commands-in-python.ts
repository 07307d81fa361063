import type { Expression } from '../../parse/python/tree.ts'
import type { Command } from '../commands/command.ts'
import { expandScript } from '../commands/expand.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { namesOf } from '../python/names.ts'
import type { PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lastLineOf } from './last-line.ts'

const RUNNERS = /^(?:os\.(?:system|popen|execvp?|spawn\w+)|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|asyncio\.create_subprocess_(?:shell|exec)|prefect_shell\.(?:shell_run_command|ShellOperation)|prefect\.tasks\.shell\.ShellTask|dagster_shell\.\w+|runpy\.run_path|papermill\.execute_notebook)$/
const OPERATOR = /(?:Operator|Op|Task|ContainerOp|Component|Job)$/
const KEYWORDS = ['bash_command', 'command', 'cmds', 'commands', 'arguments', 'script'] as const

/** The commands that a call in Python starts: through `subprocess` and its like, or as a shell, container or SSH task of an orchestrator. */
export function commandsStarted(facts: RepositoryFacts, call: Call, module: PythonModule): readonly Command[] {
  const text = scriptText(call, module)
  if (text === null || text.trim() === '') return []
  return expandScript(facts, { text: text.slice(0, 5000), path: module.path, line: 1, directory: '.', options: {}, masked: null, via: [], through: [], environment: [] })
    .map((command) => command.place.path === module.path ? { ...command, place: { path: module.path, line: call.line } } : command)
}

/** Whether a call may start a command. */
export function startsWork(call: Call, module: PythonModule): boolean {
  return (scriptText(call, module) ?? '').trim() !== ''
}

/** In a loop over what is written down (`for step in ["python a.py", "python b.py"]`), the commands of all its turns, a line each. */
function scriptText(call: Call, module: PythonModule): string | null {
  if (!RUNNERS.test(call.name) && !OPERATOR.test(call.method)) return null
  const turns = turnsAround(call, module).map((given) => textOfTurn(call, module, given)).filter((text) => text !== null)
  return turns.length === 0 ? textOfTurn(call, module, NOTHING) : turns.join('\n')
}

type Given = ReadonlyMap<string, Expression>
const NOTHING: Given = new Map()
const MOST_TURNS = 30

/** What the names of the innermost loop around a call hold in each of its turns; none where there is no loop, or its list is not written down. */
function turnsAround(call: Call, module: PythonModule): readonly Given[] {
  const loop = loopsOf(module).findLast(({ from, to }) => from <= call.line && to >= call.line)
  if (loop === undefined) return []
  const { target, iterable } = loop
  const list = iterable.kind === 'name' ? namesOf(module.tree).valueOf(iterable.id, call.context, loop.from) : iterable
  if (list?.kind !== 'collection') return []
  return list.items.slice(0, MOST_TURNS).map((item): Given => {
    if (target.kind === 'name') return new Map([[target.id, item]])
    if (target.kind !== 'collection' || item.kind !== 'collection') return NOTHING
    return new Map(target.items.flatMap((one, at): readonly (readonly [string, Expression])[] => { const value = item.items[at]; return one.kind === 'name' && value !== undefined ? [[one.id, value]] : [] }))
  })
}

type Loop = { readonly target: Expression; readonly iterable: Expression; readonly from: number; readonly to: number }

const loopsOf = memoise((module: PythonModule): readonly Loop[] => definitionsOf(module.tree).statements.flatMap(({ statement }) =>
  statement.kind === 'for' ? [{ target: statement.target, iterable: statement.iterable, from: statement.line, to: lastLineOf(statement.body) }] : []))

function textOfTurn(call: Call, module: PythonModule, given: Given): string | null {
  const text = (expression: Expression): string => commandText(expression, call, module, given, 6)
  if (RUNNERS.test(call.name)) {
    const positional = call.args.filter((argument) => argument.name === null || argument.name === 'args' || argument.name === 'command' || argument.name === 'commands').map((argument) => text(argument.value))
    if (call.name === 'runpy.run_path') return `python ${positional[0] ?? ''}`
    if (call.name === 'papermill.execute_notebook') return `papermill ${positional[0] ?? ''}`
    return /exec|spawn/.test(call.name) ? positional.join(' ') : positional[0] ?? null
  }
  if (!OPERATOR.test(call.method)) return null
  const parts = KEYWORDS.map((name) => keywordOf(call, name)).filter((value) => value !== null).map(text).filter((part) => part !== '')
  return parts.length === 0 ? null : parts.join(' ')
}

/** A command as far as it is written: lists are joined, names followed, paths put together; `sys.executable` is python. */
function commandText(expression: Expression, call: Call, module: PythonModule, given: Given, depth: number): string {
  if (depth === 0) return ''
  const inner = (part: Expression): string => commandText(part, call, module, given, depth - 1)
  switch (expression.kind) {
    case 'string': return expression.text
    case 'collection': return expression.items.map(inner).filter((part) => part !== '').map((part) => /\s/.test(part) && expression.items.length > 1 && !part.includes('"') ? `"${part}"` : part).join(' ')
    case 'attribute': {
      if (expression.name === 'executable') return 'python'
      const value = expression.of.kind === 'name' && (expression.of.id === 'self' || expression.of.id === 'cls') ? null : namesOf(module.tree).valueOf(expression.name, call.context, call.line)
      return value === null ? '' : inner(value)
    }
    case 'name': {
      const value = given.get(expression.id) ?? namesOf(module.tree).valueOf(expression.id, call.context, call.line)
      return value === null ? '' : inner(value)
    }
    case 'binary': return expression.operator === '/' ? joined(inner(expression.left), inner(expression.right)) : `${inner(expression.left)}${inner(expression.right)}`
    case 'call': {
      const callee = namesOf(module.tree).dotted(expression.callee, call.context)
      const parts = expression.args.map((argument) => inner(argument.value))
      if (callee === 'os.path.join') return parts.reduce(joined, '')
      if (/^(?:str|pathlib\.Path|os\.path\.\w+|os\.fspath|shlex\.split)$/.test(callee)) return parts[0] ?? ''
      if (/\.(?:split|format|strip|as_posix|resolve)$/.test(callee) || (expression.callee.kind === 'attribute' && /^(?:split|format|strip|as_posix|resolve)$/.test(expression.callee.name))) return expression.callee.kind === 'attribute' ? inner(expression.callee.of) : ''
      return ''
    }
    default: return ''
  }
}

function joined(left: string, right: string): string {
  return left === '' || right === '' ? left + right : `${left}/${right}`
}
