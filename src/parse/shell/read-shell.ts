import { parse } from 'unbash'
import { COMMANDS_DECIDE } from './commands-decide.ts'
import { hideExpressions } from './expressions.ts'
import { walkNode, walkStatements } from './walk-nodes.ts'
import type { ShellCommand, ShellOptions, ShellScript } from './shell-command.ts'
import type { WalkState } from './walk-state.ts'

const CAP = 100_000
const NESTED_CAP = 20_000
const NESTED_DEPTH = 20

/**
 * Reads a shell script into the simple commands that could run, each with why its failure would not fail the script.
 * The rules are those of bash: errexit does not look at the left of `&&` and `||`, at conditions and behind `!`; without it the last
 * command decides; a function counts where it is called. `${{ … }}` of a workflow stays as it is written. Never throws.
 */
export function readShell(text: string, options: ShellOptions = {}): ShellScript {
  if (text.length > CAP) return { commands: [], problems: [{ line: 0, says: `the script has ${text.length} characters; at most ${CAP} are read` }] }
  return read(text, options, 0)
}

/** Whether a command's failure is masked only because the script goes on: what fails later fails the script. */
export function isDecidedLater(masked: string): boolean {
  return masked.endsWith(COMMANDS_DECIDE)
}

/** A script that another command runs (`bash -c`), as deep as the script around it allows. */
function readNested(text: string, options: ShellOptions, depth: number): readonly ShellCommand[] {
  return text.length > NESTED_CAP || depth > NESTED_DEPTH ? [] : read(text, options, depth + 5).commands
}

function read(text: string, options: ShellOptions, depth: number): ShellScript {
  const hidden = hideExpressions(text)
  const lineAt = lineFinder(hidden.text)
  const state: WalkState = {
    source: hidden.text, restore: hidden.restore, lineAt, commands: [], functions: new Map(), calling: new Set(),
    variables: new Map(Object.entries(options.variables ?? {})), home: options.home ?? null, goesOn: options.goesOn === undefined ? `without \`set -e\`, ${COMMANDS_DECIDE}` : `${options.goesOn}, and ${COMMANDS_DECIDE}`, args: options.args ?? null,
    errexit: options.errexit ?? /^#![^\n]*sh +-[a-z]*e/.test(hidden.text), pipefail: options.pipefail ?? false, switchedOff: false, directory: '', steps: 0,
    enter: { statements: walkStatements, node: walkNode, script: readNested },
  }
  try {
    const script = parse(hidden.text)
    walkStatements(script.commands, {
      exit: null, loud: null, quiet: null, ignored: false, condition: null, unless: null, subshell: false, background: false, inFunction: null, depth,
    }, state)
    // PowerShell and cmd close their blocks in other ways.
    const open = options.goesOn === undefined ? unclosedIn(script, hidden.text.trimEnd().length) : null
    const from = open === null ? Infinity : lineAt(open.pos)
    const commands = open === null ? state.commands : state.commands.map((command) => command.line < from ? command : { ...command, unclosed: open.word })
    return { commands, problems: (script.errors ?? []).slice(0, 10).map((error) => ({ line: lineAt(error.pos), says: error.message })) }
  } catch (thrown) {
    return { commands: [], problems: [{ line: 0, says: thrown instanceof Error ? thrown.message : 'the script could not be read' }] }
  }
}

/** The block that is still open where a script ends: it takes in all that follows it, so it is the last statement. */
function unclosedIn(script: ReturnType<typeof parse>, end: number): { readonly word: string; readonly pos: number } | null {
  const last = script.commands.at(-1)
  const error = (script.errors ?? []).find(({ pos, message }) => pos >= end && /^expected '(?:fi|done|esac)' to close '\w+'$/.test(message))
  return last === undefined || error === undefined ? null : { word: error.message.slice(error.message.lastIndexOf(' ') + 1).replaceAll("'", ''), pos: last.pos }
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
