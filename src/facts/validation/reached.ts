import type { FunctionStatement } from '../../parse/python/tree.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { dvcOf } from '../data/dvc.ts'
import { projectEntryPointsOf } from '../data/project-entry-points.ts'
import { documentCommands } from '../documents/document-commands.ts'
import { documentsOf } from '../documents/documents.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type FunctionDefinition } from '../python/definitions.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { outsideWordsOf } from '../python/outside-words.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import { reachOf } from '../python/reach.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { scalarsIn } from '../settings/scalars.ts'
import { nameOf, yamlPartsOf } from '../settings/settings.ts'
import { callersOf } from './callers.ts'

/** Files whose one purpose is to check. */
const CHECKING = /valid|quality|schema|check|expect|integrity|sanity/i
const MOST = 2_000_000

/**
 * Whether something of the project runs a function on data of its own: an orchestrator, a call from code that runs, or a command that starts
 * its file. Trying it out on a made-up sample is none of these. Null stands for the top of the file.
 */
export function isReached(facts: RepositoryFacts, module: PythonModule, node: FunctionStatement | null): boolean {
  // A script that checks its own file's data when a person starts it is in no pipeline until something starts it.
  const isIdle = CHECKING.test(nameOf(module.path)) && !isStarted(facts, module.path)
  if (node === null) return !isIdle
  const definition = definitionsOf(module.tree).functions.find((one) => one.node === node)
  if (definition !== undefined && startsItself(definition)) return true
  const callers = projectCallsOf(facts).callsTo(node).filter((caller) => caller.module.role === 'code')
  return !isIdle && (callers.length === 0 ? definition === undefined || isWithinSight(facts, module, definition) : callersOf(facts, node).length > 0) && reachOf(facts).isReached(module.path, { functions: [node] })
}

/**
 * Whether the rest of the project could call a function that no call was seen to lead to: one at the top of its file has to be imported,
 * named in its own file or in a text; a method of the same name elsewhere is another function.
 */
function isWithinSight(facts: RepositoryFacts, module: PythonModule, { name, owner, context }: FunctionDefinition): boolean {
  if (owner !== null || context.functions.length > 0 || module.role === 'notebook') return true
  const stem = nameOf(module.path).replace(/\.py$/, '')
  return namedIn(module).has(name) || outsideWordsOf(facts).has(name) || [...moduleGraphOf(facts).importersOf(module.path)].some((path) => {
    const file = facts.files.get(path)?.facts
    return file?.kind === 'python' && facts.files.get(path)?.role !== 'test' && definitionsOf(file.tree).imports.some((one) => one.name === name || one.name === '*' || one.name === stem || (one.name === null && one.module.split('.').at(-1) === stem))
  }) || textsOfCode(facts).has(name)
}

/** What a file of code names: in its expressions by a plain name, and in short texts that can stand for code (`"src.checks:check_rows"`). */
const namedIn = memoise((module: PythonModule): ReadonlySet<string> => {
  const words = new Set<string>()
  for (const { statement } of definitionsOf(module.tree).statements) {
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind === 'name') words.add(one.id)
        else if (one.kind === 'string') for (const word of wordsOfText(one.text)) words.add(word)
      })
    }
  }
  return words
})

/** The words of such texts in all of the project's code. */
const textsOfCode = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const words = new Set<string>()
  for (const { role, tree } of modulesOf(facts)) {
    if (role !== 'code') continue
    for (const { statement } of definitionsOf(tree).statements) for (const expression of expressionsIn(statement)) walkExpression(expression, (one) => { if (one.kind === 'string') for (const word of wordsOfText(one.text)) words.add(word) })
  }
  return words
})

function wordsOfText(text: string): readonly string[] {
  return text.length < 200 && /^[\w.:/-]+$/.test(text) ? text.match(/\w+/g) ?? [] : []
}

/** A decorator of an orchestrator or service, or a name that frameworks and job runners call by itself. */
function startsItself({ decorators, node, owner }: FunctionDefinition): boolean {
  if (decorators.some((name) => !/^(?:staticmethod|classmethod|property|abc\.|functools\.|typing|pytest|dataclass|override|contextmanager|contextlib\.|typeguard|beartype|pandera)/.test(name))) return true
  return /^(?:lambda_handler|handler|__\w+__|on_\w+)$/.test(node.name) || (owner !== null && /^(?:run|execute|start|process|initiate\w*|main|step|perform)$/.test(node.name))
}

/** Whether a command of CI, a task, a DVC stage, a document or Python code names a file, or another file imports it. */
export function isStarted(facts: RepositoryFacts, path: string): boolean {
  if ([...moduleGraphOf(facts).importersOf(path)].some((importer) => facts.files.get(importer)?.role === 'code')) return true
  const texts = commandTextsOf(facts)
  const stem = nameOf(path).replace(/\.py$/, '')
  return texts.some((text) => text.includes(nameOf(path)) || (text.includes('-m ') && text.split(/\s+/).some((word) => word === stem || word.endsWith(`.${stem}`))))
}

const commandTextsOf = memoise((facts: RepositoryFacts): readonly string[] => {
  const { commands, others } = ciOf(facts)
  const texts = [
    ...commands.map((command) => command.text), ...others.flatMap((other) => other.commands.map((command) => command.text)),
    ...taskCommandsOf(facts).flatMap((task) => task.commands.map((command) => command.text)),
    ...dvcOf(facts).stages.map((stage) => stage.command), ...projectEntryPointsOf(facts).map((entry) => entry.command),
    ...documentsOf(facts).flatMap((document) => documentCommands(document.tree).map((command) => command.text)),
    ...pythonTextsOf(facts), ...containerTextsOf(facts), ...jobTextsOf(facts),
  ]
  let size = 0
  return texts.filter((text) => { size += text.length; return size < MOST })
})

/** Texts of Python code that name a Python file: `BashOperator(bash_command="python validate.py")`, `subprocess.run([...])`. */
function pythonTextsOf(facts: RepositoryFacts): readonly string[] {
  const found: string[] = []
  for (const module of modulesOf(facts)) {
    if (module.role !== 'code') continue
    for (const { statement } of definitionsOf(module.tree).statements) {
      for (const expression of expressionsIn(statement)) {
        walkExpression(expression, (one) => { if (one.kind === 'string' && one.text.includes('.py') && one.text.length < 400) found.push(one.text) })
      }
    }
  }
  return found
}

function containerTextsOf(facts: RepositoryFacts): readonly string[] {
  return [...facts.files.values()].flatMap((file) => file.facts?.kind === 'dockerfile' ? JSON.stringify(file.facts.tree).slice(0, 50_000) : file.facts?.kind === 'yaml' && /compose/.test(file.path) ? JSON.stringify(file.facts.documents.map((one) => one.value)).slice(0, 50_000) : [])
}

/** What jobs of Azure ML, Kubernetes, Argo and the like run, by their YAML. A workflow of GitHub is read as one, and counts where it can run. */
function jobTextsOf(facts: RepositoryFacts): readonly string[] {
  return yamlPartsOf(facts).filter(({ path }) => !path.startsWith('.git')).flatMap(({ document }) =>
    scalarsIn(document.value).filter(({ key, text }) => /^(?:commands?|cmds?|args|script|entry_?point)$/.test(key) && text.length < 4000 && /\.py\b|-m /.test(text)).map(({ text }) => text))
}
