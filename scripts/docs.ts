// Writes the files that are made from code and data (scripts/all-pages.ts); with --check writes nothing and ends with 1 where one is stale.
import { readdirSync, readFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { allPages } from './all-pages.ts'

const root = new URL('../', import.meta.url)
const folder = new URL('docs/checks/', root)
mkdirSync(folder, { recursive: true })
const pages = await allPages()
const superfluous = readdirSync(folder).map((name) => `docs/checks/${name}`).filter((path) => !pages.has(path))
const stale = [...pages].filter(([path, text]) => textOf(path) !== text).map(([path]) => path)

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...superfluous]) console.error(`${path} is stale: run npm run docs`)
  process.exitCode = stale.length + superfluous.length === 0 ? 0 : 1
} else {
  for (const path of stale) writeFileSync(new URL(path, root), pages.get(path) ?? '')
  for (const path of superfluous) rmSync(new URL(path, root))
  console.log(`${pages.size} pages, ${stale.length} written, ${superfluous.length} removed`)
}

function textOf(path: string): string | null {
  try {
    return readFileSync(new URL(path, root), 'utf8')
  } catch {
    return null
  }
}
