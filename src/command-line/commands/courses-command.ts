import { COURSE_FILE } from '../../flow/courses/course-home.ts'
import { coursesInForce, type CourseInForce } from '../../flow/courses/courses-in-force.ts'
import { shownTime } from '../../course/shown-time.ts'
import type { Environment } from '../../github/connection.ts'
import { counted } from '../../report/gradebook/counted.ts'
import { courseText } from '../../report/courses/course-text.ts'
import { shownCourse } from '../../report/courses/course-words.ts'
import { NO_COURSE_RUNS } from '../course-named.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { withConfiguredStore } from '../with-configured-store.ts'

const MINUTE = 60_000

/** Prints what is in force: each course that runs, since when it says so, and how many repositories and students it has. */
export async function runCourses(output: Output, environment: Environment): Promise<number> {
  return withConfiguredStore(output, environment, async (store) => {
    const running = await coursesInForce(store)
    output.write(running.length === 0 ? `${NO_COURSE_RUNS.replace(/^n/, 'N')}.\n` : running.map((one) => textOf(one, output)).join('\n'))
    return EXIT_CODES.graded
  })
}

function textOf({ course, savedAt, repositories, practice, students, isListed }: CourseInForce, { layout }: Output): string {
  const calendar = course.settings
  const since = savedAt === null ? 'in force' : `in force since ${shownTime(Math.floor(savedAt / MINUTE) * MINUTE, calendar)} in ${calendar.timeZone}`
  const has = `${repositories === 1 ? '1 repository' : `${repositories} repositories`}${practice === 0 ? '' : `, and ${practice} for practice`}; ${isListed ? `${counted(students, 'student')} in the list` : `no list of students, and ${students === 1 ? '1 person works' : `${students} people work`} on them`}`
  return courseText(shownCourse(course), since, layout, [{ label: 'written in', says: whereOf(course) }, { label: 'has', says: has }])
}

function whereOf({ origin }: CourseInForce['course']): string {
  switch (origin.kind) {
    case 'file': return 'a file of COURSE_FILES, as it was when the App was started last'
    case 'repository': return `${origin.repository} at ${origin.commit.slice(0, 7)}, ${COURSE_FILE}`
    case 'default': return 'no file: it was made for the one account that has the App installed'
  }
}
