import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Repository } from '../../src/sandbox/state/records.ts'

/** Puts names that are the same in each play in the place of what a play gives by chance. */
export type Named = (text: string) => string

/**
 * What differs between two plays of one story, and why: SHAs of commits (they hold the time of the commit), ids (the story and the App take them from one row of numbers), addresses (ports), times,
 * durations, and the day, where midnight lies between the two. Everything else is compared as it stands.
 */
export function namesIn(sandbox: Sandbox, repository: Repository): Named {
  const { world } = sandbox
  const names = new Map<string, string>()
  const days = [repository.createdAt, world.now()].map((time) => new Date(time).toISOString().slice(0, 10))
  const own = <Thing extends { readonly repositoryId: number }>(all: Iterable<Thing>): readonly Thing[] => [...all].filter((one) => one.repositoryId === repository.id)
  const number = (ids: readonly number[], what: string): void => { ids.forEach((id, place) => { names.set(String(id), `‹${what} ${place + 1}›`) }) }
  const commits = [...new Set(repository.activity.map(({ after }) => after).filter((sha) => !sha.startsWith('0000000')))]
  commits.forEach((sha, place) => {
    names.set(sha, `‹commit ${place + 1}›`)
    names.set(sha.slice(0, 7), `‹commit ${place + 1}›`)
  })
  number(own(world.workflowRuns.values()).map(({ id }) => id), 'run')
  number([...world.jobs.values()].filter((job) => world.workflowRuns.get(job.runId)?.repositoryId === repository.id).map(({ id }) => id), 'job')
  number([...new Set(own(world.workflowRuns.values()).map(({ workflowId }) => workflowId))], 'workflow')
  number(own(world.comments.values()).filter(({ viaApp }) => !viaApp).map(({ id }) => id), 'comment')
  number(own(world.deployments.values()).map(({ id }) => id), 'deployment')
  number(own(world.deployments.values()).flatMap(({ statuses }) => statuses.map(({ id }) => id)), 'status')
  number([...world.repositories.keys()], 'repository')
  for (const { id, login } of world.accounts.values()) names.set(String(id), `‹account ${login}›`)
  for (const { id } of own(world.comments.values())) if (!names.has(String(id))) names.set(String(id), '‹comment of ours›')
  return (text) => text
    .replaceAll(new URL(world.apiUrl).origin, '‹github›')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '‹time›')
    .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, (found) => days.includes(found) ? '‹day›' : found)
    // How long a job took, and the merge that GitHub tried.
    .replaceAll(/\b(success|failure) in \d+ s\b/g, '$1 in ‹some› s')
    .replaceAll(/"mergeSha":"[0-9a-f]{40}"/g, '"mergeSha":"‹a merge›"')
    .replaceAll(/\b(?:[0-9a-f]{40}|[0-9a-f]{7}|\d{4,6})\b/g, (found) => names.get(found) ?? found)
}
