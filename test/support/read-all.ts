import type { RepositoryReader } from '../../src/flow/ports.ts'
import { openRepository } from '../../src/local/open-repository.ts'

export type Read = {
  readonly commit: string | null
  readonly name: string
  readonly paths: readonly string[]
  readonly modes: Readonly<Record<string, string>>
  readonly shas: Readonly<Record<string, string>>
  /** The text of each file that could be read. */
  readonly texts: Readonly<Record<string, string>>
  /** Why each other entry could not. */
  readonly gaps: Readonly<Record<string, string>>
  readonly snapshot: RepositoryReader['snapshot']
}

/** Opens a repository and reads every entry; throws where it cannot be opened. */
export async function readAll(path: string, at: string | null = null): Promise<Read> {
  const opened = await openRepository(path, { at, takenAt: '2026-01-01T00:00:00Z' })
  if (!opened.ok) throw new Error(`${opened.reason} ${opened.hint}`)
  const { reader } = opened
  const entries = await reader.identify(reader.snapshot.tree)
  const texts: Record<string, string> = {}
  const gaps: Record<string, string> = {}
  for await (const reading of reader.read(entries)) {
    if ('gap' in reading) gaps[reading.entry.path] = `${reading.gap.what}: ${reading.gap.reason}`
    else texts[reading.entry.path] = new TextDecoder().decode(reading.bytes)
  }
  await reader.close()
  return {
    commit: reader.snapshot.commit, name: reader.snapshot.name, paths: entries.map((entry) => entry.path),
    modes: Object.fromEntries(entries.map((entry) => [entry.path, entry.mode])), shas: Object.fromEntries(entries.map((entry) => [entry.path, entry.sha])),
    texts, gaps, snapshot: reader.snapshot,
  }
}

/** Why a repository cannot be opened, and what to do; throws where it can. */
export async function refusalOf(path: string, at: string | null = null): Promise<string> {
  const opened = await openRepository(path, { at, takenAt: '2026-01-01T00:00:00Z' })
  if (opened.ok) throw new Error('it opened')
  return `${opened.reason} | ${opened.hint}`
}
