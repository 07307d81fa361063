import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runGit, startGit } from '../../local/git.ts'
import { branchesOf, treeOf } from './git-objects.ts'

/** What a file becomes: text or bytes, a link, a program, what another tree has there (`sha`), or nothing (null: it goes). */
export type FileChange = string | Uint8Array | { readonly link: string } | { readonly program: string } | { readonly sha: string; readonly mode: string } | null
export type FileChanges = Readonly<Record<string, FileChange>>

export type NewCommit = {
  /** The whole name of the ref that moves to it. */
  readonly ref: string
  /** None for the first commit of a history. */
  readonly parents: readonly string[]
  readonly files: FileChanges
  readonly message: string
  readonly author: { readonly name: string; readonly email: string }
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Makes an empty bare repository. */
export async function initRepository(folder: string, branch: string): Promise<void> {
  await mustRun(folder, ['init', '-q', '--bare', '-b', branch])
}

/** Makes a bare repository that shares its parent's objects, as a fork does on GitHub, with the parent's branches. */
export async function forkRepository(parent: string, folder: string, branch: string): Promise<void> {
  await initRepository(folder, branch)
  rmSync(join(folder, 'objects'), { recursive: true })
  symlinkSync(join(parent, 'objects'), join(folder, 'objects'))
  for (const { name, sha } of await branchesOf(parent)) await setRef(folder, `refs/heads/${name}`, sha)
}

/** Points a ref at a commit. */
export async function setRef(folder: string, ref: string, sha: string): Promise<void> {
  await mustRun(folder, ['update-ref', ref, sha])
}

/** Takes a ref away. */
export async function deleteRef(folder: string, ref: string): Promise<void> {
  await mustRun(folder, ['update-ref', '-d', ref])
}

/** Writes a commit on the first parent's files and moves the ref to it; gives its SHA. */
export async function writeCommit(folder: string, commit: NewCommit): Promise<string> {
  const child = startGit({ folder }, ['fast-import', '--quiet', '--force', '--date-format=raw'])
  const output: Buffer[] = []
  const said: Buffer[] = []
  const ended = new Promise<number | null>((resolve, reject) => { child.once('error', reject).once('close', (code) => { resolve(code) }) })
  child.stdout.on('data', (chunk: Buffer) => { output.push(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { said.push(chunk) })
  child.stdin.on('error', () => {}).end(streamOf(commit))
  const code = await ended
  if (code !== 0) throw new Error(`git fast-import: ${Buffer.concat(said).toString()}`)
  return Buffer.concat(output).toString().trim()
}

function streamOf({ ref, parents, files, message, author, at }: NewCommit): Buffer {
  const who = `${author.name} <${author.email}> ${Math.floor(at / 1000)} +0000`
  const [first, ...others] = parents
  const parts: (string | Uint8Array)[] = [`commit ${ref}\nmark :1\nauthor ${who}\ncommitter ${who}\n`, ...data(message)]
  if (first !== undefined) parts.push(`from ${first}\n`)
  parts.push(...others.map((parent) => `merge ${parent}\n`))
  for (const [path, change] of Object.entries(files)) {
    const name = `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
    if (change === null) parts.push(`D ${name}\n`)
    else if (typeof change === 'string' || change instanceof Uint8Array) parts.push(`M 100644 inline ${name}\n`, ...data(change))
    else if ('link' in change) parts.push(`M 120000 inline ${name}\n`, ...data(change.link))
    else if ('program' in change) parts.push(`M 100755 inline ${name}\n`, ...data(change.program))
    else parts.push(`M ${change.mode} ${change.sha} ${name}\n`)
  }
  return Buffer.concat([...parts, 'get-mark :1\ndone\n'].map((part) => Buffer.from(part)))
}

function data(content: string | Uint8Array): readonly (string | Uint8Array)[] {
  return [`data ${Buffer.byteLength(content)}\n`, content, '\n']
}

/** The commit that two commits share, null where there is none. */
export async function mergeBase(folder: string, one: string, other: string): Promise<string | null> {
  const found = await runGit({ folder }, ['merge-base', one, other])
  return found.ok ? found.output.toString().trim() : null
}

/**
 * What merging `head` into `base` changes in the files of `base`; null where both changed the same file differently. Coarser than git,
 * which also joins changes within one file.
 */
export async function mergeChanges(folder: string, base: string, head: string): Promise<FileChanges | null> {
  const shared = await mergeBase(folder, base, head)
  if (shared === null) return null
  const [before, ours, theirs] = await Promise.all([shared, base, head].map(async (sha) => {
    const tree = await treeOf(folder, sha, true)
    return new Map((tree ?? []).filter(({ type }) => type !== 'tree').map(({ path, mode, sha: own }) => [path, `${mode} ${own}`] as const))
  }))
  if (before === undefined || ours === undefined || theirs === undefined) return null
  const changes: Record<string, FileChange> = {}
  for (const path of new Set([...before.keys(), ...theirs.keys()])) {
    const [was, is, wanted] = [before.get(path), ours.get(path), theirs.get(path)]
    if (was === wanted || is === wanted) continue
    if (is !== was) return null
    const [mode = '', sha = ''] = (wanted ?? '').split(' ')
    changes[path] = wanted === undefined ? null : { mode, sha }
  }
  return changes
}

async function mustRun(folder: string, words: readonly string[]): Promise<string> {
  const result = await runGit({ folder }, words)
  if (!result.ok) throw new Error(`git ${words.join(' ')}: ${result.says}`)
  return result.output.toString()
}
