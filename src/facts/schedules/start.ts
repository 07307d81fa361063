import type { Place } from '../commands/command.ts'
import type { Edge } from './edge.ts'

/**
 * Something that starts a piece of the project. `schedule`: a clock; `data`: new data that arrives; `loop`: a process that goes on by itself;
 * `batch`: a batch of predictions that another system has made, whoever tells that system to; `request`: each request to a route, whose `route` says what the request is for; `person`: a person, or a push of code.
 */
export type Start = {
  readonly by: 'schedule' | 'data' | 'loop' | 'batch' | 'request' | 'person'
  /** What starts it, to be read after "is started by" or alone: "Airflow DAG `x` on `@daily`". */
  readonly says: string
  readonly place: Place
  readonly edges: readonly Edge[]
  /** For a request: a prediction, data that is handed in, a page that a machine asks regularly, or an act that someone asks for. */
  readonly route?: 'prediction' | 'data' | 'scrape' | 'asked'
  /** For a request: a page that is read, by its method and its names; nobody asks it to start anything. */
  readonly reads?: boolean
  /** For what a person starts: a clock is written down for it and handed to no orchestrator, so it does not run. */
  readonly idle?: boolean
}
