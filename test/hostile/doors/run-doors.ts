import fc from 'fast-check'
import { damaged } from './change.ts'
import { wrongWith, type Doors } from './door.ts'
import { PARSERS } from './parsers.ts'
import { READERS } from './readers.ts'
import { SCRIPTS } from './scripts.ts'

/**
 * A process of its own goes in by every door (`DOORS=part of a path` by some): whoever started it ends it where one of them hangs, and its memory has an end. It names each door
 * before it goes in, and what it found there.
 */
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1)
const ONLY = process.env['DOORS'] ?? ''
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
/** Each opens a database or a zip, or reads a large text by a large book. */
const SLOW = /mlflow|read-artifacts|read-comment|read-zip|read-lesson/

const doors: Doors = { ...PARSERS, ...SCRIPTS, ...READERS }
for (const [path, door] of Object.entries(doors)) {
  if ('through' in door || !path.includes(ONLY)) continue
  process.stdout.write(`in ${path}\n`)
  const property = fc.asyncProperty(damaged(door.seeds), async (text) => {
    const wrong = wrongWith(await door.enter(text), text)
    if (wrong !== null) throw new Error(wrong)
  })
  const found = await fc.check(property, { numRuns: (SLOW.test(path) ? 8 : 25) * TIMES, seed: SEED, endOnFailure: true })
  const [text] = found.counterexample ?? []
  const says = found.errorInstance instanceof Error ? found.errorInstance.stack ?? found.errorInstance.message : String(found.errorInstance)
  process.stdout.write(found.failed ? `found ${path} (SEED=${SEED})\n${says}\n${JSON.stringify(text).slice(0, 3000)}\n` : `out ${path}\n`)
}
