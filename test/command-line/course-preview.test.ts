import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import type { RosterEntry } from '../../src/model/roster.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { criterion, item, recordOf } from '../support/records.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-preview-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const DUE = Date.UTC(2026, 11, 18, 17)
const HOUR = 3_600_000
const COURSE = 'id: mlops\ntitle: MLOps\norganization: octo-org\ntime_zone: Europe/Berlin\nrepositories: { patterns: [capstone-*] }\ndates: { due: 2026-12-18 18:00 }\n'
const [LINT = { id: '', title: '' }] = CHECKLISTS.checklist.items
const HEALTH = CHECKLISTS.checklist.items.find(({ criteria }) => criteria.some(({ id }) => id === 'health')) ?? LINT
const LISTED: RosterEntry = { key: 'ana', name: 'Ana', email: '', studentId: '', section: '', login: 'ana', personId: null, platform: { canvasId: '', sisUserId: '', sisLoginId: '', moodleUser: '', idNumber: '' } }
const IN_FORCE = aCourse({ repositories: { patterns: ['capstone-*'], topics: [], names: [] }, settings: { ...DEFAULT_COURSE_SETTINGS, timeZone: 'Europe/Berlin', dueAt: DUE }, origin: { kind: 'file', organization: 'octo-org' } })

type Stage = { readonly preview: (...texts: readonly string[]) => Promise<Ran>; readonly run: (...words: readonly string[]) => Promise<Ran>; readonly file: (text: string) => string; readonly data: string; readonly open: () => Promise<Store> }

/** The course in force with ana, who pushed in time, and ben, a day late; and a repository of the account that the course does not take in. */
async function stage(fill: (store: Store) => Promise<void> = () => Promise.resolve()): Promise<Stage> {
  const data = mkdtempSync(join(folder, 'data-'))
  const open = (): Promise<Store> => openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  const store = await open()
  await store.courses.saveCourse(IN_FORCE, Date.UTC(2026, 10, 20, 8, 0, 3))
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveRepositories([aRepository(), aRepository({ id: 43, name: 'capstone-ben' }), aRepository({ id: 44, name: 'notes' })], 0)
  for (const [id, login, hour] of [[42, 'ana', -2], [43, 'ben', 20]] as const) {
    await store.courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'pattern', since: 0 })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id, login }, since: 0 })
    const record = recordOf([criterion('lint'), criterion('health')], [item('Lint', ['lint'], { credit: 1 }), item('Health', ['health'])])
    await store.assessments.add({ id: login, repositoryId: id, commit: 'ab'.repeat(20), branch: 'main', isDefaultBranch: true, at: DUE + hour * HOUR, digest: login, record })
  }
  await fill(store)
  await store.close()
  let files = 0
  const file = (text: string): string => {
    const path = join(data, `${files++}.yml`)
    writeFileSync(path, text)
    return path
  }
  const run = (...words: readonly string[]): Promise<Ran> => runInProcess(['course', ...words], { DATA_DIR: data }, 300)
  return { data, open, file, run, preview: (...texts) => run(...texts.map(file), '--preview') }
}

