import { addComment, changeComment, changeIssue, openIssue, removeComment } from '../acts/issues.ts'
import { levelOf, writerOf } from '../access/callers.ts'
import { invalid, refused } from '../refused.ts'
import { commentShape, issueShape, REACTIONS, reactionShape } from '../shapes/issues.ts'
import type { Issue, IssueComment } from '../state/records.ts'
import { issueOf } from '../state/world.ts'
import { listed, ofRepository, textOf, type RepositoryCall, type Route } from './route.ts'

const LONGEST_BODY = 65_536
const READ = ['issues:read', 'pull_requests:read']
const WRITE = ['issues:write', 'pull_requests:write']

/** Issues, the comments on them and on pull requests, and reactions. */
export const ISSUE_ROUTES: readonly Route[] = [
  ofRepository('GET /repos/{owner}/{repo}/issues', READ, (call) => {
    const state = call.query('state') ?? 'open'
    const creator = call.query('creator')
    const all = call.world.issues.filter(({ repositoryId, pull }) => repositoryId === call.repository.id && (pull !== null || call.repository.hasIssues))
    if ((call.query('direction') ?? 'desc') === 'desc') all.reverse()
    return listed(call, all.filter((one) => (state === 'all' || one.state === state) && (creator === null || call.world.accounts.get(one.userId)?.login === creator)), (one) => issueShape(call.world, one))
  }),
  ofRepository('POST /repos/{owner}/{repo}/issues', ['issues:write'], (call) => {
    if (!call.repository.hasIssues) return withoutIssues()
    const title = textOf(call.body, 'title')
    if (title === null || title === '') return invalid('Issue', 'title', 'title is missing', 'missing_field')
    const body = textOf(call.body, 'body')
    if (tooLong(body)) return longBody('Issue')
    return Response.json(issueShape(call.world, openIssue(call.world, call.repository, { title, body, user: writerOf(call.world, call.caller), viaApp: call.caller.kind !== 'person' })), { status: 201 })
  }),
  ofRepository('GET /repos/{owner}/{repo}/issues/{issue_number}', READ, (call) => onIssue(call, (issue) => Response.json(issueShape(call.world, issue)))),
  ofRepository('PATCH /repos/{owner}/{repo}/issues/{issue_number}', ['issues:write'], (call) => onIssue(call, (issue) => patchIssue(call, issue))),
  ofRepository('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', READ, (call) => onIssue(call, (issue) => {
    const since = call.query('since')
    const comments = [...call.world.comments.values()].filter(({ repositoryId, number }) => repositoryId === issue.repositoryId && number === issue.number)
    return listed(call, comments.filter(({ updatedAt }) => since === null || updatedAt >= Date.parse(since)), (one) => commentShape(call.world, one))
  })),
  ofRepository('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', WRITE, (call) => onIssue(call, (issue) => {
    const body = textOf(call.body, 'body')
    if (body === null || body.trim() === '') return invalid('IssueComment', 'body', 'Body can\'t be blank', 'missing_field')
    if (tooLong(body)) return longBody('IssueComment')
    if (issue.isLocked && call.caller.kind !== 'person') return refused(403, 'Unable to create comment because issue is locked.')
    return Response.json(commentShape(call.world, addComment(call.world, issue, body, writerOf(call.world, call.caller), call.caller.kind !== 'person')), { status: 201 })
  })),
  ofRepository('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', READ, (call) => onComment(call, (comment) => Response.json(commentShape(call.world, comment)))),
  ofRepository('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', WRITE, (call) => onComment(call, (comment) => {
    const body = textOf(call.body, 'body')
    if (body === null || body.trim() === '') return invalid('IssueComment', 'body', 'Body can\'t be blank', 'missing_field')
    if (tooLong(body)) return longBody('IssueComment')
    if (!mayChange(call, comment)) return refused(403, 'Must have admin rights to Repository.')
    changeComment(call.world, comment, body, writerOf(call.world, call.caller))
    return Response.json(commentShape(call.world, comment))
  })),
  ofRepository('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', WRITE, (call) => onComment(call, (comment) => {
    if (!mayChange(call, comment)) return refused(403, 'Must have admin rights to Repository.')
    removeComment(call.world, comment, writerOf(call.world, call.caller))
    return new Response(null, { status: 204 })
  })),
  ofRepository('GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', READ, (call) => onComment(call, (comment) => listed(call, call.world.reactions.filter(({ commentId }) => commentId === comment.id), (one) => reactionShape(call.world, one)))),
  ofRepository('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', WRITE, (call) => onComment(call, (comment) => react(call, comment.number, comment.id))),
  ofRepository('POST /repos/{owner}/{repo}/issues/{issue_number}/reactions', WRITE, (call) => onIssue(call, (issue) => react(call, issue.number, null))),
]

