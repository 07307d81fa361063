import { placeIn, toldReason, type Telling, type ToldReason } from './told-reason.ts'

/** A place with a rule behind it, in the short form of ruff, flake8, pycodestyle and pylint: `src/a.py:3:1: F401 …`. */
const SHORT = /^(?:##\[error\])?([\w./\\-]{1,300}\.pyi?):(\d{1,7}):(?:\d{1,5}:)? ([A-Z]{1,4}\d{2,5}):? (.{1,300})/
/** Ruff's long form: the rule, and the place below it. */
const RULE = /^([A-Z]{1,4}\d{2,5}|invalid-syntax)(?::| \[\*\])? (.{1,300})$/
const ARROW = /^\s{0,8}--> ([\w./\\-]{1,300}\.pyi?):(\d{1,7}):\d/
const UNREADABLE = /^(?:##\[error\])?([\w./\\-]{1,300}\.pyi?):(\d{1,7}):\d{1,5}: (?:(?:E999:? )?((?:SyntaxError|IndentationError): .{1,300})|invalid-syntax: (.{1,300}))/
const CANNOT_FORMAT = /^error: cannot format ([\w./\\-]{1,300}): Cannot parse[^:]{0,60}: (\d{1,7}):\d{1,5}: (.{0,300})/
const MYPY = /^([\w./\\-]{1,300}\.pyi?):(\d{1,7})(?::\d{1,5})?: error: (.{1,300})/
const PYRIGHT = /^\s{0,4}(\/?[\w./\\-]{1,300}\.pyi?):(\d{1,7}):\d{1,5} - error: (.{1,300})/
const WOULD = /^(?:would reformat|Would reformat:) ([\w./\\-]{1,300})/
const ISORT = /^ERROR: ([\w./\\-]{1,300}) Imports are incorrectly sorted/
const HOOK = /^- hook id: ([\w-]{1,60})/
const CHANGED = '- files were modified by this hook'
const CHANGED_FILE = /^(?:reformatted|Fixing|Fixed) ([\w./\\-]{1,300})/
const MOST = 20_000

/** What a linter, a format check or a type check found first: the tool where it can be told, the rule, and the place. */
export function lintReasons(output: readonly string[], command: string): readonly ToldReason[] {
  const tools = toolsIn(command)
  const found: ToldReason[] = []
  let first: ToldReason | null = null
  let hook: string | undefined
  output.slice(0, MOST).forEach((line, index) => {
    hook = HOOK.exec(line)?.[1] ?? hook
    const one = findingAt(output, index, { tools: hook === undefined ? tools : [hook], hook })
    if (one === null) return
    // Findings that follow each other are of one tool: the first of them is told.
    if (first !== null && index - first.end <= NEAR) {
      first = { reason: first.reason, end: one.end }
      found[found.length - 1] = first
      return
    }
    first = one
    found.push(one)
  })
  return found
}

/** Between two findings ruff shows some lines of the file. */
const NEAR = 15
/** How far below a hook's word that it changed files the first of them is named. */
const BELOW = 6

type Finder = { readonly tools: readonly string[]; readonly hook: string | undefined }

function findingAt(output: readonly string[], index: number, { tools, hook }: Finder): ToldReason | null {
  const line = output[index] ?? ''
  const tool = (among: readonly string[], otherwise = 'the linter'): string => tools.find((one) => among.some((name) => one.includes(name))) ?? otherwise
  const told = (telling: Omit<Telling, 'line' | 'end'>, end = index): ToldReason => toldReason({ ...telling, line, end })
  if (line === CHANGED && hook !== undefined) {
    const below = output.slice(index + 1, index + BELOW).findIndex((one) => CHANGED_FILE.test(one))
    const file = CHANGED_FILE.exec(output[index + 1 + below] ?? '')?.[1]
    return toldReason({ kind: 'lint', line: `${hook}: files were modified by this hook`, about: ['pre-commit', hook], at: below < 0 ? null : placeIn(file, undefined), end: below < 0 ? index : index + 1 + below })
  }
  const unread = UNREADABLE.exec(line) ?? CANNOT_FORMAT.exec(line)
  if (unread !== null) return told({ kind: 'syntax-error', about: [unread[3] ?? unread[4]], at: placeIn(unread[1], unread[2]) })
  const short = SHORT.exec(line)
  if (short !== null) return told({ kind: 'lint', about: [/^[CRWEF]\d{4}$/.test(short[3] ?? '') ? 'pylint' : tool(['ruff', 'flake8', 'pycodestyle'], /\[\*\]/.test(line) ? 'ruff' : undefined), short[3]], at: placeIn(short[1], short[2]) })
  const rule = RULE.exec(line)
  const arrow = rule === null ? null : ARROW.exec(output[index + 1] ?? '')
  if (rule !== null && arrow !== null) return told(rule[1] === 'invalid-syntax' ? { kind: 'syntax-error', about: [rule[2]], at: placeIn(arrow[1], arrow[2]) } : { kind: 'lint', about: [tool(['ruff'], 'ruff'), rule[1]], at: placeIn(arrow[1], arrow[2]) }, index + 1)
  const typed = MYPY.exec(line) ?? PYRIGHT.exec(line)
  if (typed !== null) return told({ kind: 'lint', about: [PYRIGHT.test(line) ? 'pyright' : 'mypy'], at: placeIn(typed[1], typed[2]) })
  const shape = WOULD.exec(line)?.[1]
  if (shape !== undefined) return told({ kind: 'lint', about: [line.startsWith('Would') ? 'ruff format' : 'black'], at: placeIn(shape, undefined) })
  const sorted = ISORT.exec(line)?.[1]
  return sorted === undefined ? null : told({ kind: 'lint', about: ['isort'], at: placeIn(sorted, undefined) })
}

function toolsIn(command: string): readonly string[] {
  return ['ruff', 'flake8', 'pycodestyle'].filter((tool) => command.includes(tool))
}