describe('course --preview', () => {
  it('says of another checklist which items come, go and change, and which grades would be others if they were judged again by it', async () => {
    const { run, file, data } = await stage(async ({ checklists }) => { await checklists.keep({ scope: 'operator', checklist: { ...CHECKLISTS.checklist, id: 'kept', revision: 4, digest: 'another' }, at: 0 }) })
    const list = (id: string): void => {
      writeFileSync(join(data, 'ours.yml'), `id: ${id}
title: Our checklist
revision: 4
credit: { outcome: { verified: 1, present: 1, partial: 0.5, failing: 0, missing: 0 }, basis: { observed: 1, claimed: 1, attested: 1, decided: 1 } }
groups:
  - title: All
    items:
      - { id: ${HEALTH.id}, title: "${HEALTH.title}", lesson: x, weight: 3, required: false, criteria: [health] }
      - { id: load, title: Load was tested, when: { file: load.md } }
      - { id: talk, title: The service was presented, manual: { levels: [{ title: Not yet, credit: 0 }, { title: Clear, credit: 1 }] } }
`)
    }
    list('ours')
    const course = file(`${COURSE}checklist: ours.yml\n`)
    const ran = await run(course, '--preview')
    expect(ran).toMatchObject({ code: 0, err: '' })
    for (const says of [
      '  checklist     the one that comes with the App → ours, revision 4\n', `“${HEALTH.title}”: 6.25 → 60.00 points; required → not required\n`, 'also asked: “Load was tested”, 20.00 points\n', 'also asked: “The service was presented”, 20.00 points\n', `no longer asked: “${LINT.title}”, 6.25 points\n`,
      '  not counted   “Load was tested”: what repositories have of it is known once commits are judged by this checklist\n', '  judged again  no grade whose hours are over changes by this; if what counts is judged by it, 2 of 2 grades would change',
    ]) expect(ran.out).toContain(says)
    list('kept')
    expect(await run(course, '--preview')).toMatchObject({ code: 2, err: expect.stringContaining('ours.yml: revision: expected more than 4') as string })
  })

  it('tells each setting before and after in the words of `course`, and writes nothing', async () => {
    const { preview, open } = await stage(({ roster }) => roster.replace('mlops', [LISTED], { id: 'list', at: 0, actor: null, action: 'roster.imported', subject: '', says: '' }, 0))
    const ran = await preview(COURSE.replace('title: MLOps', 'title: MLOps II').replace('12-18', '12-20'))
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('MLOps (mlops) would change\n  title         MLOps → MLOps II\n  due           2026-12-18 18:00 in Europe/Berlin, which is 2026-12-18 17:00 UTC → 2026-12-20 18:00 in Europe/Berlin, which is 2026-12-20 17:00 UTC\n')
    expect(ran.out).toContain('Nothing was written: this counts once the App is started with these files.\n')
    const store = await open()
    expect(await store.courses.courses()).toEqual([IN_FORCE])
    expect((await store.roster.of('mlops')).map(({ personId }) => personId)).toEqual([null])
    expect((await store.journal.audit(9)).map(({ id }) => id)).toEqual(['list'])
    await store.close()
  })

  it('counts the grades both ways, a line for each that differs', async () => {
    const { preview } = await stage()
    const { out } = await preview(`${COURSE}grading: { late: { points_a_day: 10 } }\n`)
    expect(out).toContain('  grades        late work counts, and is told as late → late work loses 10 points for each 24 hours that have begun\n  points        1 of 2 grades would change: 1 lower, by up to 10.00\n    ben  octo-org/capstone-ben  50.00 → 40.00 of 100.00, 1 day late (−10.00)\n')
    expect(out).not.toContain('ana')
    expect((await preview(`${COURSE}grading: { late: cut-off }\n`)).out).toContain('    ben  octo-org/capstone-ben  50.00 of 100.00 → nothing counts\n')
    expect((await preview(`${COURSE}grading: { release: at-once }\n`)).out).toContain('  points        none of 2 grades would change\n')
    expect((await preview(`${COURSE}gate: true\n`)).out).not.toContain('points')
  })

  it('says which commit would count, and how late it is', async () => {
    const { preview } = await stage(async ({ assessments }) => {
      const record = recordOf([], [item('Lint', ['lint'], { credit: 1 }), item('Health', ['health'], { credit: 1 })])
      await assessments.add({ id: 'later', repositoryId: 42, commit: 'cd'.repeat(20), branch: 'main', isDefaultBranch: true, at: DUE + 30 * HOUR, digest: 'later', record })
    })
    expect((await preview(`${COURSE}grading: { counts: latest }\n`)).out).toContain('1 higher, by up to 50.00\n    ana  octo-org/capstone-ana  50.00 → 100.00 of 100.00, cdcdcdc counts in place of abababa, 2 days late\n')
  })

  it('leaves out the grades of repositories that are let go, and says of what it cannot count that it may change verdicts', async () => {
    const { preview } = await stage()
    const { out } = await preview(`${COURSE.replace('[capstone-*]', '[capstone-ana]')}grading: { points: 200 }\nprobes: { enabled: true }\n`)
    expect(out).toContain('  verdicts      may change, too, as commits are judged again: that is not counted here\n  points        1 of 1 grade would change: 1 higher, by up to 50.00\n    ana  octo-org/capstone-ana  50.00 of 100.00 → 100.00 of 200.00\n')
    expect(out).not.toContain('    ben')
    expect((await preview(`${COURSE}gate: true\n`)).out).not.toContain('verdicts')
  })

  it('names at most 50 grades, and how many more', async () => {
    const { preview } = await stage(async (store) => {
      for (let id = 100; id < 160; id++) await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 43, person: { id, login: `late-${id}` }, since: 0 })
    })
    const { out } = await preview(`${COURSE}grading: { points: 200 }\n`)
    expect(out).toContain('62 of 62 grades would change')
    expect(out.split('\n').filter((line) => line.includes(' → ') && line.includes('capstone-'))).toHaveLength(50)
    expect(out).toContain('\n    and 12 more\n')
  })

  it('names the repositories that would be taken in and let go', async () => {
    const { preview } = await stage()
    const { out } = await preview(COURSE.replace('[capstone-*]', '[capstone-ana, notes]'))
    expect(out).toContain('  repositories  those whose names fit capstone-* → those whose names fit capstone-ana or notes\n  taken in      octo-org/notes\n  let go        octo-org/capstone-ben\n')
  })

  it('tells courses that would be added, end, or wait', async () => {
    const { preview } = await stage()
    const { out } = await preview('id: second\ntitle: Second\norganization: octo-org\nrepositories: { names: [capstone-ana, notes] }\n', 'id: away\ntitle: Away\norganization: elsewhere\nrepositories: { names: [x] }\n')
    expect(out).toContain('Second (second) would be added\n  organization  octo-org\n')
    expect(out).toContain('  taken in      octo-org/capstone-ana, octo-org/notes\n')
    expect(out).toContain('MLOps (mlops) would end: it is no longer written down\n  let go        octo-org/capstone-ana, octo-org/capstone-ben\n')
    expect(out).toContain('the course away waits: elsewhere has not installed the App.')
  })

  it('says that nothing would change, by the files of the settings too', async () => {
    const { preview, file, data } = await stage()
    expect(await preview(COURSE)).toMatchObject({ code: 0, out: 'Nothing would change.\n' })
    expect((await runInProcess(['course', '--preview'], { DATA_DIR: data, COURSE_FILES: file(COURSE.replace('MLOps', 'Other')) })).out).toContain('  title         MLOps → Other\n')
  })

  it('tells of another join code, and never which', async () => {
    const { preview } = await stage((store) => store.courses.saveCourse({ ...IN_FORCE, joinCode: 'sparrow-1' }, 0))
    const { out } = await preview(`${COURSE}join_code: sparrow-2\n`)
    expect(out).toContain('  elsewhere     by another code; the one before lets no further repository in\n')
    expect(out).not.toContain('sparrow')
  })

  it('tells every mistake of a file, and ends with 2', async () => {
    const { run, file, data } = await stage()
    const wrong = file('title: A\ngate: maybe\n')
    expect(await run(wrong, '--preview')).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`${wrong}:2:7: gate: expected boolean; found "maybe"\n`) as string })
    expect(await runInProcess(['course', '--preview'], { DATA_DIR: data, COURSE_FILES: wrong })).toMatchObject({ code: 2, err: expect.stringContaining(`${wrong}:2:7: gate`) as string })
  })
})

