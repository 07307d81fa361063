import { branchesOf, commitOf } from '../git/git-objects.ts'
import { commitsOf, countCommits, differencesOf } from '../git/history.ts'
import { mergeBase } from '../git/write-git.ts'
import { refused } from '../refused.ts'
import { commitShape } from '../shapes/commits.ts'
import { fileShape, pullFiles, pullShape, pullsOf, simplePullShape, type PullIssue } from '../shapes/pull-requests.ts'
import { reviewShape } from '../shapes/reviews.ts'
import { repositoryPage, repositoryUrl } from '../shapes/repositories.ts'
import { fullName, need } from '../state/world.ts'
import { listed, ofRepository, type RepositoryCall, type Route } from './route.ts'

const MOST_FILES_OF_A_PULL = 3000
const MOST_FILES_OF_A_COMPARISON = 300
const MOST_COMMITS = 250

/** Pull requests, their files and commits, and comparisons. */
export const PULL_ROUTES: readonly Route[] = [
  ofRepository('GET /repos/{owner}/{repo}/pulls', ['pull_requests:read'], (call) => {
    const { world, repository, query } = call
    const [state, head, base] = [query('state') ?? 'open', query('head'), query('base')]
    const asked = [...pullsOf(world, repository)].reverse().filter((one) => (state === 'all' || one.state === state) && (base === null || one.pull.base.branch === base) && (head === null || labelOf(call, one) === head.toLowerCase()))
    return listed(call, asked, (one) => simplePullShape(world, one))
  }),
  ofRepository('GET /repos/{owner}/{repo}/pulls/{pull_number}', ['pull_requests:read'], (call) => onPull(call, async (pull) => Response.json(await pullShape(call.world, pull)))),
  ofRepository('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', ['pull_requests:read'], (call) => onPull(call, async (pull) => {
    const files = await pullFiles(call.world, pull)
    return listed(call, files.slice(0, MOST_FILES_OF_A_PULL), (file) => fileShape(call.world, call.repository, pull.pull.head.sha, file))
  })),
  ofRepository('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', ['pull_requests:read'], (call) => onPull(call, async ({ pull }) => {
    const commits = await commitsOf(call.repository.folder, [`${pull.base.sha}..${pull.head.sha}`], MOST_COMMITS)
    return listed(call, [...commits].reverse(), (commit) => commitShape(call.world, call.repository, commit))
  })),
  ofRepository('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', ['pull_requests:read'], (call) => onPull(call, ({ number }) => {
    const { world, repository } = call
    return listed(call, world.reviews.filter((one) => one.repositoryId === repository.id && one.number === number), (one) => reviewShape(world, one))
  })),
  ofRepository('GET /repos/{owner}/{repo}/compare/{basehead+}', ['contents:read'], compare),
]

function labelOf({ world }: RepositoryCall, { pull }: PullIssue): string {
  const head = need(world.repositories, pull.head.repositoryId)
  return `${fullName(world, head).split('/')[0] ?? ''}:${pull.head.branch}`.toLowerCase()
}

function onPull(call: RepositoryCall, answer: (pull: PullIssue) => Response | Promise<Response>): Response | Promise<Response> {
  const pull = pullsOf(call.world, call.repository).find(({ number }) => number === Number(call.place('pull_number')))
  return pull === undefined ? refused(404, 'Not Found') : answer(pull)
}

async function compare({ world, repository, place, query }: RepositoryCall): Promise<Response> {
  const { folder } = repository
  const [from = '', to = ''] = place('basehead').split('...')
  // Of `owner:branch` the branch is taken: forks share their objects, and their branches are asked for by commit.
  const [base, head] = await Promise.all([from, to].map((ref) => commitOf(folder, ref.slice(ref.indexOf(':') + 1))))
  const shared = base === null || head === null || base === undefined || head === undefined ? null : await mergeBase(folder, base, head)
  if (base === null || head === null || base === undefined || head === undefined || (await branchesOf(folder)).length === 0) return refused(404, 'Not Found')
  if (shared === null) return refused(404, `No common ancestor between ${from} and ${to}.`)
  const [ahead, behind, commits, files, [baseCommit], [sharedCommit]] = await Promise.all([
    countCommits(folder, `${base}..${head}`), countCommits(folder, `${head}..${base}`), commitsOf(folder, [`${base}..${head}`], MOST_COMMITS), differencesOf(folder, shared, head), commitsOf(folder, [base], 1), commitsOf(folder, [shared], 1),
  ])
  if (baseCommit === undefined || sharedCommit === undefined) return refused(404, 'Not Found')
  const page = `${repositoryPage(world, repository)}/compare/${from}...${to}`
  return Response.json({
    url: `${repositoryUrl(world, repository)}/compare/${from}...${to}`, html_url: page, permalink_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`,
    base_commit: commitShape(world, repository, baseCommit), merge_base_commit: commitShape(world, repository, sharedCommit), status: ahead > 0 && behind > 0 ? 'diverged' : ahead > 0 ? 'ahead' : behind > 0 ? 'behind' : 'identical',
    ahead_by: ahead, behind_by: behind, total_commits: ahead, commits: [...commits].reverse().map((commit) => commitShape(world, repository, commit)),
    // The files come with the first page alone.
    files: Number(query('page') ?? 1) > 1 ? [] : files.slice(0, MOST_FILES_OF_A_COMPARISON).map((file) => fileShape(world, repository, head, file)),
  })
}
