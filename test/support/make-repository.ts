import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A file's content, or where a link points. */
export type Content = string | Uint8Array | { readonly link: string }

const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false', '-c', 'core.autocrlf=false', '-c', 'protocol.file.allow=always']

/** Runs git in a folder as a person without configuration would; gives what it prints. */
export function git(folder: string, ...words: readonly string[]): string {
  return execFileSync('git', [...IDENTITY, ...words], {
    cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
  }).trim()
}

/** An empty folder that is removed when the test ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-test-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** Writes files below a folder, with the folders they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, Content>>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, file)
    else writeFileSync(file, content)
  }
}

/** A git repository with these files in its first commit, removed when the test ends unless its folder is given; without files it has no commit. */
export function makeRepository(files: Readonly<Record<string, Content>>, options: { readonly branch?: string; readonly folder?: string } = {}): string {
  const folder = options.folder ?? makeFolder()
  git(folder, 'init', '-q', '-b', options.branch ?? 'main')
  if (Object.keys(files).length > 0) commitFiles(folder, files)
  return folder
}

/** Adds files and commits everything; gives the commit's SHA. */
export function commitFiles(folder: string, files: Readonly<Record<string, Content>>, message = 'Work'): string {
  writeFiles(folder, files)
  git(folder, 'add', '-A', '-f')
  git(folder, 'commit', '-q', '--allow-empty', '-m', message)
  return git(folder, 'rev-parse', 'HEAD')
}

/** A bare clone of a repository, removed when the test ends. */
export function makeBare(folder: string, ...options: readonly string[]): string {
  const bare = join(makeFolder(), 'work.git')
  git(folder, 'clone', '-q', '--bare', ...options, `file://${folder}`, bare)
  return bare
}
