import type { TerraformAttribute, TerraformBlock, TerraformValue } from '../../parse/terraform/tree.ts'
import { memoise } from '../memoise.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf } from '../settings/settings.ts'

/** A resource or data source of Terraform; `block` has its attributes and nested blocks. */
export type TerraformResource = { readonly type: string; readonly name: string; readonly data: boolean; readonly path: string; readonly line: number; readonly block: TerraformBlock }

export type TerraformFacts = {
  readonly resources: readonly TerraformResource[]
  readonly modules: readonly { readonly name: string; readonly source: string; readonly path: string; readonly line: number; readonly block: TerraformBlock }[]
  /** Defaults of variables, by folder and name (`infra vars` as `infra:versioning`). */
  readonly defaults: ReadonlyMap<string, TerraformValue>
}

/** What the project's Terraform files declare, in the order of the tree. */
export const terraformOf = memoise((facts: RepositoryFacts): TerraformFacts => {
  const blocks = [...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind === 'terraform' ? read.blocks.map((block) => ({ path, block })) : [])
  const defaults = new Map<string, TerraformValue>()
  for (const { path, block } of blocks) {
    const value = block.type === 'variable' ? attributeOf(block, 'default')?.value : undefined
    if (value !== undefined) defaults.set(`${folderOf(path)}:${block.labels[0] ?? ''}`, value)
  }
  return {
    resources: blocks.filter(({ block }) => block.type === 'resource' || block.type === 'data').map(({ path, block }) => ({
      type: block.labels[0] ?? '', name: block.labels[1] ?? '', data: block.type === 'data', path, line: block.line, block,
    })),
    modules: blocks.filter(({ block }) => block.type === 'module').map(({ path, block }) => ({ name: block.labels[0] ?? '', source: literalText(attributeOf(block, 'source')?.value) ?? '', path, line: block.line, block })),
    defaults,
  }
})

/** The resources (not data sources) whose type is one of these. */
export function resourcesOfType(facts: RepositoryFacts, accepts: (type: string) => boolean): readonly TerraformResource[] {
  return terraformOf(facts).resources.filter((resource) => !resource.data && accepts(resource.type))
}

/** Whether a file belongs to a module of the project (a folder under `modules/`) that no `module` block names as its source: nothing of it is ever applied. */
export function isUnusedModule(facts: RepositoryFacts, path: string): boolean {
  const folder = folderOf(path)
  const tail = /(?:^|\/)(modules?\/[^/]+)/.exec(folder)?.[1]
  return tail !== undefined && !terraformOf(facts).modules.some((module) => {
    const source = module.source.split('?')[0] ?? ''
    return source.endsWith(tail) || normalPath(`${folderOf(module.path)}/${source}`) === folder
  })
}

/** The first attribute of that name directly in the block. */
export function attributeOf(block: TerraformBlock, name: string): TerraformAttribute | undefined {
  return block.attributes.find((attribute) => attribute.name === name)
}

/** The blocks inside this one, at any depth, itself first. */
export function blocksWithin(block: TerraformBlock): readonly TerraformBlock[] {
  return [block, ...block.blocks.flatMap(blocksWithin)]
}

/** A literal as text; null for everything that is worked out. */
export function literalText(value: TerraformValue | undefined): string | null {
  return value?.kind === 'literal' && value.value !== null ? String(value.value) : null
}

/**
 * The value of an attribute where it is written out, or where it is a variable (`var.name`) that has a default in the same folder;
 * `cond ? a : b` is followed where its condition is such a value. Null where it can't be told.
 */
export function knownText(facts: RepositoryFacts, path: string, value: TerraformValue | undefined): string | null {
  if (value?.kind !== 'expression') return literalText(value)
  const { defaults } = terraformOf(facts)
  const of = (name: string): string | null => literalText(defaults.get(`${folderOf(path)}:${name}`))
  const whole = /^(?:\$\{\s*)?var\.([\w-]+)(?:\s*\})?$/.exec(value.text)
  if (whole) return of(whole[1] ?? '')
  const choice = /^var\.([\w-]+)\s*\?\s*"([^"]*)"\s*:\s*"([^"]*)"$/.exec(value.text)
  const condition = choice ? of(choice[1] ?? '') : null
  return choice && condition !== null ? (condition === 'true' ? choice[2] : choice[3]) ?? null : null
}
