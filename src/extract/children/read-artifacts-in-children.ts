import type { ArtifactPort, ArtifactReading } from '../../flow/ports/artifact-port.ts'
import type { ArtifactOptions } from '../reports/read-artifacts-on-workers.ts'
import { startChild, type Child } from '../start-child.ts'
import type { Asked, Said } from './messages.ts'
import { READER_PROCESS } from './reader-process.ts'

export type ArtifactChildOptions = Pick<ArtifactOptions, 'limits'> & {
  /** The process's module. */
  readonly process?: URL
  /** The module of its thread. */
  readonly thread?: URL
}

/**
 * Reads artifacts on a thread of a child process each, one after the other, within the limits of `readArtifactsOnWorkers`. Where one ends its whole process, as one huge
 * allocation does, nothing of it is known, which is a gap. Never rejects.
 */
export function readArtifactsInChildren({ process = READER_PROCESS, thread, limits }: ArtifactChildOptions = {}): ArtifactPort {
  const options = { ...limits === undefined ? {} : { limits }, ...thread === undefined ? {} : { module: thread.href } }
  const ends = new Set<() => void>()
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  const inTurn = (asked: Asked): Promise<ArtifactReading> => {
    const reading = last.then(() => (closed ? brokenOff('stopped', 'reading was stopped') : inChild(asked, process, ends)))
    last = reading.catch(() => {})
    return reading
  }
  return {
    read: (zip) => inTurn({ kind: 'artifact', zip, options }),
    readFiles: (files) => (files.length === 0 ? Promise.resolve({ reports: [], gaps: [], problems: [] }) : inTurn({ kind: 'reports', files, options })),
    async close() {
      closed = true
      for (const end of ends) end()
      await last
    },
  }
}

function inChild(asked: Asked, process: URL, ends: Set<() => void>): Promise<ArtifactReading> {
  return new Promise((resolve) => {
    const end = (reading: ArtifactReading): void => {
      ends.delete(stop)
      void child.end().then(() => { resolve(reading) })
    }
    const child: Child<Asked> = startChild<Asked, Said>(process, {
      said: (said) => { if (said.kind === 'read') end(said.reading) },
      gone: () => { end(brokenOff('ended', 'its reader ended by itself, as where memory runs out')) },
    })
    const stop = (): void => { end(brokenOff('stopped', 'reading was stopped')) }
    ends.add(stop)
    void child.ask(asked)
  })
}

function brokenOff(how: 'stopped' | 'ended', reason: string): ArtifactReading {
  return { reports: [], gaps: [{ what: 'artifact', path: '', reason }], problems: [], brokenOff: how }
}
