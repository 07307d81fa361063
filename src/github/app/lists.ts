import type { FromGitHub } from '../../flow/ports/github-ports.ts'
import type { Answer } from '../client.ts'
import { field, itemsOf } from '../json.ts'
import { payloadOf, type Payload } from '../meanings/payload.ts'
import { A_PAGE } from './desk.ts'
import { valueOf } from './trouble.ts'

/**
 * Reads a list page by page (`page` is asked with its number, from 1), a number of pages at most. `key` is where an answer has its items, null where it is
 * the list itself. An item that lacks what `item` reads of it is GitHub's answer not being understood.
 */
export async function listed<Item>(asked: string, page: (number: number) => Promise<Answer>, key: string | null, item: (answer: Payload) => Item, mostPages: number): Promise<FromGitHub<readonly Item[]>> {
  const all: Item[] = []
  for (let number = 1; number <= mostPages; number += 1) {
    const read = valueOf(await page(number), asked, (body) => itemsIn(body, key, item))
    if (!read.ok) return read
    all.push(...read.value)
    if (read.value.length < A_PAGE) break
  }
  return { ok: true, value: all }
}

/** The items of one answer, each read; null where it holds no list, or one of them lacks something. */
export function itemsIn<Item>(body: unknown, key: string | null, item: (answer: Payload) => Item): readonly Item[] | null {
  const list = key === null ? body : field(body, key)
  if (!Array.isArray(list)) return null
  const missing: string[] = []
  const items = itemsOf(list).map((one) => item(payloadOf(one, '', missing)))
  return missing.length === 0 ? items : null
}
