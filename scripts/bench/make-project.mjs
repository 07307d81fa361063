import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { otherFiles } from './other-files.mjs'
import { library, schedule, service, testsOf, training } from './python-files.mjs'
import { randomFrom } from './random.mjs'

const AREAS = ['data', 'features', 'models', 'training', 'serving', 'monitoring', 'pipelines', 'storage', 'reports', 'common']
/** How many further commits change one file each. */
const CHANGES = 7

/**
 * The files of a project with so many Python files, the same in every run: packages that import each other, a service and a training script
 * for about every thirty modules, schedules, tests of a third of the modules, and what lies around them.
 */
function projectFiles(pythonFiles, seed = 7) {
  const random = randomFrom(seed)
  const files = new Map()
  const modules = []
  const packages = new Set()
  const tested = Math.floor(pythonFiles / 4)
  for (let index = 0; files.size + packages.size + tested < pythonFiles; index += 1) {
    const area = index < AREAS.length ? AREAS[index] : random.pick(AREAS)
    const folder = pythonFiles > 400 ? `src/platform_${Math.floor(index / 100)}/${area}` : `src/forecast/${area}`
    const make = index % 30 === 11 ? service : index % 30 === 7 ? training : index % 60 === 23 ? schedule : library
    const name = `${make === library ? 'step' : make.name}_${index}`
    const module = { name, path: `${folder}/${name}.py`, dotted: `${folder.slice('src/'.length).replaceAll('/', '.')}.${name}` }
    const known = modules.filter((one) => one.offers.length > 0)
    const others = [...new Set(Array.from({ length: Math.min(known.length, random.between(0, 4)) }, () => known[Math.max(0, known.length - 1 - random.below(60))]))]
    const { text, offers } = make(random, module, others)
    files.set(module.path, text)
    modules.push({ ...module, offers })
    for (let above = folder; above.includes('/'); above = dirname(above)) packages.add(`${above}/__init__.py`)
  }
  for (const module of modules.filter((one) => one.offers.length > 0 && one.name.startsWith('step')).slice(0, tested)) files.set(`tests/unit/test_${module.name}.py`, testsOf(random, module))
  for (const path of packages) files.set(path, '')
  for (const [path, text] of otherFiles(random, modules)) files.set(path, text)
  return files
}

/** Writes a project as a bare clone with a work tree beside it, and commits that change one Python file each; gives the commits, the first one whole. */
export function makeProject(folder, pythonFiles) {
  const files = projectFiles(pythonFiles)
  mkdirSync(folder, { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main')
  for (const [path, text] of files) write(folder, path, text)
  const commits = [commit(folder)]
  const libraries = [...files.keys()].filter((path) => /\/step_\d+\.py$/.test(path))
  for (let change = 0; change < CHANGES; change += 1) {
    const path = libraries[Math.floor((change + 0.5) * libraries.length / CHANGES)]
    write(folder, path, `${files.get(path)}\n\ndef added_${change}(frame: pd.DataFrame) -> int:\n    logger.info("change ${change}")\n    return len(frame)\n`)
    commits.push(commit(folder))
  }
  git(folder, 'checkout', '--quiet', commits[0])
  git(folder, 'gc', '--quiet')
  return commits
}

function write(folder, path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function commit(folder) {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Change a part', '--date', '2026-01-05T10:00:00Z')
  return git(folder, 'rev-parse', 'HEAD').trim()
}

/** The settings of whoever runs the bench are left out, so that the commits are the same everywhere. */
function git(folder, ...words) {
  const people = { GIT_AUTHOR_NAME: 'Bench', GIT_AUTHOR_EMAIL: 'bench@example.org', GIT_COMMITTER_NAME: 'Bench', GIT_COMMITTER_EMAIL: 'bench@example.org', GIT_COMMITTER_DATE: '2026-01-05T10:00:00Z' }
  const { status, stdout, stderr, error } = spawnSync('git', words, { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', ...people } })
  if (error !== undefined || status !== 0) throw new Error(`git ${words[0]}: ${error?.message ?? stderr}`, { cause: error })
  return stdout
}
