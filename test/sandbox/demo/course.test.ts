import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadCourses } from '../../../src/command-line/courses.ts'
import { courseFor } from '../../../src/flow/courses/enrol.ts'
import { classOf } from '../../../src/sandbox/demo/class.ts'
import { COURSE } from '../../../src/sandbox/demo/student.ts'
import { ROOT } from '../../house/source-files.ts'
import { aRepository } from '../../support/hosting.ts'

it('the course of the demo takes in every repository of its class, and has staff', () => {
  const loaded = loadCourses([join(ROOT, 'samples/class/course.yml')])
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  const [{ organization, ...course }] = loaded.courses.map((one) => one.course) as [(typeof loaded.courses)[number]['course']]
  expect([organization, course.staff]).toEqual([COURSE, { logins: ['instructor'], teams: ['assistants'] }])
  const running = { ...course, account: { id: 1, login: COURSE }, origin: { kind: 'file', organization } } as const
  const { students } = classOf(join(ROOT, 'samples'))
  expect(students.filter(({ repository }) => courseFor(aRepository({ name: repository }), [running]) === null)).toEqual([])
})
