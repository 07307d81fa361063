import type { Opened, RepositoryReader } from '../../src/flow/ports/repository-port.ts'
import { openRepository } from '../../src/local/open-repository.ts'

export type Read = {
  readonly commit: string | null
  readonly name: string
  readonly paths: readonly string[]
  readonly modes: Readonly<Record<string, string>>
  readonly shas: Readonly<Record<string, string>>
  /** The text of each file that could be read. */
  readonly texts: Readonly<Record<string, string>>
  readonly bytes: ReadonlyMap<string, Uint8Array>
  /** How many answers came, for comparing with the entries. */
  readonly readings: number
  /** Why each other entry could not. */
  readonly gaps: Readonly<Record<string, string>>
  readonly snapshot: RepositoryReader['snapshot']
}

/** Opens a repository on disk and reads every entry; throws where it cannot be opened. */
export async function readAll(path: string, at: string | null = null): Promise<Read> {
  return readOpened(await openRepository(path, { at, takenAt: '2026-01-01T00:00:00Z' }))
}

/** Reads every entry of an opened repository and closes it; throws where it could not be opened. */
export async function readOpened(opened: Opened): Promise<Read> {
  if (!opened.ok) throw new Error(`${opened.reason} ${opened.hint}`)
  const { reader } = opened
  const entries = await reader.identify(reader.snapshot.tree)
  const bytes = new Map<string, Uint8Array>()
  const gaps: Record<string, string> = {}
  let readings = 0
  for await (const reading of reader.read(entries)) {
    readings += 1
    if ('gap' in reading) gaps[reading.entry.path] = `${reading.gap.what}: ${reading.gap.reason}`
    else bytes.set(reading.entry.path, reading.bytes)
  }
  await reader.close()
  const texts = Object.fromEntries([...bytes].map(([path, content]) => [path, new TextDecoder().decode(content)]))
  return {
    commit: reader.snapshot.commit, name: reader.snapshot.name, paths: entries.map((entry) => entry.path),
    modes: Object.fromEntries(entries.map((entry) => [entry.path, entry.mode])), shas: Object.fromEntries(entries.map((entry) => [entry.path, entry.sha])),
    texts, bytes, readings, gaps, snapshot: reader.snapshot,
  }
}

/** Why a repository cannot be opened, and what to do; throws where it can. */
export async function refusalOf(path: string, at: string | null = null): Promise<string> {
  const opened = await openRepository(path, { at, takenAt: '2026-01-01T00:00:00Z' })
  if (opened.ok) throw new Error('it opened')
  return `${opened.reason} | ${opened.hint}`
}
