import { describe, expect, it } from 'vitest'
import type { CiState } from '../../../src/model/ci-state.ts'
import { commentBody, commentMarker } from '../../../src/report/published/comment.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'

const AT_REST: CiState = { state: 'at-rest', counted: [], awaited: [] }
const LINKS = { passageOf: () => null, lessonsUrl: null }
const now = recordOf([criterion('lint', { title: 'Linting passes', outcome: 'verified', evidence: [file('ci.yml', 3)] }), criterion('health')], [item('Lint', ['lint'], { outcome: 'verified' }), item('Health', ['health'])])
const before = { ...now, repository: { ...now.repository, commit: 'b'.repeat(40) }, criteria: now.criteria.map((one) => ({ ...one, outcome: 'missing' as const })) }

describe('the comment of a pull request', () => {
  it('begins with a marker that GitHub does not show, one a pull request', () => {
    expect(commentBody(3, { record: now, ci: AT_REST, earlier: null, links: LINKS }).split('\n')[0]).toBe(commentMarker(3))
    expect(commentMarker(3)).toMatch(/^<!-- [^-]+-[^\n]* -->$/)
    expect(commentMarker(3)).not.toBe(commentMarker(33))
  })

  it('says where one is, what is next, what became better, then the checklist, what was counted, how to ask, in this order', () => {
    const text = commentBody(3, { record: now, ci: AT_REST, earlier: before, links: LINKS })
    const places = ['**1 of 2 items are in place**', '**Next:** Do `health`', '### Since `bbbbbbb`', '**Linting passes** went from missing', '| Item | Outcome | Evidence |', '### What was counted', '**CI on this commit:**', 'Ask in a comment: `/status`, `/why health`, `/hint health`, `/check`; `/help` lists all.'].map((part) => text.indexOf(part.replace('Do `health`', 'Do health')))
    expect(places.filter((at) => at < 0)).toEqual([])
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  })

  it('says the same while CI runs, whichever run has ended, so that it is not rewritten with every run', () => {
    const awaited = (path: string) => commentBody(3, { record: now, ci: { state: 'awaited', counted: [], awaited: [{ path, name: null, why: 'running' }] }, earlier: null, links: LINKS })
    expect(awaited('a.yml')).toBe(awaited('b.yml'))
    expect(awaited('a.yml')).toContain('has not ended; the check run says what is awaited')
  })

  it('says once what the runs of a push and of its pull request both showed, with a link to each', () => {
    const ran = (id: number) => ({ kind: 'run', workflow: '.github/workflows/ci.yml', workflowBlob: '', controlledBy: 'student', job: 'test', step: 'pytest', headSha: 'c'.repeat(40), conclusion: 'failure', url: `https://github.com/o/n/actions/runs/${id}` }) as const
    const record = recordOf([criterion('tests-ci', { outcome: 'failing', against: [ran(1), ran(2), { ...ran(3), step: 'ruff' }] })], [item('Tests', ['tests-ci'], { outcome: 'failing' })])
    expect(commentBody(3, { record, ci: AT_REST, earlier: null, links: LINKS })).toContain([
      '- **Against:** [`ci.yml › test › pytest`](https://github.com/o/n/actions/runs/1) failure at `ccccccc`, as in [`another run`](https://github.com/o/n/actions/runs/2);',
      ' [`ci.yml › test › ruff`](https://github.com/o/n/actions/runs/3) failure at `ccccccc`\n',
    ].join(''))
  })

  it('keeps to the length of a comment with marker, next step and table whole', () => {
    const gaps = Array.from({ length: 3000 }, (_, index) => ({ what: 'file', path: `${index}/${'模型/'.repeat(40)}`, reason: 'too large' }))
    const text = commentBody(3, { record: { ...now, gaps }, ci: AT_REST, earlier: null, links: LINKS })
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(65_535)
    for (const part of [commentMarker(3), '**Next:**', '| Health |', 'more entries are left out']) expect(text).toContain(part)
  })
})
