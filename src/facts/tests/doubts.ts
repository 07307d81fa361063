import type { TestCase } from './test-cases.ts'

/** What keeps a test from counting in full, whatever it tests; `uncollected` and `broken` run nowhere, the others show little. */
export type Doubt = { readonly kind: 'no assertion' | 'broken' | 'notebook' | 'uncollected' | 'swallowed' | 'expected to fail'; readonly says: string }

/** The first doubt about a test, in the order in which a person would clear them up; null where there is none. */
export function doubtOf(test: TestCase): Doubt | null {
  if (test.assertions.length === 0) return { kind: 'no assertion', says: 'it asserts nothing' }
  if (test.broken !== null) return { kind: 'broken', says: test.broken.says }
  if (test.module.role === 'notebook') return { kind: 'notebook', says: 'it stands in a notebook' }
  if (test.uncollected !== null) return { kind: 'uncollected', says: test.uncollected }
  if (test.assertions.every((one) => one.swallowed)) return { kind: 'swallowed', says: 'a handler around its assertions takes their failure' }
  return test.expectedToFail ? { kind: 'expected to fail', says: 'it is marked as expected to fail, so it passes when it fails' } : null
}
