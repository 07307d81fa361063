import { flagValue, skipFlags } from './flags.ts'
import { DOCKER_SWITCHES, PREFIXES, SUBCOMMANDS, type Wrapper } from './wrappers.ts'

export type Unwrapped = {
  readonly words: readonly string[]
  readonly through: readonly string[]
  readonly environment: readonly { readonly name: string; readonly value: string }[]
  /** A script that the command runs instead of words, with the shell's own rules. */
  readonly script: { readonly text: string; readonly errexit: boolean; readonly pipefail: boolean } | null
  readonly directory: string | null
}

const DEPTH = 12
const SHELLS = ['bash', 'sh', 'zsh', 'dash', 'ksh']
const PYTHON_VALUES = ['-W', '-X', '--check-hash-based-pycs']
const COVERAGE_VALUES = ['--source', '--rcfile', '--omit', '--include', '--data-file', '--context', '--concurrency']
const SSH_VALUES = ['-i', '-p', '-o', '-l', '-F', '-J', '-L', '-R', '-b', '-c', '-D', '-E', '-e', '-m', '-S', '-W', '-w']

/**
 * Takes wrappers off a command until the tool itself is left: `sudo -E timeout 60 poetry run python -m pytest -q` is `pytest -q`.
 * Python is always called `python`, and a tool in the bin folder of an environment is called by its name.
 */
export function unwrap(words: readonly string[]): Unwrapped {
  let state: Unwrapped = { words, through: [], environment: [], script: null, directory: null }
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const named = [toolName(state.words[0] ?? ''), ...state.words.slice(1)]
    const next = step({ ...state, words: named })
    if (next === null) return { ...state, words: state.words.length === 0 ? [] : named }
    state = next
    if (state.script !== null || state.words.length === 0) return state
  }
  return state
}

/** `.venv/bin/pytest` and `/usr/bin/python3.11` by the name of the tool; a script of the repository keeps its path. */
function toolName(word: string): string {
  const inEnvironment = word.length > 300 ? null : /^(?:.*[^./\s].*\/|\/)(?:bin|Scripts)\/([^/]+)$/.exec(word)
  const name = inEnvironment && !/\.(?:sh|py)$/.test(word) ? inEnvironment[1] ?? word : word
  const plain = name.replace(/\.exe$/, '')
  return /^(?:python|pypy)(?:\d[\d.]*)?$/.test(plain) || plain === 'py' ? 'python' : plain
}

function step(state: Unwrapped): Unwrapped | null {
  const { words } = state
  const first = words[0] ?? ''
  const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(first)
  if (assignment && words.length > 1) {
    return { ...state, words: words.slice(1), environment: [...state.environment, { name: assignment[1] ?? '', value: assignment[2] ?? '' }] }
  }
  if (first === 'command' && /^-[vV]/.test(words[1] ?? '')) return null
  const prefix = Object.hasOwn(PREFIXES, first) ? PREFIXES[first] : undefined
  if (prefix) return after(state, 1, prefix, first)
  for (const candidate of SUBCOMMANDS) {
    const at = candidate.of.includes(first) ? subcommandAt(words, candidate.word) : -1
    if (at > 0) return after(state, at + 1, candidate.wrapper, `${first} ${candidate.word}`)
  }
  if (first === 'uv' && words[1] === 'tool' && words[2] === 'run') return after(state, 3, { flags: PREFIXES['uvx']?.flags ?? [] }, 'uvx')
  if (first === 'hatch' && words[1] === 'env' && words[2] === 'run') return after(state, 3, { flags: ['-e', '--env'] }, 'hatch run')
  if (first === 'python') return python(state)
  if (first === 'coverage' && words[1] === 'run') return coverage(state)
  if (SHELLS.includes(first)) return shell(state)
  if (first === 'eval') return { ...state, words: [], script: { text: words.slice(1).join(' '), errexit: false, pipefail: false } }
  if (first === 'ssh') return ssh(state)
  if (first === 'sshpass') return { ...state, words: words.slice(skipFlags(words, 1, ['-p', '-f', '-d'])) }
  if (first === 'su') return textOf(state, flagValue(words, '-c', '--command'), 'su')
  if (first === 'nix-shell') return textOf(state, flagValue(words, '--run', '--command'), 'nix-shell')
  if (first === 'nix' && words[1] === 'develop') {
    const at = words.findIndex((word) => word === '-c' || word === '--command')
    return at < 0 ? null : { ...state, words: words.slice(at + 1), through: [...state.through, 'nix develop'] }
  }
  return first === 'docker' || first === 'podman' || first === 'docker-compose' ? docker(state) : null
}

/** Where the subcommand stands: second, or after flags of the first word. */
function subcommandAt(words: readonly string[], name: string): number {
  if (words[1] === name) return 1
  const at = words.indexOf(name)
  return at > 1 && at < 7 && (words[1] ?? '').startsWith('-') ? at : -1
}

