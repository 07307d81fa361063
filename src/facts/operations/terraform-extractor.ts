import { readTerraform } from '../../parse/terraform/read.ts'
import type { Extractor } from '../file-facts.ts'
import { located } from '../located.ts'

/** Reads Terraform's `.tf`, `.tfvars` and `.hcl`. */
export const terraformExtractor: Extractor = {
  id: 'terraform',
  revision: 2,
  reads: (path) => /\.(?:tf|tfvars|hcl)$/i.test(path),
  extract: (text, path) => {
    const { blocks, attributes, problems } = readTerraform(text)
    return { facts: { kind: 'terraform', blocks, attributes }, problems: located(path, problems) }
  },
}
