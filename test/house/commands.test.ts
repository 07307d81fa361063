import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FORMAT_NAMES } from '../../src/command-line/formats.ts'
import { ROOT } from './source-files.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const readme = read('README.md')
const manifest: unknown = JSON.parse(read('package.json'))
const scripts = typeof manifest === 'object' && manifest !== null && 'scripts' in manifest ? Object.keys(manifest.scripts ?? {}) : []

it.each(['README.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)])('every npm command of %s is one that npm has or a script of package.json', (path) => {
  const named = [...read(path).matchAll(/(?:^|`|&& )npm (?:run (?<script>[\w-]+)|(?<own>[\w-]+))/gm)].map(({ groups }) => groups?.['script'] ?? groups?.['own'] ?? '')
  if (path === 'README.md') expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => name !== 'ci' && !scripts.includes(name))).toEqual([])
})

it('the page of grade tells of every format, and of no other', () => {
  const [table = ''] = /^\| format \|.*\n(?:\|.*\n)+/m.exec(read('docs/grade.md')) ?? []
  expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name).sort()).toEqual([...FORMAT_NAMES].sort())
})

it('the README opens with the two commands', () => {
  const [first] = /```sh\n[^`]*```/.exec(readme) ?? ['']
  expect(first).toContain('npm ci && npm run demo')
  expect(first).toContain('npm ci && npm test')
})

it('.ci/run runs what the README calls the test command', () => {
  const commands = read('.ci/run').split('\n').filter((line) => line.startsWith('npm ')).map((line) => line.replace(/ \|\|.*/, ''))
  expect(commands.join(' && ')).toBe('npm ci && npm test')
})

it('nothing tells people to run a package of the public registry by a name that is not ours', () => {
  expect(readme).not.toMatch(/\bnpx\s+capstone/)
})
