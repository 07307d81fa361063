import type { Expression } from '../../parse/python/tree.ts'
import { definitionsOf } from '../python/definitions.ts'
import type { PythonModule } from '../python/modules.ts'
import { defaultOf, literalText, type Written } from './literal-text.ts'
import { cutValue } from './tuned-names.ts'

const SETTINGS = /config|cfg|param|hyper|setting|args|arguments|options/i
const HOLDERS = /(?:^|\.)(?:BaseSettings|BaseModel|NamedTuple|TypedDict)$/

/** The defaults of classes that hold settings: `TrainConfig.epochs` of a dataclass, of pydantic, or of a plain class whose name says so. */
export function fieldParameters({ tree }: PythonModule): readonly Written[] {
  const { classes, statements } = definitionsOf(tree)
  const holders = new Map(classes.filter(({ name, bases, decorators }) => SETTINGS.test(name) || ((decorators.some((one) => /(?:^|\.)dataclass$/.test(one)) || bases.some((one) => /(?:^|\.)BaseSettings$/.test(one))) && !bases.some((one) => /(?:^|\.)BaseModel$/.test(one))))
    .filter(({ bases }) => bases.length === 0 || bases.some((one) => one === 'object' || HOLDERS.test(one) || SETTINGS.test(one))).map((one) => [one.node, one.name]))
  return statements.flatMap(({ statement, context }): readonly Written[] => {
    const around = context.classes.at(-1)
    const name = context.functions.length > 0 || around === undefined ? undefined : holders.get(around)
    if (name === undefined || statement.kind !== 'assign' || statement.value === null) return []
    const [target] = statement.targets
    const text = target?.kind === 'name' ? literalText(defaultOf(withoutField(statement.value))) : null
    return target?.kind !== 'name' || text === null || text === 'None' ? [] : [{ name: `${name}.${target.id}`, last: target.id, value: cutValue(text), line: statement.line }]
  })
}

/** `5` of `Field(5, gt=0)` and of `field(default=5)`. */
function withoutField(value: Expression): Expression {
  if (value.kind !== 'call' || !/^[Ff]ield$/.test(value.callee.kind === 'attribute' ? value.callee.name : value.callee.kind === 'name' ? value.callee.id : '')) return value
  const given = value.args.find(({ name }) => name === 'default') ?? value.args.find(({ name, spread }) => name === null && spread === '')
  return given?.value ?? value
}
