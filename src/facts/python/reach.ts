import type { ClassStatement, Expression, FunctionStatement, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { definitionsOf, type FunctionDefinition } from './definitions.ts'
import { expressionsIn, someExpression, walkExpression } from './expressions.ts'
import { moduleGraphOf } from './module-graph.ts'
import { modulesOf, type PythonModule } from './modules.ts'
import { outsideWordsOf } from './outside-words.ts'
import type { Context } from './walk.ts'

/** Whether something of the repository may run a piece of code. */
export type Reach = {
  /** False where the module is imported and started by nothing but tests, or no code that runs names the function around it. */
  readonly isReached: (path: string, context: Pick<Context, 'functions'>) => boolean
}

/** Decorators that make nothing run by themselves. */
const PASSIVE = /^(?:staticmethod|classmethod|property|cached_property|abstractmethod|override|overload|wraps|lru_cache|cache|contextmanager|contextlib\.\w+|functools\.\w+|abc\.\w+|typing\.\w+|dataclass|dataclasses\.\w+|torch\.(?:no_grad|inference_mode|jit\.\w+)|(?:.*\.)?(?:step|task|component|op|retry|timer|timeit|njit|jit)|.*\.setter)$/
/** Functions that a platform calls by their name. */
const KNOWN = /^(?:main|lambda_handler|handler|model_fn|input_fn|predict_fn|output_fn|init|run|entry_?point|run_fn|trainer_fn|register_pipelines|create_pipeline|__\w+__)$/
/** Calls at the top of a module that only prepare it. */
const QUIET = /(?:^|\.)(?:basicConfig|load_dotenv|filterwarnings|simplefilter|seed|manual_seed\w*|append|insert|setLevel|addHandler|set_option|set_style|use|getLogger|set_verbosity\w*|setdefault|set_config|set_seed|set_theme|register_matplotlib_converters|disable_warnings|install|makedirs|mkdir)(?:\(\))?$/

type Unit = { readonly functions: readonly FunctionDefinition[]; readonly words: ReadonlyMap<FunctionStatement | null, ReadonlySet<string>> }

/**
 * What runs, by names: a module runs when it is a script, is named outside of Python, or is imported by one that runs; a function when code
 * that runs (tests do not count) names it anywhere, or a framework calls it. Generous: only what nothing names is not reached.
 */
export const reachOf = memoise((facts: RepositoryFacts): Reach => {
  const modules = modulesOf(facts).filter((module) => module.role !== 'test')
  const units = new Map(modules.map((module) => [module.path, unitOf(module)]))
  const graph = moduleGraphOf(facts)
  const said = new Set(outsideWordsOf(facts))
  const running = new Set<string>()
  const reached = new Set<FunctionStatement>()
  const classes = new Map(modules.flatMap((module) => definitionsOf(module.tree).classes.map((one) => [one.node, one.bases.some((base) => base !== 'object')] as const)))

  const start = (path: string): void => {
    const unit = units.get(path)
    if (unit === undefined || running.has(path)) return
    running.add(path)
    for (const word of unit.words.get(null) ?? []) said.add(word)
    for (const target of graph.importsOf(path)) start(target)
  }
  for (const module of modules) if (isScript(module, said)) start(module.path)

  // Each round reaches at least one function or ends; what is named late in a long chain is worth no more than forty rounds.
  for (let round = 0, grown = true; grown && round < 40; round++) {
    grown = false
    for (const module of modules) if (!running.has(module.path) && said.has(stemOf(module.path)) && mentionsModule(module, said)) { start(module.path); grown = true }
    for (const path of running) {
      const unit = units.get(path)
      for (const one of unit?.functions ?? []) {
        if (reached.has(one.node) || !isCalled(one, said, classes)) continue
        reached.add(one.node)
        grown = true
        for (const word of unit?.words.get(one.node) ?? []) said.add(word)
      }
    }
  }
  return { isReached: (path, context) => !units.has(path) || (running.has(path) && context.functions.every((one) => reached.has(one))) }
})

/** A module that is only imported by name inside a string, or named in a file of another kind. */
function mentionsModule(module: PythonModule, said: ReadonlySet<string>): boolean {
  return said.has(`${stemOf(module.path)}.py`) || definitionsOf(module.tree).functions.some((one) => said.has(`${stemOf(module.path)}.${one.name}`))
}

function isScript(module: PythonModule, outside: ReadonlySet<string>): boolean {
  if (module.role === 'notebook' || /(?:^|\/)(?:__init__|__main__|conftest|manage|setup)\.py$/.test(module.path)) return true
  const folder = /([^/]+)\/[^/]+$/.exec(module.path)?.[1]
  // `-m harbour.definitions`, `harbour.definitions:app`.
  if (folder !== undefined && outside.has(`${folder}.${stemOf(module.path)}`)) return true
  if (outside.has(`${stemOf(module.path)}.py`) || /(?:^|\/)dags\/[^/]+\.py$/.test(module.path)) return true
  return actsByItself(module)
}

const actsByItself = memoise((module: PythonModule): boolean => {
  const { functions, statements } = definitionsOf(module.tree)
  if (functions.some((one) => one.decorators.some((decorator) => decorator !== '' && !PASSIVE.test(decorator)))) return true
  return statements.some(({ statement, context }) => context.main || (context.functions.length === 0 && context.classes.length === 0 && acts(statement)))
})

/** Work that a module of definitions leaves to its functions. */
const WORK = /^(?:fit|fit_transform|predict|train|score|evaluate|read_csv|read_parquet|train_test_split|start_run|load_data\w*|register_model|raise_for_status)$/

function acts(statement: Statement): boolean {
  if (statement.kind === 'for' || statement.kind === 'while' || statement.kind === 'with' || statement.kind === 'raise' || statement.kind === 'assert') return true
  if (statement.kind === 'assign') return statement.value !== null && someExpression(statement.value, (one) => one.kind === 'call' && one.callee.kind === 'attribute' && WORK.test(one.callee.name))
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false
  const { callee } = statement.value
  return !QUIET.test(callee.kind === 'attribute' ? `.${callee.name}` : callee.kind === 'name' ? callee.id : '')
}

function isCalled(one: FunctionDefinition, said: ReadonlySet<string>, classes: ReadonlyMap<ClassStatement, boolean>): boolean {
  if (said.has(one.name) || KNOWN.test(one.name)) return true
  if (one.decorators.some((decorator) => decorator !== '' && !PASSIVE.test(decorator))) return true
  // A framework calls the methods of what derives from its classes.
  return one.owner !== null && classes.get(one.owner) === true && said.has(one.owner.name)
}

/** The words of the module's own level (key null) and of each of its functions, without those of the functions inside. */
const unitOf = memoise((module: PythonModule): Unit => {
  const words = new Map<FunctionStatement | null, Set<string>>()
  const { functions, statements } = definitionsOf(module.tree)
  for (const { statement, context } of statements) {
    // What a package offers to others runs nothing by that.
    if (statement.kind === 'assign' && statement.targets.some((target) => target.kind === 'name' && target.id === '__all__')) continue
    const around = context.functions.at(-1) ?? null
    const own = words.get(around) ?? new Set<string>()
    words.set(around, own)
    for (const expression of expressionsIn(statement)) addWords(expression, own)
  }
  return { functions, words }
})

function addWords(expression: Expression, words: Set<string>): void {
  walkExpression(expression, (one) => {
    if (one.kind === 'name') words.add(one.id)
    else if (one.kind === 'attribute') words.add(one.name)
    else if (one.kind === 'string') for (const word of wordsOfText(one.text)) words.add(word)
  })
}

/** Names in a text that can stand for code: a whole identifier, a path, a dotted name, `module:function`. */
function wordsOfText(text: string): readonly string[] {
  if (text.length > 300) return []
  return text.split(/\s+/).filter((word) => text.length === word.length || /[./:]/.test(word)).flatMap((word) => {
    const names = word.match(/\w+(?:\.py\b)?/g) ?? []
    return names.flatMap((name, index) => [name, `${name}.${names[index + 1] ?? ''}`])
  }).slice(0, 60)
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.pyw?$/, '')
}
