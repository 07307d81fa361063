import { describe, expect, it } from 'vitest'
import { siteStage } from '../support/site-stage.ts'

describe('the roster', () => {
  it('shows who is in the list and where each was found, and who works and is not in it', async () => {
    const { open, browserOf } = await siteStage({ list: 'student id,name,email,github,section\ns1,Ana <Kovac>,ana@uni.example,ana,Monday\ns3,Cleo Diaz,,,\n' })
    const { text } = await open('/courses/mlops/roster', await browserOf('aki'))
    expect(text).toContain('2 students, 1 of them found in a repository.')
    expect(text).toMatch(/Ana &lt;Kovac&gt;<\/th><td>ana<\/td><td>Monday<\/td><td>s1<\/td><td>ana@uni\.example<\/td><td>octo-org\/capstone-ana/)
    expect(text).toContain('no login on GitHub is known')
    expect(text).toContain('<li>ben on octo-org/capstone-ben</li>')
    expect(text).not.toContain('See what would change')
    const without = await open('/courses/mlops/roster?show=without', await browserOf('ines'))
    expect([without.text.includes('Cleo Diaz'), without.text.includes('Kovac'), without.text.includes('See what would change')]).toEqual([true, false, true])
  })

  it.each([['pasted', false], ['chosen as a file', true]])('a list that is %s shows what would change, and comes in once that is confirmed', async (_, isFile) => {
    const { open, browserOf, upload, store } = await siteStage()
    const ines = await browserOf('ines')
    const csv = '\uFEFFstudent id,name,email,github,shoe size\r\ns1,Ana Kovač,ana@uni.example,ana,38\r\ns4,Dana Whitlock,,dana,41\r\n'
    const before = await store.roster.of('mlops')
    const shown = await upload('/courses/mlops/roster', isFile ? {} : { list: csv }, isFile ? { 'list-file': csv } : {}, ines)
    expect(shown.text).toContain('2 students, as it would be: 1 added, 1 changed, 2 left, 0 as before.')
    expect(shown.text).toContain('Ana Kovač (ana): name')
    expect(shown.text).toContain('Columns that say nothing here: shoe size.')
    expect(await store.roster.of('mlops')).toEqual(before)
    const kept = /name="list-kept" value="([^"]+)"/.exec(shown.text)?.[1] ?? ''
    expect((await upload('/courses/mlops/roster', { 'list-kept': kept, write: '1' }, {}, ines)).headers.get('location')).toBe('/courses/mlops/roster')
    expect((await store.roster.of('mlops')).map(({ name }) => name)).toEqual(['Ana Kovač', 'Dana Whitlock'])
    expect((await open('/courses/mlops/roster', ines)).text).toContain('Ana Kovač')
  })

  it('tells what is wrong by row, writes nothing, and keeps what was written', async () => {
    const { browserOf, upload, store } = await siteStage()
    const before = await store.roster.of('mlops')
    const { status, text } = await upload('/courses/mlops/roster', { list: 'student id,name,github\ns1,Ana,ana\ns1,<Ben>,ben\n', write: '1' }, {}, await browserOf('ines'))
    expect(status).toBe(422)
    expect(text).toMatch(/<th scope="row" class="number">3<\/th><td>[^<]*s1/)
    expect(text).toContain('s1,&lt;Ben&gt;,ben')
    expect(await store.roster.of('mlops')).toEqual(before)
  })

  it('says that there is none where there is none, and has a page for each two hundred', async () => {
    const { open, browserOf, call } = await siteStage({ list: '' })
    const ines = await browserOf('ines')
    expect((await open('/courses/mlops/roster', ines)).text).toContain('The course has no list of students')
    await call('roster.import', { csv: `student id,name\n${Array.from({ length: 450 }, (_, at) => `s${String(at).padStart(3, '0')},Student ${at}\n`).join('')}` })
    const last = await open('/courses/mlops/roster?page=9', ines)
    expect([last.text.includes('Page 3 of 3'), last.text.includes('Student 449'), last.text.includes('Student 399<')]).toEqual([true, true, false])
  })
})
