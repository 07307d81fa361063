import { expect, it } from 'vitest'
import { courseByCode } from '../../../src/flow/courses/course-by-code.ts'
import { aCourse } from '../../support/hosting.ts'

const COURSES = [aCourse({ id: 'closed' }), aCourse({ id: 'one', joinCode: 'sparrow-1' }), aCourse({ id: 'two', joinCode: 'sparrow-2' })]

it.each([['sparrow-1', 'one'], ['sparrow-2', 'two'], ['sparrow-3', null], ['Sparrow-1', null], ['sparrow', null], ['', null], ['null', null]])('%j is the code of %j', (code, id) => {
  expect(courseByCode(COURSES, code)?.id ?? null).toBe(id)
})
