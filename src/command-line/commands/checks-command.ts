import { CHECKS } from '../../checks/list.ts'
import type { Output } from '../output.ts'

/** Prints what is judged: id, title, proof, lesson. */
export function runChecks(format: 'text' | 'json', output: Output): number {
  const rows = CHECKS.map(({ id, title, proof, lesson, revision }) => ({ id, title, proof, lesson, revision }))
  if (format === 'json') {
    output.write(`${JSON.stringify(rows, null, 2)}\n`)
    return 0
  }
  const width = Math.max(...rows.map((row) => row.id.length), 0)
  for (const row of rows) {
    output.write(`${row.id.padEnd(width)}  ${row.title}\n${output.layout.paint('dim', `${' '.repeat(width)}  proof: ${row.proof}; lesson: ${row.lesson}`)}\n`)
  }
  return 0
}
