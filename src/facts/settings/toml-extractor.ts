import { readToml } from '../../parse/toml.ts'
import type { Extractor } from '../file-facts.ts'
import { located } from '../located.ts'

/** Reads TOML: pyproject.toml, ruff.toml, Pipfile, poetry settings. */
export const tomlExtractor: Extractor = {
  id: 'toml',
  revision: 1,
  reads: (path) => /\.toml$|(?:^|\/)Pipfile$/.test(path),
  extract: (text, path) => {
    const { value, lines, problems } = readToml(text)
    return { facts: { kind: 'toml', value, lines }, problems: located(path, problems) }
  },
}
