import type { ExtractPort } from '../flow/ports.ts'

/** Lends one of some readers to one repository at a time, in the order of asking: so the time that a repository's files lose is its own, while others are read beside it. */
export function lendExtract(readers: readonly ExtractPort[]): <Value>(use: (extract: ExtractPort) => Promise<Value>) => Promise<Value> {
  const free = [...readers]
  const waiting: ((reader: ExtractPort) => void)[] = []
  const giveBack = (reader: ExtractPort): void => {
    const next = waiting.shift()
    if (next === undefined) free.push(reader)
    else next(reader)
  }
  return async (use) => {
    const reader = free.pop() ?? await new Promise<ExtractPort>((resolve) => { waiting.push(resolve) })
    try {
      return await use(reader)
    } finally {
      giveBack(reader)
    }
  }
}
