import type { HostedRepository, Installation, PullRequest, TemplateOrigin } from '../../model/hosting.ts'
import { payloadOf, type Payload } from '../meanings/payload.ts'

/** A repository in an answer of GitHub, or among others in a list. */
export function hostedOf(answer: Payload, installationId: number): HostedRepository {
  return {
    id: answer.number('id'), installationId, ownerId: answer.number('owner.id'), owner: answer.text('owner.login'), name: answer.text('name'),
    defaultBranch: answer.text('default_branch'), private: answer.flag('private') && answer.textOrNull('visibility') !== 'internal', archived: answer.flag('archived'), topics: answer.texts('topics') ?? [],
  }
}

/** The same of a whole answer; null where it lacks what is kept of a repository. */
export function hostedIn(body: unknown, installationId: number): HostedRepository | null {
  const answer = payloadOf(body)
  const repository = hostedOf(answer, installationId)
  return answer.missing().length === 0 ? repository : null
}

/** What a repository was made from, in the answer that holds it alone; null for no template, and where GitHub does not show it to the App. */
export function templateIn(body: unknown): TemplateOrigin | null {
  const answer = payloadOf(body)
  const [id, name] = [answer.numberOrNull('template_repository.id'), answer.textOrNull('template_repository.full_name')]
  return id === null || name === null ? null : { id, name }
}

/** A pull request in an answer that holds one, or among others in a list. */
export function pullRequestIn(answer: Payload): PullRequest {
  const authorId = answer.numberOrNull('user.id')
  const login = answer.textOrNull('user.login')
  return {
    number: answer.number('number'), state: answer.text('state') === 'open' ? 'open' : 'closed', draft: answer.flagOrNull('draft') ?? false,
    merged: answer.flagOrNull('merged') ?? answer.textOrNull('merged_at') !== null, author: authorId === null || login === null ? null : { id: authorId, login },
    head: { sha: answer.text('head.sha'), branch: answer.text('head.ref'), repositoryId: answer.numberOrNull('head.repo.id') },
    base: { branch: answer.text('base.ref'), sha: answer.text('base.sha') }, mergeSha: answer.textOrNull('merge_commit_sha'),
  }
}

/** An installation among those of the App. */
export function installationIn(answer: Payload): Installation {
  const kind = answer.textOrNull('account.type') === 'Organization' ? 'organization' : 'user'
  return { id: answer.number('id'), account: { id: answer.number('account.id'), login: answer.text('account.login'), kind }, suspended: answer.textOrNull('suspended_at') !== null }
}
