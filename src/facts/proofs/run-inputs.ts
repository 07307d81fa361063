import { CAPSTONE_FILE } from '../../model/capstone-file.ts'
import type { WorkflowShape } from '../../model/proof-plan.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** What the runs of CI depend on, as lines of path and blob: the project's files without its documents and what else lies in `.github`, and those of each workflow. */
export type RunInputs = { readonly project: readonly string[]; readonly workflows: ReadonlyMap<string, readonly string[]> }

/** The inputs of the runs of a commit's workflows: where they are the same, the same result is to be expected (rubric, "From standing to outcome"). */
export function runInputsOf(facts: RepositoryFacts, workflows: readonly WorkflowShape[]): RunInputs {
  const lineOf = (path: string): string => `${path}\t${facts.files.get(path)?.sha ?? ''}`
  const own = [...facts.files.values()].filter(({ path, role }) => !path.startsWith('.github/workflows/') && path !== CAPSTONE_FILE && role !== 'docs')
  return { project: own.map(({ path }) => lineOf(path)), workflows: new Map(workflows.map(({ path, files }) => [path, files.map(lineOf)])) }
}
