import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { lastName, someExpression, wordsIn } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A place that builds a Pydantic model for each row of a data set: `Row(**record)` in a loop, `Rows(items=df.to_dict("records"))`. */
export type RowModel = { readonly model: string; readonly module: PythonModule; readonly path: string; readonly line: number; readonly call: Call }

const RECORDS = /^(?:to_dict|iterrows|itertuples|to_dicts|iter_rows|DictReader|collect|toLocalIterator)$/

/** Every such place in project code, in the order of the tree. */
export const rowModelsOf = memoise((facts: RepositoryFacts): readonly RowModel[] => {
  const models = modelsOf(facts)
  return modulesOf(facts).filter((module) => module.role === 'code').flatMap((module) => {
    return rowCallsOf(module).flatMap(({ model, call }): readonly RowModel[] => models.has(model) ? [{ model, module, path: module.path, line: call.line, call }] : [])
  })
})

/** The calls of a file that are given rows, with the name of what they may build. */
const rowCallsOf = memoise((module: PythonModule): readonly { readonly model: string; readonly call: Call }[] => {
  const calls = callsOf(module.tree)
  if (!calls.some((call) => RECORDS.test(call.method))) return []
  const loops = definitionsOf(module.tree).statements.flatMap(({ statement }) => (statement.kind === 'for' && someExpression(statement.iterable, isRecords) ? wordsIn(statement.target) : []))
  return calls.flatMap((call) => {
    const rows = call.args.some(({ value }) => someExpression(value, isRecords)) || (call.context.loop && call.args.some(({ value }) => wordsIn(value).some((word) => loops.includes(word))))
    const model = rows ? /(\w+)(?:\.(?:model_validate|parse_obj))?$/.exec(call.name)?.[1] ?? '' : ''
    return model === '' ? [] : [{ model, call }]
  })
})

function isRecords(one: Expression): boolean {
  return one.kind === 'call' && RECORDS.test(lastName(one.callee))
}

function modelsOf(facts: RepositoryFacts): ReadonlySet<string> {
  const classes = modulesOf(facts).filter((module) => module.role === 'code').flatMap((module) => definitionsOf(module.tree).classes)
  const models = new Set(classes.filter((one) => one.bases.some((base) => /^pydantic\b.*BaseModel$/.test(base))).map((one) => one.name))
  for (let round = 0; round < 3; round += 1) for (const one of classes) if (one.bases.some((base) => models.has(base.slice(base.lastIndexOf('.') + 1)))) models.add(one.name)
  return models
}
