import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../house/source-files.ts'

/** What the compiled program reads beside its own folder. */
const BESIDE = ['package.json', 'checklists', 'lesson-modules']

/** Compiles src to a folder from which worker threads and the command can run it on every Node version; the folder resolves the project's packages. */
export function compileSource(): { readonly folder: string; readonly remove: () => void } {
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const root = mkdtempSync(join(cache, 'capstone-coach-'))
  const folder = join(root, 'dist')
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(root, name))
  try {
    execFileSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json', '--outDir', folder], { cwd: ROOT, stdio: 'ignore' })
  } catch {
    // A type error is another part's to report; the JavaScript is written all the same.
  }
  return { folder, remove: () => { rmSync(root, { recursive: true, force: true }) } }
}
