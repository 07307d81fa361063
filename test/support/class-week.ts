import { readProgress } from '../../src/flow/judging/progress.ts'
import type { Prober } from '../../src/flow/ports/probe-ports.ts'
import type { Delivery } from '../../src/flow/ports/store-ports.ts'
import type { PullRequest } from '../../src/model/hosting.ts'
import type { RunJob, WorkflowRun } from '../../src/model/run.ts'
import type { Store } from '../../src/store/open-store.ts'
import { APP_ID, START } from './class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from './class-github.ts'
import { aRepository } from './hosting.ts'
import { makeZip } from './make-zip.ts'
import type { ShownRun } from './publishing.ts'

const sha = (name: string): string => Buffer.from(name.padEnd(20, '.')).toString('hex').slice(0, 40)
const CI = 'name: CI\non: [push, pull_request]\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}, {uses: actions/upload-artifact@v4}]}}\n'
const WEAK = { 'src/app.py': 'def predict(x):\n    return x\n' }
const MIDDLING = { ...WEAK, 'README.md': '# Churn\n', '.github/workflows/ci.yml': CI, 'tests/test_app.py': 'from app import predict\n\ndef test_predict():\n    assert predict(1) == 1\n' }
const SERVED = { ...MIDDLING, 'src/service.py': 'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/health")\ndef health():\n    return {"status": "ok"}\n' }
const TRAIN = 'import yaml\nfrom sklearn.ensemble import RandomForestClassifier\n\ndef train(x, y):\n    params = yaml.safe_load(open("params.yaml"))["train"]\n    model = RandomForestClassifier(max_depth=params["max_depth"])\n    return model.fit(x, y)\n'
const TRAINED = { ...SERVED, 'src/train.py': TRAIN, 'params.yaml': 'train:\n  max_depth: 5\n' }
const TYPED = { ...TRAINED, 'params.yaml': 'train:\n  max_depth: 8\n', 'src/app.py': 'def predict(x: int) -> int:\n    return x\n' }

/** What the course's code is, by which Eva's repository joins. */
export const JOIN_CODE = 'sparrow-27-umbrella'

/** A class after a week: Ana has merged a pull request into main, deployed that, a branch with a pull request that trains deeper trees, and one that changes the README alone and ran nothing; Ben has a pull request from a fork, Eva brings her own repository in by the course's code. */
export function classOfTheWeek(): ClassGitHub {
  const ana = classRepository(aRepository(), { main: sha('ana-main'), tune: sha('ana-tune'), notes: sha('ana-notes') }, { [sha('ana-main')]: TRAINED, [sha('ana-tune')]: TYPED, [sha('ana-notes')]: { ...TRAINED, 'README.md': '# Churn\n\nNotes.\n' } }, {
    pulls: [pull(3, { sha: sha('ana-tune'), branch: 'tune', repositoryId: 42 }, sha('ana-main')), { ...pull(2, { sha: sha('ana-serve'), branch: 'serve', repositoryId: 42 }, sha('ana-old')), state: 'closed', merged: true, mergeSha: sha('ana-main') }],
    runs: { [sha('ana-main')]: [run(1, sha('ana-main'), 'push')], [sha('ana-tune')]: [run(2, sha('ana-tune'), 'push'), run(3, sha('ana-tune'), 'pull_request')] },
    uploads: Object.fromEntries([1, 2, 3].map((id) => [id, [report(id)]])),
    deployments: { [sha('ana-main')]: [{ id: 5, sha: sha('ana-main'), ref: 'main', environment: 'production', createdAt: START, state: 'success', url: 'https://churn.example.edu', logUrl: null, statedAt: START }] },
  })
  const ben = classRepository(aRepository({ id: 43, name: 'capstone-ben' }), { main: sha('ben-main') }, { [sha('ben-main')]: WEAK, [sha('ben-fork')]: MIDDLING }, {
    pulls: [pull(1, { sha: sha('ben-fork'), branch: 'main', repositoryId: 99 }, sha('ben-main'))], runs: { [sha('ben-fork')]: [run(4, sha('ben-fork'), 'pull_request')] },
  })
  return classGitHub([ana, ben, classRepository(aRepository({ id: 44, ownerId: 2, owner: 'eva', name: 'notes' }), { main: sha('eva') }, { [sha('eva')]: WEAK })])
}