function onIssue(call: RepositoryCall, answer: (issue: Issue) => Response): Response {
  const issue = issueOf(call.world, call.repository, Number(call.place('issue_number')))
  if (issue !== undefined) return issue.pull === null && !call.repository.hasIssues ? withoutIssues() : answer(issue)
  const former = call.repository.formerIssues.get(Number(call.place('issue_number')))
  if (former === undefined) return refused(404, 'Not Found')
  if (former === null) return refused(410, 'This issue was deleted')
  const url = `${call.world.apiUrl}/repositories/${former.repositoryId}/issues/${former.number}`
  return Response.json({ message: 'Moved Permanently', url, documentation_url: 'https://docs.github.com/rest' }, { status: 301, headers: { location: url } })
}

/** GitHub documentation, "Create an issue": 410 where a repository has no issues. Its list still answers, with the pull requests. */
function withoutIssues(): Response {
  return refused(410, 'Issues has been disabled in this repository.')
}

function onComment(call: RepositoryCall, answer: (comment: IssueComment) => Response): Response {
  const comment = call.world.comments.get(Number(call.place('comment_id')))
  return comment?.repositoryId === call.repository.id ? answer(comment) : refused(404, 'Not Found')
}

/** An App changes its own comments alone; a person its own, and those of others with write access. */
function mayChange({ world, caller, repository }: RepositoryCall, comment: IssueComment): boolean {
  const own = comment.userId === writerOf(world, caller).id
  if (caller.kind !== 'person' || caller.account === null) return own || caller.kind === 'person'
  return own || ['admin', 'maintain', 'write'].includes(levelOf(repository, caller.account) ?? '')
}

function tooLong(body: string | null): boolean {
  return (body ?? '').length > LONGEST_BODY
}

function longBody(resource: string): Response {
  return invalid(resource, 'data', `Body is too long (maximum is ${LONGEST_BODY} characters)`, 'unprocessable')
}

function patchIssue(call: RepositoryCall, issue: Issue): Response {
  const [title, body, state] = ['title', 'body', 'state'].map((field) => textOf(call.body, field))
  if (tooLong(body ?? null)) return longBody('Issue')
  changeIssue(call.world, issue, { title: title ?? issue.title, ...(typeof body === 'string' ? { body } : {}), state: state === 'open' || state === 'closed' ? state : issue.state }, writerOf(call.world, call.caller))
  return Response.json(issueShape(call.world, issue))
}

/** Adds a reaction; the same one of the same account is there once. */
function react({ world, repository, caller, body }: RepositoryCall, number: number, commentId: number | null): Response {
  const content = textOf(body, 'content')
  if (content === null || !REACTIONS.includes(content)) return invalid('Reaction', 'content', 'content is not a reaction')
  if (caller.kind !== 'person' && issueOf(world, repository, number)?.isLocked === true) return refused(403, 'Unable to create reaction because issue is locked.')
  const user = writerOf(world, caller)
  const known = world.reactions.find((one) => one.repositoryId === repository.id && one.number === number && one.commentId === commentId && one.content === content && one.userId === user.id)
  if (known !== undefined) return Response.json(reactionShape(world, known))
  const reaction = { id: world.nextId(), repositoryId: repository.id, number, commentId, content, userId: user.id, createdAt: world.now() }
  world.reactions.push(reaction)
  return Response.json(reactionShape(world, reaction), { status: 201 })
}
