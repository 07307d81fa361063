import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { courseKeys } from '../../src/course/course-keys.ts'
import { courseSchemas } from '../../src/command-line/checklists.ts'
import type { Course } from '../../src/model/course.ts'
import { checklistText } from '../../src/grade/checklist-text.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { siteStage, type SiteStage } from '../support/site-stage.ts'

const FILE = `title: MLOps
organization: octo-org
repositories:
  patterns: [capstone-*]
staff:
  people: [ines]
time_zone: Europe/Berlin
dates:
  due: 2026-12-18 18:00
`

/** A course that a file of whoever runs the App says, or its organization's own repository. */
async function writtenSite(origin: Course['origin'] = { kind: 'file', organization: 'octo-org' }, id = 'mlops'): Promise<SiteStage> {
  const stage = await siteStage()
  await stage.store.courses.saveCourse({ ...stage.course, id, origin }, 1)
  return stage
}

async function previewed(stage: SiteStage, course: string, more: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly text: string }> {
  return stage.upload('/courses/mlops/course/preview', { course, ...more }, {}, await stage.browserOf('ines'))
}

describe('the course as it is set up', () => {
  it('tells what is in force to all of the staff, and leads instructors alone to changes and tokens', async () => {
    const { open, browserOf } = await siteStage()
    const [ines, aki] = [await open('/courses/mlops/course', await browserOf('ines')), await open('/courses/mlops/course', await browserOf('aki'))]
    for (const { text } of [ines, aki]) {
      expect(text).toMatch(/due<\/th><td>2026-12-18 18:00 in Europe\/Berlin, which is 2026-12-18 17:00 UTC/)
      expect(text).toContain('2 repositories; 3 students in the list')
    }
    expect([ines, aki].map(({ text }) => text.includes('/course/tokens'))).toEqual([true, false])
  })

  it('shows settings and grades that another file would change, and writes nothing', async () => {
    const stage = await writtenSite()
    const before = await stage.store.courses.courses()
    const { status, text } = await previewed(stage, `${FILE.replace('18:00', '08:00')}grading:\n  late:\n    points_a_day: 10\n`)
    expect(status).toBe(200)
    expect(text).toContain('2026-12-18 18:00 in Europe/Berlin')
    expect(text).toMatch(/points<\/th><td>2 of 2 grades would change: 2 lower, by up to 10\.00/)
    expect(text).toMatch(/Ana Kovac<\/th><td>octo-org\/capstone-ana<\/td><td>31\.25 → 21\.25 of 100\.00, 1 day late/)
    expect(await stage.store.courses.courses()).toEqual(before)
  })

  it('tells each mistake by its line, and keeps what was written', async () => {
    const { status, text } = await previewed(await writtenSite(), FILE.replace('title:', 'titel:').concat('hint_ceiling: 9\n'))
    expect(status).toBe(422)
    expect(text).toMatch(/<li>line 10, column 15: hint_ceiling: /)
    expect(text).toMatch(/<li>line 1, column \d+: [^<]*titel/)
    expect(text).toContain('titel: MLOps')
  })

  it.each([
    ['another organization', FILE.replace('octo-org', 'evil-org'), 'expected octo-org, whose course this is'],
    ['another id', `id: other\n${FILE}`, 'it is another course'],
    ['a checklist that is not given', `${FILE}checklist: ours.yml\n`, 'give its text, too'],
    ['nothing', '', 'mistake'],
  ])('takes no file with %s', async (_, file, says) => {
    const { status, text } = await previewed(await writtenSite(), file)
    expect([status, text]).toEqual([422, expect.stringContaining(says)])
  })

  it('tells of another checklist what becomes of items and of grades that would be judged by it', async () => {
    const checklist = readFileSync('checklists/production-readiness.yml', 'utf8').replace('id: production-readiness', 'id: ours').replace('title: Linting passes\n', 'title: Linting passes\n        weight: 3\n')
    const { text } = await previewed(await writtenSite(), `${FILE}checklist: ours.yml\n`, { checklist })
    expect(text).toContain('ours, revision 2')
    expect(text).toMatch(/Linting passes”: 6\.25 → [\d.]+ points/)
    expect(text).toContain('Judged again: ')
  })

  it('gives the checklist that is in force to begin with, and previews a change of it without the course\'s file', async () => {
    const stage = await writtenSite()
    const { text: begun } = await stage.open('/courses/mlops/course/preview?in-force=1', await stage.browserOf('ines'))
    const [, prefilled = ''] = /<textarea name="checklist"[^>]*>\n([^<]*)<\/textarea>/.exec(begun) ?? []
    const checklist = prefilled.replace('title: Linting passes\n', 'title: Linting passes\n        weight: 3\n')
    const { status, text } = await previewed(stage, '', { checklist })
    expect(status).toBe(200)
    expect(text).toMatch(/Linting passes”: 6\.25 → 16\.67 points/)
    expect(text).toContain('name that in the course&#39;s file under checklist, and start the App again')
    expect((await previewed(stage, '', { checklist: prefilled })).text).toContain('each asks for the same and is worth the same')
  })

  it.each([['a mistake', /title: Linting passes/, 'titel: Linting passes', /of the checklist, column \d+: [^<]*titel/], ['a revision that was not raised', /^/, '', /of the checklist, column \d+: revision: expected more than 2/]])('takes no checklist with %s', async (_, from, to, says) => {
    const stage = await writtenSite()
    const { checklist } = CHECKLISTS
    await stage.store.checklists.keep({ scope: 'operator', checklist, at: 0 })
    const { status, text } = await previewed(stage, '', { checklist: checklistText({ ...checklist, title: 'Another' }, checklist).replace(from, to) })
    expect([status, text]).toEqual([422, expect.stringMatching(says)])
  })

  it('names every key of the file beside the form', async () => {
    const keys = courseKeys(courseSchemas().course)
    const { open, browserOf } = await siteStage()
    const { text } = await open('/courses/mlops/course/preview', await browserOf('ines'))
    expect(text).toContain(`${keys.length} keys`)
    expect(keys.map(({ key }) => key)).toEqual(expect.arrayContaining(['title', 'repositories.patterns', 'staff.assistants.people', 'dates.due', 'grading.late.points_a_day', 'trusted_workflows.shows', 'summary.as']))
  })
})

