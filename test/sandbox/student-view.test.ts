import { describe, expect, it } from 'vitest'
import { checkingRun, verdictRun } from '../../src/report/published/check-run.ts'
import { commentBody } from '../../src/report/published/comment.ts'
import { studentViewPage, type StudentView } from '../../src/sandbox/student-view.ts'
import { criterion, file, item, recordOf } from '../support/records.ts'

const LINKS = { passageOf: () => null, lessonsUrl: null }
const CI = { state: 'at-rest', counted: [], awaited: [] } as const
const record = recordOf([criterion('lint', { outcome: 'partial', against: [file('ci.yml', 18, 'its failure is masked')] }), criterion('types', { outcome: 'verified' })], [item('Lint', ['lint'], { outcome: 'partial' }), item('Types', ['types'], { outcome: 'verified' })])
const verdict = verdictRun({ record, ci: CI, earlier: null, hint: { times: 0, ceiling: 3 }, links: LINKS, detailsUrl: 'https://coach.example/a/1', gate: false, completed: false })

const UNTOUCHED = { id: 900, isEdited: false, reactions: [] } as const

const view = (changes: Partial<StudentView> = {}): StudentView => ({
  repository: { owner: 'octo-org', name: 'capstone-ana' }, commit: '3f2c1ab9'.padEnd(40, '0'), pull: { number: 3, title: 'Add lint', state: 'open', author: 'ana', head: 'lint', base: 'main' },
  checkRuns: [{ ...checkingRun('3f2c1ab9'), name: 'Capstone' }, { ...verdict, name: 'Capstone' }], comments: [{ author: 'capstone-coach', isApp: true, body: commentBody(3, { record, ci: CI, earlier: null, links: LINKS }), at: '12:00', ...UNTOUCHED }], ...changes,
})

const said = (id: number, author: string, body: string, reactions: StudentView['comments'][number]['reactions'] = []): StudentView['comments'][number] => ({ id, author, isApp: author === 'capstone-coach', body, at: '12:00', isEdited: id === 7, reactions })

describe('the student\'s view', () => {
  it('shows pull request, comment, check run, buttons and remarks as GitHub would', () => {
    const page = studentViewPage(view())
    for (const part of ['Add lint <span class="number">#3</span>', '<td>Lint</td>', '<details><summary>', '1 of 2 verified · next: do lint', '>Check again<', '>Hint<', 'Warning at <code>ci.yml</code>, line 18', 'href="https://coach.example/a/1"', 'completed: neutral']) expect(page).toContain(part)
    expect(page).not.toContain('capstone-coach:comment')
  })

  it('shows the newest check run of a name, and says so where there is none', () => {
    expect(studentViewPage(view())).not.toContain('checking 3f2c1ab')
    expect(studentViewPage(view({ checkRuns: [{ ...checkingRun('3f2c1ab9'), name: 'Capstone' }] }))).toContain('checking 3f2c1ab')
    expect(studentViewPage(view({ checkRuns: [] }))).toContain('No check has reported yet.')
  })

  it('shows a conversation in its order, each comment at its own anchor, with who wrote it and what was answered by a reaction', () => {
    const page = studentViewPage(view({ comments: [said(7, 'capstone-coach', 'Where it stands'), said(8, 'ana', '/why lint', [['eyes', 1]]), said(9, 'capstone-coach', 'Looked for: a linter.')] }))
    const boxes = page.match(/<article[^]*?<\/article>/g) ?? []
    expect(boxes.map((box) => /id="([\w-]+)" aria-label="Comment by ([\w-]+)"/.exec(box)?.slice(1))).toEqual([['issuecomment-7', 'capstone-coach'], ['issuecomment-8', 'ana'], ['issuecomment-9', 'capstone-coach']])
    expect(boxes.map((box) => [box.includes('>bot<'), box.includes('· edited'), /<ul class="reactions"[^]*1 eyes/.test(box)])).toEqual([[true, true, false], [false, false, true], [true, false, false]])
  })

  it('shows a commit without a pull request', () => { expect(studentViewPage(view({ pull: null }))).toContain('<h1>Commit 3f2c1ab</h1>') })

  it('takes no element from what people write', () => {
    const nasty = '"><script>alert(1)</script><img src=x onerror=y>'
    const run = { ...verdict, name: nasty, title: nasty, summary: nasty, text: nasty, detailsUrl: `javascript:${nasty}`, annotations: [{ path: nasty, startLine: 1, endLine: 1, level: 'notice' as const, title: nasty, message: nasty }], actions: [{ label: nasty, description: nasty }] }
    const page = studentViewPage(view({ repository: { owner: nasty, name: nasty }, commit: nasty, pull: { number: 3, title: nasty, state: 'open', author: nasty, head: nasty, base: nasty }, checkRuns: [run], comments: [{ author: nasty, isApp: false, body: nasty, at: nasty, ...UNTOUCHED, reactions: [[nasty, 1]] }] }))
    expect(page.replace('<script src="/diagrams.js" defer></script>', '')).not.toMatch(/<script|<img|javascript:/)
  })

  it('runs nothing but what draws diagrams, and loads pictures of this machine alone', () => { expect(studentViewPage(view())).toContain('default-src \'none\'; style-src \'unsafe-inline\'; script-src \'self\'; img-src http://127.0.0.1:*"') })

  it('shows an issue with its text in front of the comments, and no checks', () => {
    const page = studentViewPage(view({ pull: null, commit: '', checkRuns: [], issue: { number: 1, title: 'The capstone', state: 'closed', author: 'capstone-coach' }, comments: [said(1, 'capstone-coach', 'One question first'), said(2, 'ana', 'Bringing models to people')] }))
    expect(page).toMatch(/<h1>The capstone <span class="number">#1<[^]*closed[^]*capstone-coach<\/strong> opened this issue[^]*One question first[^]*Bringing models to people/)
    expect(page).not.toContain('Checks')
  })
})
