import type { Problem } from '../model/repository.ts'
import type { TextProblem } from '../parse/json.ts'

/** The problems of a text as problems of the file it came from, at most 20. */
export function located(path: string, problems: readonly TextProblem[]): readonly Problem[] {
  return problems.slice(0, 20).map((problem) => ({ path, ...problem }))
}
