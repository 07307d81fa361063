import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../house/source-files.ts'

/** Compiles src to a folder from which worker threads can run it on every Node version; the folder resolves the project's packages. */
export function compileSource(): { readonly folder: string; readonly remove: () => void } {
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'capstone-coach-'))
  try {
    execFileSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json', '--outDir', folder], { cwd: ROOT, stdio: 'ignore' })
  } catch {
    // A type error is another part's to report; the JavaScript is written all the same.
  }
  return { folder, remove: () => { rmSync(folder, { recursive: true, force: true }) } }
}
