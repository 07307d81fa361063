import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { attributeOf, knownText, terraformOf, type TerraformResource } from './terraform.ts'

/** A bucket of Terraform that keeps versions; `forState` where its name or place says that it holds Terraform's own state. */
export type VersionedBucket = { readonly name: string; readonly forState: boolean; readonly path: string; readonly line: number }

/** The buckets whose versioning is on: a `versioning` block with `enabled = true`, or `aws_s3_bucket_versioning` with status Enabled. Variables count by their default. */
export const versionedBucketsOf = memoise((facts: RepositoryFacts): readonly VersionedBucket[] =>
  terraformOf(facts).resources.filter((resource) => !resource.data).flatMap((resource) => {
    const line = versionedAt(facts, resource)
    return line === null ? [] : [{ name: resource.name, forState: isForState(resource), path: resource.path, line }]
  }))

function versionedAt(facts: RepositoryFacts, resource: TerraformResource): number | null {
  if (!/bucket|storage_account/.test(resource.type)) return null
  const versioning = resource.block.blocks.find((block) => /^(?:versioning|versioning_configuration|blob_properties)$/.test(block.type))
  if (versioning === undefined) return null
  const value = (attributeOf(versioning, 'enabled') ?? attributeOf(versioning, 'status') ?? attributeOf(versioning, 'versioning_enabled'))?.value
  return /^(?:true|enabled)$/i.test(knownText(facts, resource.path, value) ?? '') ? versioning.line : null
}

function isForState(resource: TerraformResource): boolean {
  const bucket = attributeOf(resource.block, 'bucket')?.value
  const named = bucket?.kind === 'expression' ? bucket.text : bucket?.kind === 'literal' ? String(bucket.value) : ''
  return /state|backend|tfstate|lock/i.test(`${resource.name} ${named} ${resource.path}`)
}
