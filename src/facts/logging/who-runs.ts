import { asMap, asText, valueAt } from '../../parse/json.ts'
import type { ClassStatement, Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { notebooksOf, projectModulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf, settingsOf } from '../settings/settings.ts'
import { followName } from './follow-name.ts'

/** A file whose running runs something; `asScript` where only its `__main__` block does. */
export type Runner = { readonly path: string; readonly asScript: boolean }

type Reference = Runner & { readonly around: Definition | null }
type Definition = FunctionStatement | ClassStatement

const HOPS = 5
const PREPARES = /^(?:basicConfig|dictConfig|fileConfig|addHandler|setLevel|setFormatter|load_dotenv|filterwarnings|simplefilter|append|insert)$/
/** Functions that a server, a scheduler or a platform calls by name. */
const CALLED_BY_NAME = /^(?:main|handler|lambda_handler|init|run|startup|on_startup|lifespan|create_app|make_app|build_app|get_app|app|model_fn|input_fn|predict_fn|output_fn|load_context|on_starting|when_ready|post_fork|post_worker_init|register_pipelines|setup|entrypoint|cli|predict|serve)$/

/** The files that run a statement with this context: its own at the top of a file; for one inside a function or class those that use it. Empty where nothing does. */
export function runnersOf(facts: RepositoryFacts, path: string, context: Context): readonly Runner[] {
  return follow(facts, path, context, new Set(), HOPS)
}

function follow(facts: RepositoryFacts, path: string, context: Context, seen: Set<Definition>, hops: number): readonly Runner[] {
  const around = outermost(context)
  if (around === null) return [{ path, asScript: context.main }]
  if (seen.has(around) || hops === 0) return []
  seen.add(around)
  const used = (referencesOf(facts).get(`${path}\n${around.name}`) ?? []).filter((one) => one.around !== around)
  const runners = used.flatMap((one) => one.around === null ? [{ path: one.path, asScript: one.asScript }] : follow(facts, one.path, { ...context, functions: one.around.kind === 'function' ? [one.around] : [], classes: one.around.kind === 'class' ? [one.around] : [] }, seen, hops - 1))
  return runners.length === 0 && isCalledFromOutside(facts, around) ? [{ path, asScript: false }] : runners
}

/** Whether something runs a file's code: another file imports it, it acts by itself, or a framework calls what it defines. */
export function isReached(facts: RepositoryFacts, { path, tree }: PythonModule): boolean {
  if (moduleGraphOf(facts).importersOf(path).size > 0 || importedByNotebooks(facts).has(path)) return true
  return definitionsOf(tree).statements.some(({ statement, context }) => {
    if (outermost(context) !== null) return false
    if (statement.kind === 'function' || statement.kind === 'class') return isCalledFromOutside(facts, statement)
    return context.main || statement.kind === 'for' || statement.kind === 'while' || statement.kind === 'with' || (statement.kind === 'expression' && acts(statement.value))
  })
}

/** Setting up what others use is no act of its own. */
function acts(value: Expression): boolean {
  return value.kind !== 'string' && !(value.kind === 'call' && value.callee.kind === 'attribute' && PREPARES.test(value.callee.name)) && !(value.kind === 'call' && value.callee.kind === 'name' && PREPARES.test(value.callee.id))
}

/** A framework subclasses, decorates (`@app.on_event("startup")`, `@flow`) or knows its name; or a command of the package starts it. */
function isCalledFromOutside(facts: RepositoryFacts, node: Definition): boolean {
  return CALLED_BY_NAME.test(node.name) || node.decorators.length > 0 || (node.kind === 'class' && node.bases.length > 0) || packageCommandsOf(facts).has(node.name)
}

/** The functions that `[project.scripts]` of pyproject.toml starts: `serve = "churn.cli:start"`. */
const packageCommandsOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set(settingsOf(facts).filter((file) => nameOf(file.path) === 'pyproject.toml').flatMap(({ value }) =>
  [valueAt(value, 'project', 'scripts'), valueAt(value, 'tool', 'poetry', 'scripts')].flatMap((scripts) => Object.values(asMap(scripts) ?? {}).flatMap((script) => asText(script)?.split(':')[1]?.trim() ?? [])))))

const importedByNotebooks = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set(notebooksOf(facts).flatMap(({ path, tree }) => definitionsOf(tree).imports.flatMap((one) => {
  const there = moduleGraphOf(facts).resolve(path, one)
  return there.kind === 'project' ? [there.path] : []
}))))

function outermost({ functions, classes }: Context): Definition | null {
  const [first] = functions
  const [around] = classes
  if (first === undefined || around === undefined) return first ?? around ?? null
  return around.line < first.line ? around : first
}

/** Where project code names each function and class of the project, by `path\nname`. */
const referencesOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly Reference[]> => {
  const found = new Map<string, Reference[]>()
  const modules = projectModulesOf(facts)
  const defined = new Set(modules.flatMap(({ tree }) => [...definitionsOf(tree).functions, ...definitionsOf(tree).classes].map((one) => one.name)))
  for (const module of modules) {
    // The same name leads to the same place from everywhere in a file.
    const keys = new Map<string, string | null>()
    for (const { statement, context } of definitionsOf(module.tree).statements) {
      for (const expression of expressionsIn(statement)) {
        walkExpression(expression, (one) => {
          const dotted = one.kind === 'name' || one.kind === 'attribute' ? namesOf(module.tree).dotted(one, context) : ''
          const key = keys.has(dotted) ? keys.get(dotted) ?? null : keyOf(facts, module.path, defined, dotted)
          keys.set(dotted, key)
          if (key === null) return
          const reference: Reference = { path: module.path, asScript: context.main, around: outermost(context) }
          const known = found.get(key)
          if (known === undefined) found.set(key, [reference])
          else if (known.length < 500) known.push(reference)
        })
      }
    }
  }
  return found
})

function keyOf(facts: RepositoryFacts, path: string, defined: ReadonlySet<string>, dotted: string): string | null {
  // A variable's value is a reference where it is written, not where it is used.
  if (dotted === '' || dotted.includes('(') || !dotted.split('.').some((part) => defined.has(part))) return null
  const there = followName(facts, path, dotted)
  return there.kind === 'project' && there.name !== '' ? `${there.path}\n${there.name}` : null
}
