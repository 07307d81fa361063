import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { CONDITIONS } from '../../src/conditions/list.ts'

type Definitions = Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>

const definitionsOf = (name: 'checklist' | 'capstone'): Definitions => (loadSchema(name) as { readonly definitions: Definitions }).definitions
const kinds = Object.keys(CONDITIONS)

it('every file in src/conditions is a kind of the list', () => {
  const files = readdirSync(new URL('../../src/conditions/', import.meta.url)).filter((name) => name.endsWith('.ts') && name !== 'list.ts')
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual([...kinds].sort())
})

it('every kind stands under its own name', () => {
  expect(Object.values(CONDITIONS).map(({ kind }) => kind)).toEqual(kinds)
})

it('the schema of checklists knows every kind, and ways to join them', () => {
  expect(Object.keys(definitionsOf('checklist')['condition']?.properties ?? {})).toEqual(['all', 'any', 'not', ...kinds])
})

it('the schema of a student\'s file has the same conditions', () => {
  const [checklist, capstone] = [definitionsOf('checklist'), definitionsOf('capstone')]
  const shared = Object.keys(capstone).filter((name) => name !== 'item')
  expect(shared).toContain('condition')
  expect(shared.map((name) => [name, capstone[name]])).toEqual(shared.map((name) => [name, checklist[name]]))
})
