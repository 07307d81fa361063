import { eventOf, markOf, repositoriesIn, type Heard, type Hearing } from './hearing.ts'

const BRANCH = 'refs/heads/'
const PUSHED = 'repository.pushed_at'
const TIMES_OF_PULL: Readonly<Record<string, string>> = { opened: 'pull_request.created_at', closed: 'pull_request.closed_at' }

/** Commits came to a branch, or it is gone. Tags are of no use. */
export function hearPush(hearing: Hearing): Heard {
  const { payload } = hearing
  const ref = payload.text('ref')
  if (!ref.startsWith(BRANCH)) return null
  const branch = ref.slice(BRANCH.length)
  const repositories = repositoriesIn(hearing)
  if (payload.flag('deleted')) return { repositories, events: [eventOf(hearing, 'branch.deleted', { branch, before: payload.text('before') }, PUSHED)] }
  const facts = { branch, before: payload.text('before'), after: payload.text('after'), created: payload.flag('created'), forced: payload.flag('forced') }
  return { repositories, events: [eventOf(hearing, 'push', facts, PUSHED)], marks: [markOf(hearing, { kind: 'branch', name: branch })] }
}

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
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `pull_request.${action}`, facts, time)], marks: [markOf(hearing, { kind: 'pull-request', number })] }
}

/** On a line of its own. */
const JOIN = /^\/join[ \t]+([\w-]{1,64})[ \t\r]*$/m

/** A person wrote on an issue or a pull request; of the text only `/join CODE` is read, the rest stays on GitHub. */
export function hearIssueComment(hearing: Hearing, action: string): Heard {
  const { payload } = hearing
  if (payload.textOrNull('comment.user.type') === 'Bot' || payload.numberOrNull('comment.performed_via_github_app.id') !== null) return null
  const commentId = payload.number('comment.id')
  const facts = { number: payload.number('issue.number'), commentId, onPullRequest: payload.textOrNull('issue.pull_request.url') !== null }
  const code = JOIN.exec(payload.textOrNull('comment.body') ?? '')?.[1]
  const joins = code === undefined ? [] : [{
    installationId: payload.number('installation.id'), repositoryId: payload.number('repository.id'), code, commentId, person: { id: payload.number('comment.user.id'), login: payload.text('comment.user.login') },
  }]
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `issue_comment.${action}`, facts)], joins }
}

/** An issue was opened, closed or worked on. */
export function hearIssues(hearing: Hearing, action: string): Heard {
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `issues.${action}`, { number: hearing.payload.number('issue.number') })] }
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
