import { ciTestsOf, type CiUse } from '../ci/ci-checks.ts'
import type { CiAction, CiCommand } from '../ci/ci-command.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { doubtOfDelivery } from '../ci/doubt.ts'
import { testRunOf } from '../commands/test-commands.ts'
import type { Place } from '../commands/command.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { wayTo } from '../schedules/activity.ts'
import type { Effect } from '../schedules/edge.ts'
import { edgesOfCommand } from '../schedules/edges-of-command.ts'
import { partAt, partsReached } from '../schedules/reached-parts.ts'
import { selects } from './selected-tests.ts'

/** The steps of CI that run what stands at some places: commands that stand there or lead to the code there, and runs of the tests there. */
export function stepsLeadingTo(facts: RepositoryFacts, places: readonly Place[]): readonly CiUse[] {
  const parts = places.flatMap(({ path, line }) => partAt(facts, path, line)?.key ?? [])
  const stands = (step: CiCommand | CiAction): boolean => places.some((place) => [step.place, ...step.via].some((one) => one.path === place.path && one.line === place.line))
  const { commands, actions } = ciOf(facts)
  return [
    ...stepsTesting(facts, places),
    ...commands.filter((step) => testRunOf(step) === null && (stands(step) || leadsTo(facts, step, parts))).map((step) => useOf(step, step.text)),
    ...actions.filter(stands).map((step) => useOf(step, step.uses)),
  ]
}

/** The runs of tests in CI that take in a test at one of some places: those that take in most of them first. */
export function stepsTesting(facts: RepositoryFacts, places: readonly Place[]): readonly CiUse[] {
  const counted = ciTestsOf(facts).map((use) => ({ use, taken: places.filter((place) => 'words' in use.step && selects(facts, use.step, place)).length }))
  return counted.filter(({ taken }) => taken > 0).toSorted((one, other) => other.taken - one.taken).map(({ use }) => use)
}

/** The steps of CI that train, or look for drift. */
export function stepsWith(facts: RepositoryFacts, effect: Effect): readonly CiUse[] {
  return ciOf(facts).commands.filter((step) => wayTo(facts, edgesOfCommand(facts, step), effect) !== null).map((step) => useOf(step, step.text))
}

function leadsTo(facts: RepositoryFacts, step: CiCommand, parts: readonly string[]): boolean {
  if (parts.length === 0) return false
  const reached = partsReached(facts, edgesOfCommand(facts, step))
  return parts.some((part) => reached.has(part))
}

/** A step of CI as a use, with what speaks against it. */
export function useOf(step: CiCommand | CiAction, says: string): CiUse {
  return { step, says, weak: doubtOfDelivery(step), broken: step.broken }
}
