import { memoise } from '../memoise.ts'
import { lastName } from '../python/expressions.ts'
import { definitionsOf } from '../python/definitions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { eachExpression } from './callers.ts'
import type { DataKind } from './data-properties.ts'
import { actsOnFilled } from './filled-lists.ts'
import { guardsInput, saysPurpose } from './input-guards.ts'
import { ownChecksOf, type OwnCheck } from './own-checks.ts'
import { isReached } from './reached.ts'
import { statusReadersOf } from './status-readers.ts'
import { useOfResult } from './verdict-use.ts'

/**
 * What the project's own code checks of its data in one place: a function, or the methods of one class.
 * `dedicated` where its name says that checking is its purpose; `acting` are the kinds whose failure stops the run or keeps the data out.
 */
export type Validator = {
  readonly name: string
  readonly path: string
  readonly line: number
  readonly dedicated: boolean
  readonly notebook: boolean
  readonly reached: boolean
  readonly kinds: ReadonlySet<DataKind>
  readonly acting: ReadonlySet<DataKind>
}

/** Checks of something else than data. */
const OTHER = /drift|llm|answer|code_quality|model|bundle|artifact|health|perform|accura|cross_val|crossval|metric|config|env(?:ironment)?(?:_|\.|$)|connection|credential|file_exist|checkpoint/i
/** Every validator, in the order of the tree. */
export const validatorsOf = memoise((facts: RepositoryFacts): readonly Validator[] => {
  const groups = new Map<string, OwnCheck[]>()
  for (const check of ownChecksOf(facts)) {
    if (guardsInput(facts, check.module, check.node, check.owner)) continue
    const key = check.owner === null || !saysPurpose(check.owner.name) ? `${check.module.path} ${check.node?.name ?? ''} ${check.node?.line ?? 0}` : `${check.module.path} ${check.owner.name}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [check])
    else known.push(check)
  }
  return [...groups.values()].flatMap((group) => validatorOf(facts, group))
})

/** Whether a name says that checking data is the purpose: the function's, its class's, its file's, or a decorator's. */
function isDedicated({ module, node, owner }: OwnCheck): boolean {
  const decorators = node === null ? [] : definitionsOf(module.tree).functions.find((one) => one.node === node)?.decorators ?? []
  const names = [node?.name ?? '', owner?.name ?? '', nameOf(module.path)]
  return (names.some((name) => saysPurpose(name) && !OTHER.test(name)) && !OTHER.test(node?.name ?? '')) || decorators.some((name) => /(?:^|\.)(?:test|asset_check)$/.test(name))
}

/** Whether another stage decides on the status that this one leaves, in a file or in a field of the same name. */
function isStatusRead(facts: RepositoryFacts, { module, node, owner }: OwnCheck): boolean {
  const readers = statusReadersOf(facts)
  if (readers.length === 0) return false
  const written = new Set<string>()
  eachExpression(owner?.body.flatMap((one) => one.kind === 'function' ? one.body : []) ?? node?.body ?? [], (one) => {
    if (one.kind === 'call') for (const argument of one.args) if (argument.name !== null) written.add(argument.name)
    if (one.kind === 'call' && /^(?:open|write_text|dump|write|save_json|write_yaml_file)$/.test(lastName(one.callee))) written.add('')
  })
  return readers.some((reader) => reader.path !== module.path && written.has(reader.field ?? ''))
}

function validatorOf(facts: RepositoryFacts, group: readonly OwnCheck[]): readonly Validator[] {
  const [first] = group
  if (first === undefined) return []
  const kinds = new Set<DataKind>()
  const acting = new Set<DataKind>()
  let line: number | null = null
  let reached = false
  const statusRead = isStatusRead(facts, first)
  for (const check of group) {
    const runs = check.module.role === 'notebook' || isReached(facts, check.module, check.node)
    reached ||= runs
    const dedicated = isDedicated(check)
    const used = check.node !== null && check.conditions.some((condition) => condition.reaction === 'returns') ? useOfResult(facts, check.node) !== null : false
    const lists = new Map<string, boolean>()
    for (const condition of check.conditions) {
      const { into } = condition
      if (into !== undefined && dedicated && !lists.has(into)) lists.set(into, actsOnFilled(facts, check, into))
      const acts = condition.reaction === 'stops' || (dedicated && ((into !== undefined && lists.get(into) === true) || (condition.reaction === 'returns' && used) || (statusRead && condition.reaction !== 'filters')))
      for (const kind of condition.kinds) {
        kinds.add(kind)
        if (acts && runs) acting.add(kind)
      }
      if (acts && line === null) line = condition.line
    }
  }
  const { module, node, owner } = first
  const name = owner !== null && saysPurpose(owner.name) ? owner.name : node?.name ?? nameOf(module.path)
  if (group.every((check) => check.conditions.every((condition) => condition.reaction === 'filters')) && !/valid/i.test(name)) return []
  return [{
    name, path: module.path, line: line ?? first.conditions[0]?.line ?? 1, dedicated: isDedicated(first), notebook: module.role === 'notebook', reached, kinds, acting,
  }]
}
