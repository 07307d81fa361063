import { asList, asMap, asText } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, settingsOf } from '../settings/settings.ts'

/** Expectations that are written down as a file: a suite of Great Expectations, checks of Soda. Whether something runs them is another question. */
export type WrittenSuite = { readonly tool: string; readonly path: string; readonly line: number; readonly count: number }

/** Every suite with at least one expectation, in the order of the tree. */
export const writtenSuitesOf = memoise((facts: RepositoryFacts): readonly WrittenSuite[] => settingsOf(facts).flatMap(({ path, value, lines }): readonly WrittenSuite[] => {
  const map = asMap(value)
  if (map === null) return []
  const expectations = (asList(map['expectations']) ?? []).filter((one) => (asText(asMap(one)?.['expectation_type'] ?? asMap(one)?.['type']) ?? '').startsWith('expect_'))
  if (expectations.length > 0) return [{ tool: 'Great Expectations', path, line: lineAt(lines, 'expectations.0'), count: expectations.length }]
  const checks = Object.entries(map).find(([key, list]) => /^checks for \S/.test(key) && (asList(list) ?? []).length > 0)
  return checks === undefined ? [] : [{ tool: 'Soda', path, line: lineAt(lines, checks[0]), count: asList(checks[1])?.length ?? 0 }]
}))
