import { isCourseHome } from '../../flow/courses/course-home.ts'
import type { FromGitHub, OwnCheckRun } from '../../flow/ports/github-ports.ts'
import type { Annotation, CheckRunContent } from '../../model/check-run.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { field } from '../json.ts'
import { A_PAGE, type Desk } from './desk.ts'
import { listed } from './lists.ts'
import { valueOf } from './trouble.ts'

/** The name that our check runs have, which says what they are about. A student's workflow can give it to its own too: those of another App are not ours. */
function nameOfRun(repository: HostedRepository): string {
  return isCourseHome(repository) ? 'Capstone course' : 'Capstone'
}

/** GitHub takes this many annotations a request; those of further requests are added to them. */
const MOST_ANNOTATIONS = 50
const MOST_PAGES = 3

/** Our own check runs of a commit, by App id and name, oldest first. */
export async function ownCheckRuns({ client, appId }: Desk, repository: HostedRepository, commit: string): Promise<FromGitHub<readonly OwnCheckRun[]>> {
  const { owner, name, id } = repository
  const runName = nameOfRun(repository)
  const page = (number: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.checks.listForRef({ owner, repo: name, ref: commit, check_name: runName, app_id: appId, filter: 'all', per_page: A_PAGE, page: number, request }))
  const asked = `the check runs of ${commit.slice(0, 7)} in repository ${id}`
  const all = await listed(asked, page, 'check_runs', (run) => ({ id: run.number('id'), externalId: run.textOrNull('external_id') ?? '', annotations: run.numberOrNull('output.annotations_count') ?? 0, isOurs: run.numberOrNull('app.id') === appId && run.textOrNull('name') === runName }), MOST_PAGES)
  return all.ok ? { ok: true, value: all.value.filter(({ isOurs }) => isOurs).map(({ id: runId, externalId, annotations }) => ({ id: runId, externalId, annotations })).toSorted((left, right) => left.id - right.id) } : all
}

/** Creates a check run, with its further annotations in further requests; gives its id. */
export async function createCheckRun(desk: Desk, repository: HostedRepository, commit: string, externalId: string, content: CheckRunContent): Promise<FromGitHub<number>> {
  const { owner, name, id } = repository
  const answer = await desk.client.ask((rest, request) => rest.checks.create({ owner, repo: name, name: nameOfRun(repository), head_sha: commit, external_id: externalId, ...bodyOf(content, 0), request }), 'check-run')
  const created = valueOf(answer, `a check run of ${commit.slice(0, 7)} in repository ${id}`, idIn)
  if (!created.ok || content.annotations.length <= MOST_ANNOTATIONS) return created
  const further = await writeFrom(desk, repository, created.value, content, MOST_ANNOTATIONS)
  return further.ok ? created : further
}

/** Writes a check run of ours anew. Annotations are added to those that it has: GitHub knows no way to take one back. */
export function updateCheckRun(desk: Desk, repository: HostedRepository, id: number, content: CheckRunContent): Promise<FromGitHub<null>> {
  return writeFrom(desk, repository, id, content, 0)
}

async function writeFrom({ client }: Desk, { owner, name, id }: HostedRepository, checkRunId: number, content: CheckRunContent, first: number): Promise<FromGitHub<null>> {
  for (let from = first; from === first || from < content.annotations.length; from += MOST_ANNOTATIONS) {
    const answer = await client.ask((rest, request) => rest.checks.update({ owner, repo: name, check_run_id: checkRunId, ...bodyOf(content, from), request }), 'write')
    const written = valueOf(answer, `check run ${checkRunId} of repository ${id}`, idIn)
    if (!written.ok) return written
  }
  return { ok: true, value: null }
}

type Body = {
  status: CheckRunContent['status']
  conclusion?: NonNullable<CheckRunContent['conclusion']>
  details_url?: string
  actions?: { label: string; description: string; identifier: string }[]
  output: { title: string; summary: string; text?: string; annotations?: { path: string; start_line: number; end_line: number; annotation_level: Annotation['level']; title: string; message: string }[] }
}

function bodyOf({ status, conclusion, title, summary, text, detailsUrl, annotations, actions }: CheckRunContent, from: number): Body {
  const some = annotations.slice(from, from + MOST_ANNOTATIONS).map((one) => ({
    path: one.path, start_line: one.startLine, end_line: one.endLine, annotation_level: one.level, title: one.title, message: one.message,
  }))
  return {
    status, ...(conclusion === null ? {} : { conclusion }), ...(detailsUrl === null ? {} : { details_url: detailsUrl }),
    ...(status === 'completed' ? { actions: actions.map((action) => ({ ...action })) } : {}),
    output: { title, summary, ...(text === '' ? {} : { text }), ...(some.length === 0 ? {} : { annotations: some }) },
  }
}

/** The id of what was created or changed. */
export function idIn(body: unknown): number | null {
  const id = field(body, 'id')
  return typeof id === 'number' ? id : null
}
