import { fromBufferPromise, getFileNameLowLevel, validateFileName, type Entry, type ZipFile } from 'yauzl'
import type { Gap } from '../../model/repository.ts'
import { isWanted } from '../../parse/reports/wanted.ts'
import type { ReportFile } from '../../parse/reports/read-reports.ts'
import { shortText } from '../../parse/reports/short-text.ts'
import type { ArtifactLimits } from './limits.ts'

/** The wanted files of a zip, the names of all that it holds, and what could not be seen of it. */
export type ZipReading = { readonly files: readonly ReportFile[]; readonly names: readonly string[]; readonly gaps: readonly Gap[] }

type Named = { readonly name: string; readonly entry: Entry }

/** The bits of a Unix mode that tell what a file is, and what they are for a symbolic link. */
const FILE_KIND = 0o170000
const SYMLINK = 0o120000
/** What stands before the name in front of an entry's data. */
const LOCAL_HEADER = 30
const MOST_GAPS = 100

/**
 * Reads the entries of a zip that a report reader wants, within limits. Names that lead out of it, stand twice or are links, entries that are encrypted, too
 * large or not as long as they say, are gaps, and the others are read. Where entries overlap, or the list of them is damaged, nothing is read. Zips inside
 * it stay closed. Never rejects.
 */
export async function readZip(bytes: Uint8Array, limits: ArtifactLimits): Promise<ZipReading> {
  const gaps: Gap[] = []
  const refuse = (path: string, reason: string): void => { gaps.push({ what: 'artifact', path: shortText(path) ?? '', reason }) }
  const nothing = (reason: string): ZipReading => ({ files: [], names: [], gaps: [{ what: 'artifact', path: '', reason }] })
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, decodeStrings: false, validateEntrySizes: true })
  } catch (thrown) {
    return nothing(`it is no zip that can be opened (${messageOf(thrown)})`)
  }
  const listed = await listOf(zip, limits.entries)
  if (typeof listed === 'string') return nothing(`the list of its files is damaged (${listed})`)
  if (zip.entryCount > limits.entries) refuse('', `it holds ${zip.entryCount} files; the first ${limits.entries} were looked at`)
  if (doOverlap(listed)) return nothing('files inside it overlap, as they do in zips that unfold without end; nothing of it was read')
  const named = listed.map((entry): Named => ({ entry, name: nameOf(entry) })).filter(({ name }) => !name.endsWith('/'))
  const counts = new Map<string, number>()
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1)
  const files: ReportFile[] = []
  const names: string[] = []
  let inflated = 0
  for (const { name, entry } of named) {
    const wrong = wrongName(name, counts)
    if (wrong !== null) {
      if (isWanted(name) || wrong.always) refuse(name, wrong.reason)
      continue
    }
    names.push(name)
    if (!isWanted(name)) continue
    const reason = wrongEntry(entry, limits) ?? (inflated + entry.uncompressedSize > limits.inflated ? `more than ${megabytes(limits.inflated)} MB of the artifact would have to be unpacked` : null)
    if (reason !== null) {
      refuse(name, reason)
      continue
    }
    inflated += entry.uncompressedSize
    try {
      files.push({ path: name, bytes: await inflate(zip, entry) })
    } catch (thrown) {
      refuse(name, `it cannot be unpacked (${messageOf(thrown)})`)
    }
  }
  const more = gaps.length - MOST_GAPS
  return { files, names, gaps: more > 0 ? [...gaps.slice(0, MOST_GAPS), { what: 'artifact', path: '', reason: `${more} further files could not be read` }] : gaps }
}

/** The first entries of a zip, at most so many; what is wrong with the list, where it cannot be read. */
function listOf(zip: ZipFile, most: number): Promise<readonly Entry[] | string> {
  return new Promise((resolve) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      if (entries.length >= most) resolve(entries)
      else zip.readEntry()
    })
    zip.on('end', () => { resolve(entries) })
    zip.on('error', (error: unknown) => { resolve(messageOf(error)) })
    zip.readEntry()
  })
}

function doOverlap(entries: readonly Entry[]): boolean {
  const sorted = [...entries].sort((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader)
  return sorted.some((entry, index) => {
    const next = sorted[index + 1]
    return next !== undefined && entry.relativeOffsetOfLocalHeader + LOCAL_HEADER + entry.fileNameLength + entry.compressedSize > next.relativeOffsetOfLocalHeader
  })
}

/** The name as UTF-8 or in the code page of DOS, with slashes, also where a program on Windows wrote others; `./` before it says nothing. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false).replace(/^(?:\.\/)+/, '')
}

function wrongName(name: string, counts: ReadonlyMap<string, number>): { readonly reason: string; readonly always: boolean } | null {
  if (validateFileName(name) !== null || name.split('/').includes('..') || name.includes('\0')) return { reason: 'its name leads out of the artifact', always: true }
  return (counts.get(name) ?? 0) > 1 ? { reason: 'several files have this name, and which one is meant cannot be told', always: false } : null
}

function wrongEntry(entry: Entry, limits: ArtifactLimits): string | null {
  if ((entry.externalFileAttributes >>> 16 & FILE_KIND) === SYMLINK) return 'it is a symbolic link'
  if (entry.isEncrypted()) return 'it is encrypted'
  return entry.uncompressedSize > limits.entry ? `it is ${megabytes(entry.uncompressedSize)} MB; at most ${megabytes(limits.entry)} MB are read` : null
}

async function inflate(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry)
  const parts: Uint8Array[] = []
  // yauzl ends a stream that gives more or less than the entry says.
  for await (const part of stream) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000)
}

function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? shortText(thrown.message, 120) : null) ?? 'unknown error'
}
