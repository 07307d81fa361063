import type { ClassStatement, Expression, FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { projectModulesOf } from '../python/modules.ts'
import { definitionAt, type Definition } from '../python/symbols.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A class that validates what it is made from. */
export type InputModel = { readonly name: string; readonly path: string; readonly line: number; readonly library: string }

const LIBRARIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:pydantic|pydantic_settings|sqlmodel|ninja|bentoml\.pydantic)\.(?:\w+\.)*(?:BaseModel|RootModel|BaseSettings|SQLModel|Schema|GenericModel)$/, 'Pydantic'],
  [/^pandera\.(?:\w+\.)*(?:DataFrameModel|SchemaModel)$/, 'pandera'], [/^(?:marshmallow|flask_marshmallow|apiflask)\.(?:\w+\.)*(?:Schema|SQLAlchemySchema)$/, 'marshmallow'],
  [/^(?:flask_wtf|wtforms)\.(?:\w+\.)*(?:FlaskForm|Form)$/, 'WTForms'], [/^rest_framework\.serializers\.\w*Serializer$/, 'Django REST framework'], [/^msgspec\.Struct$/, 'msgspec'],
]
/** Types of parameters that FastAPI and its like check by themselves. */
const CHECKED = /^(?:int|float|bool|date|datetime|datetime\.\w+|UUID|Decimal|Literal|conint|confloat|constr|EmailStr|PositiveInt|PositiveFloat|NonNegativeFloat|NonNegativeInt)$/

/** The classes of the project that validate: Pydantic models, pandera schemas, serializers and their like. */
export const inputModelsOf = memoise((facts: RepositoryFacts): readonly InputModel[] =>
  projectModulesOf(facts).flatMap((module) => definitionsOf(module.tree).classes.flatMap(({ name, node, context }) => {
    const definition = { path: module.path, name, tree: module.tree, node, context }
    const library = acceptsAnything(definition) ? null : libraryOf(facts, definition, 4)
    return library === null ? [] : [{ name, path: module.path, line: node.line, library }]
  })))

/** The parameter of a handler that is validated before it runs, as it is written; null where there is none. */
export function validatedParameter(facts: RepositoryFacts, handler: { readonly path: string; readonly tree: PythonTree }, node: FunctionStatement): string | null {
  const { context } = definitionsOf(handler.tree).functions.find((one) => one.node === node) ?? { context: null }
  for (const { name, annotation } of node.parameters) {
    if (annotation === null || context === null) continue
    const named = typesIn(annotation)
    const model = named.find((type) => modelNamed(facts, handler.path, handler.tree, type, context) !== null)
    if (model !== undefined) return `${name}: ${textOf(model)}`
    if (named.some((type) => CHECKED.test(textOf(type)))) return `${name}: ${textOf(annotation)}`
  }
  return null
}

function modelNamed(facts: RepositoryFacts, path: string, tree: PythonTree, type: Expression, context: Context): string | null {
  const found = definitionAt(facts, path, tree, type, context) ?? nestedClass(path, tree, type)
  return found === null || acceptsAnything(found) ? null : libraryOf(facts, found, 4)
}

/** A class right below Pydantic's own model that has no field. */
function acceptsAnything({ node, tree }: Definition): boolean {
  return node.kind === 'class' && node.body.every((statement) => statement.kind === 'pass' || statement.kind === 'expression') && definitionsOf(tree).classes.find((one) => one.node === node)?.bases.every((base) => /^pydantic\.(?:\w+\.)*BaseModel$/.test(base)) === true
}

/** A class inside a class is known there by its bare name. */
function nestedClass(path: string, tree: PythonTree, type: Expression): Definition | null {
  const found = type.kind === 'name' ? definitionsOf(tree).classes.find((one) => one.name === type.id) : undefined
  return found === undefined ? null : { path, name: found.name, tree, node: found.node, context: found.context }
}

function libraryOf(facts: RepositoryFacts, { path, tree, node, context }: Definition, depth: number): string | null {
  if (node.kind !== 'class' || depth === 0) return null
  return fromBases(node, tree) ?? node.bases.map(({ value }) => {
    const parent = definitionAt(facts, path, tree, value, context)
    return parent === null || parent.node === node ? null : libraryOf(facts, parent, depth - 1)
  }).find((library) => library !== null) ?? null
}

function fromBases(node: ClassStatement, tree: PythonTree): string | null {
  const own = definitionsOf(tree).classes.find((one) => one.node === node)
  for (const base of own?.bases ?? []) {
    const known = LIBRARIES.find(([pattern]) => pattern.test(base.replace(/\[\]$/, '')))
    if (known !== undefined) return known[1]
  }
  return own?.decorators.some((decorator) => /^pydantic\.(?:\w+\.)?dataclass$/.test(decorator)) === true ? 'Pydantic' : null
}

/** `list[Row]`, `Annotated[Row, Body()]` and `Row | None` name a Row. */
function typesIn(annotation: Expression): readonly Expression[] {
  switch (annotation.kind) {
    case 'subscript': return [annotation.of, ...annotation.index.flatMap(typesIn)]
    case 'binary': return [...typesIn(annotation.left), ...typesIn(annotation.right)]
    case 'collection': return annotation.items.flatMap(typesIn)
    case 'string': return /^[A-Za-z_]\w*$/.test(annotation.text) ? [{ kind: 'name', id: annotation.text, line: annotation.line }] : []
    default: return [annotation]
  }
}