/** Ana's service answers; every answer is of the same time, since orders of deliveries differ in theirs. */
export const ANSWERING: Prober = {
  ask: ({ what, url, path }) => Promise.resolve({ what, url, path, asked: `${url}${path}`, at: START, result: { kind: 'answered', status: 200, milliseconds: 3, contentType: null, bytes: 2, digest: 'd'.repeat(64), excerpt: 'ok', metrics: null } }),
}

function pull(number: number, head: PullRequest['head'], base: string): PullRequest {
  return { number, state: 'open', merged: false, draft: false, author: { id: 5, login: 'ana' }, head, base: { branch: 'main', sha: base }, mergeSha: null }
}

function run(id: number, headSha: string, event: string): WorkflowRun {
  return {
    id, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event, branch: null, headSha, status: 'completed', conclusion: 'success', url: `https://github.com/octo-org/x/actions/runs/${id}`,
    createdAt: START, updatedAt: START, jobs: [job(id)],
  }
}

/** What a run uploaded: its test report, which tells how long that one took. */
function report(id: number): ClassRepository['uploads'][number][number] {
  return { id, name: 'junit', isExpired: false, createdAt: START + 5000, zip: makeZip([{ name: 'junit.xml', content: `<testsuite time="${id}"><testcase classname="tests.test_app" name="test_predict"/></testsuite>` }]) }
}

function job(id: number): RunJob {
  return { id: id * 10, name: 'test', status: 'completed', conclusion: 'success', url: `https://github.com/octo-org/x/actions/runs/${id}/job/${id * 10}`, startedAt: START, completedAt: START + 9000, steps: [{ number: 2, name: 'Run pytest', status: 'completed', conclusion: 'success' }] }
}

/** What GitHub sent in that week, in its order. */
export function deliveriesOfTheWeek(github: ClassGitHub): readonly Delivery[] {
  const [ana, ben, eva] = [42, 43, 44].map((id) => payloadOf(github.repositories.get(id)))
  const pushed = (repository: object | undefined, branch: string, after: string): object => ({ repository, ref: `refs/heads/${branch}`, before: sha('x'), after, created: false, deleted: false, forced: false })
  const told = (repository: object | undefined, { number, state, merged, mergeSha, head, base }: PullRequest): object => ({
    action: state === 'open' ? 'opened' : 'closed', repository,
    pull_request: { number, merged, draft: false, merge_commit_sha: mergeSha, user: { id: 5 }, head: { sha: head.sha, ref: head.branch, repo: { id: head.repositoryId } }, base: { sha: base.sha, ref: base.branch, repo: { id: 42 } } },
  })
  const ended = (repository: object | undefined, { id, event, headSha }: WorkflowRun, of: number, numbers: readonly number[]): object => ({
    action: 'completed', repository,
    workflow_run: { id, run_attempt: 1, workflow_id: 1, event, head_sha: headSha, head_branch: numbers.length > 0 ? 'tune' : 'main', head_repository: { id: of }, status: 'completed', conclusion: 'success', pull_requests: numbers.map((number) => ({ number, base: { repo: { id: 42 } } })) },
  })
  const week: readonly (readonly [string, object])[] = [
    ['installation', { action: 'created', repositories: [{ id: 42 }, { id: 43 }, { id: 44 }] }],
    ['push', pushed(ana, 'main', sha('ana-old'))], ['push', pushed(ana, 'main', sha('ana-main'))], ['push', pushed(ana, 'tune', sha('ana-tune'))], ['push', pushed(ana, 'notes', sha('ana-notes'))],
    ['push', pushed(ben, 'main', sha('ben-main'))], ['push', pushed(eva, 'main', sha('eva'))],
    ...[...github.repositories.values()].flatMap(({ hosted, pulls }) => pulls.map((one) => ['pull_request', told(payloadOf(github.repositories.get(hosted.id)), one)] as const)),
    ['workflow_run', ended(ana, run(1, sha('ana-main'), 'push'), 42, [])], ['workflow_run', ended(ana, run(3, sha('ana-tune'), 'pull_request'), 42, [3])],
    ['workflow_run', ended(ben, run(4, sha('ben-fork'), 'pull_request'), 99, [])],
    ['deployment_status', { action: 'created', repository: ana, deployment: { id: 5, sha: sha('ana-main') }, deployment_status: { id: 6, state: 'success' } }],
    ['issue_comment', { action: 'created', repository: eva, issue: { number: 9 }, comment: { id: 77, body: `/join ${JOIN_CODE}`, user: { id: 2, login: 'eva', type: 'User' }, performed_via_github_app: null } }],
    ['check_run', { action: 'rerequested', repository: ana, check_run: { id: 100, head_sha: sha('ana-tune'), app: { id: APP_ID }, check_suite: { head_branch: 'tune' }, pull_requests: [] } }],
  ]
  return week.map(([name, payload], place) => ({
    id: `delivery-${place}`, name, action: null, installationId: 7, repositoryId: null, receivedAt: START + place * 1000,
    body: JSON.stringify({ installation: { id: 7, account: { id: 1, login: 'octo-org', type: 'Organization' }, suspended_at: null }, sender: { id: 5, login: 'ana' }, ...dated(payload, START - 3_600_000 + place * 60_000) }),
  }))
}

