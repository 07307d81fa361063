import type { FileFacts } from '../facts/file-facts.ts'
import { fileEvidence, type RepositoryFacts, type RepositoryFile } from '../facts/repository-facts.ts'
import { lineAt } from '../facts/settings/settings.ts'
import type { ConditionOf } from '../model/condition.ts'
import type { Gap } from '../model/repository.ts'
import { asList, asMap, asText, type Json } from '../parse/json.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { ownFiles } from './frame/own-files.ts'
import { pathMatcher } from './frame/path-matcher.ts'
import { sightingOf } from './frame/sightings.ts'

type Reading = { readonly value: Json; readonly lines: Readonly<Record<string, number>> }
type Place = { readonly pointer: string; readonly value: Json }
type Value = { readonly path: string; readonly line: number; readonly pointer: string; readonly value: Json }

/** Wildcards lead to no more places of one document than these. */
const MOST = 2_000

/** A value in a YAML, TOML or JSON file. */
export const setting: ConditionCheck<'setting'> = {
  kind: 'setting',
  revision: 1,
  describe: (condition) => `\`${condition.path.join('.')}\`${boundWords(condition)} in \`${condition.file}\``,
  next: (condition) => `Set \`${condition.path.join('.')}\`${boundWords(condition)} in \`${condition.file}\`.`,
  mayStandIn: ({ file }, path) => pathMatcher(file, { project: '.' })(path),
  look: (condition, facts) => {
    const accepts = pathMatcher(condition.file, facts)
    const files = ownFiles(facts).filter(({ path }) => accepts(path))
    const values = files.flatMap(({ path, facts: read }) => readingsOf(read).flatMap((reading) => valuesAt(reading, condition.path).map((one): Value => ({ ...one, path }))))
    const place = ({ path, line, pointer, value }: Value): ReturnType<typeof fileEvidence> => fileEvidence(facts, path, line, `${pointer}: ${asText(value) ?? '…'}`)
    const [other] = values
    return sightingOf(values.filter(({ value }) => fits(value, condition)).map((one) => ({ place: place(one), why: null })), other === undefined ? null : place(other), unreadOf(facts, files))
  },
}

function readingsOf(read: FileFacts | null): readonly Reading[] {
  if (read?.kind === 'json' || read?.kind === 'toml') return [{ value: read.value, lines: read.lines }]
  return read?.kind === 'yaml' ? read.documents.map(({ value, lines }) => ({ value, lines })) : []
}

/** A file of that name which is not read as settings: what it says is not known. */
function unreadOf(facts: RepositoryFacts, files: readonly RepositoryFile[]): Gap | null {
  const unread = files.find(({ path, facts: read }) => /\.(?:ya?ml|toml|json)$/i.test(path) && read?.kind !== 'yaml' && read?.kind !== 'toml' && read?.kind !== 'json')
  if (unread === undefined || facts.gaps.some(({ path }) => path === unread.path)) return null
  return { what: 'file', path: unread.path, reason: unread.facts?.kind === 'workflow' ? 'a workflow is read by workflow-runs, not as settings' : 'it is not read as settings' }
}

/** The values at a path of keys; `*` leads to every key and every place of a list, `**` to everything inside. */
function valuesAt({ value, lines }: Reading, path: readonly string[]): readonly Omit<Value, 'path'>[] {
  let at: readonly Place[] = [{ pointer: '', value }]
  for (const key of path) {
    at = at.flatMap((one) => key === '**' ? inside(one) : childrenAt(one, key)).slice(0, MOST)
  }
  return at.filter((one) => !isEmpty(one.value)).map((one) => ({ ...one, line: lineAt(lines, one.pointer) }))
}

function childrenAt({ pointer, value }: Place, key: string): readonly Place[] {
  return childrenOf(value, key).map(([step, child]) => ({ pointer: pointer === '' ? step : `${pointer}.${step}`, value: child }))
}

/** A place and every one inside it, those nearer first. */
function inside(place: Place): readonly Place[] {
  const places = [place]
  for (let index = 0; index < places.length && places.length < MOST; index += 1) {
    const next = places[index]
    if (next !== undefined) places.push(...childrenAt(next, '*'))
  }
  return places
}

function childrenOf(value: Json, key: string): readonly (readonly [string, Json])[] {
  const list = asList(value)
  const map = asMap(value)
  if (key === '*') return list === null ? Object.entries(map ?? {}).slice(0, MOST) : list.slice(0, MOST).map((item, index) => [String(index), item] as const)
  const child = list !== null && /^\d{1,6}$/.test(key) ? list[Number(key)] : map !== null && Object.hasOwn(map, key) ? map[key] : undefined
  return child === undefined ? [] : [[key, child]]
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || asList(value)?.length === 0 || (asMap(value) !== null && Object.keys(asMap(value) ?? {}).length === 0)
}

function fits(value: Json, { value: asked, atLeast, atMost }: ConditionOf<'setting'>): boolean {
  if (asked !== null) return asText(value) === String(asked)
  if (atLeast === null && atMost === null) return true
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  return !Number.isNaN(number) && (atLeast === null || number >= atLeast) && (atMost === null || number <= atMost)
}

function boundWords({ value, atLeast, atMost }: ConditionOf<'setting'>): string {
  if (value !== null) return ` with the value \`${String(value)}\``
  if (atLeast !== null && atMost !== null) return ` from ${atLeast} to ${atMost}`
  return atLeast !== null ? ` of at least ${atLeast}` : atMost !== null ? ` of at most ${atMost}` : ''
}
