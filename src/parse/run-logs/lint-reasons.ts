import { placeIn, toldReason, type ToldReason } from './told-reason.ts'

/** A place with a rule behind it, in the short form of ruff, flake8, pycodestyle and pylint: `src/a.py:3:1: F401 …`. */
const SHORT = /^(?:##\[error\])?([\w./\\-]{1,300}\.pyi?):(\d{1,7}):(?:\d{1,5}:)? ([A-Z]{1,4}\d{2,5}):? (.{1,300})/
/** Ruff's long form: the rule, and the place below it. */
const RULE = /^([A-Z]{1,4}\d{2,5})(?: \[\*\])? (.{1,300})$/
const ARROW = /^\s{0,8}--> ([\w./\\-]{1,300}\.pyi?):(\d{1,7}):\d/
const MYPY = /^([\w./\\-]{1,300}\.pyi?):(\d{1,7})(?::\d{1,5})?: error: (.{1,300})/
const WOULD = /^(?:would reformat|Would reformat:) ([\w./\\-]{1,300})/
const ISORT = /^ERROR: ([\w./\\-]{1,300}) Imports are incorrectly sorted/
const HOOK = /^- hook id: ([\w-]{1,60})/
const MOST = 20_000

/** What a linter, a format check or a type check found first: the tool where it can be told, the rule, and the place. */
export function lintReasons(output: readonly string[], command: string): readonly ToldReason[] {
  const tools = toolsIn(command)
  const found: ToldReason[] = []
  let first: ToldReason | null = null
  let hook: string | undefined
  output.slice(0, MOST).forEach((line, index) => {
    hook = HOOK.exec(line)?.[1] ?? hook
    const one = findingAt(output, index, hook === undefined ? tools : [hook])
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

function findingAt(output: readonly string[], index: number, tools: readonly string[]): ToldReason | null {
  const line = output[index] ?? ''
  const tool = (among: readonly string[]): string => tools.find((one) => among.some((name) => one.includes(name))) ?? among[0] ?? ''
  const short = SHORT.exec(line)
  if (short !== null) return toldReason({ kind: 'lint', line, about: [/^[CRWEF]\d{4}$/.test(short[3] ?? '') ? 'pylint' : tool(['ruff', 'flake8', 'pycodestyle']), short[3]], at: placeIn(short[1], short[2]), end: index })
  const rule = RULE.exec(line)
  const arrow = rule === null ? null : ARROW.exec(output[index + 1] ?? '')
  if (rule !== null && arrow !== null) return toldReason({ kind: 'lint', line, about: [tool(['ruff']), rule[1]], at: placeIn(arrow[1], arrow[2]), end: index + 1 })
  const typed = MYPY.exec(line)
  if (typed !== null) return toldReason({ kind: 'lint', line, about: [tool(['mypy', 'pyright'])], at: placeIn(typed[1], typed[2]), end: index })
  const shape = WOULD.exec(line)?.[1]
  if (shape !== undefined) return toldReason({ kind: 'lint', line, about: [line.startsWith('Would') ? 'ruff format' : 'black'], at: placeIn(shape, undefined), end: index })
  const sorted = ISORT.exec(line)?.[1]
  return sorted === undefined ? null : toldReason({ kind: 'lint', line, about: ['isort'], at: placeIn(sorted, undefined), end: index })
}

function toolsIn(command: string): readonly string[] {
  return ['ruff', 'flake8', 'pycodestyle', 'pylint', 'mypy', 'pyright', 'black', 'isort'].filter((tool) => command.includes(tool))
}
