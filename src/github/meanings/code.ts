import { ISSUE_TOUCHED } from '../../flow/publishing/capstone-mark.ts'
import type { Meaning } from '../../flow/ports/store-ports.ts'
import type { Command } from '../../model/command.ts'
import type { Person } from '../../model/course.ts'
import type { WorkTarget } from '../../model/work.ts'
import { commandsIn } from '../../parse/commands.ts'
import { eventOf, markOf, repositoriesIn, type Heard, type Hearing } from './hearing.ts'

const BRANCH = 'refs/heads/'
const PUSHED = 'repository.pushed_at'
const WRITTEN = 'comment.created_at'
const TIMES_OF_PULL: Readonly<Record<string, string>> = { opened: 'pull_request.created_at', closed: 'pull_request.closed_at' }

/** Commits came to a branch, or it is gone. Tags are of no use. */
export function hearPush(hearing: Hearing): Heard {
  const { payload } = hearing
  const ref = payload.text('ref')
  if (!ref.startsWith(BRANCH)) return null
  const branch = ref.slice(BRANCH.length)
  const repositories = repositoriesIn(hearing)
  if (payload.flag('deleted')) return { repositories, events: [eventOf(hearing, 'branch.deleted', { branch, before: payload.text('before') }, PUSHED)] }
  const ofDefault = payload.textOrNull('repository.default_branch')
  // Which branch is the default one is told of the time of the push: it may be another one later.
  const facts = { branch, toDefault: ofDefault === null ? null : branch === ofDefault, before: payload.text('before'), after: payload.text('after'), created: payload.flag('created'), forced: payload.flag('forced'), senderIsBot: payload.textOrNull('sender.type') === 'Bot' }
  return { repositories, events: [eventOf(hearing, 'push', facts, PUSHED)], marks: [markOf(hearing, { kind: 'branch', name: branch }), ...branch === ofDefault ? [markOf(hearing, { kind: 'contributions' })] : []] }
}

/** Which pull requests are open stands on the capstone issue. */
const OPENS_OR_CLOSES: ReadonlySet<string> = new Set(['opened', 'reopened', 'closed'])

/** A pull request was opened, changed or closed: its state is read anew. */
export function hearPullRequest(hearing: Hearing, action: string): Heard {
  const { payload } = hearing
  const number = payload.number('pull_request.number')
  const facts = {
    number,
    headSha: payload.text('pull_request.head.sha'), headBranch: payload.text('pull_request.head.ref'), headRepositoryId: payload.numberOrNull('pull_request.head.repo.id'),
    baseSha: payload.text('pull_request.base.sha'), baseBranch: payload.text('pull_request.base.ref'),
    merged: payload.flagOrNull('pull_request.merged') ?? false, mergeSha: payload.textOrNull('pull_request.merge_commit_sha'),
    draft: payload.flagOrNull('pull_request.draft') ?? false, authorId: payload.numberOrNull('pull_request.user.id'),
    authorIsBot: payload.textOrNull('pull_request.user.type') === 'Bot',
  }
  const time = Object.hasOwn(TIMES_OF_PULL, action) ? TIMES_OF_PULL[action] : 'pull_request.updated_at'
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `pull_request.${action}`, facts, time)], marks: [markOf(hearing, { kind: 'pull-request', number }), ...OPENS_OR_CLOSES.has(action) ? [markOf(hearing, { kind: 'capstone' }), markOf(hearing, { kind: 'contributions' })] : []] }
}

/** Somebody reviewed a pull request, or their review was dismissed. What it says stays on GitHub; of its outcome GitHub's own word is kept. */
export function hearPullRequestReview(hearing: Hearing, action: string): Heard {
  const { payload } = hearing
  const facts = { number: payload.number('pull_request.number'), reviewId: payload.number('review.id'), state: payload.text('review.state').toLowerCase(), authorId: payload.numberOrNull('pull_request.user.id') }
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `pull_request_review.${action}`, facts, action === 'submitted' ? 'review.submitted_at' : undefined)], marks: [markOf(hearing, { kind: 'contributions' })] }
}

/** GitHub takes no longer comment. */
const LONGEST_BODY = 65_536

/**
 * A person wrote on an issue or a pull request; of the text only commands are read here, the rest stays on GitHub. A comment without one on an issue that this App created may be
 * an answer, also once its writer has changed it; one there that was deleted, by whomever, is taken back. What bots and Apps write is left alone.
 */
