import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { TABLES } from '../../src/store/tables.ts'
import { ROOT } from '../house/source-files.ts'

it('docs/operate.md says of every table for how long it is kept', () => {
  const [, section = ''] = readFileSync(join(ROOT, 'docs/operate.md'), 'utf8').split('### What is kept, and for how long\n')
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| ')).slice(2)
  const named = rows.flatMap((row) => [...(row.split(' | ')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
  expect([...new Set(named)].sort()).toEqual(TABLES.map(({ name }) => name).sort())
})
