import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readCommandLine } from '../../src/command-line/options.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { item, recordOf } from '../support/records.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-rejudge-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const JUDGED = Date.UTC(2026, 10, 1, 9)
const COMMIT = 'a'.repeat(40)

type Class = { readonly store: <Value>(use: (store: Store) => Promise<Value>) => Promise<Value>; readonly run: (...words: readonly string[]) => Promise<Ran> }

/** A course with ana's repository, which was judged, and its command line. */
async function aClass(): Promise<Class> {
  const data = mkdtempSync(join(folder, 'data-'))
  const withStore = async <Value>(use: (store: Store) => Promise<Value>): Promise<Value> => {
    const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    try {
      return await use(store)
    } finally {
      await store.close()
    }
  }
  await withStore(async (store) => {
    await store.courses.saveCourse(aCourse(), 0)
    await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
    await store.hosting.saveRepositories([aRepository()], 0)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'name', since: 0 })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 5, login: 'ana' }, since: 0 })
    await store.assessments.add({ id: 'a', repositoryId: 42, commit: COMMIT, branch: 'main', isDefaultBranch: true, at: JUDGED, digest: 'a', record: recordOf([], [item('Lint', ['lint']), item('Health', ['health'])]) })
  })
  return { store: withStore, run: (...words) => runInProcess(words, { DATA_DIR: data }, 300) }
}

describe('rejudge', () => {
  it('begins, tells what waits, shows, applies and undoes, each with the next command', async () => {
    const { store, run } = await aClass()
    expect(await run('rejudge')).toMatchObject({ code: 0, out: 'MLOps: nothing was judged again so far.\n' })
    const begun = await run('rejudge', '--student', 'ana', '--reason', 'the check of linters was mended')
    const [, id = ''] = /^Re-judging (\S+) began, of 1 repository\. No grade changes before it is applied\.\n/.exec(begun.out) ?? []
    expect(begun.out).toContain(`capstone-coach rejudge ${id}\n`)
    expect((await run('rejudge', id)).out).toContain('  not judged yet: octo-org/capstone-ana\n')
    expect(await run('rejudge', id, '--apply', '--reason', 'seen')).toMatchObject({ code: 2, err: expect.stringContaining('Nothing was applied') as unknown })
    await store((opened) => opened.counts.add({ id: 'j', courseId: 'mlops', repositoryId: 42, commit: COMMIT, until: null, rejudging: id, at: Date.now(), record: recordOf([], [item('Lint', ['lint'], { outcome: 'verified', credit: 1 }), item('Health', ['health'])]), seen: null }))
    expect((await run('rejudge', id)).out).toContain('    ana  octo-org/capstone-ana  0.00 of 100.00 → 50.00 of 100.00 (+50.00)\n      Lint: missing → verified, 0.00 → 50.00\n')
    expect((await run('grades')).out).toContain('0.00 of 100.00')
    expect(await run('rejudge', id, '--apply', '--reason', 'seen')).toMatchObject({ code: 0, out: expect.stringContaining(`Re-judging ${id} is applied: 1 grade changed.`) as unknown })
    expect((await run('grades')).out).toContain('50.00 of 100.00')
    expect(await run('rejudge', id, '--undo', '--reason', 'too early')).toMatchObject({ code: 0, out: `Re-judging ${id} is undone: 1 grade is as before.\n` })
    expect((await run('grades')).out).toContain('  ana  octo-org/capstone-ana  0.00 of 100.00')
    expect(await run('rejudge', id, '--undo', '--reason', 'again')).toMatchObject({ code: 2 })
    expect((await run('rejudge')).out).toMatch(/^MLOps: 1 re-judging; times of UTC\n {2}\S+ {2}begun on .*, undone on .*, 1 repository: the check of linters was mended\n$/)
    expect(JSON.parse((await run('rejudge', id, '--format', 'json')).out)).toMatchObject({ schema: 1, course: { id: 'mlops' }, rejudging: { id, state: 'undone', begun: expect.stringMatching(/^\d{4}-.*Z$/) as unknown, by: null }, changed: [{ repository: 'octo-org/capstone-ana' }] })
  })
  it('says who is not there, and which re-judging', async () => {
    const { run } = await aClass()
    expect(await run('rejudge', '--student', 'ana,nobody')).toMatchObject({ code: 2, err: 'capstone-coach: nobody in MLOps is called "nobody"; name a student by their key in the list of the course, their login, student id or e-mail, or a repository as owner/name. capstone-coach roster shows the list\n' })
    expect(await run('rejudge', '--section', 'Tuesday')).toMatchObject({ code: 2, err: 'capstone-coach: nobody in the list of MLOps is in section "Tuesday"; the list names no section. capstone-coach roster shows the list\n' })
    expect(await run('rejudge', 'r-1')).toMatchObject({ code: 2, err: 'capstone-coach: MLOps has no re-judging "r-1"; capstone-coach rejudge lists them\n' })
    expect(await run('rejudge', 'r-1', '--apply', '--reason', 'seen')).toMatchObject({ code: 2 })
  })
  it.each([
    [['--all', '--section', 'A'], 'one of --all, --section NAME and --student WHO'], [['id', '--all'], 'they go with no id'], [['--apply'], 'take the id of a re-judging'], [['id', '--apply'], '--apply needs --reason TEXT'],
    [['id', '--undo'], '--undo needs --reason TEXT'], [['id', '--apply', '--undo', '--reason', 'r'], 'not both'], [['id', '--apply', '--reason', 'r', '--disputes', 'drop'], '--disputes is keep or close; found "drop"'], [['id', '--undo', '--reason', 'r', '--disputes', 'keep'], '--disputes goes with --apply'],
    [['--reason', 'r'], 'it goes with --all'], [['id', '--reason', 'r'], '--reason goes with --apply or --undo'], [['--student', ''], '--student of rejudge takes a word'], [['a', 'b'], 'found more: b'], [['--format', 'csv'], 'text or json; found "csv"'],
    [['--all', '--reason', 'r'.repeat(2001)], 'at most 2000 characters; found 2001'],
  ])('rejudge %j is refused with what was expected', (words, says) => {
    const command = readCommandLine(['rejudge', ...words])
    expect(command.kind === 'usage' ? command.says : command.kind).toContain(says)
  })
})
