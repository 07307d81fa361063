// One grade in a process of its own, with its parts apart. Prints milliseconds as JSON; `load` is what importing the program takes, `cpu` all processor time of the process since its start.
import { cpuTime } from './measure.mjs'

const started = performance.now()
const [{ gradeSteps }, { opened }, { extractBesideWorkers }, { memoryFactStore }] = await Promise.all([
  import('./grade-steps.mjs'), import('./project-entries.mjs'), import('../../src/extract/extract-beside-workers.ts'), import('../../src/extract/memory-fact-store.ts'),
])
const loaded = performance.now()
const [path, at] = process.argv.slice(2)
const reader = await opened(path, at)
const open = performance.now() - loaded
const extract = extractBesideWorkers()
const { times } = await gradeSteps(reader, extract, memoryFactStore())
const closing = performance.now()
await Promise.all([extract.close(), reader.close()])
process.stdout.write(JSON.stringify({ parts: { load: loaded - started, open, ...times, close: performance.now() - closing }, cpu: cpuTime() }))
