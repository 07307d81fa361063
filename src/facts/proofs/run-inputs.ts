import { CAPSTONE_FILE } from '../../model/capstone-file.ts'
import type { WorkflowShape } from '../../model/proof-plan.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** What GitHub itself reads and no step of a run: updates, owners, forms, sponsors, notes of a release. */
const OF_GITHUB = /^(?:\.github\/(?:dependabot\.ya?ml|FUNDING\.ya?ml|release\.ya?ml|(?:ISSUE|DISCUSSION)_TEMPLATE\/[^/]+\.ya?ml)|(?:\.github\/|docs\/)?CODEOWNERS)$/

/** What the runs of CI depend on, as lines of path and blob: of the project all files but its documents, its workflows and what GitHub alone reads; and those of each workflow. */
export type RunInputs = { readonly project: readonly string[]; readonly workflows: ReadonlyMap<string, readonly string[]> }

/** The inputs of the runs of a commit's workflows: where they are the same, the same result is to be expected (rubric, "From standing to outcome"). */
export function runInputsOf(facts: RepositoryFacts, workflows: readonly WorkflowShape[]): RunInputs {
  const lineOf = (path: string): string => `${path}\t${facts.files.get(path)?.sha ?? ''}`
  const own = [...facts.files.values()].filter(({ path, role }) => !path.startsWith('.github/workflows/') && path !== CAPSTONE_FILE && !OF_GITHUB.test(path) && role !== 'docs')
  return { project: own.map(({ path }) => lineOf(path)), workflows: new Map(workflows.map(({ path, files }) => [path, files.map(lineOf)])) }
}
