import type { DockerfileTree } from '../../parse/dockerfile/tree.ts'
import { memoise } from '../memoise.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import type { MissingSource } from './missing-source.ts'

const INSTALLS = /\bpip3?(?:\.\d+)? install\b[^&|;]*?\s(?:-r|--requirement)[ =]?([^\s&|;]+)/
/** Words of a script that makes or fetches a file. */
const WRITES = /[>]|\b(?:export|compile|freeze|curl|wget|touch|cp|mv|tee|clone|unzip|tar)\b/

/**
 * The lists of packages that `pip install -r` of a Dockerfile names, that no copy brings along by their name or with a folder, and that no command writes.
 * A list of that name in the context (which may be mounted), or in a folder that is called like the working folder, counts as there.
 */
export function missingLists(facts: RepositoryFacts, tree: DockerfileTree, context: string, made: (path: string) => boolean): readonly MissingSource[] {
  const runs = tree.stages.flatMap((stage) => stage.runs)
  const copies = tree.stages.flatMap((stage) => stage.copies)
  const named = new Set(copies.flatMap(({ sources, target }) => [...sources, target]).map(nameOf))
  const folders = new Set(copies.filter((copy) => copy.from === null).flatMap((copy) => copy.sources).map((source) => normalPath(`${context}/${source}`)))
  const working = new Set(tree.stages.flatMap((stage) => stage.workingFolders).map(({ path }) => nameOf(path)))
  if (copies.some(({ sources }) => sources.some((source) => /[$*]|:\/\//.test(source)))) return []
  return runs.flatMap(({ text, line }): readonly MissingSource[] => {
    const source = INSTALLS.exec(text)?.[1]?.replaceAll(/["']/g, '') ?? ''
    const name = nameOf(source)
    if (name === '' || /[$`*]|:\/\//.test(source) || named.has(name) || made(normalPath(`${context}/${name}`))) return []
    const around = nameOf(folderOf(source))
    const isThere = (filesNamed(facts).get(name) ?? []).some((folder) => folder === context || folders.has(folder) || (source.includes('/') && nameOf(folder) === around) || working.has(nameOf(folder)))
    return isThere || runs.some((other) => other.text.includes(name) && WRITES.test(other.text)) ? [] : [{ source, line, reason: 'it is not in the repository', use: 'installs from', leftOut: null }]
  })
}

/** The folders that hold a file of a name. */
const filesNamed = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly string[]> => {
  const folders = new Map<string, string[]>()
  for (const path of facts.paths) {
    const known = folders.get(nameOf(path))
    if (known === undefined) folders.set(nameOf(path), [folderOf(path)])
    else known.push(folderOf(path))
  }
  return folders
})
