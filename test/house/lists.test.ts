import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { loadChecklist } from '../../src/command-line/checklists.ts'
import { CRITERION_IDS } from '../../src/model/criterion.ts'
import { REASON_KINDS } from '../../src/model/run-reason.ts'
import { ROOT } from './source-files.ts'

type Shown = { readonly shows: { readonly items: { readonly enum: readonly string[] } } }
type Schema = {
  readonly properties: { readonly trusted_workflows: { readonly items: { readonly anyOf: readonly { readonly properties?: Shown }[] } } }
  readonly definitions: { readonly trust: { readonly properties: { readonly trustedWorkflows: { readonly items: { readonly properties: Shown } } } } }
}

const namesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).sort()

it('the list of checks holds every criterion once, in the order of the rubric', () => {
  expect(CHECKS.map((check) => check.id)).toEqual(CRITERION_IDS)
})
it('every file in src/checks is a check of the list', () => {
  expect(namesIn('src/checks', '.ts').filter((name) => name !== 'list')).toEqual([...CRITERION_IDS].sort())
})
it('a file of runs may say of workflows what a course may', () => {
  const schemaOf = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
  const ofCourse = (schemaOf('checklists/course.schema.json') as Schema).properties.trusted_workflows.items.anyOf.flatMap(({ properties }) => properties?.shows.items.enum ?? [])
  expect((schemaOf('schemas/runs.schema.json') as Schema).definitions.trust.properties.trustedWorkflows.items.properties.shows.items.enum).toEqual(ofCourse)
})
it('a file of runs may give every reason that a log is read for', () => {
  const { definitions } = JSON.parse(readFileSync(join(ROOT, 'schemas/runs.schema.json'), 'utf8')) as { readonly definitions: { readonly log: { readonly properties: { readonly reasons: { readonly items: { readonly properties: { readonly kind: { readonly enum: readonly string[] } } } } } } } }
  expect(definitions.log.properties.reasons.items.properties.kind.enum).toEqual(REASON_KINDS)
})
it.each(['production-readiness', 'practices'] as const)('the checklist %s that comes with the App is read without a mistake', (shipped) => {
  const loaded = loadChecklist(null, shipped)
  expect(loaded.ok ? '' : loaded.says).toBe('')
})
it('every check has its cases in test/checks', () => {
  expect(namesIn('test/checks', '.md')).toEqual([...CRITERION_IDS].sort())
})
