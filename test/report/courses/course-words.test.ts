import { describe, expect, it } from 'vitest'
import { DEFAULT_COURSE_SETTINGS, type Course, type CoursePart } from '../../../src/model/course.ts'
import { DEFAULT_GRADING } from '../../../src/model/grading.ts'
import { courseText } from '../../../src/report/courses/course-text.ts'
import { courseChangeRows, shownCourse } from '../../../src/report/courses/course-words.ts'
import { aCourse } from '../../support/hosting.ts'

const LAYOUT = { width: 1000, paint: (_style: string, text: string): string => text }
const BEFORE = aCourse({ origin: { kind: 'file', organization: 'octo-org' }, settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: Date.UTC(2026, 11, 18, 17) } })
const setting = (changes: Partial<Course['settings']>): Partial<Course> => ({ settings: { ...BEFORE.settings, ...changes } })
const PINNED = { repository: 'octo-org/workflows', path: 'ci.yml', sha: 'a'.repeat(40), shows: [] }

/** A change of each part of a course, and the line that tells it. A part that has none here does not compile. */
const CHANGES: Readonly<Record<CoursePart, readonly [changes: Partial<Course>, row: string]>> = {
  title: [{ title: 'Other' }, 'title: MLOps → Other'],
  account: [{ account: { id: 1, login: 'octo-college' } }, 'organization: octo-org → octo-org (octo-college)'],
  origin: [{ origin: { kind: 'file', organization: null } }, 'organization: octo-org → the one account that has the App installed (octo-org)'],
  repositories: [{ repositories: { patterns: ['*'], topics: ['mlops'], names: [] } }, 'repositories: also those with the topic mlops'],
  joinCode: [{ joinCode: 'sparrow-1' }, 'elsewhere: no repository of another account can join → a repository of another account joins when its owner or an admin of it comments /join and the code of its file'],
  staff: [{ staff: { logins: ['ines'], teams: [] } }, 'staff: nobody: nobody may decide → ines'],
  'settings.term': [setting({ term: 'autumn 2026' }), 'term: none → autumn 2026'],
  'settings.dateLanguage': [setting({ dateLanguage: 'de' }), 'dates: written as 2026-12-18 → written as 18. Dezember 2026 (de)'],
  'settings.timeZone': [setting({ timeZone: 'Europe/Berlin' }), 'time zone: UTC → Europe/Berlin'],
  'settings.opensAt': [setting({ opensAt: 0 }), 'opens: no date → 1970-01-01 00:00 UTC'],
  'settings.dueAt': [setting({ dueAt: Date.UTC(2026, 11, 19, 17) }), 'due: 2026-12-18 17:00 UTC → 2026-12-19 17:00 UTC'],
  'settings.closesAt': [setting({ closesAt: 0 }), 'closes: no date → 1970-01-01 00:00 UTC'],
  'settings.probesEnabled': [setting({ probesEnabled: true }), 'probes: off: no deployed service is asked → deployed services are asked'],
  'settings.probeHosts': [setting({ probeHosts: ['churn.example.edu'] }), 'probes: other hosts, of which none is asked while probes are off'],
  'settings.trustedWorkflows': [setting({ trustedWorkflows: [PINNED] }), 'trusted: no workflow: what students\' workflows report is claimed → ci.yml of octo-org/workflows at aaaaaaa'],
  'settings.trustedBlobs': [setting({ trustedBlobs: ['b'.repeat(40)] }), 'trusted: no workflow: what students\' workflows report is claimed → 1 workflow file by blob SHA'],
  'settings.stuckDays': [setting({ stuckDays: 1 }), 'stuck: after 7 days without a step forward → after 1 day without a step forward'],
  'settings.disputeDays': [setting({ disputeDays: 3 }), 'disputes: are answered within 7 days, else shown as escalated → are answered within 3 days, else shown as escalated'],
  'settings.hintCeiling': [setting({ hintCeiling: 1 }), 'hints: up to level 3 of 3 → up to level 1 of 3'],
  'settings.gate': [setting({ gate: true }), 'check run: is neutral while required items are open → fails while required items are open'],
  'settings.checklist': [setting({ checklist: { id: 'ours', revision: 3, digest: 'd' } }), 'checklist: the one that comes with the App → ours, revision 3'],
  'settings.grading': [setting({ grading: { ...DEFAULT_GRADING, graceMinutes: 30 } }), 'grades: also 30 minutes of grace'],
  'settings.summaryAs': [setting({ summaryAs: 'digest' }), 'class: in another way, once it is shown in an issue'],
  'settings.summaryIn': [setting({ summaryIn: 'staff' }), 'class: shown in no issue → shown in an issue of staff, with names and points while that repository is private'],
}

