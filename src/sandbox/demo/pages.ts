import { DIAGRAM_SCRIPT, studentViewPage, type ShownCheckRun, type StudentView } from '../student-view.ts'
import type { CheckRun, IssueComment, Repository } from '../state/records.ts'
import type { Sandbox } from '../sandbox.ts'
import { readObjects, treeOf } from '../git/git-objects.ts'
import { deploymentsPage } from './deployments-page.ts'
import { diagramScript } from './diagram-script.ts'
import { filePage } from './file-page.ts'
import { indexPage, type IndexRow } from './index-page.ts'
import { runPage } from './run-page.ts'

/** The pages of a demo's GitHub: what a student sees of a pull request or a commit, the runs and files that it leads to, and a list. 404 for any other address. */
export function demoPages(sandbox: Sandbox, says: (name: string) => string): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === DIAGRAM_SCRIPT) return new Response(diagramScript(), { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
    if (pathname === '/') return htmlResponse(indexPage(rowsOf(sandbox, says)))
    const [, name = '', rest = ''] = /^\/([\w.-]+\/[\w.-]+)\/(.+)$/.exec(pathname) ?? []
    const repository = [...sandbox.world.repositories.values()].find((one) => sandbox.nameOf(one.id) === name)
    const page = repository === undefined ? null : await pageOf(sandbox, repository, rest)
    return page === null ? new Response('Not Found', { status: 404 }) : htmlResponse(page)
  }
}

async function pageOf(sandbox: Sandbox, repository: Repository, rest: string): Promise<string | null> {
  const [, kind = '', place = ''] = /^(pull|issues|commit)\/(\w+)$/.exec(rest) ?? []
  if (kind !== '') {
    const view = kind !== 'commit' ? talkView(sandbox, repository, Number(place)) : commitView(sandbox, repository, place)
    return view === null ? null : studentViewPage(view)
  }
  const name = sandbox.nameOf(repository.id)
  if (rest === 'deployments') return deploymentsPage(name, [...sandbox.world.deployments.values()].filter(({ repositoryId }) => repositoryId === repository.id))
  const [, runId, jobId] = /^actions\/runs\/(\d+)(?:\/job\/(\d+))?$/.exec(rest) ?? []
  const run = runId === undefined ? undefined : sandbox.world.workflowRuns.get(Number(runId))
  if (run !== undefined && run.repositoryId === repository.id) {
    const jobs = [...sandbox.world.jobs.values()].filter((job) => job.runId === run.id && (jobId === undefined || job.id === Number(jobId)))
    return runPage(name, run, jobs)
  }
  const [, commit = '', path = ''] = /^blob\/([0-9a-f]{40})\/(.+)$/.exec(rest) ?? []
  if (commit === '') return null
  const wanted = decodedPath(path)
  const entry = (await treeOf(repository.folder, commit, true))?.find((one) => one.path === wanted)
  const blob = entry === undefined ? undefined : (await readObjects(repository.folder, [entry.sha])).get(entry.sha)
  return blob?.type === 'blob' ? filePage(name, commit, wanted, blob.bytes.toString('utf8')) : null
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function rowsOf(sandbox: Sandbox, says: (name: string) => string): readonly IndexRow[] {
  return [...sandbox.world.repositories.values()].map((repository) => {
    const name = sandbox.nameOf(repository.id)
    const newest = sandbox.checkRuns(name).findLast((run) => run.appId === sandbox.world.app?.id)
    return {
      name, says: says(name), title: newest?.output.title ?? '', commit: newest?.headSha ?? null,
      issues: sandbox.world.issues.filter(({ repositoryId, pull }) => repositoryId === repository.id && pull === null),
      pulls: sandbox.world.issues.flatMap(({ repositoryId, number, title, pull }) => repositoryId === repository.id && pull !== null ? [{ number, title }] : []),
    }
  })
}

/** A pull request or an issue, with what was said on it. */
function talkView(sandbox: Sandbox, repository: Repository, number: number): StudentView | null {
  const issue = sandbox.world.issues.find((one) => one.repositoryId === repository.id && one.number === number)
  if (issue === undefined) return null
  const { pull, title, userId, state } = issue
  const author = sandbox.loginOf(userId)
  const comments = sandbox.comments(sandbox.nameOf(repository.id), number).map((one) => said(sandbox, one))
  if (pull === null) return { ...commitPart(sandbox, repository, ''), issue: { number, title, state, author }, pull: null, comments: [said(sandbox, { ...issue, body: issue.body ?? '' }, []), ...comments] }
  return {
    ...commitPart(sandbox, repository, pull.head.sha), comments,
    pull: { number, title, state: pull.mergedAt !== null ? 'merged' : state, author, head: pull.head.branch, base: pull.base.branch },
  }
}

function said(sandbox: Sandbox, { id, userId, viaApp, body, createdAt, updatedAt }: Pick<IssueComment, 'id' | 'userId' | 'viaApp' | 'body' | 'createdAt' | 'updatedAt'>, reactions = reactionsTo(sandbox, id)): StudentView['comments'][number] {
  return { id, author: sandbox.loginOf(userId), isApp: viaApp, body, at: new Date(createdAt).toISOString().slice(0, 16).replace('T', ' '), isEdited: updatedAt > createdAt, reactions }
}

function reactionsTo({ world }: Sandbox, comment: number): readonly (readonly [string, number])[] {
  const given = world.reactions.filter(({ commentId }) => commentId === comment)
  return [...new Set(given.map(({ content }) => content))].map((content) => [content, given.filter((one) => one.content === content).length])
}

function commitView(sandbox: Sandbox, repository: Repository, commit: string): StudentView | null {
  return /^[0-9a-f]{40}$/.test(commit) ? { ...commitPart(sandbox, repository, commit), pull: null, comments: [] } : null
}

function commitPart(sandbox: Sandbox, repository: Repository, commit: string): Pick<StudentView, 'repository' | 'commit' | 'checkRuns'> {
  const name = sandbox.nameOf(repository.id)
  const [owner = '', short = ''] = name.split('/')
  return { repository: { owner, name: short }, commit, checkRuns: commit === '' ? [] : sandbox.checkRuns(name, commit).map(shown) }
}

function shown({ name, status, conclusion, output, detailsUrl, annotations, actions }: CheckRun): ShownCheckRun {
  return {
    name, status: status === 'completed' ? 'completed' : 'in_progress',
    conclusion: conclusion === 'success' || conclusion === 'neutral' || conclusion === 'failure' ? conclusion : null,
    title: output.title ?? '', summary: output.summary ?? '', text: output.text ?? '', detailsUrl, actions,
    annotations: annotations.map((one) => ({
      path: one.path, startLine: one.start_line, endLine: one.end_line, level: (['warning', 'failure'] as const).find((level) => level === one.annotation_level) ?? 'notice', title: one.title ?? '', message: one.message,
    })),
  }
}

function htmlResponse(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
