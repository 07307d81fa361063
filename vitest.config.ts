import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'], restoreMocks: true, passWithNoTests: false,
    // A busy machine may be many times slower: a test ends late rather than wrongly.
    testTimeout: 60_000,
  },
})
