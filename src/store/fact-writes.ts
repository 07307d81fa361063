import { extractorOf } from '../facts/fact-key.ts'
import type { Extracted } from '../facts/file-facts.ts'
import type { FactStore } from '../flow/ports/repository-port.ts'
import { turnEvery } from '../flow/turn.ts'
import type { Backend } from './backend.ts'
import type { Tables } from './schema.ts'
import { indexable } from './text.ts'

type Waiting = { readonly key: string; readonly facts: Extracted; readonly resolve: () => void; readonly reject: (error: unknown) => void }

/** A statement writes what so many files say, or about so many characters of it: others have their turn in between. */
const MOST_FILES = 50
const MOST_TEXT = 512 * 1024
const TURN = 20

/** Writes what files say. What is put while a statement writes is written by the next one: a commit costs more than its rows. */
export function createFactWrites({ database }: Backend, now: () => number): FactStore['put'] {
  const waiting: Waiting[] = []
  let isWriting = false
  const pause = turnEvery(TURN)
  const write = async (): Promise<void> => {
    if (isWriting) return
    isWriting = true
    while (waiting.length > 0) {
      await pause()
      const taken: Waiting[] = []
      try {
        const rows = rowsOf(waiting, taken, now())
        // The same key always means the same facts.
        await database.insertInto('facts').values(rows).onConflict((conflict) => conflict.column('key').doNothing()).execute()
        for (const { resolve } of taken) resolve()
      } catch (error) {
        for (const { reject } of taken) reject(error)
      }
    }
    isWriting = false
  }
  return (key, facts) => new Promise((resolve, reject) => {
    waiting.push({ key, facts, resolve, reject })
    void write()
  })
}

/** Moves what one statement writes from `waiting` to `taken`, and gives its rows in the order of their keys, so that two processes never wait for each other. */
function rowsOf(waiting: Waiting[], taken: Waiting[], at: number): readonly Tables['facts'][] {
  const rows: Tables['facts'][] = []
  let length = 0
  for (let one = waiting.shift(); one !== undefined; one = taken.length < MOST_FILES && length < MOST_TEXT ? waiting.shift() : undefined) {
    taken.push(one)
    const text = JSON.stringify(one.facts)
    rows.push({ key: indexable(one.key), facts: text, extractor: extractorOf(one.key), used_at: at })
    length += text.length
  }
  return rows.toSorted((one, other) => (one.key < other.key ? -1 : 1))
}
