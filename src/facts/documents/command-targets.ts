import { taskCommandsOf } from '../commands/task-commands.ts'
import { taskFilesOf } from '../commands/task-files.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { ignoringRuleOf, isGitIgnored } from '../settings/ignore-rules.ts'
import { nameOf } from '../settings/settings.ts'
import { documentCommands } from './document-commands.ts'
import { documentsOf } from './documents.ts'

/**
 * What a document's command names and the repository does not hold: a script, a requirements file, the description of a package, a make target, an app's module. Null where all is
 * there or the files cannot tell. A document seldom says which folder a command runs in: a file counts as there in whatever folder it stands.
 */
export function missingTarget(facts: RepositoryFacts, words: readonly string[]): string | null {
  const bare = unwrapped(words)
  const [first = '', second = '', third = ''] = bare
  const manifest = missingManifest(facts, bare)
  if (manifest !== null) return manifest
  const tool = first.replace(/^.*[/\\]/, '').replace(/\.exe$/i, '')
  if (tool.toLowerCase() === 'make') return missingMakeTarget(facts, bare.slice(1))
  if (/^python[\d.]*$|^py$/.test(tool)) {
    const script = bare.slice(1).find((word) => !word.startsWith('-'))
    if (bare.includes('-m')) return missingModule(facts, bare[bare.indexOf('-m') + 1] ?? '')
    return script?.endsWith('.py') === true ? missingFile(facts, script) : null
  }
  if (/^(?:bash|sh|source)$/.test(tool) && second.endsWith('.sh')) return missingFile(facts, second)
  if (/\.(?:sh|ps1|bat)$/i.test(first)) return missingFile(facts, first)
  if (/^(?:uvicorn|gunicorn|hypercorn)$/.test(tool)) {
    const app = bare.slice(1).find((word) => /^[\w.]+:\w+$/.test(word))
    return app === undefined ? null : missingModule(facts, app.slice(0, app.indexOf(':')))
  }
  if (tool === 'streamlit' && second === 'run' && third.endsWith('.py')) return missingFile(facts, third)
  if (/^(?:pip3?|uv)$/.test(tool) || /^(?:conda|mamba)$/.test(tool)) {
    const at = bare.findIndex((word) => word === '-r' || word === '--requirement' || (word === '-f' && second === 'env') || word === '--file')
    return at < 0 ? null : missingFile(facts, bare[at + 1] ?? '') ?? leftOutList(facts, bare[at + 1] ?? '')
  }
  if (tool === 'docker-compose' || (tool === 'docker' && second === 'compose')) return missingComposeFile(facts, bare)
  if (tool === 'docker' && second === 'build') return named(facts, /(?:^|[./])dockerfile/i) ? null : 'no Dockerfile is there'
  return tool === 'dvc' && second === 'repro' ? (named(facts, /(?:^|\/)(?:dvc\.yaml|[^/]+\.dvc)$/) ? null : '`dvc.yaml` is not there') : null
}

/** Package managers, what they do to the project around them, and the files one of which they take its needs from. */
const MANIFESTS: readonly (readonly [tool: RegExp, does: RegExp, file: RegExp, name: string])[] = [
  [/^(?:poetry|pdm|rye|hatch)$/, /^(?:install|sync|add|update|lock)$/, /(?:^|\/)pyproject\.toml$/, 'pyproject.toml'],
  [/^uv$/, /^(?:sync|add|lock)$/, /(?:^|\/)pyproject\.toml$/, 'pyproject.toml'],
  [/^(?:npm|yarn|pnpm)$/, /^(?:ci|start|run)$/, /(?:^|\/)package\.json$/, 'package.json'],
]

/** A manager of packages works on a project that it finds described; `pip install .` likewise. */
function missingManifest(facts: RepositoryFacts, [first = '', second = '', ...rest]: readonly string[]): string | null {
  const found = MANIFESTS.find(([tool, does]) => tool.test(first) && does.test(second))
  if (found !== undefined) return named(facts, found[2]) || isGitIgnored(facts, found[3]) ? null : `there is no \`${found[3]}\``
  const isOfFolder = /^pip3?$/.test(first) && second === 'install' && rest.some((word) => /^\.(?:\[[\w,-]+\])?$/.test(word))
  return isOfFolder && !named(facts, /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/) ? 'there is no `pyproject.toml` or `setup.py`' : null
}

