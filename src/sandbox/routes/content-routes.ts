import { blobNode, treeOf, branchesOf, commitOf, readObjects } from '../git/git-objects.ts'
import { commitFacts, commitsOf } from '../git/history.ts'
import { refused } from '../refused.ts'
import { commitShape } from '../shapes/commits.ts'
import { pullsOf, simplePullShape } from '../shapes/pull-requests.ts'
import { repositoryPage, repositoryUrl } from '../shapes/repositories.ts'
import { listed, ofRepository, type RepositoryCall, type Route } from './route.ts'

/** GitHub cuts lists of files here. */
export const MOST_TREE_ENTRIES = 100_000
/** The contents of a file are given up to this many bytes. */
const LARGEST_CONTENTS = 1_048_576

/** Branches, commits, trees, blobs and contents. `mostTreeEntries`: how many entries a list of files holds before it is cut. */
export function contentRoutes(mostTreeEntries: number): readonly Route[] {
  return [
    ofRepository('GET /repos/{owner}/{repo}/branches', ['contents:read'], async (call) => {
      const branches = await branchesOf(call.repository.folder)
      return listed(call, branches, ({ name, sha }) => ({ name, commit: { sha, url: `${repositoryUrl(call.world, call.repository)}/commits/${sha}` }, protected: false }))
    }),
    ofRepository('GET /repos/{owner}/{repo}/branches/{branch+}', ['contents:read'], branch),
    ofRepository('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', ['pull_requests:read', 'contents:read'], (call) => {
      const sha = call.place('commit_sha')
      return listed(call, pullsOf(call.world, call.repository).filter(({ pull }) => pull.head.sha === sha || pull.mergeSha === sha), (one) => simplePullShape(call.world, one))
    }),
    ofRepository('GET /repos/{owner}/{repo}/commits', ['contents:read'], commits),
    ofRepository('GET /repos/{owner}/{repo}/commits/{ref+}', ['contents:read'], commit),
    ofRepository('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', ['contents:read'], (call) => tree(call, call.trouble?.kind === 'truncated-tree' ? 1 : mostTreeEntries)),
    ofRepository('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', ['contents:read'], async ({ world, repository, place }) => {
      const sha = place('file_sha')
      const object = (await readObjects(repository.folder, [sha])).get(sha)
      if (object?.type !== 'blob') return refused(404, 'Not Found')
      return Response.json({ sha, node_id: blobNode(sha), size: object.bytes.length, url: `${repositoryUrl(world, repository)}/git/blobs/${sha}`, content: brokenBase64(object.bytes), encoding: 'base64' })
    }),
    ofRepository('GET /repos/{owner}/{repo}/contents/{path+}', ['contents:read'], contents),
  ]
}

/** GitHub breaks the lines of base64. */
function brokenBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{60}/g, '$&\n')
}

async function branch({ world, repository, place }: RepositoryCall): Promise<Response> {
  const name = place('branch')
  const found = (await branchesOf(repository.folder)).find((one) => one.name === name)
  const facts = found === undefined ? null : await commitFacts(repository.folder, found.sha)
  if (facts === null) return refused(404, 'Branch not found')
  const url = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`
  return Response.json({
    name, commit: commitShape(world, repository, facts), _links: { self: url, html: `${repositoryPage(world, repository)}/tree/${name}` }, protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } }, protection_url: `${url}/protection`,
  })
}

async function commits(call: RepositoryCall): Promise<Response> {
  const { world, repository, query } = call
  if ((await branchesOf(repository.folder)).length === 0) return refused(409, 'Git Repository is empty.')
  const from = await commitOf(repository.folder, query('sha') ?? repository.defaultBranch)
  if (from === null) return refused(404, 'Not Found')
  return listed(call, await commitsOf(repository.folder, [from], 1000), (one) => commitShape(world, repository, one))
}

async function commit({ world, repository, request, place }: RepositoryCall): Promise<Response> {
  if ((await branchesOf(repository.folder)).length === 0) return refused(409, 'Git Repository is empty.')
  const facts = await commitFacts(repository.folder, place('ref'))
  if (facts === null) return refused(422, `No commit found for SHA: ${place('ref')}`)
  return request.headers.get('accept')?.includes('.sha') === true
    ? new Response(facts.sha, { headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' } })
    : Response.json({ ...commitShape(world, repository, facts), stats: { additions: 0, deletions: 0, total: 0 }, files: [] })
}

async function tree({ world, repository, place, query }: RepositoryCall, most: number): Promise<Response> {
  const entries = await treeOf(repository.folder, place('tree_sha'), query('recursive') !== null)
  if (entries === null) return refused(404, 'Not Found')
  const url = `${repositoryUrl(world, repository)}/git`
  return Response.json({
    sha: place('tree_sha'), url: `${url}/trees/${place('tree_sha')}`, truncated: entries.length > most,
    tree: entries.slice(0, most).map(({ size, ...entry }) => ({ ...entry, ...(size === null ? {} : { size }), ...(entry.type === 'commit' ? {} : { url: `${url}/${entry.type}s/${entry.sha}` }) })),
  })
}

async function contents({ world, repository, place, query }: RepositoryCall): Promise<Response> {
  const ref = query('ref') ?? repository.defaultBranch
  const sha = await commitOf(repository.folder, ref)
  if (sha === null) return refused(404, `No commit found for the ref ${ref}`)
  const path = place('path').replace(/\/$/, '')
  const entries = await treeOf(repository.folder, sha, true) ?? []
  const entry = entries.find((one) => one.path === path)
  const shape = (one: typeof entries[number]): object => {
    const url = `${repositoryUrl(world, repository)}/contents/${one.path.split('/').map(encodeURIComponent).join('/')}?ref=${ref}`
    const git = `${repositoryUrl(world, repository)}/git/${one.type === 'tree' ? 'trees' : 'blobs'}/${one.sha}`
    const html = `${repositoryPage(world, repository)}/blob/${ref}/${one.path}`
    return {
      type: one.type === 'tree' ? 'dir' : one.type === 'commit' ? 'submodule' : one.mode === '120000' ? 'symlink' : 'file', size: one.size ?? 0, name: one.path.slice(one.path.lastIndexOf('/') + 1), path: one.path, sha: one.sha,
      url, git_url: git, html_url: html, download_url: one.type === 'blob' ? html.replace('/blob/', '/raw/') : null, _links: { self: url, git, html },
    }
  }
  if (entry === undefined) return refused(404, 'Not Found')
  if (entry.type === 'tree') return Response.json(entries.filter((one) => one.path.startsWith(`${path}/`) && !one.path.slice(path.length + 1).includes('/')).map(shape))
  const bytes = (await readObjects(repository.folder, [entry.sha])).get(entry.sha)?.bytes ?? Buffer.alloc(0)
  const small = bytes.length <= LARGEST_CONTENTS
  return Response.json({ ...shape(entry), content: small ? brokenBase64(bytes) : '', encoding: small ? 'base64' : 'none' })
}
