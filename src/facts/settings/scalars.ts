import { asList, asMap, type Json } from '../../parse/json.ts'

/** A text inside a settings file; `pointer` as in the lines of the file, `key` the last key above it. */
export type Scalar = { readonly pointer: string; readonly key: string; readonly text: string }

const MOST = 20_000

/** Every text in a value, in order, at most 20,000. */
export function scalarsIn(value: Json): readonly Scalar[] {
  const out: Scalar[] = []
  gather(value, '', '', out)
  return out
}

function gather(value: Json, pointer: string, key: string, out: Scalar[]): void {
  if (out.length >= MOST) return
  if (typeof value === 'string') out.push({ pointer, key, text: value })
  for (const [index, item] of (asList(value) ?? []).entries()) gather(item, join(pointer, String(index)), key, out)
  for (const [name, item] of Object.entries(asMap(value) ?? {})) gather(item, join(pointer, name), name, out)
}

function join(pointer: string, key: string): string {
  return pointer === '' ? key : `${pointer}.${key}`
}
