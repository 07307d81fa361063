import type { CommittedNumbers } from '../model/model-metrics.ts'
import type { StageJob, StageRecord, StageReports } from '../model/pipeline.ts'
import type { StageStep } from '../model/proof-plan.ts'
import { coverageOf, testCountsOf } from './claims/run-reports.ts'
import { decidingSteps } from './deciding-steps.ts'
import type { SeenStep } from './seen-steps.ts'

/** A class's matrix has a handful of cells. */
const MOST_JOBS = 8

/** The pipeline of a reading with what ran of it: each job of each stage once, with its result and how long it took; and what reports say of its tests, those of a run before what is committed. */
export function pipelineAfter(stages: readonly StageRecord[], seen: readonly SeenStep<StageStep>[], committed: CommittedNumbers['coverage']): readonly StageRecord[] {
  return stages.map((stage): StageRecord => {
    const own = decidingSteps(seen.filter(({ planned, job }) => planned.stage === stage.id && job !== null))
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
    const reports = stage.id === 'test' && stage.at !== null ? testReports(own, committed) : null
    return { ...stage, jobs: [...byJob.values()].slice(0, MOST_JOBS), ...(reports === null ? {} : { reports }) }
  })
}

/** What reports of the newest run that ran the tests say of them; a report counts for its own run alone. */
function testReports(seen: readonly SeenStep<StageStep>[], committed: CommittedNumbers['coverage']): StageReports | null {
  const runs = [...new Set(seen.filter(({ result }) => result.kind === 'passed' || result.kind === 'failed').map(({ run }) => run))].toSorted((one, other) => other.id - one.id)
  const [tests = null] = runs.flatMap((run) => testCountsOf(run) ?? [])
  const [covered = null] = runs.flatMap((run) => coverageOf(run) ?? [])
  const coverage = covered === null ? committed === null ? null : { percent: committed.percent, artifact: null, path: committed.path } : { percent: covered.percent, artifact: covered.place.artifact, path: covered.place.report.path }
  return tests === null && coverage === null ? null : { tests, coverage }
}

function wordOf({ result, place }: SeenStep<StageStep>): string {
  switch (result.kind) {
    case 'passed': return 'success'
    case 'failed': return 'failure'
    case 'stopped': return 'not reached'
    case 'left': return result.word === 'cancelled by a newer run' ? 'cancelled' : result.word
    case 'awaited': return result.word === 'running' ? 'running' : 'waiting'
    case 'unclear': return place.conclusion
  }
}
