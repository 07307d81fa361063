import { describe, expect, it } from 'vitest'
import { GRADE_FORMAT_NAMES, GRADE_FORMATS } from '../../src/report/gradebook/formats.ts'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { aRejudging, DUE, valueOf } from '../support/service-stage.ts'
import { siteStage, type SiteStage } from '../support/site-stage.ts'

const LIST = 'student id,name,email,github,SIS User ID\ns1,Ana Kovac,ana@uni.example,ana,1001\ns2,Ben Okafor,ben@uni.example,ben,1002\ns3,Cleo Diaz,cleo@uni.example,cleo,\n'
const SHEET = '\uFEFFStudent,ID,SIS User ID,SIS Login ID,Section,Capstone (4711),Essay (12)\r\nPoints Possible,,,,,100,10\r\n"Kovac, Ana",31,1001,,A,,7\r\n"Stranger, Sam",99,1009,,A,,3\r\n'

async function gradedSite(): Promise<SiteStage> {
  const stage = await siteStage({ list: LIST })
  for (const id of [42, 43]) await keepStandings(id, { ...stage.parts, ...stage.store })
  return stage
}

describe('the page of grades', () => {
  it('counts how they stand, and how many may see theirs', async () => {
    const { open, browserOf, call } = await gradedSite()
    const ines = await browserOf('ines')
    const { text } = await open('/courses/mlops/grades', ines)
    expect(counts(text)).toEqual({ Final: 0, 'May still change': 2, Excused: 0, 'Not judged': 0, 'Not seen': 0, 'Nothing yet': 0, 'No repository': 1, All: 3 })
    expect(text).toContain('Of 2 grades, none is released to who earned them, and 2 are held.')
    await call('grades.release', { student: 's1' })
    expect((await open('/courses/mlops/grades', ines)).text).toContain('1 is released to who earned it, and 1 is held.')
  })

  it('counts nobody whose repository is not counted yet, and says of how many that is so, as the class does', async () => {
    const { open, browserOf, parts, store } = await siteStage({ list: LIST })
    const ines = await browserOf('ines')
    const both = async (): Promise<readonly string[]> => [(await open('/courses/mlops/grades', ines)).text, (await open('/courses/mlops', ines)).text]
    for (const text of await both()) expect(text).toContain('2 of 2 repositories are not counted yet.')
    expect(counts((await both())[0] ?? '')).toEqual({ Final: 0, 'May still change': 0, Excused: 0, 'Not judged': 0, 'Not seen': 0, 'Nothing yet': 0, 'No repository': 1, All: 1 })
    await keepStandings(42, { ...parts, ...store })
    for (const text of await both()) expect(text).toContain('1 of 2 repositories is not counted yet.')
    await keepStandings(43, { ...parts, ...store })
    const staff = (await store.courses.staffOf('mlops')).filter(({ person }) => person.login === 'ines')
    await store.courses.saveStaff('mlops', staff, () => ({ id: parts.newId(), at: 0, actor: null, action: 'staff.removed', subject: 'course mlops', says: '' }), parts.now())
    for (const text of await both()) expect(text).toContain('2 of 2 repositories are shown as before a change of the course')
  })

  it('tells a push that counts and was never judged as not judged, which is not what could not be seen, as JSON and files do', async () => {
    const { open, browserOf, call, store, parts } = await gradedSite()
    await store.journal.addEvents([{ id: 'later', kind: 'push', installationId: 7, repositoryId: 43, actor: { id: 6, login: 'ben' }, at: DUE - 60_000, facts: { branch: 'main', before: 'b'.repeat(40), after: 'e'.repeat(40), created: false, forced: false, toDefault: true } }])
    await keepStandings(43, { ...parts, ...store })
    const wide = (await open('/courses/mlops/grades/files/wide/download', await browserOf('ines'))).text.split('\n')
    expect(wide.flatMap((line) => /,(provisional|not-\w+|no-repository),/.exec(line)?.[1] ?? [])).toEqual(['provisional', 'not-judged', 'no-repository'])
    expect((valueOf(await call('gradebook.read')) as { readonly rows: readonly { readonly state: string }[] }).rows.map(({ state }) => state)).toEqual(['provisional', 'not-judged', 'no-repository'])
    expect(counts((await open('/courses/mlops/grades', await browserOf('ines'))).text)).toEqual({ Final: 0, 'May still change': 1, Excused: 0, 'Not judged': 1, 'Not seen': 0, 'Nothing yet': 0, 'No repository': 1, All: 3 })
  })

  it.each(GRADE_FORMAT_NAMES)('the file of the format %s is the one that export writes, and what it lacks is told before', async (format) => {
    const { open, browserOf, course, parts } = await gradedSite()
    const ines = await browserOf('ines')
    const { text, headers } = await open(`/courses/mlops/grades/files/${format}/download`, ines)
    const written = GRADE_FORMATS[format].write(await gradebookOf(course, parts), { assignment: { title: course.title, canvasId: null }, dueAt: course.settings.dueAt, moodleIdentity: null, withBom: false })
    expect([text, headers.get('content-disposition')]).toEqual([written.text, `attachment; filename="mlops-${format}.csv"`])
    const page = (await open(`/courses/mlops/grades/files/${format}`, ines)).text
    for (const { student } of written.problems) if (student !== null) expect(page).toContain(student)
    expect(page).toContain(`href="/courses/mlops/grades/files/${format}/download"`)
  })

  it('passes on what the file is asked with, and refuses what Canvas would not understand', async () => {
    const { open, browserOf } = await gradedSite()
    const ines = await browserOf('ines')
    expect((await open('/courses/mlops/grades/files/canvas/download?assignment=4711&title=Final+work&bom=1', ines)).text).toMatch(/^\uFEFF.*Final work \(4711\)/)
    expect((await open('/courses/mlops/grades/files/canvas?assignment=4711&title=Final+work', ines)).text).toContain('/download?title=Final+work&amp;assignment=4711"')
    expect((await open('/courses/mlops/grades/files/canvas?assignment=x', ines)).status).toBe(422)
    expect((await open('/courses/mlops/grades/files/excel', ines)).status).toBe(404)
  })
})

