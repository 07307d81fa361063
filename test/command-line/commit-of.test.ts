import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commitOf } from '../../src/command-line/commit-of.ts'
import { git, makeRepository } from '../support/make-repository.ts'

/** A time that no index knows, as a copy of a folder may bring. */
const OTHER = new Date(1_600_000_000_000)

it('is named of a clean clone where files are large, have other ends of lines, are left out, or are rewritten by a filter; and it is said where it cannot be told', async () => {
  const folder = makeRepository({ 'train.py': 'DEPTH = 4\n', 'notes.txt': 'one\ntwo\n', 'large.csv': '1,2,3\n'.repeat(300_000), 'far/away.txt': 'away\n', 'model.bin': 'AbC', '.gitattributes': '*.txt text eol=crlf\nmodel.bin filter=turned\n' })
  for (const way of ['smudge', 'clean']) git(folder, 'config', `filter.turned.${way}`, 'tr A-Za-z N-ZA-Mn-za-m')
  git(folder, 'sparse-checkout', 'set', '--no-cone', '/*', '!/far/')
  for (const name of ['notes.txt', 'model.bin']) rmSync(join(folder, name))
  git(folder, 'checkout', '-q', '.')
  git(folder, 'status')
  expect([readFileSync(join(folder, 'notes.txt'), 'utf8'), readFileSync(join(folder, 'model.bin'), 'utf8'), existsSync(join(folder, 'far'))]).toEqual(['one\r\ntwo\r\n', 'NoP', false])
  const clean = { commit: git(folder, 'rev-parse', 'HEAD'), says: null }
  expect(await commitOf(folder, folder)).toEqual(clean)
  utimesSync(join(folder, 'notes.txt'), OTHER, OTHER)
  expect(await commitOf(folder, folder)).toEqual(clean)
  for (const name of ['large.csv', 'model.bin']) {
    utimesSync(join(folder, name), OTHER, OTHER)
    expect(await commitOf(folder, folder)).toEqual({ commit: null, says: `whether ${name} differs from the commit cannot be told here; commit it if git status lists it, then run this again` })
    git(folder, 'status')
    expect(await commitOf(folder, folder)).toEqual(clean)
  }
  writeFileSync(join(folder, 'notes.txt'), 'one\r\ntwx\r\n')
  expect(await commitOf(folder, folder)).toEqual({ commit: null, says: 'notes.txt differs from the commit' })
})

it('is not named where what is added to the index is not committed, nor where a file is gone', async () => {
  const folder = makeRepository({ 'train.py': 'DEPTH = 4\n', 'params.yaml': 'depth: 4\n' })
  writeFileSync(join(folder, 'train.py'), 'DEPTH = 5\n')
  git(folder, 'add', 'train.py')
  expect((await commitOf(folder, join(folder, 'capstone-evidence'))).says).toBe('train.py differs from the commit')
  git(folder, 'commit', '-qm', 'Deepen')
  expect((await commitOf(folder, join(folder, 'capstone-evidence'))).commit).toBe(git(folder, 'rev-parse', 'HEAD'))
  rmSync(join(folder, 'params.yaml'))
  expect((await commitOf(folder, join(folder, 'capstone-evidence'))).says).toBe('params.yaml differs from the commit')
})
