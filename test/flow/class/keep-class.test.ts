import { describe, expect, it } from 'vitest'
import { importRoster } from '../../../src/flow/people/import-roster.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../../src/model/course.ts'
import { START } from '../../support/class-app.ts'
import { classRepository, type ClassRepository } from '../../support/class-github.ts'
import { ANA, commentStage, judged, MAIN, type CommentStage } from '../../support/commenting.ts'
import { aRepository } from '../../support/hosting.ts'

const HOUR = 3_600_000
const LIST = 'github,name,email\nana,Ana Kovac,ana@uni.example\nben,Ben Okafor,ben@uni.example\n'
const MARKER = '<!-- capstone-coach:class version:1 course:mlops '

type ClassStage = CommentStage & {
  readonly staff: ClassRepository
  /** Some time goes by. */
  readonly later: (hours: number) => Promise<void>
  /** Ana's repository is looked at anew. */
  readonly touch: () => Promise<void>
  /** The comments that show a class. */
  readonly shown: () => readonly string[]
}

/** Ana's repository, pushed and judged, ben who has none, and the repository `staff` in which the course shows its class. */
async function classStage(options: { readonly private?: boolean; readonly settings?: Partial<Course['settings']>; readonly patterns?: readonly string[]; readonly withStaff?: boolean; readonly name?: string } = {}): Promise<ClassStage> {
  const { private: isPrivate = true, settings = {}, patterns = ['capstone-*'], withStaff = true, name = 'staff' } = options
  const stage = await commentStage({ course: { repositories: { patterns, topics: [], names: [] }, settings: { ...DEFAULT_COURSE_SETTINGS, summaryIn: name.toUpperCase(), ...settings } } })
  const { store, github, app, clock } = stage
  const staff = classRepository(aRepository({ id: 60, name, private: isPrivate }), { main: MAIN }, { [MAIN]: { 'README.md': 'Staff\n' } })
  if (withStaff) {
    github.repositories.set(60, staff)
    await store.hosting.saveRepositories([staff.hosted], START)
    if (patterns.includes('*')) await store.courses.enrol({ courseId: 'mlops', repositoryId: 60, by: 'pattern', since: START })
  }
  await importRoster('mlops', LIST, { mode: 'write', by: null }, { roster: store.roster, now: () => START, newId: () => 'import' })
  await store.journal.addEvents([{ id: 'push', kind: 'push', installationId: 7, repositoryId: 42, actor: ANA, at: START, facts: { branch: 'main', before: '0'.repeat(40), after: MAIN, created: true, forced: false, toDefault: true } }])
  await judged(stage)
  const later = async (hours: number): Promise<void> => {
    clock.now += hours * HOUR
    await app.settle()
  }
  return {
    ...stage, staff, later,
    touch: () => store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'capstone' }, dueAt: clock.now, reason: 'push' }], clock.now).then(() => app.settle()),
    shown: () => staff.shown.comments.flatMap(({ body }) => body.startsWith(MARKER) ? [body] : []),
  }
}

const writes = ({ staff }: ClassStage): number => staff.shown.asked.filter((one) => /create|update|delete|open/.test(one)).length

