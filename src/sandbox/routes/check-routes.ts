import { branchesOf, commitOf } from '../git/git-objects.ts'
import { writerOf } from '../access/callers.ts'
import { malformed, refused } from '../refused.ts'
import { checkRunShape, checkSuiteShape } from '../shapes/checks.ts'
import type { CheckRun, CheckSuite } from '../state/records.ts'
import { emitCheckRun, suiteFor } from '../webhooks/emit-checks.ts'
import { readCheckFields, type CheckFields } from './check-fields.ts'
import { listed, ofRepository, textOf, type RepositoryCall, type Route } from './route.ts'

/** Check runs and check suites. */
export const CHECK_ROUTES: readonly Route[] = [
  ofRepository('POST /repos/{owner}/{repo}/check-runs', ['checks:write'], create),
  ofRepository('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', ['checks:write'], change),
  ofRepository('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', ['checks:read'], (call) => {
    const run = runOf(call)
    return run === null ? refused(404, 'Not Found') : Response.json(checkRunShape(call.world, run, call.trouble?.kind !== 'empty-pull-requests'))
  }),
  ofRepository('GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', ['checks:read'], (call) => {
    const run = runOf(call)
    return run === null ? refused(404, 'Not Found') : listed(call, run.annotations, (one) => ({ ...one, start_column: null, end_column: null, blob_href: `${call.world.webUrl}/blob/${run.headSha}/${one.path}` }))
  }),
  ofRepository('GET /repos/{owner}/{repo}/commits/{ref+}/check-runs', ['checks:read'], async (call) => {
    const sha = await commitOf(call.repository.folder, call.place('ref'))
    if (sha === null) return refused(422, `No commit found for SHA: ${call.place('ref')}`)
    return runsListed(call, [...call.world.checkRuns.values()].filter((run) => run.repositoryId === call.repository.id && run.headSha === sha))
  }),
  ofRepository('GET /repos/{owner}/{repo}/commits/{ref+}/check-suites', ['checks:read'], async (call) => {
    const sha = await commitOf(call.repository.folder, call.place('ref'))
    if (sha === null) return refused(422, `No commit found for SHA: ${call.place('ref')}`)
    const app = call.query('app_id')
    const suites = [...call.world.checkSuites.values()].filter((one) => one.repositoryId === call.repository.id && one.headSha === sha && (app === null || one.appId === Number(app)))
    const shapes = await Promise.all(suites.map((one) => checkSuiteShape(call.world, one)))
    return listed(call, shapes, (shape) => shape, 'check_suites')
  }),
  ofRepository('GET /repos/{owner}/{repo}/check-suites/{check_suite_id}', ['checks:read'], async (call) => {
    const suite = suiteOf(call)
    return suite === null ? refused(404, 'Not Found') : Response.json(await checkSuiteShape(call.world, suite))
  }),
  ofRepository('GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs', ['checks:read'], (call) => {
    const suite = suiteOf(call)
    return suite === null ? refused(404, 'Not Found') : runsListed(call, [...call.world.checkRuns.values()].filter(({ suiteId }) => suiteId === suite.id))
  }),
]

function runOf({ world, repository, place }: RepositoryCall): CheckRun | null {
  const run = world.checkRuns.get(Number(place('check_run_id')))
  return run?.repositoryId === repository.id ? run : null
}

function suiteOf({ world, repository, place }: RepositoryCall): CheckSuite | null {
  const suite = world.checkSuites.get(Number(place('check_suite_id')))
  return suite?.repositoryId === repository.id ? suite : null
}

/** Newest first; of each App and name the newest alone, unless all are asked for. */
function runsListed(call: RepositoryCall, runs: readonly CheckRun[]): Response {
  const [name, status, app] = [call.query('check_name'), call.query('status'), call.query('app_id')]
  const asked = [...runs].reverse().filter((run) => (name === null || run.name === name) && (status === null || run.status === status) && (app === null || run.appId === Number(app)))
  const seen = new Set<string>()
  const latest = asked.filter((run) => { const key = `${run.appId} ${run.name}`; const first = !seen.has(key); seen.add(key); return first })
  return listed(call, call.query('filter') === 'all' ? asked : latest, (run) => checkRunShape(call.world, run, call.trouble?.kind !== 'empty-pull-requests'), 'check_runs')
}

async function create(call: RepositoryCall): Promise<Response> {
  const { world, repository, caller, body } = call
  if (caller.kind !== 'installation') return refused(403, 'You must authenticate via a GitHub App.')
  const fields = readCheckFields(body)
  if (fields instanceof Response) return fields
  const [name, head] = [fields.name, textOf(body, 'head_sha')]
  if (name === null || head === null) return malformed(`"${name === null ? 'name' : 'head_sha'}" wasn't supplied.`)
  if (!/^[0-9a-f]{40}$/.test(head) || await commitOf(repository.folder, head) === null) return refused(422, `No commit found for SHA: ${head}`)
  const branch = (await branchesOf(repository.folder)).find(({ sha }) => sha === head)?.name ?? null
  const suite = suiteFor(world, repository, caller.app.id, head, branch)
  const run: CheckRun = {
    id: world.nextId(), repositoryId: repository.id, suiteId: suite.id, appId: caller.app.id, headSha: head, name, externalId: fields.externalId ?? '', detailsUrl: null, status: 'queued', conclusion: null,
    startedAt: world.now(), completedAt: null, output: { title: null, summary: null, text: null }, annotations: [], actions: [],
  }
  world.checkRuns.set(run.id, run)
  apply(call, run, fields)
  await emitCheckRun(world, run, 'created', writerOf(world, caller))
  if (run.status === 'completed') await emitCheckRun(world, run, 'completed', writerOf(world, caller))
  return Response.json(checkRunShape(world, run), { status: 201 })
}

async function change(call: RepositoryCall): Promise<Response> {
  const { world, caller, body } = call
  const run = runOf(call)
  if (run === null) return refused(404, 'Not Found')
  if (caller.kind !== 'installation' || run.appId !== caller.app.id) return refused(403, `Invalid app_id \`${run.appId}\` - check run can only be modified by the GitHub App that created it.`)
  const fields = readCheckFields(body)
  if (fields instanceof Response) return fields
  const was = run.status
  if (was === 'completed' && fields.status !== null && fields.status !== 'completed') return refused(422, 'Validation Failed', [{ resource: 'CheckRun', field: 'status', code: 'custom', message: 'a completed check run cannot be set back' }])
  apply(call, run, fields)
  if (was !== 'completed' && run.status === 'completed') await emitCheckRun(world, run, 'completed', writerOf(world, caller))
  return Response.json(checkRunShape(world, run))
}

function apply({ world }: RepositoryCall, run: CheckRun, fields: CheckFields): void {
  run.name = fields.name ?? run.name
  run.externalId = fields.externalId ?? run.externalId
  run.detailsUrl = fields.detailsUrl ?? run.detailsUrl
  run.actions = fields.actions ?? run.actions
  if (fields.output !== null) run.output = { title: fields.output.title ?? run.output.title, summary: fields.output.summary, text: fields.output.text ?? run.output.text }
  run.annotations.push(...fields.annotations)
  run.status = fields.status ?? run.status
  run.conclusion = fields.conclusion ?? run.conclusion
  if (run.status === 'completed') run.completedAt ??= world.now()
}
