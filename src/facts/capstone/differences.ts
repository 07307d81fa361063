import type { Change, CodeChange, DataChange, ModelChanges, OutOfStep, ParameterChange } from '../../model/model-change.ts'
import type { CodePiece, ModelState, Parameter, TrackedData } from '../../model/model-state.ts'
import { isSameValue } from './same-value.ts'

/**
 * What differs between two commits in the work on the model. Numbers compare as numbers. What only moved (to another line or file, under the same name)
 * is no difference. Pure: the same two states give the same lists.
 */
export function differencesOf(before: ModelState, after: ModelState): ModelChanges {
  return {
    parameters: paired(before.parameters, after.parameters, ({ name }) => name, ({ value }) => value).flatMap(parameterChange).toSorted(byPlace),
    preprocessing: codeChanges(before.preprocessing, after.preprocessing),
    training: codeChanges(before.training, after.training),
    tracked: paired(before.tracked, after.tracked, ({ path }) => path, ({ digest }) => digest).flatMap(dataChange),
  }
}

/** The parameters of which `dvc.lock` holds another value than the parameters file that it names has at the same commit: what `dvc repro` would mend. A key that one of them lacks is not among them. */
export function outOfStep({ locked, parameters }: ModelState): readonly OutOfStep[] {
  const written = new Map(parameters.map((parameter) => [`${parameter.path}\0${parameter.name}`, parameter]))
  return locked.flatMap((one) => {
    const parameter = written.get(`${one.file}\0${one.name}`)
    return parameter === undefined || isSameValue(parameter.value, one.value) ? [] : [{ locked: one, parameter }]
  })
}

type Pair<One> = { readonly before: One | null; readonly after: One | null }

/**
 * Joins two lists by path and name, then what is left by name and content, which only moved, then by name where that tells it apart on both sides: a file
 * that was renamed takes its parts along.
 */
function paired<One extends { readonly path: string }>(before: readonly One[], after: readonly One[], nameOf: (one: One) => string, contentOf: (one: One) => string): readonly Pair<One>[] {
  const left = new Map(before.map((one) => [`${one.path}\0${nameOf(one)}`, one]))
  const pairs: Pair<One>[] = []
  const unknown: One[] = []
  for (const one of after) {
    const key = `${one.path}\0${nameOf(one)}`
    const earlier = left.get(key)
    if (earlier === undefined) unknown.push(one)
    else pairs.push({ before: earlier, after: one })
    left.delete(key)
  }
  const byContent = new Map<string, string[]>()
  for (const [key, one] of left) byContent.set(`${nameOf(one)}\0${contentOf(one)}`, [...byContent.get(`${nameOf(one)}\0${contentOf(one)}`) ?? [], key])
  const fresh = unknown.filter((one) => {
    const key = byContent.get(`${nameOf(one)}\0${contentOf(one)}`)?.shift()
    if (key !== undefined) left.delete(key)
    return key === undefined
  })
  const gone = onlyOf([...left.values()], nameOf)
  const came = onlyOf(fresh, nameOf)
  const moved = new Set([...gone.keys()].filter((name) => came.has(name)))
  for (const name of moved) pairs.push({ before: gone.get(name) ?? null, after: came.get(name) ?? null })
  return [
    ...pairs,
    ...fresh.filter((one) => !moved.has(nameOf(one))).map((one) => ({ before: null, after: one })),
    ...[...left.values()].filter((one) => !moved.has(nameOf(one))).map((one) => ({ before: one, after: null })),
  ]
}

/** Those of a list whose name no other of it has, by their names. */
function onlyOf<One>(list: readonly One[], nameOf: (one: One) => string): ReadonlyMap<string, One> {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1)
  return new Map(list.filter((one) => counts.get(nameOf(one)) === 1).map((one) => [nameOf(one), one]))
}

function parameterChange({ before, after }: Pair<Parameter>): readonly ParameterChange[] {
  const place = after ?? before
  if (place === null || (before !== null && after !== null && isSameValue(before.value, after.value))) return []
  const { name, path, line, blob } = place
  return [{ name, before: before?.value ?? null, after: after?.value ?? null, path, line, blob }]
}

function codeChanges(before: readonly CodePiece[], after: readonly CodePiece[]): readonly CodeChange[] {
  return paired(before, after, ({ name }) => name, ({ digest }) => digest).flatMap((pair): readonly CodeChange[] => {
    const place = pair.after ?? pair.before
    const change = changeOf(pair)
    return place === null || change === null ? [] : [{ change, name: place.name, path: place.path, line: place.line, blob: place.blob }]
  }).toSorted(byPlace)
}

function dataChange(pair: Pair<TrackedData>): readonly DataChange[] {
  const place = pair.after ?? pair.before
  const change = changeOf(pair)
  return place === null || change === null ? [] : [{ change, path: place.path, blob: place.blob }]
}

function changeOf({ before, after }: Pair<{ readonly digest: string }>): Change | null {
  if (before === null) return 'added'
  if (after === null) return 'removed'
  return before.digest === after.digest ? null : 'changed'
}

type Placed = { readonly path: string; readonly line: number; readonly name: string }

function byPlace(one: Placed, other: Placed): number {
  return order(one.path, other.path) || one.line - other.line || order(one.name, other.name)
}

function order(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}
