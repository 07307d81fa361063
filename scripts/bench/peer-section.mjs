import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ms, table } from './grade-section.mjs'
import { median } from './measure.mjs'

const PEER = 'repolinter'
const VERSION = '0.12.0'
/** Kept between runs, out of the project's own dependencies. */
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/bench-peer', import.meta.url))

/** How long repolinter takes for the same work trees with its own rules; it exits 1 where a rule fails, which is a result. Says why, where it cannot be had. */
export function measurePeer(repositories, runs) {
  const program = join(FOLDER, 'node_modules', PEER, 'bin', 'repolinter.js')
  if (!existsSync(program)) {
    const { status, stderr } = spawnSync('npm', ['install', '--prefix', FOLDER, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `${PEER}@${VERSION}`], { encoding: 'utf8' })
    if (status !== 0) return { missing: `${PEER} ${VERSION} could not be installed: ${(stderr ?? '').trim().split('\n').at(0)}`, rows: [] }
  }
  const rows = repositories.map(({ name, path }) => {
    const walls = []
    for (let run = 0; run < runs; run += 1) {
      const started = performance.now()
      const { status, error } = spawnSync(process.execPath, [program, 'lint', path, '--format', 'json'], { stdio: 'ignore' })
      if (error !== undefined || status === null || status > 1) return { name, wall: null }
      walls.push(performance.now() - started)
    }
    return { name, wall: median(walls) }
  })
  return { missing: null, rows }
}

/** The table of the peer, beside the grades of the same repositories where these were measured. */
export function peerTable({ missing, rows }, grades) {
  if (missing !== null) return [missing]
  const gradeOf = (name) => grades.find((row) => row.name === name)?.grade
  return [
    `${PEER} ${VERSION}: \`lint\` with its own rules on the work tree (it looks for files and words, and parses nothing)`,
    ...table(['repository', `${PEER} ms`, 'grade ms'], rows.map(({ name, wall }) => [name, wall === null ? 'failed' : ms(wall), gradeOf(name) === undefined ? '-' : ms(gradeOf(name))])),
  ]
}
