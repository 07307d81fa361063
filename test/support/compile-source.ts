import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../house/source-files.ts'

/** What the compiled program reads beside its own folder. */
const BESIDE = ['package.json', 'checklists', 'lesson-modules']

/** Builds the program to a folder from which worker threads and the command run as they do from dist, with further modules of src by their names. */
export function compileSource(further: Readonly<Record<string, string>> = {}): { readonly folder: string; readonly remove: () => void } {
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const root = mkdtempSync(join(cache, 'capstone-coach-'))
  const folder = join(root, 'dist')
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(root, name))
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), folder, ...Object.entries(further).map(([name, source]) => `${name}=${source}`)], { stdio: 'ignore' })
  return { folder, remove: () => { rmSync(root, { recursive: true, force: true }) } }
}
