import type { Delivery, InstallationChange, Meaning } from '../../flow/ports/store-ports.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { DomainEvent, Mark, WorkTarget } from '../../model/work.ts'
import type { Payload } from './payload.ts'

/** One delivery that is being read, by which App. */
export type Hearing = { readonly delivery: Delivery; readonly payload: Payload; readonly appId: number }

/** What one kind of webhook may add to the meaning; null where it is of no use to us. */
export type Heard = Partial<Omit<Meaning, 'result'>> | null

/** How long marks rest, in milliseconds, so that what belongs together is worked on once: a push and its pull request come as two deliveries. */
const SETTLING = 2000

export function markOf({ delivery, payload }: Hearing, target: WorkTarget, repositoryId = payload.number('repository.id')): Mark {
  return { installationId: payload.number('installation.id'), repositoryId, target, dueAt: delivery.receivedAt + SETTLING, reason: delivery.name }
}

/** The mark of a person who presses a button at a check run: of that commit, also where the branch has moved on. Due at once. */
export function pressedAt(hearing: Hearing, sha: string): Mark {
  return { ...markOf(hearing, { kind: 'commit', sha }), dueAt: hearing.delivery.receivedAt }
}

/** The same where the person asks for a new check run, which GitHub shows as queued until it is answered. Counted once a delivery. */
export function askedAgain(hearing: Hearing, sha: string): Mark {
  return { ...pressedAt(hearing, sha), again: hearing.delivery.id }
}

/**
 * The one event of a delivery. `facts` holds ids, numbers, GitHub's own words and names of branches; no other text. `time` is the path of the time at which
 * it happened by GitHub's word; where there is none, it is when the delivery came: one that was lost comes late.
 */
export function eventOf({ delivery, payload }: Hearing, kind: string, facts: DomainEvent['facts'], time?: string): DomainEvent {
  const id = payload.numberOrNull('sender.id')
  const login = payload.textOrNull('sender.login')
  return {
    id: `${delivery.id}:0`, kind, at: (time === undefined ? null : payload.timeOrNull(time)) ?? delivery.receivedAt, facts,
    installationId: payload.numberOrNull('installation.id'), repositoryId: payload.numberOrNull('repository.id'),
    actor: id === null || login === null ? null : { id, login },
  }
}

/** The payload's repository, where all that is kept of one is in it: half of it would overwrite what is known. */
export function repositoriesIn({ payload }: Hearing): readonly HostedRepository[] {
  const installationId = payload.numberOrNull('installation.id')
  const id = payload.numberOrNull('repository.id')
  const ownerId = payload.numberOrNull('repository.owner.id')
  const [owner, name, defaultBranch] = ['repository.owner.login', 'repository.name', 'repository.default_branch'].map(payload.textOrNull)
  if (installationId === null || id === null || ownerId === null || typeof owner !== 'string' || typeof name !== 'string' || typeof defaultBranch !== 'string') return []
  const topics = payload.texts('repository.topics')
  const [isPrivate, archived] = [payload.flagOrNull('repository.private'), payload.flagOrNull('repository.archived')]
  if (topics === null || isPrivate === null || archived === null) return []
  return [{ id, installationId, ownerId, owner, name, defaultBranch, private: isPrivate && payload.textOrNull('repository.visibility') !== 'internal', archived, topics }]
}

/** The payload's installation with its account; null where the payload only names it. */
export function installationIn({ payload }: Hearing): InstallationChange['installation'] | null {
  const id = payload.numberOrNull('installation.id')
  const accountId = payload.numberOrNull('installation.account.id')
  const login = payload.textOrNull('installation.account.login')
  if (id === null || accountId === null || login === null) return null
  const kind = payload.textOrNull('installation.account.type') === 'Organization' ? 'organization' : 'user'
  return { id, account: { id: accountId, login, kind }, suspended: payload.textOrNull('installation.suspended_at') !== null }
}
