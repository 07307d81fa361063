import { asList, asMap, asText, asTexts, type Json } from '../../parse/json.ts'
import type { Problem } from '../../model/repository.ts'
import { memoise } from '../memoise.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, iniFilesOf, lineAt, nameOf, yamlPartsOf } from '../settings/settings.ts'

/** A file or folder that DVC keeps. `path` is from the repository's root; `in` is the .dvc, dvc.yaml or dvc.lock file that says so. */
export type DvcOutput = {
  readonly path: string
  readonly in: string
  readonly line: number
  readonly from: 'dvc-file' | 'stage' | 'lock'
  /** Recorded with a hash, so that the version is fixed. */
  readonly hashed: boolean
  readonly size: number | null
}

export type DvcStage = {
  readonly name: string
  readonly in: string
  readonly line: number
  readonly command: string
  readonly dependencies: readonly string[]
  readonly outputs: readonly string[]
  readonly parameters: readonly string[]
  readonly metrics: readonly string[]
  /** Whether the dvc.lock beside it holds this stage. */
  readonly locked: boolean
}

export type DvcRemote = { readonly name: string; readonly url: string; readonly isDefault: boolean; readonly in: string; readonly line: number }

/**
 * `problems` are settings that DVC itself could not read, such as a config with conflict markers: its remotes are left out.
 * `unaddressed` is the default remote that a config names where no remote has an address, at the line that names it, or a remote whose address is only
 * the placeholder of an example (`instead`), at the line of that.
 */
export type DvcFacts = {
  readonly outputs: readonly DvcOutput[]
  readonly stages: readonly DvcStage[]
  readonly remotes: readonly DvcRemote[]
  readonly problems: readonly Problem[]
  readonly unaddressed: { readonly name: string; readonly path: string; readonly line: number; readonly instead: string | null } | null
}

/** What examples write where an address belongs: `/path/to/storage`, `s3://<bucket>`, `gs://your-bucket`. */
const PLACEHOLDER = /(?:^|\/)path\/to\/|<[\w -]{1,60}>|(?:^|[/_-])your[-_](?:bucket|remote|storage|account|project|dvc|org|user|name|repo|container|s3|gcs|data|team|company)|\bchange_?me\b/i

/** What DVC tracks in the project, how its pipeline makes it, and where it is kept. */
export const dvcOf = memoise((facts: RepositoryFacts): DvcFacts => {
  const parts = yamlPartsOf(facts).filter((part) => part.index === 0)
  const locks = parts.filter((part) => nameOf(part.path) === 'dvc.lock')
  const lockedNames = new Set(locks.flatMap((part) => Object.keys(stagesMap(part.document.value)).map((name) => `${folderOf(part.path)} ${name}`)))
  const stages = parts.filter((part) => nameOf(part.path) === 'dvc.yaml').flatMap((part) => stagesIn(part.path, part.document.value, part.document.lines, lockedNames))
  const outputs = [
    ...parts.filter((part) => nameOf(part.path).endsWith('.dvc') && nameOf(part.path) !== '.dvc').flatMap((part) => outputsIn(part.path, part.document.value, 'outs', part.document.lines, 'dvc-file')),
    ...stages.flatMap((stage) => stage.outputs.map((path): DvcOutput => ({ path, in: stage.in, line: stage.line, from: 'stage', hashed: false, size: null }))),
    ...locks.flatMap((part) => Object.entries(stagesMap(part.document.value)).flatMap(([name, stage]) => outputsIn(part.path, stage, 'outs', part.document.lines, 'lock', `stages.${name}.`))),
  ]
  const configs = iniFilesOf(facts).filter((file) => /(?:^|\/)\.dvc\/config(?:\.local)?$/.test(file.path))
  const problems = configs.flatMap((file): readonly Problem[] => {
    const marker = file.sections.flatMap((section) => section.entries).find((entry) => /^(?:<{7}|={7}|>{7})/.test(entry.key) || (entry.key === '' && entry.value.startsWith('======')))
    return marker === undefined ? [] : [{ path: file.path, line: marker.line, says: 'the file holds markers of an unresolved merge; DVC cannot read it' }]
  })
  const readable = configs.filter((file) => !problems.some((problem) => problem.path === file.path))
  const written = readable.flatMap(remotesIn)
  const remotes = written.filter(({ url }) => !PLACEHOLDER.test(url))
  const examples = written.filter(({ url }) => PLACEHOLDER.test(url)).map(({ name, in: path, line, url }) => ({ name, path, line, instead: url }))
  const named = [...examples, ...readable.flatMap((file) => {
    const core = defaultIn(file)
    return core === undefined ? [] : [{ name: core.value, path: file.path, line: core.line, instead: null }]
  })]
  return { outputs, stages, remotes, problems, unaddressed: remotes.length > 0 ? null : named[0] ?? null }
})

