import { describe, expect, it } from 'vitest'
import { memoise } from '../../src/facts/memoise.ts'
import { fileAt, fileEvidence, filesOfRole, indexRepository, normalPath, pathExists, pathsMatching } from '../../src/facts/repository-facts.ts'
import type { RepositoryFile } from '../../src/facts/repository-facts.ts'
import { globMatcher } from '../../src/parse/glob.ts'

const file = (path: string, role: RepositoryFile['role']): RepositoryFile => ({ path, role, sha: `sha of ${path}`, size: 1, mode: 'file', facts: null })
const files = [file('src/api/app.py', 'code'), file('tests/test_app.py', 'test'), file('README.md', 'docs')]
const facts = indexRepository({
  snapshot: {
    name: 'owner/name', url: null, commit: null, takenAt: '', defaultBranch: 'main', branches: [], gaps: [],
    tree: [...files, file('other/outside.py', 'code')].map(({ path, sha, size, mode }) => ({ path, sha, size, mode })),
  },
  project: '.', projectFrom: 'found', capstone: null, files, gaps: [], problems: [],
})

describe('the index', () => {
  it('finds files by path, however it is written', () => {
    expect(fileAt(facts, './src//api/../api/app.py')?.path).toBe('src/api/app.py')
    expect(fileAt(facts, 'src/api')).toBeNull()
  })
  it('knows every folder and file of the tree', () => {
    expect(['src', 'src/api/', '.', 'other/outside.py', 'README.md'].map((path) => pathExists(facts, path))).toEqual([true, true, true, true, true])
    expect(['sr', 'src/api/none.py', '../src', ''].map((path) => pathExists(facts, path))).toEqual([false, false, false, true])
  })
  it('gives the files of a role in the order of the tree', () => {
    expect(filesOfRole(facts, 'docs', 'code').map(({ path }) => path)).toEqual(['src/api/app.py', 'README.md'])
  })
  it('gives the paths that a glob accepts', () => { expect(pathsMatching(facts, globMatcher('**/*.py'))).toEqual(['src/api/app.py', 'tests/test_app.py', 'other/outside.py']) })
})

describe('evidence', () => {
  it('names the blob and says one line', () => {
    expect(fileEvidence(facts, 'README.md', 3, '  make\n\t install ')).toEqual({ kind: 'file', path: 'README.md', line: 3, blob: 'sha of README.md', says: 'make install' })
  })
  it('is cut at 200 characters', () => {
    const { says } = fileEvidence(facts, 'README.md', 1, 'x'.repeat(5000))
    expect([says.length, says.at(-1)]).toEqual([200, '…'])
  })
})

it.each([['a/./b//c/', 'a/b/c'], ['a/../b', 'b'], ['../a', '../a'], ['a/../../b', '../b'], ['./', '.']])('%s is %s', (path, normal) => { expect(normalPath(path)).toBe(normal) })

it('a view is computed once for one repository', () => {
  let computed = 0
  const view = memoise((of: { readonly name: string }) => { computed += 1; return of.name })
  const [one, other] = [{ name: 'one' }, { name: 'other' }]
  expect([view(one), view(one), view(other), computed]).toEqual(['one', 'one', 'other', 2])
})
