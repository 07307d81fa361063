import { kill } from 'node:process'
import { printable } from '../flow/printable.ts'
import { whenLeaving } from '../flow/when-leaving.ts'
import { startGit, type GitMeans, type GitPlace } from './git.ts'

/** How a command ended: its exit code, null where it was ended or never began; `missing` where there is no git program; what it said of errors. */
export type BoundedEnd = { readonly code: number | null; readonly missing: boolean; readonly says: string }

const LONGEST_MESSAGE = 4000

/** Runs a git command and all that it starts, handing its output on as it comes, until it ends or the signal ends every process of it. Never rejects. */
export function runBounded(place: GitPlace, words: readonly string[], means: GitMeans, signal: AbortSignal, onOutput: (chunk: Buffer) => void): Promise<BoundedEnd> {
  if (signal.aborted) return Promise.resolve({ code: null, missing: false, says: '' })
  return new Promise((resolve) => {
    const child = startGit(place, words, { ...means, group: true })
    let says = ''
    const end = (): void => { endGroup(child) }
    const remain = whenLeaving(end)
    const settle = (ended: BoundedEnd): void => {
      signal.removeEventListener('abort', end)
      remain()
      resolve(ended)
    }
    signal.addEventListener('abort', end)
    child.on('error', (error) => { settle({ code: null, missing: 'code' in error && error.code === 'ENOENT', says: printable(error.message) }) })
    child.stdin.on('error', () => {}).end()
    child.stdout.on('data', onOutput)
    child.stderr.on('data', (chunk: Buffer) => { if (says.length < LONGEST_MESSAGE) says += chunk.toString() })
    // Not before the last of them has let go of the output.
    child.on('close', (code) => { settle({ code, missing: false, says }) })
  })
}

function endGroup(child: ReturnType<typeof startGit>): void {
  try {
    if (child.pid !== undefined) kill(-child.pid, 'SIGKILL')
  } catch {
    // No groups on this system, or none left in it.
    child.kill('SIGKILL')
  }
}
