import type { LockedParameter, TrackedData } from '../../model/model-state.ts'
import { asList, asMap, type Json } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf, yamlPartsOf, type YamlPart } from '../settings/settings.ts'
import { leavesIn } from './settings-parameters.ts'
import { canBeTuned, cutValue } from './tuned-names.ts'

/** The parameters that the project's `dvc.lock` files hold, by stage and file, in their order; credentials and places are left out. */
export const lockedOf = memoise((facts: RepositoryFacts): readonly LockedParameter[] => locksOf(facts).flatMap(({ path, document }) =>
  Object.entries(stagesIn(document.value)).flatMap(([stage, value]) => Object.keys(asMap(asMap(value)?.['params']) ?? {}).flatMap((file) => {
    const pointer = `stages.${stage}.params.${file}`
    return leavesIn(asMap(asMap(value)?.['params'])?.[file], pointer, document.lines, document.written ?? {}).filter((leaf) => canBeTuned(leaf.name, leaf.value))
      .map((leaf): LockedParameter => ({ stage, file: normalPath(`${folderOf(path)}/${file}`), name: leaf.name, value: cutValue(leaf.value), path, line: leaf.line, blob: shaOf(facts, path) }))
  }))))

/** What DVC tracks, a file at a time: `*.dvc` and `dvc.lock`, by a digest of what their outputs hold. */
export function trackedOf(facts: RepositoryFacts, digest: (text: string) => string): readonly TrackedData[] {
  return trackingOf(facts).map(({ path, outputs }) => ({ path, blob: shaOf(facts, path), digest: digest(outputs) })).toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

const trackingOf = memoise((facts: RepositoryFacts): readonly { readonly path: string; readonly outputs: string }[] =>
  [...locksOf(facts), ...yamlPartsOf(facts).filter(({ path, index }) => index === 0 && nameOf(path).endsWith('.dvc') && nameOf(path) !== '.dvc')].flatMap(({ path, document }) => {
    const holders = nameOf(path) === 'dvc.lock' ? Object.values(stagesIn(document.value)) : [document.value]
    const outputs = holders.flatMap((holder) => (asList(asMap(holder)?.['outs']) ?? []).map((out) => textOf(out))).sort()
    return outputs.length === 0 ? [] : [{ path, outputs: outputs.join('\n') }]
  }))

/** The path of an output, and whatever tells its version: a hash, or the version that a cloud gave it. */
function textOf(out: Json): string {
  const map = asMap(out) ?? {}
  return JSON.stringify(['path', 'md5', 'etag', 'checksum', 'sha256', 'version_id', 'hash', 'files'].map((key) => map[key] ?? null))
}

function locksOf(facts: RepositoryFacts): readonly YamlPart[] {
  return yamlPartsOf(facts).filter(({ path, index }) => index === 0 && nameOf(path) === 'dvc.lock')
}

function stagesIn(value: Json): Readonly<Record<string, Json>> {
  return asMap(asMap(value)?.['stages']) ?? {}
}

function shaOf(facts: RepositoryFacts, path: string): string {
  return facts.files.get(path)?.sha ?? ''
}