export function hearIssueComment(hearing: Hearing, action: string): Heard {
  const { payload, appId } = hearing
  const isBot = payload.textOrNull('comment.user.type') === 'Bot' || payload.textOrNull('comment.user.login')?.endsWith('[bot]') === true
  if (isBot || payload.numberOrNull('comment.performed_via_github_app.id') !== null) return null
  const commentId = payload.number('comment.id')
  const number = payload.number('issue.number')
  const onPullRequest = payload.textOrNull('issue.pull_request.url') !== null
  const isOnOurs = !onPullRequest && payload.numberOrNull('issue.performed_via_github_app.id') === appId
  const isOwnWord = payload.numberOrNull('sender.id') === payload.numberOrNull('comment.user.id')
  if (action !== 'created' && !(isOnOurs && (isOwnWord || action === 'deleted'))) return null
  const heard = { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `issue_comment.${action}`, { number, commentId, onPullRequest }, WRITTEN)], joins: [] }
  const { commands, left } = commandsIn(payload.textWithin('comment.body', LONGEST_BODY) ?? '')
  if (commands.length === 0 && !isOnOurs) return heard
  const person = { id: payload.number('comment.user.id'), login: payload.text('comment.user.login') }
  // What was an answer may hold a command by now, or be gone: either takes it back.
  if (commands.length === 0 || action !== 'created') {
    const mark = markOf(hearing, { kind: 'answer', commentId, number, person })
    return { ...heard, marks: [action === 'created' ? { ...mark, dueAt: hearing.delivery.receivedAt } : mark] }
  }
  // A code is nobody's to see: it goes its own way, and nothing is said of it.
  const asked = commands.filter(({ name }) => name !== 'join')
  const target: WorkTarget = { kind: 'command', at: payload.timeOrNull(WRITTEN) ?? hearing.delivery.receivedAt, commentId, number, onPullRequest, person, commands: asked, left }
  return {
    ...heard, joins: joinsIn(hearing, commands, commentId, person),
    marks: asked.length === 0 ? [] : [{ ...markOf(hearing, target), dueAt: hearing.delivery.receivedAt }],
  }
}

const CODE = /^[\w-]{1,64}$/

function joinsIn({ payload }: Hearing, commands: readonly Command[], commentId: number, person: Person): NonNullable<Meaning['joins']> {
  const code = commands.flatMap((command) => (command.known && command.name === 'join' && CODE.test(command.rest) ? [command.rest] : []))[0]
  return code === undefined ? [] : [{ installationId: payload.number('installation.id'), repositoryId: payload.number('repository.id'), code, commentId, person }]
}

/** What people do with an issue of ours after which it is looked after. */
const DONE_TO_OURS = ['edited', 'deleted', 'transferred', 'reopened', 'closed', 'locked', 'unlocked']

/** An issue was opened, closed or worked on. One that this App created is looked after, unless the App itself did it: written anew where its text was changed, or it is not there any more. */
export function hearIssues(hearing: Hearing, action: string): Heard {
  const { payload, appId } = hearing
  const heard = { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `issues.${action}`, { number: payload.number('issue.number') })] }
  const isOurs = payload.numberOrNull('issue.performed_via_github_app.id') === appId
  const didWeDoIt = payload.numberOrNull('sender.id') === payload.numberOrNull('issue.user.id')
  if (!isOurs || didWeDoIt || !DONE_TO_OURS.includes(action)) return heard
  const isTouched = action === 'deleted' || action === 'transferred' || payload.holds('changes.body.from', '')
  return { ...heard, marks: [{ ...markOf(hearing, { kind: 'capstone' }), ...isTouched ? { reason: ISSUE_TOUCHED } : {} }] }
}

/** A branch or a tag was created; what it holds comes as a push. */
export function hearCreate(hearing: Hearing): Heard {
  const type = hearing.payload.text('ref_type')
  if (type !== 'branch' && type !== 'tag') return null
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `${type}.created`, type === 'branch' ? { branch: hearing.payload.text('ref') } : {})] }
}

/** A release was published or changed. */
export function hearRelease(hearing: Hearing, action: string): Heard {
  const { payload } = hearing
  const facts = { releaseId: payload.number('release.id'), draft: payload.flag('release.draft'), prerelease: payload.flag('release.prerelease') }
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `release.${action}`, facts)] }
}
