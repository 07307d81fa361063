import type { DockerfileTree, DockerStage } from '../../parse/dockerfile/tree.ts'
import { flagValue } from '../../parse/shell/flags.ts'
import type { CiUse } from '../ci/ci-checks.ts'
import { expandScript } from '../commands/expand.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { memoise } from '../memoise.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { containersOf } from './containers.ts'

/** Tests that a Dockerfile runs while a workflow builds it (`RUN pytest` in a stage that is built): a failing test fails the build. */
export const testsInBuildsOf = memoise((facts: RepositoryFacts): readonly CiUse[] => containersOf(facts).flatMap(({ path, builds }) => {
  const read = fileAt(facts, path)?.facts
  if (read?.kind !== 'dockerfile') return []
  return builds.flatMap(({ step, weak, broken, missing }): readonly CiUse[] => {
    const wanted = 'words' in step ? flagValue(step.words, '--target') : step.with['target'] ?? null
    const run = stagesBuilt(read.tree, wanted).flatMap((stage) => stage.runs).flatMap(({ text, line }) =>
      expandScript(facts, { text, path, line, directory: null, options: { errexit: true }, masked: null, via: [], through: [], environment: [] })).find((command) => testRunOf(command) !== null)
    const [first] = missing
    return run === undefined ? [] : [{ step, says: `${run.text} in ${path}`, weak: weak ?? (run.masked === null ? null : `its failure is masked (${run.masked.reason})`), broken: broken ?? (first === undefined ? null : `${path} ${first.use} ${first.source}, and ${first.reason}`) }]
  })
}))

/** The stages that make up the wanted one, by default the last: those it is built from and copies from. */
function stagesBuilt({ stages }: DockerfileTree, wanted: string | null): readonly DockerStage[] {
  const named = (name: string): DockerStage | undefined => stages.find((stage) => stage.name === name.toLowerCase())
  const built = new Set<DockerStage>()
  const visit = (stage: DockerStage | undefined): void => {
    if (stage === undefined || built.has(stage)) return
    built.add(stage)
    visit(named(stage.from))
    for (const { from } of stage.copies) if (from !== null) visit(named(from) ?? stages[Number(from)])
  }
  visit(wanted === null ? stages.at(-1) : named(wanted))
  return [...built]
}