function unwrapped(words: readonly string[]): readonly string[] {
  const [first = '', second = ''] = words
  return /^(?:uv|poetry|pdm|hatch|rye|pipenv|pixi)$/.test(first) && second === 'run' ? words.slice(2) : words
}

function missingMakeTarget(facts: RepositoryFacts, words: readonly string[]): string | null {
  const target = words.find((word, at) => /^[a-zA-Z][\w.-]*$/.test(word) && !/^-[Cf]$/.test(words[at - 1] ?? ''))
  if (target === undefined) return null
  const files = taskFilesOf(facts).filter((file) => file.runner === 'make')
  return files.some((file) => file.open || file.tasks.some((task) => task.name === target)) ? null : `\`make ${target}\` has no target here`
}

function missingComposeFile(facts: RepositoryFacts, words: readonly string[]): string | null {
  const at = words.findIndex((word) => word === '-f' || word === '--file')
  if (at >= 0) return missingFile(facts, words[at + 1] ?? '')
  return named(facts, /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/) ? null : 'no compose file is there'
}

/** A module that is none of the repository's may be an installed one: only one whose first part is a folder here can be missing. */
function missingModule(facts: RepositoryFacts, module: string): string | null {
  const parts = module.split('.')
  if (parts.length < 2 || !/^[\w.]{1,200}$/.test(module)) return null
  const path = parts.join('/')
  const folder = `${parts[0] ?? ''}/`
  const ours = endings(facts).some((one) => one.startsWith(`/${folder}`))
  return !ours || has(facts, `${path}.py`) || has(facts, `${path}/__main__.py`) || has(facts, `${path}/__init__.py`) ? null : `\`${path}.py\` is not there`
}

/** A path as a command names it, from whatever folder; null where it is none that can be looked for. */
function plainPath(written: string): string | null {
  return written === '' || /[<>$*{}[\]~]|^\/|:/.test(written) ? null : written.replaceAll('\\', '/').replace(/^(?:\.{1,2}\/)+/, '').replace(/["'`,]/g, '')
}

function missingFile(facts: RepositoryFacts, written: string): string | null {
  const path = plainPath(written)
  return path === null || has(facts, path) || isGitIgnored(facts, path) ? null : `\`${path}\` is not there`
}

/**
 * A list of packages that is not there, that a pattern for many files (`*.txt`) of a .gitignore leaves out, and that no task and no document writes.
 * A pattern that names the list says that it is made elsewhere.
 */
function leftOutList(facts: RepositoryFacts, written: string): string | null {
  const path = plainPath(written)
  const rule = path === null || has(facts, path) ? null : ignoringRuleOf(facts, path)
  if (path === null || rule === null || !/^(?:[^/]*\/)*\*[^/]*$/.test(rule.text) || writesList(facts, nameOf(path))) return null
  return `\`${path}\` is not there (${rule.path}:${rule.line} leaves it out: \`${rule.text.slice(0, 60)}\`)`
}

const WRITES = />|\b(?:freeze|compile|export|pipreqs|tee|cp|mv|curl|wget|lock)\b/

function writesList(facts: RepositoryFacts, name: string): boolean {
  const texts = [...taskCommandsOf(facts).flatMap(({ commands }) => commands.map(({ text }) => text)), ...documentsOf(facts).flatMap(({ tree }) => documentCommands(tree).map(({ text }) => text))]
  return texts.some((text) => text.includes(name) && WRITES.test(text))
}

function has(facts: RepositoryFacts, path: string): boolean {
  const ending = `/${path.toLowerCase()}`
  return endings(facts).some((one) => one.endsWith(ending))
}

function named(facts: RepositoryFacts, pattern: RegExp): boolean {
  return facts.snapshot.tree.some((entry) => pattern.test(entry.path))
}

/** Lower case, since documents are written on systems that do not tell cases apart. */
const endings = memoise((facts: RepositoryFacts): readonly string[] => facts.snapshot.tree.map((entry) => `/${entry.path.toLowerCase()}`))
