import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadSchema } from '../../../src/command-line/checklists.ts'
import type { CoursePlan, OrganizationsHeard } from '../../../src/flow/courses/course-accounts.ts'
import { createCourseSetUp } from '../../../src/flow/courses/course-set-up.ts'
import { createStaffReader } from '../../../src/flow/courses/course-staff.ts'
import { createEnrolment } from '../../../src/flow/courses/enrolment.ts'
import type { Evaluated } from '../../../src/flow/evaluation.ts'
import { createKeepCourse } from '../../../src/flow/courses/keep-course.ts'
import type { CheckRunContent } from '../../../src/model/check-run.ts'
import type { Course } from '../../../src/model/course.ts'
import type { Installation, PullRequest } from '../../../src/model/hosting.ts'
import type { WorkTarget } from '../../../src/model/work.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { ROOT } from '../../house/source-files.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { classGitHub, classRepository } from '../../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'
import { keptLog } from '../../support/quiet-log.ts'

const COURSE = 'title: MLOps\nrepositories: { patterns: ["*"] }\nstaff: { people: [ines] }\n'
const LIST = readFileSync(join(ROOT, 'checklists/production-readiness.yml'), 'utf8').replace('id: production-readiness', 'id: ours')
const HOME = aRepository({ id: 60, name: '.github' })
const OTHER: Installation = { id: 9, account: { id: 3, login: 'other-org', kind: 'organization' }, suspended: false }
const SHAS = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40))
const [MAIN = '', NEXT = '', HEAD = ''] = SHAS

type Files = Readonly<Record<string, string>>
type Stage = { readonly heard?: OrganizationsHeard; readonly plan?: CoursePlan; readonly installations?: readonly Installation[]; readonly isPrivate?: boolean; readonly pull?: Partial<PullRequest> & { readonly files: Files } }

/** An organization with a repository of ana's, and its `.github` repository with these files on the default branch. */
async function stage(files: Files, { heard = 'one', plan = { kind: 'files', courses: [] }, installations = [anInstallation()], isPrivate = false, pull }: Stage = {}) {
  const store: Store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const hosted = { ...HOME, private: isPrivate, ownerId: installations[0]?.account.id ?? 1, owner: installations[0]?.account.login ?? '' }
  const asked: PullRequest = { number: 3, state: 'open', merged: false, draft: false, author: null, head: { sha: HEAD, branch: 'later', repositoryId: 60 }, base: { branch: 'main', sha: MAIN }, mergeSha: null, ...pull }
  const home = classRepository(hosted, { main: MAIN }, { [MAIN]: files, [HEAD]: pull?.files ?? {} }, { pulls: pull === undefined ? [] : [asked] })
  const github = classGitHub([home])
  github.people = [{ id: 70, login: 'ines' }]
  for (const installation of installations) await store.hosting.saveInstallation({ change: 'there', installation }, 0)
  await store.hosting.saveRepositories([hosted, aRepository({ ownerId: hosted.ownerId })], 0)
  const log = keptLog()
  const enrolment = createEnrolment(store.courses)
  const parts = { ...store, now: () => 1, newId: randomUUID, log, plan: { ...plan, fromOrganizations: heard } }
  const setUpCourses = createCourseSetUp(parts)
  await setUpCourses(true)
  const keep = createKeepCourse({
    ...parts, enrolment, setUpCourses, readStaff: createStaffReader({ ...parts, app: github.app }), assessor: CHECKLISTS,
    schemas: { course: loadSchema('course'), checklist: loadSchema('checklist') }, digest: (text) => createHash('sha256').update(text).digest('hex'),
  })
  const at = (target: WorkTarget): Promise<Evaluated> => keep({
    item: { id: 'w', installationId: 7, repositoryId: 60, target, seq: 1, attempts: 0, reasons: ['push'], again: [], token: 't', since: 0 }, port: github.app.installation(7), repository: home.hosted, isHeld: () => true,
  })
  return {
    store, home, keep: at, running: (): Promise<readonly Course[]> => store.courses.courses(), told: (): CheckRunContent | null => home.shown.runs.at(-1)?.content ?? null,
    /** Another commit comes to the default branch. */
    push: async (next: Files, sha = NEXT): Promise<void> => {
      home.commits[sha] = next
      home.branches['main'] = sha
      await at({ kind: 'branch', name: 'main' })
    },
  }
}

