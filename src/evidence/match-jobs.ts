import type { JobShape, StepShape, WorkflowShape } from '../model/proof-plan.ts'
import type { RunJob, RunStep } from '../model/run.ts'
import { certaintyOf, matchesName } from './match-names.ts'

/**
 * Which job of a workflow's file each job of a run is: by its name, as GitHub builds it from the file (a matrix behind it, `caller / called`). Where two jobs
 * of the file could bear a name equally well, nobody can tell, and it is none of them.
 */
export function matchJobs({ jobs: shapes }: WorkflowShape, jobs: readonly RunJob[]): ReadonlyMap<string, readonly RunJob[]> {
  const found = new Map<string, RunJob[]>()
  for (const job of jobs) {
    const fitting = shapes.flatMap((shape) => {
      const certainty = Math.max(...shape.names.map((name) => matchesName(name, job.name) ? certaintyOf(name) : -1))
      return certainty < 0 ? [] : [{ shape, certainty }]
    }).toSorted((one, other) => other.certainty - one.certainty)
    const [best, next] = fitting
    if (best === undefined || next?.certainty === best.certainty) continue
    const known = found.get(best.shape.id)
    if (known === undefined) found.set(best.shape.id, [job])
    else known.push(job)
  }
  return found
}

/** What the runner adds before and after the steps of the file. */
const OF_RUNNER = /^(?:Set up job|Complete job|Initialize containers|Stop containers|Set up runner|Complete runner|Pull .+|Build .+@\S+)$/
const AROUND = /^(?:Pre|Post) /

/**
 * The steps of a run's job that belong to those of the file, by place: in their order, each to the next that bears its name. One that bears no name of the file
 * (it was made at run time) is the step at its place, where both have as many steps and those beside it agree; else it is null, and nothing is known of it.
 */
export function matchSteps({ steps: shapes }: Pick<JobShape, 'steps'>, steps: readonly RunStep[]): readonly (RunStep | null)[] {
  const own = steps.filter(({ name }) => !isOfRunner(name, shapes))
  let at = 0
  const named = shapes.map(({ name }) => {
    const index = own.findIndex((step, place) => place >= at && matchesName(name, step.name))
    if (index < 0) return null
    at = index + 1
    return own[index] ?? null
  })
  const isAligned = own.length === shapes.length && named.every((step, place) => step === null || step === own[place])
  return isAligned ? named.map((step, place) => step ?? (shapes.some(({ name }) => matchesName(name, own[place]?.name ?? '')) ? null : own[place] ?? null)) : named
}

/** A step of the file may be called `Build the image`, too. */
function isOfRunner(name: string, shapes: readonly StepShape[]): boolean {
  return (OF_RUNNER.test(name) || AROUND.test(name)) && !shapes.some((shape) => matchesName(shape.name, name) && certaintyOf(shape.name) > 0)
}
