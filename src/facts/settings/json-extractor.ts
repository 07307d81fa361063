import { readJson } from '../../parse/json-text.ts'
import type { Extractor } from '../file-facts.ts'
import { located } from '../located.ts'

const SMALL = 200_000
const DASHBOARD = /(?:^|\/)[^/]*(?:grafana|dashboard)[^/]*(?:\/|\.json$)/i

/** Reads JSON up to 200,000 characters, and Grafana's dashboards up to the cap of the reader: larger files are data. */
export const jsonExtractor: Extractor = {
  id: 'json',
  revision: 1,
  dependsOnPath: true,
  reads: (path) => /\.json$/i.test(path),
  extract: (text, path) => {
    if (text.length > SMALL && !DASHBOARD.test(path)) return { facts: null, problems: [] }
    const { value, lines, problems } = readJson(text)
    // Settings of editors and compilers are JSON with comments: not ours to complain of.
    const commented = /^\s*(?:\/\/|\/\*)|,\s*[}\]]/m.test(text)
    return { facts: { kind: 'json', value, lines }, problems: commented ? [] : located(path, problems) }
  },
}
