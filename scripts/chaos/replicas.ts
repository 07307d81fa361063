import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { whenLeaving } from '../../src/flow/when-leaving.ts'

export type Settings = Readonly<Record<string, string>>

/** One process of the App, which is started again and again. */
export type Replica = {
  /** Starts it and waits until it listens, or is killed before that. */
  readonly start: () => Promise<void>
  /** Kills it at once (kill -9); false where it does not run. */
  readonly kill: () => boolean
  /** Tells it to end and waits until it has; gives its exit code. */
  readonly stop: () => Promise<number | null>
}

/** How long the App may take to listen on a machine that has other things to do, in milliseconds. */
const LONGEST_START = 120_000

/** A process of the built App (in `program`) with these settings and no others, which ends with this one at the latest; what it writes goes to the end of the file `log`. */
export function createReplica(program: string, settings: Settings & { readonly DATA_DIR: string }, log: string): Replica {
  let running: ChildProcess | null = null
  let gone: Promise<unknown> = Promise.resolve()
  mkdirSync(settings.DATA_DIR, { recursive: true })
  return {
    async start() {
      // Its port is free when the one before has ended.
      await gone
      const child = spawn(process.execPath, [join(program, 'main.js')], { cwd: settings.DATA_DIR, env: { ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
      running = child
      gone = once(child, 'exit').finally(whenLeaving(() => { child.kill('SIGKILL') }))
      const heard = writtenOf(child, log)
      const until = performance.now() + LONGEST_START
      while (!heard().includes('"msg":"listening"')) {
        if (running !== child) return
        if (child.exitCode !== null) throw new Error(`the App ended with exit code ${child.exitCode}:\n${heard()}`)
        if (performance.now() > until) throw new Error(`the App does not listen:\n${heard()}`)
        await pause(50)
      }
    },
    kill() {
      const killed = running?.kill('SIGKILL') ?? false
      running = null
      return killed
    },
    async stop() {
      const child = running
      running = null
      if (child === null) return null
      child.kill('SIGTERM')
      await gone
      return child.exitCode
    },
  }
}

/** Writes to a file what a process writes; gives how that began. */
function writtenOf({ stdout, stderr }: ChildProcess, log: string): () => string {
  const file = createWriteStream(log, { flags: 'a' })
  let heard = ''
  let open = 2
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (part: Buffer) => {
      file.write(part)
      if (heard.length < 100_000) heard += part.toString()
    }).on('close', () => {
      open -= 1
      if (open === 0) file.end()
    })
  }
  return () => heard
}
