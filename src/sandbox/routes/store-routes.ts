import type { Job } from '../state/records.ts'
import type { World } from '../state/world.ts'

/** The store that GitHub leads to for downloads: a host of its own, which refuses whoever shows it a token, since the address itself is the key (as Azure's blob storage does). */
export function answerStore(world: World, request: Request): Response {
  const { pathname } = new URL(request.url)
  if (request.headers.has('authorization')) return new Response('<Error><Code>InvalidAuthenticationInfo</Code></Error>', { status: 401, headers: { 'content-type': 'application/xml' } })
  const job = world.jobs.get(Number(/^\/logs\/(\d+)\.txt$/.exec(pathname)?.[1]))
  if (job !== undefined) return new Response(timed(job), { headers: { 'content-type': 'text/plain' } })
  const artifact = world.artifacts.get(Number(/^\/artifacts\/(\d+)\.zip$/.exec(pathname)?.[1]))
  return artifact === undefined ? new Response('Not Found', { status: 404 }) : new Response(Buffer.from(artifact.zip), { headers: { 'content-type': 'application/zip' } })
}

/** A log with the time before each line, as the runner wrote it. */
function timed({ log, startedAt }: Job): string {
  const time = new Date(startedAt).toISOString().replace('Z', '0000Z')
  return `\ufeff${log.split('\n').map((line) => `${time} ${line}\r\n`).join('')}`
}
