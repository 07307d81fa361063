import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that systems give to connections and to who asks for any (32768 on Linux, 49152 elsewhere): of those, one that is free now may be taken a moment later. */
const LOWEST = 20_000
const HIGHEST = 32_000
const MOST_TRIES = 50

/** A port of this machine that nobody listens on, and that nobody gets by chance until it is listened on. Rejects where none is found. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) return port
  }
  throw new Error(`None of ${MOST_TRIES} ports between ${LOWEST} and ${HIGHEST} is free`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => { resolve(false) }).listen(port, '127.0.0.1', () => { server.close(() => { resolve(true) }) })
  })
}
