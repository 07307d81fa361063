import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClassRow, ClassTable } from '../../../src/model/class-table.ts'
import { classComment, classIssueBody, classIssueTitle } from '../../../src/report/class/class-comment.ts'
import { classDigest } from '../../../src/report/class/class-digest.ts'
import { renderMarkdown } from '../../../src/parse/document/render-markdown.ts'
import { hostile } from '../../support/hostile-text.ts'

const DAY = Date.UTC(2026, 10, 26, 23, 30)

function row(changes: Partial<ClassRow> = {}): ClassRow {
  return {
    people: ['Ana Kovac'], repository: { name: 'capstone-ana', url: 'https://github.com/octo-course/capstone-ana' }, steps: { done: 4, of: 13 }, items: { verified: 6, of: 16 },
    pushedAt: DAY, stuckSince: null, disputes: 0, daysLate: 0, doneAt: [], points: { points: 41.5, of: 100 }, ...changes,
  }
}

function table(rows: readonly ClassRow[], changes: Partial<ClassTable> = {}): ClassTable {
  return { course: { id: 'mlops', title: 'MLOps, autumn 2026', term: null, timeZone: 'Europe/Berlin', dateLanguage: null }, place: 'private', students: rows.length, without: 0, rows, ...changes }
}

const WEEK = { from: Date.UTC(2026, 10, 16, 7), to: Date.UTC(2026, 10, 23, 7), next: Date.UTC(2026, 10, 30, 7), number: 2968 }

describe('the comment that tells of a week', () => {
  it('has the steps of that week alone, who moved most in front, and what there is to look at', () => {
    const at = (day: number) => Date.UTC(2026, 10, day, 12)
    const told = classDigest(table([
      row({ people: ['Ana Kovac'], doneAt: [{ step: '1.1', at: at(2) }, { step: '2.1', at: at(17) }] }), row({ people: ['Ben Okafor'], doneAt: [{ step: '1.1', at: at(18) }, { step: '1.2', at: at(19) }, { step: '2.1', at: at(23) }], pushedAt: at(19) }),
      row({ people: ['Cleo Diaz'], pushedAt: at(3), disputes: 1 }), row({ people: ['Dag Holm'], repository: null, steps: null, items: null, pushedAt: null, points: null }),
    ]), WEEK)
    expect(told.split('\n').slice(0, 13)).toEqual([
      '<!-- capstone-coach:class version:1 course:mlops week round:2968 -->',
      '**MLOps, autumn 2026**, the week from 2026-11-16 to 2026-11-23: 3 steps were done in 2 repositories; nobody pushed to 1 of 3 repositories.', '', '### What moved', '',
      '| Students | Repository | Done | Steps |', '| --- | --- | --- | --- |',
      '| Ben Okafor | [`capstone-ana`](https://github.com/octo-course/capstone-ana) | 1.1 and 1.2 | 4 of 13 |', '| Ana Kovac | [`capstone-ana`](https://github.com/octo-course/capstone-ana) | 2.1 | 4 of 13 |', '', '### To look at', '', '| Students | Repository | What | Steps |',
    ])
    expect(told).toContain('| Cleo Diaz | [`capstone-ana`](https://github.com/octo-course/capstone-ana) | 1 dispute waits | 4 of 13 |')
    expect(told).not.toContain('41.5')
  })

  it('counts the repository without a push where there is one alone', () => { expect(classDigest(table([row({ pushedAt: null })]), WEEK)).toContain('; nobody pushed to 1 of 1 repository.') })

  it('says that nothing moved', () => { expect(classDigest(table([row()]), WEEK)).toContain('to 2026-11-23: no step was done.') })

  it('keeps GitHub\'s limit with 2,000 students', () => {
    const told = classDigest(table(Array.from({ length: 2000 }, (_, at) => row({ people: [`Student ${at} ${'ä'.repeat(60)}`], disputes: 1, doneAt: [{ step: '1.1', at: WEEK.from }] }))), WEEK)
    expect(new TextEncoder().encode(told).length).toBeLessThanOrEqual(65_535)
    expect(told).toContain('more rows are left out')
  })
})

it('says in the issue what becomes of it without `summary`', () => {
  expect(classIssueBody(table([]).course, 'issue')).toContain('Without `summary` in the course\'s file nothing more is written here, and what stands here stays.')
})

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
    expect(classIssueBody({ id: 'mlops', title: 'MLOps @all <b>', term: null, timeZone: 'UTC', dateLanguage: null }, 'issue')).toContain('the class of MLOps `@all <b>`: one table')
  })
})
