// A cold grade, then one grade a commit that changed one file, with the facts of all others in the store; each commit is opened before its clock starts.
// At the end cold grades again, which profit from warm code as the changed ones do. Prints milliseconds as JSON.
import { extractBesideWorkers } from '../../src/extract/extract-beside-workers.ts'
import { memoryFactStore } from '../../src/extract/memory-fact-store.ts'
import { gradeSteps } from './grade-steps.mjs'
import { opened } from './project-entries.mjs'

const [path, first, ...changes] = process.argv.slice(2)
const extract = extractBesideWorkers()
const timed = async (at, store) => {
  const reader = await opened(path, at)
  extract.nextRepository()
  const { times } = await gradeSteps(reader, extract, store)
  await reader.close()
  return times
}
const store = memoryFactStore()
const cold = await timed(first, store)
const changed = []
for (const at of changes) changed.push(await timed(at, store))
const again = []
for (let run = 0; run < 3; run += 1) again.push(await timed(first, memoryFactStore()))
await extract.close()
process.stdout.write(JSON.stringify({ cold, changed, again }))
