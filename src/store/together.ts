import { groupedBy } from '../facts/grouped.ts'
import { inParts } from './text.ts'

type Asked<Key, Value> = { readonly key: Key; readonly answer: (value: Promise<Value>) => void }

/**
 * Makes of a question about many keys one about a single key: those that come in at once (before anything else has its turn) are answered by one call of `ask`, of `most` keys at most, in which each key stands once however often it was asked for. Keys of which `apart` says something else are asked apart:
 * `ask` gets those of one group, and gives the answer to each of them.
 */
export function together<Key, Value>(apart: (key: Key) => string, ask: (keys: readonly Key[], first: Key) => Promise<(key: Key) => Value>, most = 200): (key: Key) => Promise<Value> {
  let waiting: Asked<Key, Value>[] = []
  const askAll = (): void => {
    const asked = groupedBy(waiting, ({ key }) => apart(key))
    waiting = []
    for (const part of [...asked.values()].flatMap((group) => inParts([...groupedBy(group, ({ key }) => JSON.stringify(key)).values()], most))) {
      const keys = part.flatMap(([one]) => one === undefined ? [] : [one.key])
      const [first] = keys
      if (first === undefined) continue
      const answers = ask(keys, first)
      for (const { key, answer } of part.flat()) answer(answers.then((of) => of(key)))
    }
  }
  return (key) => new Promise((answer) => {
    // Behind all that goes on without waiting for anything.
    if (waiting.push({ key, answer }) === 1) process.nextTick(askAll)
  })
}

/** A repository in a course: what is known of many is asked for a course at a time. */
export type InCourse = { readonly courseId: string; readonly repositoryId: number }

/** Rows that are of repositories in a course, asked for together. */
export function rowsInCourse<Row extends { readonly repository_id: number }>(ask: (courseId: string, repositoryIds: readonly number[]) => Promise<readonly Row[]>): (of: InCourse) => Promise<readonly Row[]> {
  return together(({ courseId }) => courseId, async (keys, { courseId }) => {
    const rows = rowsBy(await ask(courseId, keys.map(({ repositoryId }) => repositoryId)), (row) => row.repository_id)
    return ({ repositoryId }) => rows(repositoryId)
  })
}

/** Rows by what they are of. */
export function rowsBy<Row, Name>(rows: readonly Row[], nameOf: (row: Row) => Name): (name: Name) => readonly Row[] {
  const named = groupedBy(rows, nameOf)
  return (name) => named.get(name) ?? []
}
