import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { alerts } from '../../src/checks/alerts.ts'
import { alertRulesOf } from '../../src/facts/operations/alert-rules.ts'
import { readManifest } from '../../src/operate/manifest.ts'
import { createMeters } from '../../src/operate/meters.ts'
import { ROOT } from '../house/source-files.ts'
import { factsOf } from '../support/memory-repository.ts'

const PATH = 'operations/alerts.yml'
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const facts = await factsOf({ [PATH]: read(PATH), 'app.py': 'import os\n' })
const rules = alertRulesOf(facts)

it('the alert rules earn the credit that they would earn in a capstone', () => {
  expect(alerts.judge(facts)).toMatchObject({ standing: 'present' })
  expect(rules.length).toBe(read(PATH).split('- alert:').length - 1)
})

it('each metric of a rule, with each label that it names, is on /metrics from the start or once it was told', async () => {
  const meters = createMeters({ version: '1', node: '20' }, readManifest(read('app.yml')).events)
  meters.request({ installationId: 9, resource: 'core', status: 200, remaining: 4999, limit: 5000, resetAt: null })
  meters.isSlow(9, true)
  const page = await meters.page(() => Promise.resolve({ queue: { due: 0, later: 0, held: 0, dead: 0, oldestSeconds: 0 }, deliveries: [] }))
  const named = rules.flatMap(({ expression }) => [...expression.matchAll(/(capstone_coach_\w+)(?:\{([^}]*)\})?/g)].map(([, name = '', labels = '']) => ({ name, labels })))
  expect(named.length).toBeGreaterThanOrEqual(rules.length)
  const shown = (metric: { readonly name: string; readonly labels: string }): boolean => page.split('\n').some((line) => (line.startsWith(`${metric.name}{`) || line.startsWith(`${metric.name} `)) && line.includes(metric.labels))
  expect(named.filter((metric) => !shown(metric))).toEqual([])
})

it('docs/operate.md says of each alert where to look, and of no other', () => {
  const [table = ''] = /^\| alert .*\n(?:\|.*\n)+/m.exec(read('docs/operate.md')) ?? []
  const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => `CapstoneCoach${name}`)
  expect(told).toEqual([...read(PATH).matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name))
})

it('each rule names what is the case and what to do', () => {
  const [, ...blocks] = read(PATH).split('- alert:')
  expect(blocks.filter((block) => !/summary: .{20}/.test(block) || !/next: .{20}/.test(block))).toEqual([])
})
