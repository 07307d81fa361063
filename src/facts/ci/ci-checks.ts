import { coveredTests } from '../commands/covered-tests.ts'
import { lintActionOf, lintOf, type LintRun } from '../commands/lint-commands.ts'
import { collectionOf, testRunOf } from '../commands/test-commands.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { silencedBy } from '../tests/silenced-runs.ts'
import type { CiAction, CiCommand } from './ci-command.ts'
import { ciOf } from './ci-facts.ts'
import { doubtOf } from './doubt.ts'

/**
 * A step of a GitHub workflow that checks or delivers something. `weak` says why it can't fail CI or never starts by itself, `broken` what it
 * names and is not there; it counts in full where both are null.
 */
export type CiUse = { readonly step: CiCommand | CiAction; readonly says: string; readonly weak: string | null; readonly broken: string | null }

/** Every run of a Python test runner in the repository's workflows, in their order. Empty tests are weak, none at all is broken. */
export const ciTestsOf = memoise((facts: RepositoryFacts): readonly CiUse[] => ciOf(facts).commands.flatMap((step) => {
  const run = testRunOf(step) ?? collectionOf(step)
  if (run === null) return []
  const covered = coveredTests(facts, step, run)
  if (covered.kind === 'no test') return []
  const forgiving = run.forgiving !== null ? `${run.forgiving} lets everything pass` : covered.kind === 'empty' ? `every test it runs is empty (${covered.name} in ${covered.path}:${covered.line})` : null
  return [{ step, says: step.text, weak: doubtOf({ ...step, broken: null }) ?? forgiving ?? silencedBy(facts, step, run), broken: step.broken ?? (covered.kind === 'none' ? 'the repository holds no test that it could run' : null) }]
}))

/** Every run of a Python linter or format check in the repository's workflows: commands, then actions. */
export const ciLintsOf = memoise((facts: RepositoryFacts): readonly CiUse[] => {
  const { commands, actions } = ciOf(facts)
  const use = (step: CiCommand | CiAction, says: string, run: LintRun | null): readonly CiUse[] => {
    if (run === null) return []
    const forgiving = !run.checks ? 'it rewrites files and never fails' : run.forgiving === null ? null : `${run.forgiving} lets everything pass`
    return [{ step, says, weak: doubtOf({ ...step, broken: null }) ?? forgiving, broken: step.broken }]
  }
  return [...commands.flatMap((step) => use(step, step.text, lintOf(step))), ...actions.flatMap((step) => use(step, step.uses, lintActionOf(step.uses, step.with)))]
})

/** What the rubric gives it: 2, one less where it is weak, one less where it is broken. */
export function levelOf({ weak, broken }: CiUse): number {
  return 2 - Number(weak !== null) - Number(broken !== null)
}

/** Everything that speaks against it, in one line. */
export function doubtsIn({ weak, broken }: CiUse): string {
  return [weak, broken].filter((reason) => reason !== null).join('; ')
}
