import { randomUUID } from 'node:crypto'
import { organizationShape, accountShape } from '../shapes/people.ts'
import { installationShape, repositoryShape } from '../shapes/repositories.ts'
import type { Account, Delivery, Installation, Repository } from '../state/records.ts'
import { installationOn, need, type World } from '../state/world.ts'
import { send } from './send.ts'

/** These come to every App, whatever it asked for. */
const ALWAYS = ['installation', 'installation_repositories', 'github_app_authorization']
/** A fork's runs and suites come with the permission, not with the event alone. */
const OF_CHECKS = ['check_run', 'check_suite']

export type Happening = {
  readonly event: string
  readonly action?: string
  readonly sender: Account
  readonly payload: Readonly<Record<string, unknown>>
} & ({ readonly repository: Repository } | { readonly installation: Installation })

/**
 * Tells the App of what happened, where it is installed, awake and has asked for it. The payload is made now and sent in its turn.
 * What is about an installation goes to it even while it is suspended.
 */
export function emit(world: World, happening: Happening): void {
  const repository = 'repository' in happening ? happening.repository : null
  const installation = 'installation' in happening ? happening.installation : repository === null ? undefined : installationOn(world, repository)
  if (world.app === null || world.webhookUrl === null || installation === undefined) return
  const about = !ALWAYS.includes(happening.event)
  if (about && (installation.suspendedAt !== null || !installation.events.includes(happening.event))) return
  if (OF_CHECKS.includes(happening.event) && installation.permissions['checks'] === undefined) return
  const owner = need(world.accounts, installation.accountId)
  const payload = {
    ...(happening.action === undefined ? {} : { action: happening.action }), ...happening.payload,
    ...(repository === null ? {} : { repository: happening.event === 'push' ? pushedShape(world, repository) : repositoryShape(world, repository) }),
    ...(owner.kind === 'Organization' && about ? { organization: organizationShape(world, owner) } : {}),
    installation: about ? { id: installation.id, node_id: `I_${installation.id}` } : installationShape(world, installation), sender: accountShape(world, happening.sender),
  }
  post(world, {
    id: world.nextId(), guid: randomUUID(), event: happening.event, action: happening.action ?? null, installationId: installation.id, repositoryId: repository?.id ?? null,
    body: JSON.stringify(payload), redelivery: false, deliveredAt: world.now(), duration: 0, status: 'pending', statusCode: 0, answer: '',
  })
}

/** Sends a listed delivery again, under the same guid. */
export function redeliver(world: World, first: Delivery): void {
  const again: Delivery = { ...first, id: world.nextId(), redelivery: true, deliveredAt: world.now(), duration: 0, status: 'pending', statusCode: 0, answer: '' }
  world.outbox.deliveries.push(again)
  inTurn(world, () => send(world, again))
}

/** Ends when every webhook was tried, also those that were to come late. */
export async function settled(world: World): Promise<void> {
  const { outbox } = world
  for (let last: Promise<void> | null = null; last !== outbox.last || outbox.late.length > 0;) {
    last = outbox.last
    await last
    for (const { delivery } of outbox.late.splice(0)) inTurn(world, () => send(world, delivery))
  }
}

/** A push alone has times of its repository in seconds, and two fields of old. */
function pushedShape(world: World, repository: Repository): object {
  const seconds = (at: number): number => Math.floor(at / 1000)
  return { ...repositoryShape(world, repository), created_at: seconds(repository.createdAt), pushed_at: seconds(repository.pushedAt), stargazers: 0, master_branch: repository.defaultBranch }
}

function post(world: World, delivery: Delivery): void {
  const { outbox } = world
  outbox.deliveries.push(delivery)
  const number = outbox.deliveries.filter(({ redelivery }) => !redelivery).length
  const trouble = outbox.plan({ number, guid: delivery.guid, event: delivery.event, action: delivery.action, repositoryId: delivery.repositoryId })
  if (trouble?.kind === 'late') {
    outbox.late.push({ delivery, after: trouble.after })
    return
  }
  if (trouble?.kind === 'drop') Object.assign(delivery, { status: 'failed to connect to host', statusCode: 502 })
  else for (let sent = 0; sent < (trouble?.times ?? 1); sent += 1) inTurn(world, () => send(world, delivery))
  for (const late of outbox.late) late.after -= 1
  const due = outbox.late.filter(({ after }) => after <= 0)
  for (const late of due) {
    outbox.late.splice(outbox.late.indexOf(late), 1)
    inTurn(world, () => send(world, late.delivery))
  }
}

function inTurn(world: World, work: () => Promise<void>): void {
  world.outbox.last = world.outbox.last.then(work)
}