describe('a file that is filled in', () => {
  it('shows what it was taken for, who got nothing, and gives the file back with all other cells as they were', async () => {
    const { browserOf, upload, send } = await gradedSite()
    const ines = await browserOf('ines')
    const shown = await upload('/courses/mlops/grades/fill', { assignment: '4711' }, { 'sheet-file': SHEET }, ines)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('1 student of it got a grade.')
    expect(shown.text).toContain('Stranger, Sam')
    const { text, headers } = await send('/courses/mlops/grades/fill/download', fieldsOf(shown.text), ines)
    expect(headers.get('content-disposition')).toBe('attachment; filename="mlops-canvas-filled.csv"')
    expect(text).toBe(SHEET.replace('1001,,A,,7', '1001,,A,31.25,7'))
  })

  it('is refused with the line where it is neither Canvas\'s nor Moodle\'s, is no text, or is not there', async () => {
    const { browserOf, upload } = await gradedSite()
    const ines = await browserOf('ines')
    const sent = async (sheet: string | Uint8Array<ArrayBuffer>): Promise<readonly [number, string]> => {
      const { status, text } = await upload('/courses/mlops/grades/fill', {}, { 'sheet-file': sheet }, ines)
      return [status, text]
    }
    expect(await sent('a,b\n1,2\n')).toEqual([422, expect.stringContaining('Line 1: ')])
    expect(await sent(Uint8Array.of(0x41, 0xe9, 0x0a))).toEqual([422, expect.stringContaining('The file is not UTF-8 text.')])
    expect((await upload('/courses/mlops/grades/fill', {}, {}, ines)).status).toBe(422)
    expect(await sent('a'.repeat(5_000_000))).toEqual([413, expect.stringContaining('larger than this page takes')])
  })
})

/** The rows of the first table, by their first cells. */
function counts(text: string): Readonly<Record<string, number>> {
  return Object.fromEntries([...text.matchAll(/<th scope="row">([^<]+)<\/th><td class="number">(\d+)<\/td>/g)].map(([, name = '', count = '']) => [name, Number(count)]))
}

describe('releasing and holding', () => {
  it('shows who would see what, writes nothing before it is confirmed, and tells what was said', async () => {
    const { open, browserOf, send, store } = await gradedSite()
    const ines = await browserOf('ines')
    const asked = await send('/courses/mlops/grades/release', { says: 'released', whose: 'class', reason: 'the week of grades' }, ines)
    expect(asked.text).toContain('3 students, 3 of whom cannot see theirs now. Nothing is written yet.')
    expect(asked.text).toMatch(/Ana Kovac.*capstone-ana.*sees the grade/)
    expect(await store.releases.of('mlops')).toEqual([])
    const done = await send('/courses/mlops/grades/release', fieldsOf(asked.text), ines)
    expect([done.status, done.headers.get('location')]).toEqual([303, '/courses/mlops/grades/release'])
    expect((await open('/courses/mlops/grades/release', ines)).text).toMatch(/released, the class<\/td><td>ines<\/td><td>the week of grades/)
  })

  it('takes the key of one student before the list, and says whom it does not know', async () => {
    const { browserOf, send } = await gradedSite()
    const ines = await browserOf('ines')
    const one = await send('/courses/mlops/grades/release', { says: 'held', whose: 'class', student: ' s2 ' }, ines)
    expect(one.text).toContain('Hold these grades?')
    expect(one.text).not.toContain('Ana Kovac')
    const none = await send('/courses/mlops/grades/release', { says: 'held', whose: 'class', student: 's9' }, ines)
    expect([none.status, none.text]).toEqual([404, expect.stringContaining('There are: s1, s2, s3.')])
  })

  it('an assistant reads what was said, and has no form', async () => {
    const { open, browserOf } = await gradedSite()
    const [theirs, ines] = [await open('/courses/mlops/grades/release', await browserOf('aki')), await open('/courses/mlops/grades/release', await browserOf('ines'))]
    expect([theirs.status, theirs.text.includes('See who would see what'), ines.text.includes('See who would see what')]).toEqual([200, false, true])
  })
})

