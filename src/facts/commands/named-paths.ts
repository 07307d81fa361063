import { flagValue, skipFlags } from '../../parse/shell/flags.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { isGitIgnored } from '../settings/ignore-rules.ts'
import { missingTest } from './named-tests.ts'

// `-n` is none: pytest takes its number of workers from it, and `-rn` is a report of pylint that is turned off.
const SWITCHES = /^(?:-[vqsxlr]+|-[rs]n|-r[a-zA-Z]+|-rA|--(?:exit-zero|check|check-only|diff|count|statistics|show-source|fix|no-fix|verbose|quiet|no-header|lf|ff|recursive|color|preview|all-files|no-cov|profile|atomic|strict|cov|disable-warnings|exitfirst|durations))$/
const CHECKED = new Set(['pytest', 'flake8', 'pylint', 'black', 'isort', 'pycodestyle', 'mypy'])

/**
 * What a command names and is not there: a folder to test or lint, a test, a Python file, a Dockerfile, a build context, the settings of a deployment. Null where all is there,
 * or the files cannot tell; `made` holds names that earlier commands may have made.
 */
export function missingPath(facts: RepositoryFacts, words: readonly string[], directory: string | null, made: ReadonlySet<string>): string | null {
  if (directory === null) return null
  const [first = '', second = ''] = words
  const isThere = (path: string): boolean => {
    const full = normalPath(`${directory}/${path}`)
    return full.startsWith('..') || facts.paths.has(full) || isGitIgnored(facts, full) || full.split('/').some((part) => made.has(part))
  }
  if (CHECKED.has(first) || (first === 'ruff' && (second === 'check' || second === 'format'))) {
    const named = pathsAmong(words.slice(first === 'ruff' ? 2 : 1)).map((path) => path.split('::', 1)[0] ?? path)
    const [outside] = named.filter((path) => isOutside(facts, normalPath(`${directory}/${path}`), made))
    if (outside !== undefined) return `\`${normalPath(`${directory}/${outside}`)}\`, which ${first} is given, lies outside the repository`
    const found = named.filter((path) => isThere(path) || (first === 'pylint' && (isThere(path.replaceAll('.', '/')) || isThere(`${path.replaceAll('.', '/')}.py`))))
    return named.length > 0 && found.length === 0 ? `\`${normalPath(`${directory}/${named[0] ?? ''}`)}\`, which ${first} is given, is not there` : null
  }
  if ((first === 'pip' || first === 'pip3' || (first === 'uv' && second === 'pip')) && words.includes('install')) {
    const listed = flagValue(words, '-r', '--requirement')
    return listed === null || /[$`*{]|:\/\//.test(listed) || isThere(listed) ? null : `the list \`${normalPath(`${directory}/${listed}`)}\` that it installs is not there`
  }
  if (first === 'unittest') return missingTest(facts, words, directory, made)
  if (first === 'python' && second.endsWith('.py') && !/[$*`{]/.test(second)) return isThere(second) ? null : `\`${second}\` is not there`
  const named = settingsNamed(words)
  if (named !== null && !/[$*`{~]|:\/\/|^[-/]/.test(named)) return isThere(named) ? null : `\`${normalPath(`${directory}/${named}`)}\`, which ${first} is given, is not there`
  const isBuild = (first === 'docker' || first === 'podman') && (second === 'build' || (second === 'buildx' && words[2] === 'build'))
  return isBuild ? missingInBuild(words.slice(second === 'build' ? 2 : 3), directory, isThere) : null
}

/** Whether a path leads out of the repository to a name that lies in it: above a checkout there is nothing but what the job has put there. */
function isOutside(facts: RepositoryFacts, full: string, made: ReadonlySet<string>): boolean {
  const within = full.replace(/^(?:\.\.\/)+/, '')
  return full.startsWith('../') && facts.paths.has(within) && !within.split('/').some((part) => made.has(part))
}

/** The file or folder that a tool of deployment takes its settings from, where it names one. */
function settingsNamed(words: readonly string[]): string | null {
  const [first = '', second = ''] = words
  if (first === 'kubectl' && /^(?:apply|create|replace)$/.test(second)) return flagValue(words, '-f', '--filename') ?? flagValue(words, '-k', '--kustomize')
  const start = first === 'docker-compose' ? 1 : first === 'docker' && second === 'compose' ? 2 : 0
  // Only before the verb: `logs -f` follows.
  if (start > 0) return flagValue(words.slice(start, skipFlags(words, start, ['-f', '--file', '-p', '--project-name', '--profile', '--env-file', '--project-directory'])), '-f', '--file')
  if (first === 'terraform' || first === 'tofu') return flagValue(words, '-chdir')
  return first === 'ansible-playbook' ? words.slice(1).find((word) => /\.ya?ml$/.test(word)) ?? null : null
}

/** Says that the folder a command runs in is not there; null where it is, or may be: earlier commands may have made it, git may ignore it. */
export function missingFolder(facts: RepositoryFacts, directory: string | null, made: ReadonlySet<string>): string | null {
  if (directory === null || facts.paths.has(directory) || isGitIgnored(facts, directory) || directory.split('/').some((part) => made.has(part))) return null
  return `the folder \`${directory}\` that it runs in is not there`
}

function missingInBuild(args: readonly string[], directory: string, isThere: (path: string) => boolean): string | null {
  const dockerfile = flagValue(args, '-f', '--file')
  const context = buildContext(args)
  const literal = (path: string | null): path is string => path !== null && !/[$`*]|:\/\//.test(path) && path !== '-'
  if (literal(dockerfile)) return isThere(dockerfile) ? null : `the Dockerfile \`${dockerfile}\` is not there`
  if (!literal(context)) return null
  if (!isThere(context)) return `the folder \`${context}\` that is built is not there`
  // Docker takes `dockerfile` where there is no `Dockerfile`.
  return dockerfile === null && !isThere(`${context}/Dockerfile`) && !isThere(`${context}/dockerfile`) ? `there is no Dockerfile in the folder \`${normalPath(`${directory}/${context}`)}\`` : null
}

const BUILD_SWITCHES = new Set(['--no-cache', '--push', '--pull', '--load', '--rm', '-q', '--quiet', '--squash', '--force-rm', '--compress', '--debug', '-D'])

/** The build context among the arguments of `docker build`, null where none is given. */
export function buildContext(args: readonly string[]): string | null {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    if (!word.startsWith('-') || word === '-') return word
    if (!word.includes('=') && !BUILD_SWITCHES.has(word)) at += 1
  }
  return null
}

/** Words that can only be paths: the value of a flag that is not known is none, nor is a template's blanked-out replacement. */
function pathsAmong(args: readonly string[]): readonly string[] {
  return args.filter((word, at) => {
    const before = args[at - 1] ?? ''
    const isValue = before.startsWith('-') && !before.includes('=') && before !== '--' && !SWITCHES.test(before)
    return !word.startsWith('-') && !isValue && word !== '' && !/[$`*?{}=|<>\s]|_{4}/.test(word) && !/^\d/.test(word)
  })
}

const MAKERS = new Set(['mkdir', 'cp', 'mv', 'touch', 'tee', 'ln', 'git', 'gh', 'wget', 'curl', 'tar', 'unzip', 'gdown', 'aws', 'gsutil', 'gcloud', 'az', 'dvc', 'kaggle', 'cookiecutter', 'copier', 'envsubst', 'jupyter', 'jupytext', 'install'])

/** Names of files and folders that a command may make: what it writes to, and the arguments of commands that copy, fetch or create. */
export function namesMade(words: readonly string[], writesTo: string | null): readonly string[] {
  const [first = '', second = ''] = words
  const named = MAKERS.has(first) && !(first === 'git' && second !== 'clone') && !(first === 'dvc' && second !== 'get' && second !== 'import') ? words.slice(1) : []
  return [...named, ...writesTo === null ? [] : [writesTo]].filter((word) => !word.startsWith('-')).map((word) => word.replace(/\/+$/, '').split('/').at(-1)?.replace(/\.git$/, '') ?? '').filter((name) => name !== '' && name !== '.')
}
