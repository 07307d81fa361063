import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import type { CiOrigin } from './ci-command.ts'

/** The conditions that a step and its job stand under, as they are written; empty where there are none. */
export function conditionsOf(facts: RepositoryFacts, origin: Pick<CiOrigin, 'stepPlace' | 'job'>): string {
  const file = fileAt(facts, origin.stepPlace.path)?.facts
  const jobs = file?.kind === 'workflow' ? file.workflow.jobs : []
  const job = jobs.find((one) => one.id === (origin.job.split(' / ').at(-1) ?? ''))
  const step = job?.steps.find((one) => one.line === origin.stepPlace.line)
  return [step?.if, job?.if].filter((one) => one !== null && one !== undefined).join(' ')
}
