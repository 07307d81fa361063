import { createHmac } from 'node:crypto'
import examples from '@octokit/webhooks-examples' with { type: 'json' }

/** What a class sends, of a hundred deliveries so many: pushes and runs most of all. */
const MIX = [['push', 30], ['workflow_run', 25], ['pull_request', 15], ['check_suite', 10], ['check_run', 5], ['issue_comment', 5], ['issues', 4], ['deployment_status', 4], ['create', 2]]

/**
 * Deliveries as GitHub sends them, signed: its own examples of 5 to 30 KB, each body once (a number in it differs), each of a repository among `places`
 * (`{ id, owner, ownerId, name, installationId }`). Their ids are given when they are sent.
 */
export function signedDeliveries(secret, count, places) {
  const named = new Map(examples.map(({ name, examples: of }) => [name, of]))
  const turns = MIX.flatMap(([name, share]) => Array.from({ length: share }, (_, turn) => ({ name, payloads: named.get(name), turn })))
  return Array.from({ length: count }, (_, index) => {
    // A step that shares no divisor with a hundred mixes the events.
    const { name, payloads, turn } = turns[(index * 37) % turns.length]
    const payload = ofPlace(payloads[(turn + Math.floor(index / turns.length)) % payloads.length], places[index % places.length], index)
    const body = Buffer.from(JSON.stringify(payload))
    return { name, body, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
  })
}

function ofPlace(example, { id, owner, ownerId, name, installationId }, index) {
  const { repository } = example
  return {
    ...example, ...example.ref === undefined ? {} : { ref: 'refs/heads/main', deleted: false },
    installation: { id: installationId, node_id: `bench-${index}` },
    repository: { ...repository, id, name, full_name: `${owner}/${name}`, owner: { ...repository.owner, id: ownerId, login: owner }, default_branch: 'main', private: false, archived: false, topics: [] },
  }
}
