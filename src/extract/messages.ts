import type { Extraction } from './extract-one.ts'

/** What the pool sends a worker: files to read, one after the other. */
export type Batch = readonly { readonly path: string; readonly bytes: Uint8Array }[]

/** What a worker sends back: that it has started, then one answer for each file, in the order of the batch. */
export type Answer = 'ready' | { readonly extraction: Extraction }
