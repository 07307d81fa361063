import { ms, table } from './grade-section.mjs'
import { median, medians, runScript, total } from './measure.mjs'

/** Measures grades after one changed file against cold ones, all in one process. */
export function measureChanged({ name, path, commits }) {
  const { cold, changed, again } = runScript('run-changed', path, ...commits).printed
  const warm = median(again.map(total))
  const one = median(changed.map(total))
  return { name, firstCold: total(cold), cold: warm, changed: one, share: one / warm, parts: medians(changed) }
}

/** The table of changed files. */
export function changedTable(rows) {
  return [
    'one changed file, all others known, against a cold grade by the same warm process (opened before the clock starts); the aim is at most 3 % with 200 Python files',
    ...table(['repository', 'first cold ms', 'cold ms', 'changed ms', 'share', ...Object.keys(rows[0].parts)],
      rows.map((row) => [row.name, ms(row.firstCold), ms(row.cold), ms(row.changed), `${(100 * row.share).toFixed(1)} %`, ...Object.values(row.parts).map(ms)])),
  ]
}