describe('course without a file', () => {
  it('shows each course in force, since when, and how many repositories and students it has', async () => {
    const { run } = await stage()
    const { code, out } = await run()
    expect(code).toBe(0)
    expect(out).toContain('MLOps (mlops, in force since 2026-11-20 09:00 in Europe/Berlin)\n  organization  octo-org\n')
    expect(out).toContain('  has           2 repositories; no list of students, and 2 people work on them\n')
  })

  it('counts the students of its list, where it has one', async () => {
    const { run } = await stage(({ roster }) => roster.replace('mlops', [LISTED], { id: 'list', at: 0, actor: null, action: 'roster.imported', subject: '', says: '' }, 0))
    expect((await run()).out).toContain('  has           2 repositories; 1 student in the list\n')
  })

  it('says that none runs', async () => {
    const { run, open } = await stage()
    const store = await open()
    await store.courses.changeCourses({ saved: [], ended: [{ courseId: 'mlops', audit: { id: 'e', at: 0, actor: null, action: 'course.ended', subject: '', says: '' } }], letGo: [] }, 1)
    await store.close()
    expect(await run()).toMatchObject({ code: 0, out: 'No course runs here. Name one in COURSE_FILES and start the App once, or write it down in the .github repository of its organization (docs/course.md).\n' })
  })
})
