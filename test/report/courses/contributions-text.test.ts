import { describe, expect, it } from 'vitest'
import type { ContributionRow, RepositoryContributions } from '../../../src/report/courses/contributions-document.ts'
import { contributionsText } from '../../../src/report/courses/contributions-text.ts'

const ROW: ContributionRow = { student: { key: 's1', name: 'Maria K', login: 'maria' }, commits: 12, together: 3, opened: [2, 5], merged: [2], reviewed: [4], commented: [], lastAt: '2026-11-26T10:00:42Z' }
const READ = { at: '2026-11-27T01:00:13Z', branch: 'main', head: 'a'.repeat(40), students: [ROW], others: { commits: 0, opened: 0, reviewed: 0, logins: [] }, unknown: { commits: 0 }, merges: 0, beyond: { commits: 0, pulls: 0, reviews: 0 } }
const told = (read: RepositoryContributions['read'], language: string | null = null): string =>
  contributionsText({ schema: 1, course: { id: 'mlops', title: 'MLOps', term: null }, repositories: [{ repository: { id: 1, name: 'octo-org/team' }, read }] }, { timeZone: 'Europe/Berlin', dateLanguage: language }, 80)

describe('who did what, in words', () => {
  it('is a line for each student, with places, and what numbers do not tell', () => {
    expect(told({ ...READ, students: [ROW, { ...ROW, student: { key: 's2', name: 'Noor', login: 'noor' }, commits: 1, together: 0, merged: [2, 5], reviewed: [], commented: [7] }] })).toBe(`octo-org/team, main at aaaaaaa, read 2026-11-27 02:00
  Maria K (maria)  12 commits, 3 with others; opened #2 #5, of them merged #2; reviewed #4; last 2026-11-26 11:00
  Noor (noor)      1 commit; opened #2 #5, merged; commented on #7; last 2026-11-26 11:00

Numbers do not tell who thought, explained or tested: work in pairs on one
machine counts for the account that commits, unless the commit names its
co-authors; a pull request that is squashed is one commit; advice outside of
GitHub is not seen. They are a reason to talk, not a grade.
`)
  })
  it('says what is of others and of nobody, what was left out, and what was not read; nothing of what there is none of', () => {
    const text = told({ ...READ, others: { commits: 4, opened: 1, reviewed: 0, logins: ['kim-x'] }, unknown: { commits: 2 }, merges: 1, beyond: { commits: 30, pulls: 0, reviews: 1 } })
    expect(text).toContain('  Others (staff, bots, who is no student of the course: kim-x): 4 commits and 1 pull request opened.\n')
    expect(text).toContain('  2 commits of nobody that GitHub or the list of the course knows: the e-mail of those commits belongs to no account. They count once that e-mail is in the list of the course, or in an account on GitHub.\n')
    expect(text).toContain('  1 merge left out.\n  Not read, since there are so many: 30 earlier commits and 1 review.\n')
    expect(told(READ)).not.toMatch(/Others|nobody that|left out|Not read/)
  })
  it('says of a student who did nothing there that it is nothing yet, by whatever the list has of them', () => {
    const row = { ...ROW, commits: 0, lastAt: null }
    expect(told({ ...READ, students: [{ ...row, student: { key: 's3', name: 'Olu', login: '' } }, { ...row, student: { key: 's4', name: '', login: '' } }, { ...row, student: { key: null, name: null, login: 'ada' } }] })).toContain('  Olu  nothing on GitHub yet\n  s4   nothing on GitHub yet\n  ada  nothing on GitHub yet\n')
  })
  it('writes dates as the course does', () => {
    expect(told(READ, 'de')).toContain('last 26. November 2026, 11:00')
  })
  it('says why a repository was not read', () => {
    expect(told(null)).toContain('octo-org/team: not read, since fewer than two people are known to be at work there, it is for practice, or the App did not come to it yet.')
    expect(contributionsText({ schema: 1, course: { id: 'mlops', title: 'MLOps', term: 'autumn 2026' }, repositories: [] }, { timeZone: 'UTC' }, 80)).toBe('MLOps, autumn 2026: no repository was read on which two people or more are at work. One that the App did not come to yet is read with the next sweep.\n')
  })
  it('lets no name move the cursor, and names many pull requests in part', () => {
    const text = told({ ...READ, branch: 'a\u001b[2Jb', students: [{ ...ROW, student: { key: 's1', name: 'M\u001b[31m\u202eK', login: 'maria' }, reviewed: Array.from({ length: 45 }, (_, at) => at + 1) }] })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(text).toContain('#30 and 15 more')
  })
})
