import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { fillClass, ZOFIA } from '../store/a-class.ts'
import { aCourse } from '../support/hosting.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-student-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** A class of two in a store, on which commands run. */
async function stage(): Promise<{ readonly run: (...words: readonly string[]) => Promise<Ran>; readonly file: string; readonly store: () => Promise<Store> }> {
  const data = mkdtempSync(join(folder, 'data-'))
  const store = (): Promise<Store> => openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  const first = await store()
  await fillClass(first)
  await first.close()
  return { run: (...words) => runInProcess(['student', ...words], { DATA_DIR: data }, 300), file: join(data, 'student.json'), store }
}

it('a student gets all that is kept of them in one file, which only its writer can read', async () => {
  const { run, file } = await stage()
  const { code, out } = await run('export', ZOFIA.email, '--out', file)
  expect([code, out]).toEqual([0, `${file}: what is kept of Zofia-K (zofia.k@example.edu, s7300900, GitHub id 7300400501): 2 rows in lists, 2 repositories, 5 entries of the audit.
What other students said is not in it. It holds personal data: hand it to its owner alone.
5 webhooks of the last days name them, too; the text is not copied, and is forgotten within 7 days.
`])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  expect(Object.keys(written)).toEqual(['schema', 'exportedAt', 'course', 'who', 'lists', 'releases', 'repositories', 'elsewhere', 'audit', 'webhooks', 'notInIt'])
  expect(written).toMatchObject({ schema: 1, who: { logins: ['Zofia-K'] }, releases: [{ courseId: 'mlops', says: 'released', reason: 'asked for it' }], lists: [{ courseId: 'mlops', entry: { name: ZOFIA.name } }, { courseId: 'older' }] })
  expect(await run('export', ZOFIA.email, '--out', file)).toMatchObject({ code: 3, err: `capstone-coach: ${file}: it is there already; name a new file\n` })
})

it('what erasing would do is told before, and what it leaves with where to go', async () => {
  const { run, store } = await stage()
  const { code, out } = await run('erase', ZOFIA.login, '--preview')
  expect(code).toBe(0)
  expect(out).toContain('Would erase what is kept of Zofia-K (')
  expect(out).toContain('  Zofia-K/capstone-zofia: nobody else works there, everything of it goes\n  octo-school/capstone-group: others work there or have it too; it stays, and nobody stands in their place\n')
  expect(out).toMatch(/^ {2}statements +3 +0$/m)
  expect(out).toContain('  https://github.com/octo-school/capstone-group/pull/3#issuecomment-77\n')
  expect(out).toContain('Nothing was written')
  const opened = await store()
  expect((await opened.roster.of('mlops')).length).toBe(2)
  await opened.close()
})

it('a student is erased once, with the reason in the audit', async () => {
  const { run, store, file } = await stage()
  expect((await run('erase', ZOFIA.login, '--reason', 'asked by mail')).out).toContain('Erased what is kept of Zofia-K (')
  expect(await run('erase', ZOFIA.login, '--reason', 'asked by mail')).toMatchObject({ code: 0, out: 'Nothing is kept of Zofia-K.\n' })
  expect(await run('export', ZOFIA.login, '--out', file)).toMatchObject({ code: 2, err: 'capstone-coach: nothing is kept of Zofia-K; name a login, an e-mail, a student id or a numeric id on GitHub, whole\n' })
  expect(existsSync(file)).toBe(false)
  const opened = await store()
  expect((await opened.journal.audit(99)).filter(({ action }) => action === 'student.erased').map(({ actor, subject, says }) => [actor, subject, says])).toEqual([[null, 'a student', 'asked by mail']])
  await opened.close()
})

it('somebody of the staff is not erased as a student, nor is one of several', async () => {
  const { run, store } = await stage()
  const opened = await store()
  await opened.journal.addEvents([{ id: 'kim', kind: 'push', installationId: 7, repositoryId: 1, actor: { id: 9, login: 'kim' }, at: 1, facts: {} }, { id: 'two', kind: 'push', installationId: 7, repositoryId: 1, actor: { id: 11, login: 's2' }, at: 1, facts: {} }])
  await opened.close()
  expect(await run('erase', 'kim', '--reason', 'left')).toMatchObject({ code: 2, err: 'capstone-coach: kim (GitHub id 9) is of the staff of mlops: take them out of the course\'s file and restart the App first\n' })
  const { code, err } = await run('erase', 's2', '--reason', 'left')
  expect([code, err]).toEqual([2, 'capstone-coach: several people go by s2; name one of them by what nobody else has:\n  ben-ten (s2@example.edu, s2, GitHub id 7300400777)\n  s2 (GitHub id 11)\n'])
})

it.each([
  [['erase', 'ana'], 'student erase needs --reason and why, which the audit keeps; or --preview to see what would go'], [['erase', 'ana', '--reason', ' '], 'student erase needs --reason'], [['export', 'ana'], 'student export needs --out'],
  [['forget', 'ana'], 'student takes export or erase and one student'], [['erase'], 'student takes export or erase'], [['export', 'ana', '--preview', '--out', 'x'], '--preview goes with student erase'], [['erase', 'ana', '--out', 'x', '--preview'], '--out goes with student export'],
])('what is missing in %j is said', async (words, says) => {
  const { code, err } = await runInProcess(['student', ...words], {}, 300)
  expect([code, err.includes(says)]).toEqual([2, true])
})

it('a course that there never was is refused, with those that there are; one that ended is none of these', async () => {
  const { run, store, file } = await stage()
  const opened = await store()
  await opened.courses.saveCourse(aCourse({ id: 'older' }), 1)
  await opened.courses.changeCourses({ saved: [], ended: [{ courseId: 'older', audit: { id: 'end', at: 2, actor: null, action: 'course.ended', subject: 'course older', says: '' } }], letGo: [] }, 2)
  await opened.close()
  const refused = { code: 2, out: '', err: 'capstone-coach: no course of the id "mlopps" runs or ever ran here; these do or did: mlops, older\n' }
  expect(await run('erase', ZOFIA.login, '--course', 'mlopps', '--reason', 'left')).toMatchObject(refused)
  expect(await run('export', ZOFIA.login, '--course', 'mlopps', '--out', file)).toMatchObject(refused)
  expect((await run('erase', ZOFIA.login, '--course', 'older', '--preview')).code).toBe(0)
})
