import { asMap, asText } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, nameOf, yamlPartsOf } from '../settings/settings.ts'

/** An entry point of an MLflow project (`MLproject`): a command a person starts with `mlflow run -e NAME`. */
export type ProjectEntryPoint = { readonly name: string; readonly command: string; readonly path: string; readonly line: number }

/** The entry points of every MLproject file, in the order of the tree. */
export const projectEntryPointsOf = memoise((facts: RepositoryFacts): readonly ProjectEntryPoint[] =>
  yamlPartsOf(facts).filter((part) => nameOf(part.path).toLowerCase() === 'mlproject').flatMap((part) =>
    Object.entries(asMap(asMap(part.document.value)?.['entry_points']) ?? {}).map(([name, entry]) => ({
      name, command: asText(asMap(entry)?.['command']) ?? '', path: part.path, line: lineAt(part.document.lines, `entry_points.${name}`),
    }))))