describe('tokens of the API', () => {
  it('are made, shown once with the secret, listed without it, and revoked', async () => {
    const { open, browserOf, send, store } = await siteStage()
    const ines = await browserOf('ines')
    const made = await send('/courses/mlops/course/tokens', { name: 'grade-sync', role: 'reader', days: '30' }, ines)
    const secret = /<code class="secret">(cct_[^<]+)</.exec(made.text)?.[1] ?? ''
    expect(secret.length).toBeGreaterThan(40)
    const [token] = await store.tokens.of('mlops')
    const listed = (await open('/courses/mlops/course/tokens', ines)).text
    expect([listed.includes(token?.id ?? 'none'), listed.includes(secret), listed.includes('valid until ')]).toEqual([true, false, true])
    expect((await send('/courses/mlops/course/tokens/revoke', { id: token?.id ?? '' }, ines)).headers.get('location')).toBe('/courses/mlops/course/tokens')
    expect((await open('/courses/mlops/course/tokens', ines)).text).toContain('<td>revoked</td>')
    expect((await store.journal.audit(9)).map(({ actor, action }) => [actor, action])).toEqual(expect.arrayContaining([[70, 'token.created'], [70, 'token.revoked']]))
  })

  it('are refused by a name that the API does not take, and for no role', async () => {
    const { browserOf, send } = await siteStage()
    const ines = await browserOf('ines')
    expect((await send('/courses/mlops/course/tokens', { name: 'Grade Sync', role: 'reader' }, ines)).status).toBe(422)
    expect((await send('/courses/mlops/course/tokens', { name: 'sync', role: 'operator' }, ines)).status).toBe(422)
  })
})
