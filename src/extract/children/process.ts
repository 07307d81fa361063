import type { ExtractPort } from '../../flow/ports/repository-port.ts'
import { extractOnWorkers } from '../extract-on-workers.ts'
import { readArtifactsOnWorkers } from '../reports/read-artifacts-on-workers.ts'
import type { Asked, Crossing, Said } from './messages.ts'

/** How many answers are said at once at most; those that are there together cross together. */
const MOST_AT_ONCE = 16

let extract: ExtractPort | null = null
let answers: { readonly id: number; readonly extraction: string }[] = []

function say(said: Said): void {
  process.send?.(said)
}

function sayAnswers(): void {
  if (answers.length > 0) say({ kind: 'extracted', answers })
  answers = []
}

function withModule<Options extends { readonly module?: string }>({ module, ...options }: Options): Omit<Options, 'module'> & { readonly module?: URL } {
  return { ...options, ...module === undefined ? {} : { module: new URL(module) } }
}

function readFiles({ files, options }: Extract<Asked, { kind: 'files' }>): void {
  // One thread: then files are answered in the order in which they were asked for.
  const port = extract ?? extractOnWorkers({ ...withModule(options), workers: 1 })
  extract = port
  for (const { id, path, bytes } of files) {
    void port.extract(path, bytes).then((extraction) => {
      if (answers.push({ id, extraction: JSON.stringify(extraction) }) === 1) setImmediate(sayAnswers)
      if (answers.length >= MOST_AT_ONCE) sayAnswers()
    })
  }
}

async function readReports(asked: Extract<Asked, { kind: 'artifact' | 'reports' }>): Promise<void> {
  const options: Omit<Crossing<typeof asked.options>, 'module'> & { readonly module?: URL } = withModule(asked.options)
  const port = readArtifactsOnWorkers(options)
  say({ kind: 'read', reading: await (asked.kind === 'artifact' ? port.read(asked.zip) : port.readFiles(asked.files)) })
}

process.on('message', (asked: Asked) => {
  switch (asked.kind) {
    case 'files': return readFiles(asked)
    case 'next-repository': return extract?.nextRepository()
    case 'artifact': case 'reports': return void readReports(asked)
  }
})
process.once('disconnect', () => { process.exit() })
// Whoever stops the App by a signal to all its processes lets it end what runs first.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})
say({ kind: 'started' })