describe('the course of an organization', () => {
  it('begins with its file, with its staff and repositories, and is known by an id that no other account can take', async () => {
    const { keep, running, store, told } = await stage({ 'capstone.yml': `id: mlops\n${COURSE}` })
    expect(await keep({ kind: 'repository' })).toEqual({ kind: 'done', writes: 1 })
    expect(await running()).toMatchObject([{ id: 'account-1-mlops', title: 'MLOps', account: { id: 1 }, origin: { kind: 'repository', repository: 'octo-org/.github', commit: MAIN } }])
    expect((await store.courses.staffOf('account-1-mlops')).map(({ person }) => person.id)).toEqual([70])
    expect((await store.courses.enrolled('account-1-mlops')).map(({ repositoryId }) => repositoryId)).toEqual([42])
    expect(told()).toMatchObject({ conclusion: 'success', title: 'MLOps is in force' })
    // Looked at again it says nothing anew.
    expect(await keep({ kind: 'repository' })).toEqual({ kind: 'done', writes: 0 })
  })

  it('goes on as it was while the file has mistakes, keeps the commit of its words while others come, and ends with the file', async () => {
    const { keep, running, push, told, store } = await stage({ 'capstone.yml': COURSE })
    await keep({ kind: 'repository' })
    const before = await running()
    for (const [text, line, says] of [['title: [', 1, /./], [`${COURSE}organization: other-org\n`, 4, /^organization: expected octo-org/], [`${COURSE}excuses: { ana: x }\n`, 4, /concerns one person/], [`${COURSE}checklist: ../x.yml\n`, 4, /a file of this repository/], [`${COURSE}checklist: gone.yml\n`, 4, /is there; "gone.yml" is not/]] as const) {
      await push({ 'capstone.yml': text }, createHash('sha1').update(text).digest('hex'))
      expect(await running()).toEqual(before)
      expect(told()).toMatchObject({ conclusion: 'failure', annotations: [{ path: 'capstone.yml', startLine: line, level: 'failure', message: expect.stringMatching(says) as string }] })
    }
    await push({ 'capstone.yml': `${COURSE}# The same.\n` })
    expect(await running()).toEqual(before)
    await push({ 'capstone.yml': COURSE.replace('MLOps', 'MLOps II') }, 'f'.repeat(40))
    await push({ 'README.md': '' }, 'e'.repeat(40))
    expect(await running()).toEqual([])
    const audit = (await store.journal.audit(99)).map(({ action, says }) => `${action}: ${says}`)
    expect(audit).toEqual(expect.arrayContaining([`course.added: of account 1 (octo-org), by octo-org/.github at ${MAIN}`, `course.changed: title, origin, by octo-org/.github at ${'f'.repeat(40)}`, expect.stringContaining('course.ended') as string]))
  })

  it('brings the checklist that it names, tells mistakes in it by its own lines, and refuses another one under the same revision', async () => {
    const { keep, running, push, told } = await stage({ 'capstone.yml': `${COURSE}checklist: lists/ours.yml\n`, 'lists/ours.yml': LIST })
    await keep({ kind: 'repository' })
    expect(await running()).toMatchObject([{ settings: { checklist: { id: 'ours' } } }])
    const before = await running()
    await push({ 'capstone.yml': `${COURSE}checklist: lists/ours.yml\n`, 'lists/ours.yml': LIST.replace('verified: 1,', 'verified: 0.95,') })
    const line = LIST.split('\n').findIndex((one) => one.startsWith('revision:')) + 1
    expect(told()).toMatchObject({ conclusion: 'failure', annotations: [{ path: 'lists/ours.yml', startLine: line, message: expect.stringContaining('Raise "revision"') as string }] })
    expect(await running()).toEqual(before)
    await push({ 'capstone.yml': `${COURSE}checklist: lists/ours.yml\n`, 'lists/ours.yml': LIST.replace('revision:', 'revisions:') }, 'd'.repeat(40))
    expect(told()?.annotations.map(({ path }) => path)).toContain('lists/ours.yml')
  })

  it.each<[string, Stage]>([
    ['where the operator turned that off', { heard: 'none' }],
    ['where the operator names other organizations', { heard: ['other-org'] }],
    ['of one of two that have the App', { installations: [anInstallation(), OTHER] }],
    ['of a personal account, as students have', { heard: 'all', installations: [anInstallation({ account: { id: 1, login: 'octo-org', kind: 'user' } })] }],
  ])('is not taken %s', async (_, how) => {
    const { keep, running, told } = await stage({ 'capstone.yml': COURSE }, how)
    expect(await keep({ kind: 'repository' })).toMatchObject({ kind: 'dropped' })
    expect([await running(), told()]).toEqual([[], null])
  })

  it('goes on when another organization installs the App, and is taken of each where the operator says so', async () => {
    const { keep, running, push, store } = await stage({ 'capstone.yml': COURSE })
    await keep({ kind: 'repository' })
    await store.hosting.saveInstallation({ change: 'there', installation: OTHER }, 1)
    await push({ 'capstone.yml': COURSE.replace('MLOps', 'MLOps II') })
    expect((await running()).map(({ title }) => title)).toEqual(['MLOps II'])
    const both = await stage({ 'capstone.yml': COURSE }, { heard: ['octo-org'], installations: [anInstallation(), OTHER] })
    await both.keep({ kind: 'repository' })
    expect(await both.running()).toHaveLength(1)
  })

  it('stands behind a file of the operator for that organization, and lets nobody in by the code of another course', async () => {
    const { id, title, repositories, staff, settings } = aCourse()
    const filed = { id, title, repositories, staff, settings, joinCode: 'sparrow-27', organization: 'octo-org' }
    const behind = await stage({ 'capstone.yml': COURSE }, { plan: { kind: 'files', courses: [filed] } })
    await behind.keep({ kind: 'repository' })
    expect((await behind.running()).map((course) => course.id)).toEqual(['mlops'])
    expect(behind.told()).toMatchObject({ conclusion: 'neutral' })
    const beside = await stage({ 'capstone.yml': `${COURSE}join_code: sparrow-27\n` }, { heard: 'all', installations: [anInstallation(), OTHER], plan: { kind: 'files', courses: [{ ...filed, organization: 'other-org' }] } })
    await beside.keep({ kind: 'repository' })
    expect((await beside.running()).map((course) => [course.id, course.joinCode])).toEqual([['account-1', null], ['mlops', 'sparrow-27']])
  })

  it('takes the place of the course that was made for the one account', async () => {
    const { keep, running } = await stage({ 'capstone.yml': COURSE }, { plan: { kind: 'default', patterns: ['*'] } })
    expect(await running()).toMatchObject([{ id: 'account-1', origin: { kind: 'default' } }])
    await keep({ kind: 'repository' })
    expect(await running()).toMatchObject([{ id: 'account-1', title: 'MLOps', origin: { kind: 'repository' } }])
  })
})

