import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { borrowRepository, type OwnRepository } from '../../../src/sandbox/demo/own-repository.ts'
import { startSandbox } from '../../../src/sandbox/sandbox.ts'
import { git, makeFolder, makeRepository, writeFiles } from '../../support/make-repository.ts'

async function borrowed(path: string): Promise<OwnRepository> {
  const result = await borrowRepository(path, join(makeFolder(), 'own.git'))
  if (!result.ok) throw new Error(result.says)
  return result.own
}

function withTwoCommits(): string {
  const clone = makeRepository({ 'README.md': '# Churn\n' })
  writeFiles(clone, { 'app.py': 'print(1)\n' })
  git(clone, 'add', '-A')
  git(clone, 'commit', '-q', '-m', 'Add the service')
  return clone
}

it('hosts a clone without changing it, with a branch at its first commit to compare with', async () => {
  const clone = withTwoCommits()
  const objects = git(clone, 'count-objects', '-v')
  const own = await borrowed(clone)
  const sandbox = await startSandbox({ repositories: [own] })
  onTestFinished(() => sandbox.close())
  const { number } = await sandbox.openPullRequest(`${own.owner}/${own.name}`, { title: 'The capstone', head: own.branch, base: own.before ?? '' })
  await sandbox.push(`${own.owner}/${own.name}`, 'main', { files: { 'more.py': 'print(2)\n' } })
  expect([own.branch, own.before, number]).toEqual(['main', 'before-the-capstone', 1])
  expect(git(clone, 'count-objects', '-v')).toBe(objects)
  expect(git(clone, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
})

it('has nothing to compare with where there is one commit alone', async () => {
  expect((await borrowed(makeRepository({ 'README.md': '# Churn\n' }))).before).toBeNull()
})

it.each([
  ['a folder without git', () => makeFolder(), /this folder is no git repository\nGive a clone/],
  ['a repository without a commit', () => makeRepository({}), /has no commit on main\nCommit something first/],
  ['a path that is not there', () => '/nowhere/at/all', /there is no such folder/],
])('says what is wrong with %s', async (_, path, says) => {
  expect(await borrowRepository(path(), join(makeFolder(), 'own.git'))).toMatchObject({ ok: false, says: expect.stringMatching(says) as string })
})
