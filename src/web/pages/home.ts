import { Hono } from 'hono'
import type { CourseSeen } from '../../flow/course-roles.ts'
import type { CourseStore, HostingStore } from '../../flow/store-ports.ts'
import type { Person } from '../../model/course.ts'
import { homePage, type HomeCourse } from '../../report/pages/home-page.ts'
import { formToken, readSession, type Signing } from '../sign-in/session.ts'

export type HomeParts = {
  readonly signing: Signing
  readonly rolesOf: (person: Person) => Promise<readonly CourseSeen[]>
  readonly courses: Pick<CourseStore, 'worksOn'>
  readonly hosting: Pick<HostingStore, 'lastSeen'>
  readonly now: () => number
  /** What is shown to who is not signed in. */
  readonly welcome: string
}

/** The page `/`: the courses of who is signed in, with their own repositories. */
export function homeSite({ signing, rolesOf, courses, hosting, now, welcome }: HomeParts): Hono {
  const site = new Hono()
  site.get('/', async (context) => {
    const session = await readSession(context, now(), signing)
    if (session === null) return context.html(welcome)
    const works = await courses.worksOn(session.person.id)
    const seen = await rolesOf(session.person)
    const shown = await Promise.all(seen.flatMap(({ course, role }) => (role === 'stranger' ? [] : [{ course, role }])).map(async ({ course, role }): Promise<HomeCourse> => {
      const repositories = await Promise.all(works.filter(({ courseId }) => courseId === course.id).map(({ repositoryId }) => hosting.lastSeen(repositoryId)))
      return { id: course.id, title: course.title, role, repositories: repositories.flatMap((one) => (one === null ? [] : [{ id: one.id, name: `${one.owner}/${one.name}` }])) }
    }))
    return context.html(homePage(shown, { login: session.person.login, formToken: formToken(session, signing) }))
  })
  return site
}
