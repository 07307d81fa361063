import type { World } from '../state/world.ts'

/** The store that GitHub leads to for downloads: a host of its own, which refuses whoever shows it a token, since the address itself is the key (as Azure's blob storage does). */
export function answerStore(world: World, request: Request): Response {
  const artifact = world.artifacts.get(Number(/^\/artifacts\/(\d+)\.zip$/.exec(new URL(request.url).pathname)?.[1]))
  if (request.headers.has('authorization')) return new Response('<Error><Code>InvalidAuthenticationInfo</Code></Error>', { status: 401, headers: { 'content-type': 'application/xml' } })
  return artifact === undefined ? new Response('Not Found', { status: 404 }) : new Response(Buffer.from(artifact.zip), { headers: { 'content-type': 'application/zip' } })
}
