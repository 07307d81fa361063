import type { FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, someExpression, walkExpression } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { madeBy } from './web-frameworks.ts'

/** Whether what registers a route in this file is made anew below it, so that the route is lost: a second `app = FastAPI()` at the file's own level. */
export function isMadeAnew(module: PythonModule, name: string, { functions }: Context, line: number): boolean {
  return functions.length === 0 && appsMadeIn(module).some((made) => made.name === name && made.line > line)
}

const appsMadeIn = memoise((module: PythonModule): readonly { readonly name: string; readonly line: number }[] => definitionsOf(module.tree).statements.flatMap(({ statement, context }) => {
  if (statement.kind !== 'assign' || statement.value?.kind !== 'call' || context.functions.length > 0 || context.tests.length > 0 || context.guarded || context.handler !== null) return []
  const made = madeBy(namesOf(module.tree).dotted(statement.value.callee, context))
  // An app that wraps what stands above it keeps its routes.
  if (made?.kind !== 'app' || statement.value.args.some(({ value }) => someExpression(value, (one) => one.kind === 'name' && statement.targets.some((target) => target.kind === 'name' && target.id === one.id)))) return []
  return statement.targets.flatMap((target) => target.kind === 'name' ? [{ name: target.id, line: statement.line }] : [])
}))

/** Whether a route is registered in a function that has to be given its app (`def add_health(app)`) and that nothing of the project names. */
export function isNeverGiven(facts: RepositoryFacts, name: string, { functions }: Context): boolean {
  const around = functions.at(-1)
  return around !== undefined && around.parameters.some((parameter) => parameter.name === name) && !isNamed(facts, around)
}

function isNamed(facts: RepositoryFacts, { name, decorators }: FunctionStatement): boolean {
  return decorators.length > 0 || modulesOf(facts).some((module) => namedIn(module).has(name))
}

/** What a file names, beside what it defines: names, attributes, imports, and the words of a text that is a name or a path (`"app.health:add_health"`). */
const namedIn = memoise(({ tree }: PythonModule): ReadonlySet<string> => {
  const { imports, statements } = definitionsOf(tree)
  const named = new Set<string>(imports.flatMap(({ name }) => name ?? []))
  for (const { statement } of statements) {
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind === 'name') named.add(one.id)
        else if (one.kind === 'attribute') named.add(one.name)
        else if (one.kind === 'string' && /^[\w.:/-]{1,200}$/.test(one.text)) for (const word of one.text.split(/[^\w]/)) named.add(word)
      })
    }
  }
  return named
})
