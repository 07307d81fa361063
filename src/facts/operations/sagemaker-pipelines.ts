import type { TerraformValue } from '../../parse/terraform/tree.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { attributeOf, isUnusedModule, literalText, resourcesOfType } from './terraform.ts'

/** A step of a SageMaker pipeline: what it is called, what kind of step it is (`Training`, `RegisterModel`), and the names of what it is given. */
export type PipelineStep = { readonly name: string; readonly type: string; readonly given: readonly string[] }

/** A SageMaker pipeline that Terraform sets up with its steps written out. */
export type SagemakerPipeline = { readonly name: string; readonly path: string; readonly line: number; readonly steps: readonly PipelineStep[] }

/** The SageMaker pipelines that the project's Terraform sets up, in the order of the tree; those of modules that nothing uses are left out. */
export const sagemakerPipelinesOf = memoise((facts: RepositoryFacts): readonly SagemakerPipeline[] => resourcesOfType(facts, (type) => type === 'aws_sagemaker_pipeline')
  .filter(({ path }) => !isUnusedModule(facts, path))
  .map(({ name, path, line, block }) => ({ name, path, line, steps: itemsOf(entryOf(attributeOf(block, 'pipeline_definition')?.value, 'Steps')).map(stepOf) })))

/** Whether a step trains a model. */
export function trains({ type }: PipelineStep): boolean {
  return /^(?:Training|Tuning|AutoML)$/.test(type)
}

function stepOf(step: TerraformValue): PipelineStep {
  const given = entryOf(step, 'Arguments')
  return { name: literalText(entryOf(step, 'Name')) ?? '', type: literalText(entryOf(step, 'Type')) ?? '', given: given?.kind === 'map' ? given.entries.map(({ key }) => key) : [] }
}

function entryOf(value: TerraformValue | undefined, key: string): TerraformValue | undefined {
  return value?.kind === 'map' ? value.entries.find((entry) => entry.key === key)?.value : undefined
}

function itemsOf(value: TerraformValue | undefined): readonly TerraformValue[] {
  return value?.kind === 'list' ? value.items : []
}
