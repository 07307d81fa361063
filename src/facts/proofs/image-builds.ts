import type { CiUse } from '../ci/ci-checks.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { imageActionOf, imageBuildOf } from '../commands/image-commands.ts'
import { containersOf } from '../containers/containers.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { useOf } from './leading-steps.ts'

/** The steps of CI that build a Dockerfile of the project; where a framework makes the container, every build of an image. */
export function imageBuildsOf(facts: RepositoryFacts): readonly CiUse[] {
  const builds = containersOf(facts).filter(({ purpose }) => purpose === 'project').flatMap((one) => one.builds)
  if (builds.length > 0) return builds
  const { commands, actions } = ciOf(facts)
  return [
    ...commands.filter((step) => imageBuildOf(step) !== null).map((step) => useOf(step, step.text)),
    ...actions.filter((step) => imageActionOf(step.uses, step.with) !== null).map((step) => useOf(step, step.uses)),
  ]
}