describe('judging again', () => {
  it('tells what it left out in the answer, and says nothing of that by an address', async () => {
    const stage = await gradedSite()
    const { open, browserOf, send, store } = stage
    const ines = await browserOf('ines')
    await store.hosting.removeRepositories(7, [43], stage.clock.now)
    const begun = await send('/courses/mlops/grades/rejudgings', { whose: 'class', reason: 'the check of linters was mended' }, ines)
    const [one] = await store.counts.rejudgings('mlops')
    const place = `/courses/mlops/grades/rejudgings/${one?.id ?? ''}`
    expect([begun.status, one?.repositories.includes(43), begun.text.includes(`href="${place}"`)]).toEqual([200, false, true])
    expect(begun.text).toContain('The App does not reach 1 repository: left out, and its grade stays as it is.')
    expect((await send('/courses/mlops/grades/rejudgings', { students: 's1, s3', reason: 'for two' }, ines)).text).toContain('1 student works on no repository: Cleo Diaz.')
    expect((await open(`${place}?unreached=7&without=9`, ines)).text).toBe((await open(place, ines)).text)
  })

  it('goes from beginning to what would change, to applying, to undoing', async () => {
    const stage = await gradedSite()
    const { open, browserOf, send, call } = stage
    const ines = await browserOf('ines')
    const begun = await send('/courses/mlops/grades/rejudgings', { whose: 'class', students: 's2', reason: 'the check of linters was mended' }, ines)
    expect(begun.status).toBe(303)
    expect((await open(begun.headers.get('location') ?? '', ines)).text).toContain('1 repository is not judged yet: octo-org/capstone-ben.')
    const place = `/courses/mlops/grades/rejudgings/${await aRejudging(stage)}`
    const page = (await open(place, ines)).text
    expect(page).toMatch(/Ana Kovac.*capstone-ana/)
    expect(page).toContain('1 of 1 grade would change: 1 higher, by up to ')
    expect((await send(`${place}/apply`, { reason: 'mended' }, ines)).headers.get('location')).toBe(place)
    expect((await open(place, ines)).text).toContain('1 of 1 grade changes')
    expect((await send(`${place}/undo`, { reason: 'it was meant for another' }, ines)).status).toBe(303)
    expect((await open('/courses/mlops/grades/rejudgings', ines)).text).toContain('<td>undone ')
    expect(await call('rejudgings.read')).toMatchObject({ ok: true, value: { rejudgings: [{ by: { login: 'ines' }, state: 'prepared' }, { by: null, state: 'undone' }] } })
  })

  it('asks what becomes of disputes where a grade changes, and shows a refusal as it is', async () => {
    const stage = await gradedSite()
    const { open, browserOf, send, store } = stage
    const ines = await browserOf('ines')
    await store.decisions.state({ kind: 'dispute', id: 'd-1', courseId: 'mlops', repositoryId: 42, at: stage.clock.now, by: { id: 5, login: 'ana' }, subject: { kind: 'item', id: 'tests-pass' }, text: 'The tests <b>are</b> there', said: { commentId: 1, number: 1 } })
    const place = `/courses/mlops/grades/rejudgings/${await aRejudging(stage)}`
    const page = (await open(place, ines)).text
    expect(page).toContain('The tests &lt;b&gt;are&lt;/b&gt; there')
    expect(page).toContain('<select name="disputes" required>')
    const refused = await send(`${place}/apply`, { reason: 'mended' }, ines)
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('1 of the disputes that nobody answered lie in grades that change')])
    expect((await send(`${place}/apply`, { reason: 'mended', disputes: 'keep' }, ines)).status).toBe(303)
  })
})

/** The hidden fields of a page's form. */
function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(/<input type="hidden" name="([a-zA-Z-]+)" value="([^"]*)">/g)].flatMap(([, name = '', value = '']) => name === 'form' ? [] : [[name, value]]))
}
