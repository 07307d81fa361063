import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'], restoreMocks: true, passWithNoTests: false,
    // Real PostgreSQL for the tests that ask for it.
    globalSetup: ['test/support/global-setup.ts'],
    // Cases are read from disk, so no import tells which tests need them.
    forceRerunTriggers: [...configDefaults.forceRerunTriggers, '**/test/checks/*.md'],
    // A busy machine may be many times slower: a test ends late rather than wrongly.
    testTimeout: 60_000,
    // Much of the time is waited for processes and servers. By itself Vitest leaves a processor free, which of two is half of them.
    maxWorkers: availableParallelism() + 1,
  },
})