/** A payload with the times at which GitHub says that it happened: a push in seconds, anything else as a date. */
function dated(payload: object, at: number): object {
  const date = new Date(at).toISOString()
  const times: Readonly<Record<string, object>> = { pull_request: { created_at: date, updated_at: date, closed_at: date }, workflow_run: { updated_at: date }, deployment_status: { created_at: date } }
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => {
    const more = key === 'repository' && Object.hasOwn(payload, 'ref') ? { pushed_at: at / 1000 } : Object.hasOwn(times, key) ? times[key] : undefined
    return [key, more === undefined ? value : { ...value, ...more }]
  }))
}

function payloadOf(repository: ClassRepository | undefined): object | undefined {
  if (repository === undefined) return undefined
  const { id, name, ownerId, owner, defaultBranch, archived, topics } = repository.hosted
  return { id, name, owner: { id: ownerId, login: owner }, default_branch: defaultBranch, private: repository.hosted.private, archived, topics }
}

/** All that is to be the same whatever came first: assessments, activities, the steps, and what GitHub shows (of several check runs of a commit, the newest). */
export async function outcomeOf(github: ClassGitHub, store: Pick<Store, 'assessments' | 'activities' | 'journal' | 'traces' | 'decisions'>): Promise<unknown> {
  return Promise.all([...github.repositories.values()].map(async ({ hosted, hosted: { id }, commits, shown }) => ({
    id, steps: await readProgress(hosted, 'mlops', null, store),
    commits: await Promise.all(Object.keys(commits).map(async (commit) => {
      const [assessment, activity] = [await store.assessments.newest(id, { commit }), await store.activities.of(id, commit)]
      return {
        commit, digest: assessment?.digest, branch: assessment?.branch, isDefaultBranch: assessment?.isDefaultBranch, runs: activity?.runs.map((one) => one.id), deployments: activity?.deployments.map((one) => one.id),
        shown: seen(shown.runs.findLast((one) => one.commit === commit)),
      }
    })),
    comments: shown.comments.map(({ number, body }) => ({ number, body })), thumbs: [...shown.thumbs],
  })))
}

/** The page of an assessment bears its id, which no two have alike; annotations are added to those that are there, so they are counted. */
function seen(run: ShownRun | undefined): unknown {
  return run === undefined ? null : { ...run.content, detailsUrl: null, annotations: run.annotations }
}
