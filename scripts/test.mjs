// Runs every part of the check, also after one has failed, and closes with "N passed, N failed":
// the tests, and one failure more for each other part that did not pass.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-'))
const counts = join(folder, 'counts.json')

/** Runs one tool of node_modules/.bin and returns whether it ended with 0. */
function passes(title, tool, ...options) {
  console.log(`\n== ${title}`)
  const { status, error } = spawnSync(tool === 'node' ? process.execPath : join('node_modules', '.bin', tool), options, { stdio: 'inherit' })
  if (error) console.error(`${tool} did not start: ${error.message}`)
  return status === 0
}

/** The tests that passed and failed; a test file that could not be loaded counts as one failure. */
function readCounts() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(counts, 'utf8'))
    const unloadable = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    return { passed: numPassedTests, failed: numFailedTests + unloadable.length }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

const parts = [
  passes('build', 'node', 'scripts/build.mjs'),
  passes('types', 'tsc', '-p', 'tsconfig.json'),
  passes('lint', 'oxlint'),
  passes('dead code', 'knip'),
  passes('known holes in packages', 'tsx', 'scripts/audit.ts'),
]
const green = passes('tests', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${counts}`)
const tests = readCounts()
rmSync(folder, { recursive: true })

const otherFailures = parts.filter((part) => !part).length
const failed = Math.max(tests.failed, green ? 0 : 1) + otherFailures
console.log(`\n${tests.passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
