import { asList, asMap, asText } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { settingsOf } from '../settings/settings.ts'

/** A dashboard of Grafana that is kept as JSON, with its panels. */
export type GrafanaDashboard = { readonly title: string; readonly path: string; readonly line: number }

/** Every such dashboard, exported by itself or inside of `dashboard` as the API gives it, in the order of the tree. */
export const grafanaDashboardsOf = memoise((facts: RepositoryFacts): readonly GrafanaDashboard[] => settingsOf(facts).flatMap(({ path, value }): readonly GrafanaDashboard[] => {
  const map = asMap(value)
  const board = asMap(map?.['dashboard']) ?? map
  const isBoard = path.endsWith('.json') && (asList(board?.['panels']) ?? asList(board?.['rows']) ?? []).length > 0 && (board?.['schemaVersion'] !== undefined || asText(board?.['title']) !== null)
  return isBoard ? [{ title: asText(board?.['title']) ?? '', path, line: 1 }] : []
}))
