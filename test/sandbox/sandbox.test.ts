import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { git } from '../support/make-repository.ts'
import { makeOddRepository } from '../support/odd-repository.ts'
import { sandboxOf, TOKEN } from '../support/sandbox.ts'

let folder = ''
beforeAll(() => {
  folder = makeOddRepository(mkdtempSync(join(tmpdir(), 'capstone-coach-test-')))
  return () => { rmSync(folder, { recursive: true, force: true }) }
})

async function ask(path: string, init: RequestInit = {}, token = TOKEN): Promise<{ status: number; body: unknown }> {
  const { url } = await sandboxOf(folder)
  const response = await fetch(url.replace(/\/api\/v3$/, '') + path, { ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
  return { status: response.status, body: await response.json() }
}
const query = async (text: string): Promise<unknown> => (await ask('/api/graphql', { method: 'POST', body: JSON.stringify({ query: text }) })).body
const sha = (path: string): string => git(folder, 'rev-parse', `main:${path}`)
const blob = (path: string): Promise<unknown> => query(`{ repository(owner: "octo-org", name: "churn") { b: object(oid: "${sha(path)}") { oid ... on Blob { byteSize isBinary isTruncated text } } } }`)

describe('GraphQL gives of a file, as GitHub does,', () => {
  it.each([
    ['text', 'app.py', { byteSize: 10, isBinary: false, isTruncated: false, text: 'AFTER = 1\n' }],
    ['text that it decoded', 'app/latin.py', { byteSize: 46, isBinary: false, isTruncated: false, text: '# -*- coding: latin-1 -*-\nNAME: str = "Größe"\n' }],
    ['no text of what seems binary', 'app/zeros.py', { byteSize: 6, isBinary: true, isTruncated: false, text: null }],
    ['the first 512,000 bytes', 'app/long.py', { byteSize: 600_012, isBinary: false, isTruncated: true, text: `# ${'long '.repeat(120_000)}`.slice(0, 512_000) }],
  ])('%s', async (_, path, object) => {
    expect(await blob(path)).toEqual({ data: { repository: { b: { oid: sha(path), ...object } } } })
  })
})

it('GraphQL knows no objects that are not there, no other repository and no other fields', async () => {
  expect(await query(`{ repository(owner: "octo-org", name: "churn") { object(oid: "${'1'.repeat(40)}") { oid } } }`)).toEqual({ data: { repository: { object: null } } })
  expect(await query('{ repository(owner: "octo-org", name: "other") { nameWithOwner } }')).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] })
  expect(await query('{ repository(owner: "octo-org", name: "churn") { secrets } }')).toMatchObject({ errors: [{ message: 'Cannot query field "secrets" on type "Repository".' }] })
})

it('a tree holds folders, links with their size and submodules without, recursively or not', async () => {
  const { body } = await ask('/api/v3/repos/octo-org/churn/git/trees/main?recursive=1')
  const { truncated, tree } = body as { readonly truncated: boolean; readonly tree: readonly { readonly path: string }[] }
  expect(truncated).toBe(false)
  expect(tree.filter(({ path }) => ['app', 'linked.py', 'libs/other', 'run.sh'].includes(path))).toMatchObject([
    { path: 'app', mode: '040000', type: 'tree', sha: sha('app') }, { path: 'libs/other', mode: '160000', type: 'commit', sha: '1'.repeat(40) },
    { path: 'linked.py', mode: '120000', type: 'blob', sha: sha('linked.py'), size: 11 }, { path: 'run.sh', mode: '100755', type: 'blob', sha: sha('run.sh'), size: 17 },
  ])
  expect(tree.find(({ path }) => path === 'libs/other')).not.toHaveProperty('size')
})

it.each([
  ['a token that it does not know', '/api/v3/repos/octo-org/churn', 'other', 401, 'Bad credentials'],
  ['a repository that is not there', '/api/v3/repos/octo-org/other', TOKEN, 404, 'Not Found'],
  ['a commit that is not there', '/api/v3/repos/octo-org/churn/commits/none', TOKEN, 422, 'No commit found for SHA: none'],
  ['a blob that is not there', `/api/v3/repos/octo-org/churn/git/blobs/${'1'.repeat(40)}`, TOKEN, 404, 'Not Found'],
  ['a blob that would be an option', '/api/v3/repos/octo-org/churn/git/trees/--help', TOKEN, 404, 'Not Found'],
])('refuses %s in GitHub\'s words', async (_, path, token, status, message) => {
  expect(await ask(path, {}, token)).toMatchObject({ status, body: { message, status: String(status) } })
})