/** Whether DVC keeps this path (from the repository's root), one above it, or one below it. */
export function isTrackedByDvc(facts: RepositoryFacts, path: string): boolean {
  const asked = normalPath(path)
  return dvcOf(facts).outputs.some((output) => output.path === asked || asked.startsWith(`${output.path}/`) || output.path.startsWith(`${asked}/`))
}

function stagesMap(value: Json): Readonly<Record<string, Json>> {
  return asMap(asMap(value)?.['stages']) ?? {}
}

function stagesIn(path: string, value: Json, lines: Readonly<Record<string, number>>, lockedNames: ReadonlySet<string>): readonly DvcStage[] {
  return Object.entries(stagesMap(value)).slice(0, 200).flatMap(([name, written]) => {
    const outer = asMap(written)
    const stage = asMap(outer?.['do']) ?? outer
    if (stage === null) return []
    const folder = normalPath(`${folderOf(path)}/${asText(stage['wdir']) ?? '.'}`)
    const places = (key: string): readonly string[] => entries(stage[key]).map((entry) => normalPath(`${folder}/${entry.path}`))
    const locked = [...lockedNames].some((one) => one === `${folderOf(path)} ${name}` || one.startsWith(`${folderOf(path)} ${name}@`))
    return [{
      name, in: path, line: lineAt(lines, `stages.${name}`), command: asTexts(stage['cmd']).join('\n'),
      dependencies: places('deps'), outputs: [...places('outs'), ...places('plots')], metrics: places('metrics'),
      parameters: entries(stage['params']).map((entry) => entry.path), locked,
    }]
  })
}

function outputsIn(path: string, value: Json, key: string, lines: Readonly<Record<string, number>>, from: DvcOutput['from'], prefix = ''): readonly DvcOutput[] {
  const map = asMap(value)
  const folder = normalPath(`${folderOf(path)}/${asText(map?.['wdir']) ?? '.'}`)
  return (asList(map?.[key]) ?? []).slice(0, 1000).flatMap((item, index): readonly DvcOutput[] => {
    const out = asMap(item)
    const place = asText(out?.['path'])
    if (out === null || place === null) return []
    const size = out['size']
    const hashed = ['md5', 'etag', 'checksum', 'sha256', 'version_id', 'hash', 'files'].some((name) => out[name] !== undefined && out[name] !== null)
    return [{ path: normalPath(`${folder}/${place}`), in: path, line: lineAt(lines, `${prefix}${key}.${index}.path`), from, hashed, size: typeof size === 'number' ? size : null }]
  })
}

/** A list of paths, or of maps with the path as their only key. */
function entries(value: Json | undefined): readonly { readonly path: string }[] {
  return (asList(value) ?? []).flatMap((item) => {
    const text = asText(item)
    return text === null ? Object.keys(asMap(item) ?? {}).map((path) => ({ path })) : [{ path: text }]
  })
}

type Config = ReturnType<typeof iniFilesOf>[number]

function defaultIn(file: Config): { readonly value: string; readonly line: number } | undefined {
  return file.sections.find((section) => section.name === 'core')?.entries.find((entry) => entry.key === 'remote' && entry.value !== '')
}

function remotesIn(file: Config): readonly DvcRemote[] {
  const core = defaultIn(file)?.value
  return file.sections.flatMap((section) => {
    const name = /^'?remote\s+"([^"]*)"'?$/.exec(section.name)?.[1]
    const url = section.entries.find((entry) => entry.key === 'url')
    return name === undefined || url === undefined || url.value === '' ? [] : [{ name, url: url.value, isDefault: core === name, in: file.path, line: url.line }]
  })
}
