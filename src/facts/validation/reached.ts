import type { FunctionStatement } from '../../parse/python/tree.ts'
import { everyCommandOf } from '../commands/every-command.ts'
import { dvcOf } from '../data/dvc.ts'
import { projectEntryPointsOf } from '../data/project-entry-points.ts'
import { documentCommands } from '../documents/document-commands.ts'
import { documentsOf } from '../documents/documents.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type FunctionDefinition } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import { reachOf } from '../python/reach.ts'
import { textsIn } from '../python/texts-in.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { scalarsIn } from '../settings/scalars.ts'
import { nameOf, yamlPartsOf } from '../settings/settings.ts'
import { callersOf } from './callers.ts'
import { isWithinSight } from './within-sight.ts'

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
  const texts = [
    ...everyCommandOf(facts).map((command) => command.text),
    ...dvcOf(facts).stages.map((stage) => stage.command), ...projectEntryPointsOf(facts).map((entry) => entry.command),
    ...documentsOf(facts).flatMap((document) => documentCommands(document.tree).map((command) => command.text)),
    ...pythonTextsOf(facts), ...containerTextsOf(facts), ...jobTextsOf(facts),
  ]
  let size = 0
  return texts.filter((text) => { size += text.length; return size < MOST })
})

/** Texts of Python code that name a Python file: `BashOperator(bash_command="python validate.py")`, `subprocess.run([...])`. */
function pythonTextsOf(facts: RepositoryFacts): readonly string[] {
  return modulesOf(facts).filter(({ role }) => role === 'code').flatMap(({ tree }) => textsIn(tree)).filter((text) => text.includes('.py'))
}

function containerTextsOf(facts: RepositoryFacts): readonly string[] {
  return [...facts.files.values()].flatMap((file) => file.facts?.kind === 'dockerfile' ? JSON.stringify(file.facts.tree).slice(0, 50_000) : file.facts?.kind === 'yaml' && /compose/.test(file.path) ? JSON.stringify(file.facts.documents.map((one) => one.value)).slice(0, 50_000) : [])
}

/** What jobs of Azure ML, Kubernetes, Argo and the like run, by their YAML. A workflow of GitHub is read as one, and counts where it can run. */
function jobTextsOf(facts: RepositoryFacts): readonly string[] {
  return yamlPartsOf(facts).filter(({ path }) => !path.startsWith('.git')).flatMap(({ document }) =>
    scalarsIn(document.value).filter(({ key, text }) => /^(?:commands?|cmds?|args|script|entry_?point)$/.test(key) && text.length < 4000 && /\.py\b|-m /.test(text)).map(({ text }) => text))
}
