import type { WayBack } from '../../model/run.ts'
import { plainLine } from '../text/plain-line.ts'

/** Names of environments, jobs and steps are student text: one line, cut. Reports escape it where it lands. */
const LONGEST = 80
const MOST = 2

/** Where environments went back to an earlier commit, a sentence each, the first two; empty where none did. The day is that of the deployment that brought it back, in UTC. */
export function wentBackWords(ways: readonly WayBack[]): string {
  const rest = ways.length - MOST
  const said = ways.slice(0, MOST).map(({ environment, from, to }) => `${named(environment)} went back from ${from.sha.slice(0, 7)} to ${to.sha.slice(0, 7)} on ${dayOf(to.createdAt)}.`)
  return [...said, ...rest > 0 ? [`That happened ${rest} more ${rest === 1 ? 'time' : 'times'} before.`] : []].join(' ')
}

/** That a step of a run brought an earlier version back; `at` is when its job ended, in milliseconds since 1970. */
export function steppedBackWords({ step, job, at }: { readonly step: string; readonly job: string; readonly at: number | null }): string {
  return `The step ${named(step)} of job ${named(job)}, which brings an earlier version back, passed${at === null ? '' : ` on ${dayOf(at)}`}.`
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function named(text: string): string {
  return `“${plainLine(text, LONGEST)}”`
}
