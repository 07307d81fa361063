import type { CloneTrouble } from '../flow/ports/repository-port.ts'
import type { TreeEntry } from '../model/repository.ts'
import { entryIn } from './list-tree.ts'

/** Takes what `git ls-tree -z` prints as it comes; what is more than the limits (entries, bytes) is told and not kept. */
export function treeReader(limits: { readonly entries: number; readonly output: number }, tooMuch: (trouble: CloneTrouble) => void): { readonly push: (chunk: Buffer) => void; readonly entries: () => readonly TreeEntry[] } {
  const entries: TreeEntry[] = []
  let rest: Buffer = Buffer.alloc(0)
  let length = 0
  const tell = (): void => { tooMuch(length > limits.output ? { kind: 'size', of: 'list', bytes: limits.output } : { kind: 'entries', most: limits.entries }) }
  return {
    push(chunk) {
      length += chunk.length
      if (length > limits.output || entries.length > limits.entries) return tell()
      const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let from = 0
      for (let to = text.indexOf(0); to >= 0; to = text.indexOf(0, from)) {
        const entry = entryIn(text.toString('utf8', from, to))
        if (entry !== null) entries.push(entry)
        from = to + 1
      }
      rest = text.subarray(from)
      if (entries.length > limits.entries) tell()
    },
    entries: () => entries,
  }
}