const parts = Object.keys(CHANGES) as readonly CoursePart[]
const changesOf = (before: Course, after: Course, changed: readonly CoursePart[]): readonly string[] => courseChangeRows(shownCourse(before), shownCourse(after), changed).map(({ label, says }) => `${label}: ${says}`)

describe('what becomes of a course', () => {
  it.each(parts)('is told of %s', (part) => {
    const [changes, row] = CHANGES[part]
    expect(changesOf(BEFORE, { ...BEFORE, ...changes }, [part])).toContain(row)
  })

  it.each(parts.filter((part) => part !== 'title' && part !== 'settings.term' && CHANGES[part][1].includes(' → ')))('is told in the words that show the course: %s', (part) => {
    const [label = '', change = ''] = CHANGES[part][1].split(/: (.*)/)
    const lineOf = (course: Course): string | undefined => courseText(shownCourse(course), 'here', LAYOUT).split('\n').find((line) => line.startsWith(`  ${label} `))
    const [before = '', after = ''] = change.split(' → ')
    expect(lineOf(BEFORE)).toContain(before)
    expect(lineOf({ ...BEFORE, ...CHANGES[part][0] })).toContain(after)
  })

  it('names a course by its title, and by its term where it has one', () => {
    expect(courseText(shownCourse({ ...BEFORE, ...setting({ term: 'autumn 2026' }) }), 'here', LAYOUT)).toMatch(/^MLOps, autumn 2026 \(/)
    expect(courseText(shownCourse(BEFORE), 'here', LAYOUT)).toMatch(/^MLOps \(/)
  })

  it('tells no other day where dates are written in another language alone', () => {
    expect(changesOf(BEFORE, { ...BEFORE, ...setting({ dateLanguage: 'de' }) }, ['settings.dateLanguage'])).toEqual(['dates: written as 2026-12-18 → written as 18. Dezember 2026 (de)'])
    expect(changesOf(BEFORE, { ...BEFORE, ...setting({ dateLanguage: 'de', dueAt: Date.UTC(2026, 11, 19, 17) }) }, ['settings.dateLanguage', 'settings.dueAt'])).toContain('due: 18. Dezember 2026, 17:00 UTC → 19. Dezember 2026, 17:00 UTC')
  })

  it('is nothing where nothing changed', () => { expect(changesOf(BEFORE, BEFORE, [])).toEqual([]) })

  it.each([
    ['another code', { joinCode: 'sparrow-1' }, { joinCode: 'sparrow-2' }, 'joinCode', 'elsewhere: by another code; the one before lets no further repository in'],
    ['another blob in the place of one', setting({ trustedBlobs: ['b'.repeat(40)] }), setting({ trustedBlobs: ['c'.repeat(40)] }), 'settings.trustedBlobs', 'trusted: other commits or blob SHAs than before'],
    ['the same account by a file', { origin: { kind: 'default' } }, { origin: { kind: 'file', organization: null } }, 'origin', 'organization: the same, written down in another way'],
    ['one for practice', {}, { repositories: { patterns: ['*'], topics: [], names: [], practice: ['demo', 'try-*'] } }, 'repositories', 'repositories: also for practice, and counting nowhere, demo or try-*'],
    ['an assistant more', { staff: { logins: ['a'], teams: [] } }, { staff: { logins: ['a'], teams: [], assistants: { logins: ['b'], teams: ['t'] } } }, 'staff', 'staff: also as assistants b; as assistants everybody in the team t'],
    ['another order', { staff: { logins: ['a', 'b'], teams: [] } }, { staff: { logins: ['b', 'a'], teams: [] } }, 'staff', 'staff: a, b → b, a'],
    ['what is left out', setting({ grading: { ...DEFAULT_GRADING, graceMinutes: 30 } }), {}, 'settings.grading', 'grades: no longer 30 minutes of grace'],
  ] as const)('that reads alike, or nearly so, is told too: %s', (_, before, after, part, row) => {
    expect(changesOf({ ...BEFORE, ...before }, { ...BEFORE, ...after }, [part])).toEqual([row])
  })
})
