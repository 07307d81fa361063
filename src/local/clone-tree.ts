import { rmSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import type { CloneTree, CloneTrouble, TreeSource } from '../flow/ports/repository-port.ts'
import { MOST_ENTRIES } from '../flow/reading/tree-entries.ts'
import { whenLeaving } from '../flow/when-leaving.ts'
import { runBounded, type BoundedEnd } from './bounded-git.ts'
import type { GitMeans } from './git.ts'
import { writeGitFolder } from './object-folder.ts'
import { treeReader } from './tree-reader.ts'

export type CloneLimits = {
  /** For all of it, in milliseconds. */
  readonly time: number
  /** On disk, in bytes. Trees are small: a hundred thousand files are a few megabytes. */
  readonly disk: number
  readonly entries: number
  /** Of the list that git prints, in bytes. */
  readonly output: number
  /** Of one piece of git's memory, in bytes: a tree may be packed a thousand times smaller than it is. */
  readonly memory: number
}

const MEGABYTE = 1024 * 1024
const LIMITS: CloneLimits = { time: 60_000, disk: 64 * MEGABYTE, entries: MOST_ENTRIES, output: 128 * MEGABYTE, memory: 128 * MEGABYTE }
const LOOK_EVERY = 200

/** What git and its helpers need of this process's environment: no proxies, none of the App's own secrets. */
const INHERITED = /^(?:PATH|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|SSL_CERT_FILE|SSL_CERT_DIR|SYSTEMROOT|PATHEXT)$/i
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** A clone of one tree at a time in a folder of its own below `under`, which is gone when it ends, however it ends. */
export function createCloneTree(limits: Partial<CloneLimits> = {}, under: string = tmpdir()): CloneTree {
  const within = { ...LIMITS, ...limits }
  return async (source) => {
    const folder = isSafe(source) ? await mkdtemp(join(under, 'capstone-coach-trees-')).catch(() => null) : null
    if (folder === null) return { ok: false, trouble: { kind: 'failed' } }
    const remain = whenLeaving(() => { rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) })
    try {
      return await cloneInto(folder, source, within)
    } catch {
      // The disk is full, or something else took the folder.
      return { ok: false, trouble: { kind: 'failed' } }
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
      remain()
    }
  }
}

/** A token goes to an encrypted address alone, or to this computer. */
function isSafe({ url, commit }: TreeSource): boolean {
  if (!URL.canParse(url) || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return false
  const { protocol, hostname, username, password } = new URL(url)
  return (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))) && username === '' && password === ''
}

async function cloneInto(folder: string, source: TreeSource, limits: CloneLimits): ReturnType<CloneTree> {
  const stop = new AbortController()
  const end = (trouble: CloneTrouble): void => { stop.abort(trouble) }
  const closed = (): void => { end({ kind: 'closed' }) }
  const timer = setTimeout(() => { end({ kind: 'time', seconds: Math.ceil(limits.time / 1000) }) }, limits.time)
  source.signal.addEventListener('abort', closed)
  if (source.signal.aborted) closed()
  const look = async (): Promise<void> => { if (await sizeOf(folder) > limits.disk) end({ kind: 'size', of: 'folders', bytes: limits.disk }) }
  const watch = setInterval(() => { void look() }, LOOK_EVERY)
  try {
    await writeGitFolder(folder, source.commit.length === 64 ? 'sha256' : 'sha1')
    const fetched = await runBounded({ folder }, fetchOf(source), meansOf(folder, source, limits), stop.signal, () => {})
    // What came faster than it was looked at.
    await look()
    if (stop.signal.aborted || fetched.code !== 0) return { ok: false, trouble: troubleOf(stop.signal, fetched) }
    const reader = treeReader(limits, end)
    // Without the means to reach a network: what is not here is not fetched.
    const listed = await runBounded({ folder }, ['ls-tree', '-r', '-z', '--full-tree', source.commit], { variables: surroundings(folder, limits), inherits: isNeeded }, stop.signal, reader.push)
    return stop.signal.aborted || listed.code !== 0 ? { ok: false, trouble: troubleOf(stop.signal, listed) } : { ok: true, tree: reader.entries() }
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    source.signal.removeEventListener('abort', closed)
  }
}

function fetchOf({ url, commit }: TreeSource): readonly string[] {
  return ['fetch', '--quiet', '--depth=1', '--filter=blob:none', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance', url, commit]
}

/** The token is a setting for this address alone, in variables: an argument could be read by every user of the machine. */
function meansOf(folder: string, { url, token }: TreeSource, limits: CloneLimits): GitMeans {
  const header = token === null ? {} : { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${url}.extraHeader`, GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}` }
  const { protocol } = new URL(url)
  return {
    settings: [
      `protocol.${protocol.slice(0, -1)}.allow=always`, 'protocol.version=2', 'http.followRedirects=false', 'credential.helper=', 'http.lowSpeedLimit=100', 'http.lowSpeedTime=30',
      // One pack, which grows in one place, however few objects there are; and no more than one processor for it.
      'fetch.unpackLimit=1', 'pack.threads=1', 'maintenance.auto=false',
    ],
    variables: { ...header, ...authority(), ...surroundings(folder, limits) }, inherits: isNeeded,
  }
}

/** Of what the operator set for git, the certificates of a server of their own count: it has to be known to be asked. */
function authority(): Readonly<Record<string, string>> {
  const file = env['GIT_SSL_CAINFO'] ?? ''
  return file === '' ? {} : { GIT_SSL_CAINFO: file }
}

/** Without a home, curl would look for the one of this user, and for passwords in it. */
function surroundings(folder: string, { memory }: CloneLimits): Readonly<Record<string, string>> {
  return { HOME: folder, GIT_ALLOC_LIMIT: String(memory) }
}

function isNeeded(name: string): boolean {
  return INHERITED.test(name)
}

function troubleOf(signal: AbortSignal, { missing, says }: BoundedEnd): CloneTrouble {
  if (signal.aborted) return signal.reason as CloneTrouble
  if (missing) return { kind: 'no-git' }
  const status = /returned error: (\d{3})\b/.exec(says)?.[1] ?? (/could not read Username|Authentication failed/.test(says) ? '401' : /^fatal: repository '.*' not found/m.test(says) ? '404' : null)
  return status === null ? { kind: 'failed' } : { kind: 'refused', status: Number(status) }
}

async function sizeOf(folder: string): Promise<number> {
  const packs = join(folder, 'objects', 'pack')
  const sizes = (await readdir(packs).catch(() => [])).map(async (name) => (await stat(join(packs, name)).catch(() => null))?.size ?? 0)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
