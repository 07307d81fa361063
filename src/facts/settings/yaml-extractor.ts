import { readTemplatedYaml, readYaml } from '../../parse/yaml.ts'
import type { Extractor } from '../file-facts.ts'
import { located } from '../located.ts'

const READS = /(?:\.(?:ya?ml|dvc|rules)|(?:^|\/)(?:dvc\.lock|MLproject))$/i

/** Reads YAML of every purpose; a text with `{{ … }}` (Helm, Jinja) with its replacements blanked out, and without a problem where it is no YAML even then. */
export const yamlExtractor: Extractor = {
  id: 'yaml',
  revision: 3,
  reads: (path) => READS.test(path),
  extract: (text, path) => {
    const plain = readYaml(text)
    const templated = text.includes('{{') && (plain.problems.length > 0 || /^\s*\{\{/m.test(text))
    const { documents, problems } = templated ? readTemplatedYaml(text) : plain
    return { facts: { kind: 'yaml', documents, templated }, problems: templated ? [] : located(path, problems) }
  },
}
