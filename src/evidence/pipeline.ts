import type { StageJob, StageRecord } from '../model/pipeline.ts'
import type { StageStep } from '../model/proof-plan.ts'
import type { SeenStep } from './seen-steps.ts'

/** A class's matrix has a handful of cells. */
const MOST_JOBS = 8

/** The pipeline of a reading with what ran of it: each job of each stage once, with its result and how long it took. */
export function pipelineAfter(stages: readonly StageRecord[], seen: readonly SeenStep<StageStep>[]): readonly StageRecord[] {
  return stages.map((stage): StageRecord => {
    const own = seen.filter(({ planned, job }) => planned.stage === stage.id && job !== null)
    const jobs = own.flatMap((one): readonly StageJob[] => {
      const { place, job } = one
      const seconds = job === null || job.startedAt === null || job.completedAt === null ? null : Math.max(0, Math.round((job.completedAt - job.startedAt) / 1000))
      return [{ workflow: place.workflow, job: place.job, step: place.step, result: wordOf(one), seconds, url: place.url }]
    })
    // A stage may have several steps in one job: one that failed says most of it.
    const byJob = new Map<string, StageJob>()
    for (const job of jobs.toSorted((one, other) => Number(other.result === 'failure') - Number(one.result === 'failure'))) {
      const key = `${job.workflow}\n${job.job}`
      if (!byJob.has(key)) byJob.set(key, job)
    }
    return { ...stage, jobs: [...byJob.values()].slice(0, MOST_JOBS) }
  })
}

function wordOf({ result, place }: SeenStep<StageStep>): string {
  switch (result.kind) {
    case 'passed': return 'success'
    case 'failed': return 'failure'
    case 'stopped': return 'not reached'
    case 'left': return result.word
    case 'awaited': return result.word === 'running' ? 'running' : 'waiting'
    case 'unclear': return place.conclusion
  }
}
