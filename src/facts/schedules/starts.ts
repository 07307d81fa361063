import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { cloudSchedulesOf } from './cloud-schedules.ts'
import { clusterStartsOf } from './cluster-starts.ts'
import { cronLinesOf } from './cron-lines.ts'
import { pipelinesOf } from './pipelines.ts'
import { loopsOf } from './process-loops.ts'
import { dagStartsOf, pythonSchedulesOf } from './python-schedules.ts'
import { releaseStartsOf } from './release-starts.ts'
import { buttonsOf, requestStartsOf } from './service-starts.ts'
import type { Start } from './start.ts'
import { terraformSchedulesOf } from './terraform-schedules.ts'
import { workflowStartsOf } from './workflow-starts.ts'
import { yamlSchedulesOf } from './yaml-schedules.ts'

/** Everything that starts a piece of the project, by itself or by a person, with what it leads to. */
export const startsOf = memoise((facts: RepositoryFacts): readonly Start[] => [
  ...workflowStartsOf(facts), ...dagStartsOf(facts), ...pythonSchedulesOf(facts), ...yamlSchedulesOf(facts), ...clusterStartsOf(facts), ...terraformSchedulesOf(facts), ...cronLinesOf(facts), ...cloudSchedulesOf(facts),
  ...loopsOf(facts), ...requestStartsOf(facts), ...buttonsOf(facts), ...pipelinesOf(facts), ...releaseStartsOf(facts),
])
