import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** The folders whose tests touch nothing of their process: their files share what a worker has loaded, which saves half of their time. Any other folder's files get a worker to themselves. */
const SHARING = ['checks', 'conditions', 'course', 'evidence', 'facts', 'flow', 'grade', 'judge', 'lesson', 'parse', 'picture', 'report', 'steps', 'web'].map((folder) => `test/${folder}/**/*.test.ts`)

export default defineConfig({
  test: {
    restoreMocks: true, passWithNoTests: false,
    // Cases are read from disk, so no import tells which tests need them.
    forceRerunTriggers: [...configDefaults.forceRerunTriggers, '**/test/checks/*.md'],
    // A busy machine may be many times slower: a test ends late rather than wrongly.
    testTimeout: 60_000,
    // Much of the time is waited for processes and servers. By itself Vitest leaves a processor free, which of two is half of them.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
      // Real PostgreSQL for the tests that ask for it.
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...SHARING], globalSetup: ['test/support/global-setup.ts'] } },
    ],
  },
})
