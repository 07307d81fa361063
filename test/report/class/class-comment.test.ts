import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClassRow, ClassTable } from '../../../src/model/class-table.ts'
import { classComment, classIssueBody, classIssueTitle } from '../../../src/report/class/class-comment.ts'
import { renderMarkdown } from '../../../src/parse/document/render-markdown.ts'
import { hostile } from '../../support/hostile-text.ts'

const DAY = Date.UTC(2026, 10, 26, 23, 30)

function row(changes: Partial<ClassRow> = {}): ClassRow {
  return {
    people: ['Ana Kovac'], repository: { name: 'capstone-ana', url: 'https://github.com/octo-course/capstone-ana' }, steps: { done: 4, of: 13 }, items: { verified: 6, of: 16 },
    pushedAt: DAY, stuckSince: null, disputes: 0, daysLate: 0, points: { points: 41.5, of: 100 }, ...changes,
  }
}

function table(rows: readonly ClassRow[], changes: Partial<ClassTable> = {}): ClassTable {
  return { course: { id: 'mlops', title: 'MLOps, autumn 2026', timeZone: 'Europe/Berlin' }, place: 'private', students: rows.length, without: 0, rows, ...changes }
}

describe('the comment that shows a class', () => {
  it('is a table with days of the course\'s zone, and says what there is to look at', () => {
    const told = classComment(table([row({ stuckSince: Date.UTC(2026, 10, 20), disputes: 2, daysLate: 1 }), row({ people: ['Ben Okafor', 'Cleo Diaz'], points: null })]), 1)
    expect(told.split('\n')).toEqual([
      '<!-- capstone-coach:class version:1 course:mlops round:1 -->',
      '**MLOps, autumn 2026**: 2 students; 2 disputes wait for an answer and somebody is stuck in 1 repository.', '',
      '| Students | Repository | Steps | Items | Last push | To look at | Points |', '| --- | --- | --- | --- | --- | --- | --- |',
      '| Ana Kovac | [`capstone-ana`](https://github.com/octo-course/capstone-ana) | 4 of 13 | 6 of 16 | 2026-11-27 | 2 disputes wait; stuck since 2026-11-20; 1 day late | 41.50 of 100.00 |',
      '| Ben Okafor, Cleo Diaz | [`capstone-ana`](https://github.com/octo-course/capstone-ana) | 4 of 13 | 6 of 16 | 2026-11-27 |  | – |', '',
      '<sub>Steps: of the thirteen. Items: of the checklist, verified on the default branch now. Days are those of Europe/Berlin. Points are those of the gradebook, released or not. What waits is listed by `capstone-coach watch`.</sub>', '',
    ])
  })

  it('has logins as code and no points in a public place, where nobody is called by them', () => {
    const told = classComment(table([row({ people: ['ana', ''], repository: null, points: null }), row({ people: [''], repository: null, points: null })], { place: 'public' }), 1)
    expect(told).toContain('| Logins | Steps | Items | Last push | To look at |')
    expect(told).toContain('| `ana`, and 1 more | 4 of 13 |')
    expect(told).toContain('| 1 student without a login in the list | 4 of 13 |')
    expect(told).not.toContain('Points')
  })

  it('says what is so where there is nothing to show', () => {
    expect(classComment(table([]), 1)).toContain('nobody is in its list, and nobody works on a repository of it yet.')
    expect(classComment(table([row()]), 1)).toContain('1 student; nobody is stuck, and no dispute waits.')
  })

  it('keeps GitHub\'s limit with 2,000 students, and counts those with the least to look at', () => {
    const rows = Array.from({ length: 2000 }, (_, at) => row({ people: [`Student ${at} ${'ä'.repeat(60)}`] }))
    const told = classComment(table(rows), 1)
    expect(new TextEncoder().encode(told).length).toBeLessThanOrEqual(65_535)
    expect(told).toContain('| Student 0 ')
    const shown = [...told.matchAll(/^\| Student /gm)].length
    expect(told).toContain(`${2000 - shown} more rows are left out`)
  })

  it('lets no name be more than a name, whatever is in it', () => {
    fc.assert(fc.property(fc.array(hostile, { minLength: 1, maxLength: 3 }), fc.constantFrom('private' as const, 'public' as const), (people, place) => {
      const told = classComment(table([row({ people, repository: null })], { place }), 1)
      const line = told.split('\n').filter((one) => one.startsWith('| ')).at(2) ?? ''
      expect(told.split('\n').length).toBe(9)
      const shown = renderMarkdown(told, 'comment')
      expect([...shown.matchAll(/<tr>/g)].length).toBe(2)
      expect(shown.replace(/<code>[^<]*<\/code>/g, '').replace(/<[^>]*>/g, ' ')).not.toMatch(/@\w|https?:/)
      expect(shown).not.toMatch(/<(?:a|b|img|h1)[ >]/)
      expect([...line.replace(/\\\|/g, '').matchAll(/\|/g)].length).toBe(place === 'private' ? 8 : 6)
    }))
    expect(classComment(table([row({ people: ['@everyone <b>|x'] })]), 1)).toContain('| `@everyone <b>\\|x` |')
  })

  it('stands below an issue that says what it is', () => {
    expect(classIssueTitle('MLOps')).toBe('The class: MLOps')
    expect(classIssueBody({ id: 'mlops', title: 'MLOps @all <b>', timeZone: 'UTC' })).toContain('the class of MLOps `@all <b>`, and')
  })
})
