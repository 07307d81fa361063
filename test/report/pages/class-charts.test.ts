import { describe, expect, it } from 'vitest'
import { classStanding } from '../../../src/flow/class/class-standing.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../../src/model/course.ts'
import type { Standing } from '../../../src/model/standing.ts'
import { classCharts } from '../../../src/report/pages/class/class-charts.ts'
import { standing } from '../../store/standings-contract.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { aCourse } from '../../support/hosting.ts'

const DUE = Date.UTC(2026, 11, 18, 17, 30)
const MINUTE = 60_000

/** The charts of a class with one repository, to which these pushes came. */
async function charts(pushes: readonly number[], now: number, dateLanguage: string | null = null, changes: Partial<Standing> = {}): Promise<string> {
  const course = aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, timeZone: 'Europe/Berlin', dueAt: DUE, dateLanguage } })
  const one = standing({ pushes, ...changes })
  const counted = await classStanding(course, {
    assessor: CHECKLISTS, checklists: { byDigest: () => Promise.resolve(null) }, standings: { of: () => Promise.resolve([one]) }, roster: { of: () => Promise.resolve([]) }, releases: { of: () => Promise.resolve([]) },
    courses: { enrolled: () => Promise.resolve([{ courseId: 'mlops', repositoryId: one.repositoryId, by: 'name', since: 0 }]), participantsOf: () => Promise.resolve([]), staffOf: () => Promise.resolve([]), savedAt: () => Promise.resolve(new Map()) }, journal: { pushersOf: () => Promise.resolve([{ id: 42, login: 'ana' }]) }, hosting: { lastSeen: () => Promise.resolve(null) }, work: { atWork: () => Promise.resolve(new Set()) }, now: () => now,
  })
  return classCharts(counted, { courseId: 'mlops', calendar: course.settings, dueAt: DUE, now }).html
}

/** The bars of a chart as a screen reader has them, those that stand for something. */
function barsOf(html: string, title: string): readonly string[] {
  const [, says = ''] = new RegExp(`aria-label="${title}: ([^"]*) \\(`).exec(html) ?? []
  return says.split(', ').filter((bar) => !bar.endsWith(' 0'))
}

describe('a number above a bar', () => {
  it('stands whole in the picture, at its last bar, too', async () => {
    const now = Date.UTC(2026, 11, 2, 6)
    const html = await charts(Array.from({ length: 243 }, () => now), now)
    const at = Number(/<text x="([\d.]+)" y="[\d.]+">243<\/text>/.exec(html)?.[1])
    // Three digits of 16 px reach some 14 px to each side.
    expect(at).toBeLessThan(600 - 14)
  })
})

describe('when work is pushed', () => {
  it('tells what came in the last minute from what came a minute late, whatever minute the work is due', async () => {
    expect(barsOf(await charts([DUE - MINUTE, DUE, DUE + 1, DUE + MINUTE], DUE + 60 * MINUTE), 'Pushes around the due day, by three hours')).toEqual(['-3 h 2', 'due 2'])
  })

  it.each([[null, ['11-30 1', '12-01 2']], ['de', ['30. Nov. 1', '1. Dez. 2']]] as const)('is told by days long before it is due, in the language %s', async (language, bars) => {
    // By the clocks of Berlin the second one came on the next day.
    const pushes = [Date.UTC(2026, 10, 30, 22, 10), Date.UTC(2026, 10, 30, 23, 30), Date.UTC(2026, 11, 1, 22, 20)]
    expect(barsOf(await charts(pushes, Date.UTC(2026, 11, 2, 6), language), 'Pushes in the last four weeks, by day')).toEqual(bars)
  })
})

describe('how grades are spread', () => {
  const grade = { points: 0, of: 100, percent: 0, daysLate: 0, deduction: 0, commit: 'c', isProvisional: false }

  it('has who earned nothing, and not those of whom nothing counts', async () => {
    const title = 'Grades, in tens of percent'
    expect(barsOf(await charts([], DUE, null, { grade, gradeState: 'final' }), title)).toEqual(['0 1'])
    for (const gradeState of ['excused', 'not-seen'] as const) expect(await charts([], DUE, null, { grade: { ...grade, of: 0 }, gradeState })).not.toContain(title)
  })
})
