import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SETTINGS } from '../../src/operate/settings.ts'
import { ROOT } from '../house/source-files.ts'

it('.env.example lists every setting with its default and what it says, and no other', () => {
  const blocks = readFileSync(join(ROOT, '.env.example'), 'utf8').split('\n\n').slice(1).map((block) => block.trim())
  expect(blocks).toEqual(SETTINGS.map(({ name, default: fallback, says }) => `# ${says}\n${name}=${fallback}`))
})
