import { Hono } from 'hono'
import { branchesOf, commitOf, defaultBranchOf, readObjects, treeOf } from './git-objects.ts'
import { findRepository, type HostedRepository } from './hosted-repository.ts'
import { refused } from './refused.ts'

export type RestOptions = {
  /** Where the pages of the repositories are, as their `html_url` says. */
  readonly webUrl: string
  /** How many entries a list of files holds before it is cut. */
  readonly mostTreeEntries: number
}

/** The part of GitHub's REST API that reads repositories. */
export function restRoutes(repositories: readonly HostedRepository[], { webUrl, mostTreeEntries }: RestOptions): Hono {
  const routes = new Hono()
  const within = async (owner: string, name: string, answer: (repository: HostedRepository) => Promise<Response>): Promise<Response> => {
    const repository = findRepository(repositories, owner, name)
    return repository === undefined ? refused(404, 'Not Found') : answer(repository)
  }
  routes.get('/repos/:owner/:name', ({ req }) => within(req.param('owner'), req.param('name'), async ({ owner, name, folder }) => Response.json({
    id: repositories.findIndex((one) => one.folder === folder) + 1, name, full_name: `${owner}/${name}`, private: false, owner: { login: owner },
    html_url: `${webUrl}/${owner}/${name}`, default_branch: await defaultBranchOf(folder),
  })))
  routes.get('/repos/:owner/:name/branches', ({ req }) => within(req.param('owner'), req.param('name'), async ({ folder }) => {
    const size = Math.min(Math.max(Number(req.query('per_page') ?? 30), 1), 100)
    const page = Math.max(Number(req.query('page') ?? 1), 1)
    const branches = await branchesOf(folder)
    return Response.json(branches.slice((page - 1) * size, page * size).map(({ name, sha }) => ({ name, commit: { sha }, protected: false })))
  }))
  routes.get('/repos/:owner/:name/commits/:ref{.+}', ({ req }) => within(req.param('owner'), req.param('name'), async ({ folder }) => {
    if ((await branchesOf(folder)).length === 0) return refused(409, 'Git Repository is empty.')
    const commit = await commitOf(folder, req.param('ref'))
    if (commit === null) return refused(422, `No commit found for SHA: ${req.param('ref')}`)
    return req.header('accept')?.includes('.sha') === true
      ? new Response(commit, { headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' } })
      : Response.json({ sha: commit })
  }))
  routes.get('/repos/:owner/:name/git/trees/:sha', ({ req }) => within(req.param('owner'), req.param('name'), async ({ folder }) => {
    const tree = await treeOf(folder, req.param('sha'), req.query('recursive') !== undefined)
    if (tree === null) return refused(404, 'Not Found')
    return Response.json({
      sha: req.param('sha'), truncated: tree.length > mostTreeEntries,
      tree: tree.slice(0, mostTreeEntries).map(({ size, ...entry }) => (size === null ? entry : { ...entry, size })),
    })
  }))
  routes.get('/repos/:owner/:name/git/blobs/:sha', ({ req }) => within(req.param('owner'), req.param('name'), async ({ folder }) => {
    const object = (await readObjects(folder, [req.param('sha')])).get(req.param('sha'))
    if (object?.type !== 'blob') return refused(404, 'Not Found')
    // GitHub breaks the lines of base64.
    const content = object.bytes.toString('base64').replace(/.{60}/g, '$&\n')
    return Response.json({ sha: req.param('sha'), size: object.bytes.length, content, encoding: 'base64' })
  }))
  routes.all('*', () => refused(404, 'Not Found'))
  return routes
}
