import type { Command } from '../commands/command.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { notebooksOf, projectModulesOf } from '../python/modules.ts'
import { walk } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { purposeOf } from './command-purpose.ts'
import { missingTarget } from './command-targets.ts'
import { documentCommands, type DocumentCommand } from './document-commands.ts'
import { documentsOf, isStartPage, type Document } from './documents.ts'

/**
 * A command by which a document sets the project up or runs it. `where` is the front README, a document it links to, or another README
 * or start page (INSTALL, GettingStarted); `broken` says what it names and is not there; `core` is set where it installs the project's own
 * needs or runs the project, and not where it gets a tool, an empty environment or the infrastructure below.
 */
export type Instruction = {
  readonly path: string
  readonly line: number
  readonly text: string
  readonly where: 'front' | 'linked' | 'elsewhere'
  readonly linkedAt: number | null
  readonly installs: boolean
  readonly runs: boolean
  readonly core: boolean
  readonly broken: string | null
}

const COMMANDS = 500

/** The instructions of the front README, of what it links to, and of other READMEs and start pages, in that order. */
export const instructionsOf = memoise((facts: RepositoryFacts): readonly Instruction[] => {
  const library = isLibrary(facts)
  return documentsOf(facts).filter((document) => document.front || document.linked || (document.readme && !OF_REPORT.test(document.path)) || isStartPage(document.path)).slice(0, 100)
    .flatMap((document) => {
      const commands = documentCommands(document.tree).slice(0, COMMANDS)
      const fetched = new Set(commands.flatMap(({ text }) => /https?:\/\/\S*\/([\w.-]+)/.exec(text)?.[1] ?? []))
      return commands.flatMap((command): readonly Instruction[] => {
        const words = command.text.split(' ')
        const purposes = new Set<string>([command.purpose, ...purposesInside(facts, command, words)])
        const both = purposes.has('both')
        const installs = both || purposes.has('install')
        const runs = both || purposes.has('run') || (library && purposes.has('check'))
        if (!installs && !runs) return []
        const broken = words.some((word) => fetched.has(word.replace(/^\.\//, ''))) ? null : missingTarget(facts, words) ?? onlyPrints(facts, command, words)
        return [{ path: document.path, line: command.line, text: command.text, where: whereOf(document), linkedAt: document.linkedAt, installs, runs, core: !isTooling(facts, command, words), broken }]
      })
    })
})

/** The page of a written report: what it runs makes or checks the report. */
const OF_REPORT = /(?:^|\/)reports?\/readme[^/]*$/i

/** A task or script that says something and does nothing. */
function onlyPrints(facts: RepositoryFacts, command: DocumentCommand, words: readonly string[]): string | null {
  const inside = commandsInside(facts, command, words)
  return inside.length > 0 && inside.every(({ words: [first = ''] }) => /^(?:echo|printf|:|true)$/.test(first)) ? 'it only prints' : null
}

/** An environment without its packages, a package manager, a system's tool, infrastructure. */
const TOOLING = /^(?:(?:python[\d.]*|py) -m (?:venv|virtualenv)|virtualenv|pyenv|asdf|nvm|(?:sudo )?(?:apt|apt-get|brew|yum|dnf|choco|winget)|uv venv|conda create|minikube|kind|vagrant|(?:(?:python[\d.]*|py) -m )?pip3? install (?:--upgrade |-U |--user )?(?:pip|uv|poetry|pipenv|virtualenv|pre-commit|cookiecutter|dvc\S*)(?: --user)?$|poetry shell|pipenv shell|terraform|tofu|kubectl|helm|great_expectations|zenml (?:init|connect|[\w-]+ (?:register|install|set|connect))|(?:(?:python[\d.]*|py) -m )?pip3? install zenml$|k3d|(?:bash|sh) \S*(?:(?:ana|mini)conda|(?:mini|mamba)forge)\S*)\b/i

/** Whether a command gets or sets up a tool, or is a task that does nothing else. */
function isTooling(facts: RepositoryFacts, command: DocumentCommand, words: readonly string[]): boolean {
  const inside = commandsInside(facts, command, words).filter(({ words: [first] }) => first !== 'cd' && first !== 'echo')
  return TOOLING.test(command.text) || (inside.length > 0 && inside.every((one) => TOOLING.test(wordsOf(one).join(' '))))
}

function whereOf(document: Document): Instruction['where'] {
  return document.front ? 'front' : document.linked ? 'linked' : 'elsewhere'
}

/** What a task or script runs, where its name says neither that it tests nor that it ends something: `make quickstart` may install and start in one. */
function purposesInside(facts: RepositoryFacts, command: DocumentCommand, words: readonly string[]): readonly string[] {
  return commandsInside(facts, command, words).flatMap((inside) => purposeOf(wordsOf(inside)) ?? []).filter((inside) => inside === 'install' || inside === 'run' || inside === 'both')
}

/** The commands of the task or script that a command starts. */
function commandsInside(facts: RepositoryFacts, { purpose, text }: DocumentCommand, words: readonly string[]): readonly Command[] {
  if (purpose !== 'install' && purpose !== 'run') return []
  const [first = '', second = ''] = words
  const script = first.endsWith('.sh') ? first : /^(?:bash|sh)$/.test(first) ? second : ''
  const ending = `/${script.replace(/^(?:\.{0,2}\/)+/, '')}`
  return taskCommandsOf(facts)
    .filter((task) => (task.runner === 'script' ? script.endsWith('.sh') && `/${task.path}`.endsWith(ending) : task.runner === 'make' && /^make\b/i.test(text) && words.slice(1).includes(task.name)))
    .flatMap((task) => task.commands.slice(0, 200))
}

function wordsOf({ words, through }: Command): readonly string[] {
  return through.at(-1) === 'python -m' ? ['python', '-m', ...words] : words
}

/** A repository that holds nothing to start but its tests: no image, notebook, pipeline or script. Running the tests is how such a one is run. */
const isLibrary = memoise((facts: RepositoryFacts): boolean => {
  if (notebooksOf(facts).length > 0 || [...facts.files.values()].some((file) => file.facts?.kind === 'dockerfile' || /(?:^|\/)(?:dvc\.yaml|MLproject|app\.py|main\.py)$/.test(file.path))) return false
  return !projectModulesOf(facts).some((module) => {
    let starts = false
    walk(module.tree, (_statement, context) => { starts ||= context.main })
    return starts
  })
})
