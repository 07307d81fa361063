import type { FromGitHub, SaidComment } from '../../flow/ports/github-ports.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { payloadOf } from '../meanings/payload.ts'
import { idIn } from './check-runs.ts'
import { A_PAGE, type Desk } from './desk.ts'
import { listed } from './lists.ts'
import { troubleOf, valueOf } from './trouble.ts'

const MOST_PAGES = 10
/** GitHub takes no longer comment. */
const LONGEST_BODY = 65_536

/** Our own comments that hold a marker, oldest first: written by this App, whatever the text of others says. */
export async function ownComments({ client, appId }: Desk, { owner, name, id }: HostedRepository, number: number, marker: string): Promise<FromGitHub<readonly number[]>> {
  const page = (of: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.issues.listComments({ owner, repo: name, issue_number: number, per_page: A_PAGE, page: of, request }))
  const all = await listed(`the comments on ${number} in repository ${id}`, page, null, (comment) => ({
    id: comment.number('id'), isOurs: comment.numberOrNull('performed_via_github_app.id') === appId && comment.holds('body', marker),
  }), MOST_PAGES)
  return all.ok ? { ok: true, value: all.value.filter(({ isOurs }) => isOurs).map((comment) => comment.id).toSorted((left, right) => left - right) } : all
}

/** Writes a comment on an issue or pull request; gives its id. */
export async function createComment({ client }: Desk, { owner, name, id }: HostedRepository, number: number, body: string): Promise<FromGitHub<number>> {
  return valueOf(await client.ask((rest, request) => rest.issues.createComment({ owner, repo: name, issue_number: number, body, request }), 'content'), `a comment on ${number} in repository ${id}`, idIn)
}

/** A comment as it is now, whoever wrote it. */
export async function commentNow({ client }: Desk, { owner, name, id }: HostedRepository, commentId: number): Promise<FromGitHub<SaidComment>> {
  return valueOf(await client.ask((rest, request) => rest.issues.getComment({ owner, repo: name, comment_id: commentId, request })), `comment ${commentId} in repository ${id}`, (body) => {
    const answer = payloadOf(body)
    const [at, changed] = [answer.timeOrNull('created_at'), answer.timeOrNull('updated_at')]
    const text = answer.textWithin('body', LONGEST_BODY)
    return at === null || text === null ? null : { text, authorId: answer.numberOrNull('user.id'), at, changedAt: changed !== null && changed > at ? changed : null }
  })
}

/** Writes a comment of ours anew; one that a person deleted is gone. */
export async function updateComment({ client }: Desk, { owner, name, id }: HostedRepository, commentId: number, body: string): Promise<FromGitHub<null>> {
  const written = valueOf(await client.ask((rest, request) => rest.issues.updateComment({ owner, repo: name, comment_id: commentId, body, request }), 'write'), `comment ${commentId} in repository ${id}`, idIn)
  return written.ok ? { ok: true, value: null } : written
}

/** Deletes a comment of ours; one that is not there any more is gone. */
export async function deleteComment({ client }: Desk, { owner, name, id }: HostedRepository, commentId: number): Promise<FromGitHub<null>> {
  const answer = await client.ask((rest, request) => rest.issues.deleteComment({ owner, repo: name, comment_id: commentId, request }), 'write')
  return answer.ok ? { ok: true, value: null } : { ok: false, trouble: troubleOf(answer.failure, `comment ${commentId} in repository ${id}`) }
}
