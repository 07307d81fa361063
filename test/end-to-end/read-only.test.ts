import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { ROOT } from '../house/source-files.ts'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { copiedIntoImage } from '../support/deployment-files.ts'

const built = builtForFile()
/** The number that the image runs as; any that is not root will do. */
const IMAGE_USER = 1000
const own = process.getuid?.() ?? null

/** The packages that the built App asks for beside itself: those that bring a library of the machine, with all that they need. */
function packagesBeside(names: readonly string[], found: Set<string> = new Set()): ReadonlySet<string> {
  for (const name of names) {
    const manifest = join(ROOT, 'node_modules', name, 'package.json')
    if (found.has(name) || !existsSync(manifest)) continue
    found.add(name)
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly dependencies?: object; readonly optionalDependencies?: object }
    packagesBeside([...Object.keys(dependencies), ...Object.keys(optionalDependencies)], found)
  }
  return found
}

/** A folder as the image has it, by the Dockerfile's own COPY lines, which who runs the App cannot write to. */
function imageFolder(): string {
  const folder = join(temporaryFolder(), 'app')
  for (const { source, to } of copiedIntoImage().filter(({ source: path }) => path !== 'node_modules')) cpSync(source === 'dist' ? built.folder : join(ROOT, source), join(folder, to), { recursive: true })
  for (const name of packagesBeside(['libsql'])) cpSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true, dereference: true })
  chmodSync(dirname(folder), 0o755)
  for (const { path, isFolder } of entriesOf(folder)) chmodSync(path, isFolder ? 0o555 : 0o444)
  onTestFinished(() => { for (const { path } of entriesOf(folder)) chmodSync(path, 0o755) })
  return folder
}

function entriesOf(folder: string): readonly { readonly path: string; readonly isFolder: boolean }[] {
  return ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].map((entry) => join(folder, entry)).map((path) => ({ path, isFolder: statSync(path).isDirectory() }))
}

function writable(): string {
  const folder = temporaryFolder()
  if (own === 0) chownSync(folder, IMAGE_USER, IMAGE_USER)
  return folder
}

/** Every file below a folder with its size and when it was changed. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => {
    const { size, mtimeMs } = statSync(join(folder, path))
    return `${path} ${size} ${mtimeMs}`
  }).toSorted()
}

const asImageUser = own === 0 ? { uid: IMAGE_USER, gid: IMAGE_USER } : {}

it.skipIf(own === null).each([['checks'], ['hint', 'health'], ['answer', 'A', 'Models leave the notebook and reach the people who use them.'], ['work']])('as in the image, the command %s finds all that it reads', (...words) => {
  const [folder, data] = [imageFolder(), writable()]
  const { status, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...words], { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', DATA_DIR: data }, ...asImageUser })
  expect([status, stderr]).toEqual([0, ''])
})

it.skipIf(own === null)('as in the image, the App judges what is pushed with nothing to write to but its data folder and /tmp, which it leaves empty', async () => {
  const folder = imageFolder()
  const before = filesIn(folder)
  const [data, temporary] = [writable(), writable()]
  const { sandbox, start } = await stageApp(join(folder, 'dist'), { plan: ({ kind }) => (kind === 'tree' ? { kind: 'truncated-tree' } : null) })
  const app = await start({ DATA_DIR: data, TMPDIR: temporary, HOME: '/nonexistent' }, { cwd: folder, ...asImageUser })
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n', 'src/a/b.py': 'B = 1\n', 'src/a/c.py': 'C = 1\n', 'src/d/e.py': 'D = 1\n' }, actor: 'maria' })
  await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed' }) }, WAIT)
  // Git fetched the folders of the commit to the temporary folder, since GitHub cut their list short.
  expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(/github_requests_total\{[^}]*clone[^}]*\} [1-9]/)
  expect(await app.signal('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(filesIn(folder)).toEqual(before)
  expect(readdirSync(temporary)).toEqual([])
  expect(readdirSync(data).filter((name) => !name.startsWith('capstone-coach.db'))).toEqual([])
  expect(app.output()).not.toMatch(/EROFS|EACCES|EPERM|"level":"error"/)
}, 3 * LONG)
