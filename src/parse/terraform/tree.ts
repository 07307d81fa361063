/** A value as far as it is written out; `expression` is the text of everything that Terraform would have to work out. */
export type TerraformValue =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly TerraformValue[] }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: string; readonly value: TerraformValue }[] }
  | { readonly kind: 'expression'; readonly text: string }

export type TerraformAttribute = { readonly name: string; readonly value: TerraformValue; readonly line: number }

/** `resource "aws_s3_bucket" "data" { … }` has type `resource` and two labels. Lines count from 1. */
export type TerraformBlock = {
  readonly type: string
  readonly labels: readonly string[]
  readonly attributes: readonly TerraformAttribute[]
  readonly blocks: readonly TerraformBlock[]
  readonly line: number
}
