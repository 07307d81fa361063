import { describe, expect, it } from 'vitest'
import { courseFor, defaultCourse } from '../../src/flow/enrol.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'

const INSTALLATION = anInstallation()

describe('a repository is taken in', () => {
  it.each([
    ['by a pattern of its name', { patterns: ['capstone-*'] }, 'pattern'],
    ['by a topic', { topics: ['mlops'] }, 'topic'],
    ['by its name, whatever its letters', { names: ['Capstone-ANA'] }, 'name'],
    ['by the most exact word', { patterns: ['*'], topics: ['mlops'], names: ['capstone-ana'] }, 'name'],
  ])('%s', (_, repositories, by) => {
    const course = aCourse({ repositories: { patterns: [], topics: [], names: [], ...repositories } })
    expect(courseFor(aRepository({ name: 'capstone-ana', topics: ['MLOps'] }), [course])).toEqual({ course, by })
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

describe('without a course', () => {
  it('the one account that has the App gets one, with the patterns of the settings', () => {
    expect(defaultCourse([], [INSTALLATION], ['capstone-*'])).toMatchObject({ account: { id: 1 }, repositories: { patterns: ['capstone-*'], topics: [], names: [] } })
  })
  it('nobody can tell whose class it is where two accounts have it, or none', () => {
    expect(defaultCourse([], [INSTALLATION, { ...INSTALLATION, id: 8, account: { id: 2, login: 'other', kind: 'user' } }], ['*'])).toBe(null)
    expect(defaultCourse([], [], ['*'])).toBe(null)
  })
  it('that was set up, one is not made', () => {
    expect(defaultCourse([aCourse()], [INSTALLATION], ['*'])).toBe(null)
  })
})
