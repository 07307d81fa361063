import { flagValue } from '../../parse/shell/flags.ts'
import type { Command } from './command.ts'

/**
 * A linter or formatter for Python. `checks` is false where it rewrites instead of failing; `forgiving` names the flag that lets
 * everything pass.
 */
export type LintRun = { readonly tool: string; readonly checks: boolean; readonly forgiving: string | null }

const ALWAYS = new Set(['flake8', 'pylint', 'pycodestyle', 'pyflakes', 'pydocstyle', 'pylama', 'prospector', 'pep8', 'flakeheaven', 'flakehell', 'pyproject-flake8', 'pflake8', 'ruff-lsp'])
const FORMATTERS: Readonly<Record<string, RegExp>> = {
  black: /^--check$/, isort: /^(?:--check-only|--check|-c|--diff-check)$/, blue: /^--check$/, autopep8: /^(?:--diff|-d|--exit-code)$/, yapf: /^(?:--diff|-d|-q|--quiet)$/, docformatter: /^(?:--check|-c)$/,
  autoflake: /^(?:--check|-c|--check-diff|-cd)$/, darker: /^(?:--check|--lint|-L)$/, ufmt: /^(?:check|diff)$/, usort: /^check$/,
}

/** Reads a command as a run of a linter for Python; null where it is none. A hook of pre-commit that rewrites fails when it does, so there a formatter checks. */
export function lintOf({ words, through }: Pick<Command, 'words' | 'through'>): LintRun | null {
  const [first = '', second = ''] = words
  const args = words.slice(1)
  if (args.some((word) => word === '--version' || word === '--help') || (through.includes('pre-commit') && first === 'pre-commit')) return null
  if (first === 'nbqa') return lintOf({ words: args, through })
  const inHook = through.includes('pre-commit')
  if (first === 'ruff' || first === 'ruff-format') {
    if (first === 'ruff-format' || second === 'format') return { tool: 'ruff format', checks: inHook || args.includes('--check') || args.includes('--diff'), forgiving: forgivingFlag(args) }
    if (/^(?:rule|config|linter|clean|server|version|analyze|help|generate-shell-completion)$/.test(second)) return null
    return { tool: 'ruff', checks: !args.includes('--fix-only'), forgiving: forgivingFlag(args) }
  }
  if (first === 'hatch') return second === 'fmt' ? { tool: 'hatch fmt', checks: args.includes('--check'), forgiving: null } : null
  if (ALWAYS.has(first)) return { tool: first, checks: true, forgiving: forgivingFlag(args) ?? (first === 'pylint' ? lowBar(args) : null) }
  const check = Object.hasOwn(FORMATTERS, first) ? FORMATTERS[first] : undefined
  return check ? { tool: first, checks: inHook || args.some((word) => check.test(word)), forgiving: null } : null
}

/** Whether a tool only looks at how code is laid out. */
export function isFormatter(tool: string): boolean {
  return tool === 'ruff format' || Object.hasOwn(FORMATTERS, tool)
}

function forgivingFlag(args: readonly string[]): string | null {
  return args.find((word) => word === '--exit-zero' || word === '-e' && args.includes('check')) ?? null
}

function lowBar(args: readonly string[]): string | null {
  const bar = flagValue(args, '--fail-under')
  return bar !== null && Number(bar) <= 0 ? `--fail-under=${bar}` : null
}

const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:super-linter|github)\/super-linter/, 'super-linter'], [/^oxsecurity\/megalinter/, 'MegaLinter'], [/^psf\/black/, 'black'], [/^(?:astral-sh|chartboost)\/ruff-action/, 'ruff'],
  [/^isort\/isort-action|^jamescurtin\/isort-action/, 'isort'], [/^(?:py-actions|suo|trilom|julianwachholz|tonybajan|reviewdog)\/(?:action-)?flake8/, 'flake8'], [/^reviewdog\/action-(?:ruff|black|pylint)/, 'reviewdog'],
  [/^wearerequired\/lint-action/, 'lint-action'], [/^(?:dciborow|gabriel-milan)\/action-pylint/, 'pylint'], [/^rickstaa\/action-black/, 'black'], [/^trunk-io\/trunk-action/, 'trunk'], [/^jpetrucciani\/(?:ruff|black|flake8)-check/, 'ruff'],
  [/^cclauss\/GitHub-Action-for-pylint/i, 'pylint'], [/^lgeiger\/black-action/, 'black'],
]

/** Reads a use of an action as a run of a linter for Python; null where it is none. */
export function lintActionOf(uses: string, given: Readonly<Record<string, string>>): LintRun | null {
  const tool = ACTIONS.find(([pattern]) => pattern.test(uses))?.[1]
  if (tool === undefined) return null
  const options = `${given['options'] ?? ''} ${given['args'] ?? ''} ${given['black_args'] ?? ''}`
  if (tool === 'super-linter' && ['VALIDATE_PYTHON', 'VALIDATE_ALL_CODEBASE'].every((name) => given[name] === 'false')) return { tool, checks: false, forgiving: null }
  if (tool === 'black' && options.trim() !== '' && !options.includes('--check')) return { tool, checks: false, forgiving: null }
  if (tool === 'ruff' && /^\s*format\b/.test(options)) return { tool: 'ruff format', checks: /--check|--diff/.test(options), forgiving: null }
  const forgiving = options.includes('--exit-zero') ? '--exit-zero' : given['DISABLE_ERRORS'] === 'true' ? 'DISABLE_ERRORS' : tool === 'reviewdog' && !/true|any|error/.test(`${given['fail_on_error'] ?? ''}${given['fail_level'] ?? ''}`) ? 'no fail_level' : null
  return { tool, checks: true, forgiving }
}
