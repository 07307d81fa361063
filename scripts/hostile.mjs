// Grades every repository that is made to harm its reader (test/hostile/) with the command as it is built, and prints for each the time it took,
// the memory at its peak and what was left out; closes with those over the limits. Words on the command line choose repositories by a part of their name;
// a word with a slash is a path of a repository to measure instead.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const LIMITS = { seconds: 20, megabytes: 400 }
const GROUPS = { formats: 'FORMATS', code: 'CODE', patterns: 'PATTERNS', pipelines: 'PIPELINES', places: 'PLACES' }
const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-hostile-'))

/** The repositories, compiled: this Node may not read TypeScript. */
async function repositories() {
  const compiled = join(folder, 'compiled')
  const sources = Object.keys(GROUPS).map((name) => join(root, 'test', 'hostile', `${name}.ts`))
  const options = ['--ignoreConfig', '--outDir', compiled, '--module', 'nodenext', '--target', 'es2022', '--rewriteRelativeImportExtensions', '--types', 'node', '--skipLibCheck']
  spawnSync(join(root, 'node_modules', '.bin', 'tsc'), [...sources, ...options], { cwd: root, stdio: 'inherit' })
  writeFileSync(join(compiled, 'package.json'), '{"type":"module"}')
  const groups = await Promise.all(Object.entries(GROUPS).map(async ([name, list]) => (await import(pathToFileURL(join(compiled, 'hostile', `${name}.js`)).href))[list]))
  return groups.flat()
}

function write(place, files) {
  for (const [path, content] of files) {
    const file = join(place, path)
    mkdirSync(dirname(file), { recursive: true })
    if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, file)
    else writeFileSync(file, content)
  }
}

/** Grades one folder in a process of its own; `maxRSS` holds its worker threads too. */
function measure(place) {
  const note = join(folder, 'usage.json')
  const hook = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(note)},JSON.stringify(process.resourceUsage())))`
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, join(root, 'dist', 'cli.js'), 'grade', place, '--format', 'json'],
    { encoding: 'utf8', maxBuffer: 1024 ** 3, timeout: 300_000, killSignal: 'SIGKILL' })
  const seconds = (performance.now() - start) / 1000
  if (status !== 0) return { seconds, megabytes: 0, cpu: 0, ended: `no verdict: ${stderr.slice(0, 300)}` }
  const usage = JSON.parse(readFileSync(note, 'utf8'))
  const { gaps, problems } = JSON.parse(stdout)
  const faults = [...gaps.filter((gap) => gap.what === 'fault').map((gap) => `${gap.path}: ${gap.reason}`), ...problems.filter((problem) => problem.says.includes('failed')).map((problem) => problem.says)]
  return { seconds, cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6, megabytes: usage.maxRSS / 1024, ended: `${gaps.length} gaps, ${problems.length} problems${faults.length === 0 ? '' : `, FAULTS: ${faults.join('; ')}`}`, faults: faults.length }
}

const words = process.argv.slice(2)
const chosen = words.some((word) => word.includes('/')) ? words.map((word) => ({ name: word, place: word }))
  : (await repositories()).filter((one) => words.length === 0 || words.some((word) => one.name.includes(word)))
let over = 0
for (const one of chosen) {
  const place = one.place ?? join(folder, 'repository')
  if (one.place === undefined) write(place, one.files())
  const { seconds, cpu, megabytes, ended, faults } = measure(place)
  if (one.place === undefined) rmSync(place, { recursive: true })
  const isOver = faults !== 0 || seconds > LIMITS.seconds || megabytes > LIMITS.megabytes
  if (isOver) over += 1
  console.log(`${isOver ? '!' : ' '} ${one.name.padEnd(32)} ${seconds.toFixed(1).padStart(6)} s (${cpu.toFixed(1).padStart(5)} s CPU) ${megabytes.toFixed(0).padStart(5)} MB  ${ended}`)
}
rmSync(folder, { recursive: true })
console.log(`\n${chosen.length} graded, ${over} over ${LIMITS.seconds} s or ${LIMITS.megabytes} MB, without a verdict or with a fault`)
process.exitCode = over === 0 ? 0 : 1
