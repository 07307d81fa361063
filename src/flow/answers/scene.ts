import type { PullRequest } from '../../model/hosting.ts'
import type { CourseRole } from '../../model/role.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import type { Answering, Asked, Scene } from './command-parts.ts'
import { standNow } from './said-now.ts'

/** Looks at how things stand where the comment was written: one request on a pull request, none on an issue. */
export async function sceneOf(asked: Asked, role: CourseRole, parts: Answering): Promise<FromGitHub<Scene>> {
  const { target, port, repository } = asked
  const head = target.onPullRequest ? await port.pullRequest(repository, target.number) : null
  if (head !== null && !head.ok && head.trouble.kind !== 'gone') return head
  const found = head?.ok === true ? head.value.pull : null
  return { ok: true, value: await sceneNow(asked, role, found?.state === 'open' ? found : null, parts) }
}

/** How things stand by what is stored now, without a request: for a command that comes after one that kept something. */
export async function sceneNow(asked: Asked, role: CourseRole, pull: PullRequest | null, parts: Answering): Promise<Scene> {
  return { ...asked, role, pull, ...await standNow(asked.repository, asked.course, parts, pull) }
}
