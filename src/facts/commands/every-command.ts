import { ciOf } from '../ci/ci-facts.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Command } from './command.ts'
import { taskCommandsOf } from './task-commands.ts'

/** Every command that the repository writes down: of its workflows, of other CI systems, of tasks, hooks and scripts. Steps that can never start are among them. */
export const everyCommandOf = memoise((facts: RepositoryFacts): readonly Command[] => [...ciOf(facts).commands, ...outsideWorkflows(facts)])

/** The same without the steps of workflows that can never start. */
export const livingCommandsOf = memoise((facts: RepositoryFacts): readonly Command[] => [...ciOf(facts).commands.filter((one) => one.inactive === null), ...outsideWorkflows(facts)])

function outsideWorkflows(facts: RepositoryFacts): readonly Command[] {
  return [...ciOf(facts).others.flatMap((other) => other.commands), ...taskCommandsOf(facts).flatMap((task) => task.commands)]
}
