import { parentPort } from 'node:worker_threads'
import { EXTRACTORS } from '../facts/extractors.ts'
import { serveExtraction } from './serve-extraction.ts'

if (parentPort === null) throw new Error('this file runs as a worker thread')
serveExtraction(parentPort, EXTRACTORS)
