// The floor, in a process of its own: reads every text blob of the project and parses every Python file once. Prints milliseconds and counts as JSON.
// The clock starts when the parser is loaded and the tree is listed.
import { parser } from '@lezer/python'
import { cpuTime } from './measure.mjs'
import { opened, ownEntries } from './project-entries.mjs'

const [path, at] = process.argv.slice(2)
const reader = await opened(path, at)
const entries = ownEntries(reader.snapshot.tree)
const before = cpuTime()
const started = performance.now()
const decoder = new TextDecoder()
const counts = { files: 0, bytes: 0, pythonFiles: 0, pythonBytes: 0 }
for await (const reading of reader.read(entries)) {
  if (!('bytes' in reading) || reading.bytes.subarray(0, 8000).includes(0)) continue
  const text = decoder.decode(reading.bytes)
  counts.files += 1
  counts.bytes += reading.bytes.length
  if (!reading.entry.path.endsWith('.py')) continue
  parser.parse(text)
  counts.pythonFiles += 1
  counts.pythonBytes += reading.bytes.length
}
const milliseconds = performance.now() - started
const cpu = cpuTime() - before
await reader.close()
process.stdout.write(JSON.stringify({ milliseconds, cpu, ...counts }))
