import { disputesAt } from '../../flow/answers/disputes.ts'
import { DECISION_DISAGREES, disagreementsHeld, saidNow } from '../../flow/decisions/flag-disagreements.ts'
import { readProgress } from '../../flow/judging/progress.ts'
import type { Environment } from '../../github/connection.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { decisionsText } from '../../report/decisions-text.ts'
import type { Store } from '../../store/open-store.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { withConfiguredStore } from '../with-configured-store.ts'

const NOTHING = { items: [], practices: [], own: [], criteria: [] }

/** Prints what was decided and said of a repository (`owner/name`, as it is called now), in each course that has it. Exit code 2 where the App knows none of that name, or no course has it. */
export async function runDecisions(name: string, output: Output, environment: Environment): Promise<number> {
  return withConfiguredStore(output, environment, (store) => show(name, store, output))
}

async function show(name: string, store: Store, output: Output): Promise<number> {
  const repository = await repositoryNamed(name, store)
  const enrolments = repository === null ? [] : await store.courses.enrolmentsOf(repository.id)
  const courses = (await store.courses.courses()).filter(({ id }) => enrolments.some(({ courseId }) => courseId === id))
  if (repository === null || courses.length === 0) {
    output.warn(`capstone-coach: ${repository === null ? `the App knows no repository called ${name}` : `${name} is in no course that runs`}\n`)
    return EXIT_CODES.usage
  }
  for (const course of courses) {
    const [decisions, statements] = [await store.decisions.decisionsOf(course.id, repository.id), await store.decisions.statementsOf(course.id, repository.id)]
    const disputes = await disputesAt({ course, repository }, { ...store, now: Date.now }, 'members')
    const newest = await store.assessments.newest(repository.id, 'default-branch')
    const undecided = { ...store, decisions: { ...store.decisions, decisionsOf: () => Promise.resolve([]) } }
    const now = saidNow(newest?.record ?? NOTHING, await readProgress(repository, course.id, newest?.record.repository.url ?? null, undecided))
    const disagreements = disagreementsHeld(await store.journal.eventsOf(repository.id, DECISION_DISAGREES), decisions, now)
    output.write(decisionsText(name, { course, decisions, statements, disputes, disagreements }, output.layout))
  }
  return EXIT_CODES.graded
}

async function repositoryNamed(name: string, { hosting }: Store): Promise<HostedRepository | null> {
  for (const { id } of await hosting.installations()) {
    const found = (await hosting.repositoriesOf(id)).find((one) => `${one.owner}/${one.name}`.toLowerCase() === name.toLowerCase())
    if (found !== undefined) return found
  }
  return null
}