function after(state: Unwrapped, start: number, wrapper: Wrapper, name: string): Unwrapped | null {
  const { words } = state
  const module = words.slice(start).findIndex((word) => word === '-m' || word === '--module')
  let at = skipFlags(words, start, wrapper.flags) + (wrapper.positional ?? 0)
  if (wrapper.positional !== undefined && words[at] === '--') at += 1
  const rest = words.slice(at)
  const ownFlags = words.slice(1, at)
  const directory = wrapper.directory ? flagValue(ownFlags, ...wrapper.directory) : null
  const through = wrapper.silent ? state.through : [...state.through, name]
  const moved = { ...state, through, directory: directory ?? state.directory }
  if (name === 'uv run' && module >= 0 && start + module < at) return { ...moved, words: ['python', '-m', ...words.slice(start + module + 1)] }
  if (rest.length === 0) return null
  const [command = '', ...args] = rest
  if (name.startsWith('uv') || name === 'pipx run' || name === 'npx') {
    const plain = command.replace(/(?<=.)(?:@|==).*$/, '')
    return { ...moved, words: plain.endsWith('.py') ? ['python', plain, ...args] : [plain, ...args] }
  }
  return { ...moved, words: command.endsWith('.py') && !wrapper.silent && name !== 'sudo' ? ['python', ...rest] : rest }
}

function python(state: Unwrapped): Unwrapped | null {
  const { words } = state
  let at = 1
  while (at < words.length && (words[at] ?? '').startsWith('-') && words[at] !== '-m' && words[at] !== '-c' && words[at] !== '-') {
    if (/^-[a-zA-Z]*m$/.test(words[at] ?? '')) break
    at += PYTHON_VALUES.includes(words[at] ?? '') ? 2 : 1
  }
  if (/^-[a-zA-Z]*m$/.test(words[at] ?? '') && words[at + 1] !== undefined) {
    return { ...state, words: words.slice(at + 1), through: [...state.through, 'python -m'] }
  }
  return at > 1 && words[at] !== undefined && words[at] !== '-c' ? { ...state, words: ['python', ...words.slice(at)] } : null
}

function coverage(state: Unwrapped): Unwrapped | null {
  const { words } = state
  const through = [...state.through, 'coverage run']
  let at = 2
  while (at < words.length && (words[at] ?? '').startsWith('-')) {
    if (words[at] === '-m' || words[at] === '--module') return { ...state, through, words: words.slice(at + 1) }
    at += COVERAGE_VALUES.includes(words[at] ?? '') ? 2 : 1
  }
  return at < words.length ? { ...state, through, words: ['python', ...words.slice(at)] } : null
}

function shell(state: Unwrapped): Unwrapped | null {
  const { words } = state
  let errexit = false
  let pipefail = false
  let at = 1
  while (at < words.length && /^[-+]/.test(words[at] ?? '')) {
    const flag = words[at] ?? ''
    if (!flag.startsWith('--')) {
      if (/^-[a-zA-Z]*e/.test(flag)) errexit = true
      if (/^-[a-zA-Z]*o$/.test(flag)) {
        at += 1
        pipefail ||= words[at] === 'pipefail'
        errexit ||= words[at] === 'errexit'
      }
      if (/^-[a-zA-Z]*c/.test(flag)) {
        const text = words[at + 1]
        return text === undefined ? null : { ...state, words: [], script: { text, errexit, pipefail } }
      }
    }
    at += 1
  }
  return null
}

function ssh(state: Unwrapped): Unwrapped | null {
  const at = skipFlags(state.words, 1, SSH_VALUES)
  const text = state.words.slice(skipFlags(state.words, at + 1, SSH_VALUES)).join(' ')
  return text === '' ? null : textOf(state, text, `ssh ${state.words[at] ?? ''}`)
}

function textOf(state: Unwrapped, text: string | null, name: string): Unwrapped | null {
  return text === null ? null : { ...state, words: [], through: [...state.through, name], script: { text, errexit: false, pipefail: false } }
}

function docker(state: Unwrapped): Unwrapped | null {
  const { words } = state
  const compose = words[0] === 'docker-compose' || words[1] === 'compose'
  const limit = compose ? 12 : 3
  const at = words.findIndex((word, index) => index > 0 && index < limit && (word === 'run' || word === 'exec'))
  if (at < 0 || (!compose && at > 2)) return null
  let next = at + 1
  while (next < words.length && (words[next] ?? '').startsWith('-')) {
    next += DOCKER_SWITCHES.includes(words[next] ?? '') || (words[next] ?? '').includes('=') ? 1 : 2
  }
  const target = words[next]
  const command = words.slice(next + 1)
  if (target === undefined || command.length === 0 || (command[0] ?? '').startsWith('-')) return null
  return { ...state, words: command, through: [...state.through, `docker ${compose ? 'compose ' : ''}${words[at] ?? ''} ${target}`] }
}