describe('a pull request to it', () => {
  const later = { 'capstone.yml': COURSE.replace('"*"', '"other-*"').replace('MLOps', 'MLOps II') }

  it.each([[false, '| let go | 1 repository |'], [true, '| let go | 1 repository: octo-org/capstone-ana |']])('shows what it would change and changes nothing; and names repositories only where it is private (%s)', async (isPrivate, row) => {
    const { keep, running, told } = await stage({ 'capstone.yml': COURSE }, { isPrivate, pull: { files: later } })
    await keep({ kind: 'repository' })
    const before = await running()
    await keep({ kind: 'pull-request', number: 3 })
    expect(told()).toMatchObject({ conclusion: 'success', title: 'MLOps would change' })
    expect(told()?.summary.replaceAll('`', '')).toContain(row)
    expect(told()?.summary).toContain('| title | MLOps → MLOps II |')
    expect(await running()).toEqual(before)
  })

  it.each<[string, Stage['pull'], unknown]>([
    ['from a fork, whose file can be read', { files: later, head: { sha: HEAD, branch: 'main', repositoryId: 99 } }, { conclusion: 'success', title: 'The course can be read', summary: 'The file has no mistakes. What it would change is shown on pull requests from branches of this repository.\n' }],
    ['from a fork, whose file has a mistake', { files: { 'capstone.yml': 'title: 7\n' }, head: { sha: HEAD, branch: 'main', repositoryId: 99 } }, { conclusion: 'failure' }],
    ['that takes the file away', { files: {} }, { title: 'MLOps would end, and let all its repositories go' }],
    ['that leaves the course as it is', { files: { 'capstone.yml': COURSE, 'README.md': '' } }, { title: 'Nothing would change' }],
    ['to another branch', { files: later, base: { branch: 'drafts', sha: MAIN } }, { title: 'MLOps is in force' }],
  ])('%s', async (_, pull, told) => {
    const staged = await stage({ 'capstone.yml': COURSE }, { pull: pull ?? { files: {} } })
    await staged.keep({ kind: 'repository' })
    const before = await staged.running()
    await staged.keep({ kind: 'pull-request', number: 3 })
    expect(staged.told()).toMatchObject(told as object)
    expect(await staged.running()).toEqual(before)
  })

  it('is told nothing where neither side has a course', async () => {
    const { keep, told } = await stage({}, { pull: { files: { 'README.md': '' } } })
    await keep({ kind: 'pull-request', number: 3 })
    expect(told()).toBeNull()
  })
})
