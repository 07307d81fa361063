import { describe, expect, it } from 'vitest'
import { readTerraform } from '../../src/parse/terraform/read.ts'

describe('Terraform', () => {
  it('gives blocks with labels, attributes and the blocks inside', () => {
    const { blocks, problems } = readTerraform('resource "aws_s3_bucket" "data" {\n  bucket = "raw"\n  versioning {\n    enabled = true\n  }\n}\n')
    expect(problems).toEqual([])
    expect(blocks[0]).toMatchObject({ type: 'resource', labels: ['aws_s3_bucket', 'data'], line: 1 })
    expect(blocks[0]?.attributes[0]).toMatchObject({ name: 'bucket', value: { kind: 'literal', value: 'raw' }, line: 2 })
    expect(blocks[0]?.blocks[0]).toMatchObject({ type: 'versioning', attributes: [{ name: 'enabled', value: { kind: 'literal', value: true } }] })
  })

  it('leaves what Terraform would have to work out as text', () => {
    expect(readTerraform('a = var.enabled ? 1 : 0\n').attributes[0]?.value).toMatchObject({ kind: 'expression' })
  })

  it('reads what jsonencode is given, and leaves other calls as text', () => {
    const { attributes } = readTerraform('a = jsonencode({\n  Steps = [{ Name = "Learn" }]\n})\nb = jsonencode(local.steps)\nc = merge({ x = 1 }, local.more)\nd = 4\n')
    expect(attributes.map(({ name, value }) => [name, value.kind])).toEqual([['a', 'map'], ['b', 'expression'], ['c', 'expression'], ['d', 'literal']])
  })

  it.each(['# resource "a" "b" {}\n', '// resource "a" "b" {}\n', '/* resource "a" "b" {\n} */\n'])('takes a comment for none: %j', (text) => {
    expect(readTerraform(text).blocks).toEqual([])
  })

  it('reads past heredocs and strings that hold braces', () => {
    const { blocks } = readTerraform('resource "a" "b" {\n  script = <<-EOT\n    if { } \n    EOT\n  name = "x}${var.y}"\n}\nresource "c" "d" {}\n')
    expect(blocks.map((block) => block.labels)).toEqual([['a', 'b'], ['c', 'd']])
  })

  it('tells of a block that does not end, and gives what came before', () => {
    const { blocks, problems } = readTerraform('resource "a" "b" {}\nresource "c" "d" {\n')
    expect(blocks[0]?.labels).toEqual(['a', 'b'])
    expect(problems.length).toBeGreaterThan(0)
  })
})
