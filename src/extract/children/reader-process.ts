/** The module of the process that reads, as it is built. */
export const READER_PROCESS = new URL(import.meta.url.endsWith('.ts') ? './process.ts' : './reader-process.js', import.meta.url)