describe('the issue that shows a class', () => {
  it('is opened once, with a row a repository and who works on none', async () => {
    const stage = await classStage()
    await stage.later(1)
    expect(stage.staff.shown.issues).toHaveLength(1)
    const [shown = '', ...others] = stage.shown()
    expect(others).toEqual([])
    expect(shown).toContain('2 students; 1 student is in no repository yet.')
    const rows = shown.split('\n').filter((line) => line.startsWith('| ')).slice(2)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(/^\| Ben Okafor \| none yet \| – \| – \| – \|/)
    expect(rows[1]).toMatch(/^\| Ana Kovac \| .*capstone-ana.* \| \d+ of 13 \| \d+ of \d+ \| 2023-11-14 \| .* \| \d+\.\d\d of 100\.00 \|$/)
    expect(shown).not.toContain('uni.example')
  })

  it('is written once an hour at most, and not where nothing changed', async () => {
    const stage = await classStage()
    await stage.later(1)
    const before = writes(stage)
    await stage.touch()
    await stage.later(2)
    expect(writes(stage)).toBe(before)
    await stage.store.decisions.state({ id: 's', courseId: 'mlops', repositoryId: 42, at: stage.clock.now, said: { commentId: 1, number: 3 }, by: ANA, kind: 'dispute', subject: { kind: 'criterion', id: 'lint' }, text: 'my secret reason' })
    for (let time = 0; time < 5; time += 1) await stage.touch()
    expect(writes(stage)).toBe(before)
    await stage.later(1)
    expect(writes(stage)).toBe(before + 1)
    expect(stage.shown()).toEqual([expect.stringContaining('1 dispute waits for an answer')])
    expect(stage.shown()[0]).not.toContain('secret')
  })

  it('tells who is stuck though nothing happened for a day', async () => {
    const stage = await classStage({ settings: { stuckDays: 1 } })
    await stage.later(1)
    expect(stage.shown()[0]).not.toContain('stuck since')
    for (let day = 0; day < 3; day += 1) await stage.later(25)
    expect(stage.shown()[0]).toContain('stuck since')
  })

  it('has neither names nor points nor repositories in a public place', async () => {
    const stage = await classStage({ private: false })
    await stage.later(1)
    const [shown = ''] = stage.shown()
    expect(shown).toMatch(/\| `ana` \| \d+ of 13 \|/)
    for (const secret of ['Kovac', 'Okafor', 'ben', 'Points', ' of 100.00', 'capstone-ana', 'uni.example']) expect(shown).not.toContain(secret)
  })

  it.each([[true, /\| \d+ of 14 \|.*\| \d+ days late \|/], [false, /\| \d+ of 15 \|[^|]*\|[^|]*\|$/m]] as const)('lets nobody read an excuse or an extension from it but where it is private: %s', async (isPrivate, says) => {
    const stage = await classStage({ private: isPrivate, settings: { dueAt: START - 30 * HOUR } })
    const items = (await stage.store.assessments.newest(42, 'default-branch'))?.record.items ?? []
    await stage.store.decisions.decide({ id: 'x', courseId: 'mlops', repositoryId: 42, at: stage.clock.now, by: { id: 9, login: 'kim' }, said: null, kind: 'excuse', subject: { kind: 'item', id: items[0]?.id ?? '' }, reason: 'ill' }, { id: 'x', at: stage.clock.now, actor: 9, action: 'decision.excuse', subject: '', says: '' })
    await stage.later(1)
    expect(stage.shown()[0]).toMatch(says)
    expect(stage.shown()[0]?.includes('late')).toBe(isPrivate)
  })

  it.each(['staff', '.github'])('loses what only the staff may read with all its earlier texts when %s becomes public, and shows the class anew', async (name) => {
    const stage = await classStage({ name })
    await stage.later(1)
    expect(stage.shown()[0]).toContain('Kovac')
    stage.staff.hosted = { ...stage.staff.hosted, private: false }
    // What GitHub tells of it is work on the repository, which is of no course.
    await stage.store.work.mark([{ installationId: 7, repositoryId: 60, target: { kind: 'repository' }, dueAt: stage.clock.now, reason: 'repository' }], stage.clock.now)
    await stage.app.settle()
    expect(stage.shown()).toEqual([])
    await stage.touch()
    await stage.later(1)
    expect(stage.shown()).toEqual([expect.not.stringContaining('Kovac')])
    stage.staff.hosted = { ...stage.staff.hosted, private: true }
    await stage.touch()
    await stage.later(1)
    expect(stage.shown()).toEqual([expect.stringContaining('Kovac')])
  })

  it('is public where no webhook told of it', async () => {
    const stage = await classStage()
    stage.staff.hosted = { ...stage.staff.hosted, private: false }
    await stage.later(1)
    expect(stage.shown()).toEqual([expect.not.stringContaining('Kovac')])
  })

  it('is made anew where somebody deleted it, or its comment', async () => {
    const stage = await classStage()
    await stage.later(1)
    const change = async (id: string): Promise<void> => {
      await stage.store.decisions.state({ id, courseId: 'mlops', repositoryId: 42, at: stage.clock.now, said: { commentId: 1, number: 3 }, by: ANA, kind: 'dispute', subject: { kind: 'criterion', id: id === 'one' ? 'lint' : 'health' }, text: 'look' })
      await stage.touch()
      await stage.later(1)
    }
    stage.staff.shown.comments = []
    await change('one')
    expect(stage.shown()).toHaveLength(1)
    stage.staff.shown.issues = []
    stage.staff.shown.comments = []
    await change('two')
    expect([stage.staff.shown.issues.length, stage.shown().length]).toEqual([1, 1])
  })

  it.each([
    ['where the course names none', { settings: { summaryIn: null } }],
    ['where the App does not reach the repository', { withStaff: false }],
    ['in a repository that is worked on as a capstone', { patterns: ['*'] }],
  ] as const)('is not opened %s', async (_, options) => {
    const stage = await classStage(options)
    await stage.later(1)
    expect(stage.shown()).toEqual([])
    expect(stage.staff.shown.comments.filter(({ body }) => body.includes('Kovac'))).toEqual([])
  })

  it('goes on after an answer of GitHub that was lost, with one comment', async () => {
    const stage = await classStage()
    stage.staff.shown.mishaps.push(null, { kind: 'lost' })
    await stage.later(1)
    await stage.later(1)
    expect([stage.staff.shown.issues.length, stage.shown().length]).toEqual([1, 1])
  })

  it('tells each week once instead, on Monday morning, where the course says so', async () => {
    const stage = await classStage({ settings: { summaryAs: 'digest' } })
    await stage.later(1)
    expect(stage.shown()).toEqual([expect.stringContaining('the week from 2023-11-06 to 2023-11-13')])
    for (let time = 0; time < 3; time += 1) {
      await stage.touch()
      await stage.later(2)
    }
    expect(stage.shown()).toHaveLength(1)
    // START is a Tuesday evening.
    await stage.later(24 * 6)
    expect(stage.shown()).toEqual([expect.anything(), expect.stringContaining('the week from 2023-11-13 to 2023-11-20')])
    expect(stage.shown()[1]).toContain('Kovac')
    expect(stage.shown().join('')).not.toContain(' of 100.00')
  })

  it('tells weeks with logins in a public place, where those before go that had names', async () => {
    const stage = await classStage({ settings: { summaryAs: 'digest' } })
    await stage.later(1)
    stage.staff.hosted = { ...stage.staff.hosted, private: false }
    await stage.later(24 * 7)
    await stage.later(24 * 7)
    expect(stage.shown()).toHaveLength(2)
    expect(stage.shown().join('')).not.toContain('Kovac')
  })

  it('is never both', async () => {
    const stage = await classStage()
    await stage.later(1)
    const [course] = await stage.store.courses.courses()
    if (course === undefined) throw new Error('the course is gone')
    await stage.store.courses.saveCourse({ ...course, settings: { ...course.settings, summaryAs: 'digest' } }, stage.clock.now)
    await stage.touch()
    await stage.later(2)
    expect(stage.shown()).toEqual([expect.stringContaining('the week from')])
  })
})
