import type { MessagePort } from 'node:worker_threads'
import type { Extractor } from '../facts/file-facts.ts'
import { extractOne } from './extract-one.ts'
import type { Answer, Batch } from './messages.ts'

/** Answers batches of files on a worker's port until the worker is ended. */
export function serveExtraction(port: MessagePort, extractors: readonly Extractor[]): void {
  const answer = (message: Answer): void => { port.postMessage(message) }
  port.on('message', (batch: Batch) => {
    for (const { path, bytes } of batch) answer({ extraction: extractOne(extractors, path, bytes) })
  })
  answer('ready')
}
