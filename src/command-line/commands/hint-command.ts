import { passageOf } from '../../lesson/lessons.ts'
import { hintsText } from '../../report/hints.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { coverableIds, loadLessons } from '../lessons.ts'
import type { Output } from '../output.ts'

/** Prints the hints for a criterion, an item or a step up to a level (1 to 3); gives the exit code (2 where nothing teaches that id). */
export function runHint(id: string, level: number, output: Output): number {
  const { lessons, problems } = loadLessons()
  for (const { path, line, says } of problems) output.warn(`${path}:${line}: ${says}\n`)
  const passage = passageOf(id, lessons)
  if (passage === null) {
    const taught = coverableIds().filter((known, at, all) => all.indexOf(known) === at && passageOf(known, lessons) !== null)
    output.warn(`capstone-coach: hint takes a criterion, an item or a step: ${taught.join(', ')}; found "${id}"\n`)
    return EXIT_CODES.usage
  }
  output.write(hintsText(id, passage, level, output.layout))
  return EXIT_CODES.graded
}
