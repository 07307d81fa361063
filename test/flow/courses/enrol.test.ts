import { describe, expect, it } from 'vitest'
import { courseFor } from '../../../src/flow/courses/enrol.ts'
import { aCourse, aRepository } from '../../support/hosting.ts'

describe('a repository is taken in', () => {
  it.each([
    ['by a pattern of its name', { patterns: ['capstone-*'] }, 'pattern'],
    ['by a topic', { topics: ['mlops'] }, 'topic'],
    ['by the template that it was made from, whatever its letters', { templates: ['octo-org/Starter'] }, 'template'],
    ['by its template, before a pattern', { patterns: ['*'], templates: ['octo-org/starter'] }, 'template'],
    ['by a topic, before its template', { topics: ['mlops'], templates: ['octo-org/starter'] }, 'topic'],
    ['by a pattern, where it was made from another template', { patterns: ['*'], templates: ['octo-org/other', 'other-org/starter'] }, 'pattern'],
    ['by its name, whatever its letters', { names: ['Capstone-ANA'] }, 'name'],
    ['by its name among those for practice', { practice: ['capstone-ana'] }, 'name'],
    ['by a pattern of those for practice', { practice: ['capstone-*'] }, 'pattern'],
    ['by the most exact word', { patterns: ['*'], topics: ['mlops'], names: ['capstone-ana'] }, 'name'],
  ])('%s', (_, repositories, by) => {
    const course = aCourse({ repositories: { patterns: [], topics: [], names: [], ...repositories } })
    expect(courseFor(aRepository({ name: 'capstone-ana', topics: ['MLOps'], template: { id: 9, name: 'octo-org/starter' } }), [course])).toEqual({ course, by })
  })

  it('by no course that names nothing', () => {
    expect(courseFor(aRepository(), [aCourse({ repositories: { patterns: [], topics: [], names: [] } })])).toBe(null)
  })

  it('by no course of another account', () => {
    expect(courseFor(aRepository({ ownerId: 2 }), [aCourse()])).toBe(null)
  })

  it('by the course that names it, before one whose pattern fits', () => {
    const [open, exact] = [aCourse({ id: 'open' }), aCourse({ id: 'exact', repositories: { patterns: [], topics: [], names: ['capstone-ana'] } })]
    expect(courseFor(aRepository({ name: 'capstone-ana' }), [open, exact])?.course.id).toBe('exact')
  })
})
