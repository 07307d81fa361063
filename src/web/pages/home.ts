import { Hono } from 'hono'
import type { CourseSeen } from '../../flow/people/course-roles.ts'
import type { HostingStore } from '../../flow/ports/store-ports.ts'
import type { Person } from '../../model/course.ts'
import { homePage, type HomeCourse } from '../../report/pages/home-page.ts'
import { formToken, readSession, type Signing } from '../sign-in/session.ts'

export type HomeParts = {
  readonly signing: Signing
  /** Whether somebody runs the App. */
  readonly isOperator: (person: Person) => Promise<boolean>
  readonly rolesOf: (person: Person) => Promise<readonly CourseSeen[]>
  readonly hosting: Pick<HostingStore, 'lastSeen'>
  readonly now: () => number
  /** What is shown to who is not signed in. */
  readonly welcome: string
}

/** The page `/`: the courses of who is signed in, with their own repositories. */
export function homeSite({ signing, rolesOf, isOperator, hosting, now, welcome }: HomeParts): Hono {
  const site = new Hono()
  site.get('/', async (context) => {
    const session = await readSession(context, now(), signing)
    if (session === null) return context.html(welcome)
    const seen = await rolesOf(session.person)
    const shown = await Promise.all(seen.flatMap(({ role, ...one }) => (role === 'stranger' ? [] : [{ ...one, role }])).map(async ({ course, role, works }): Promise<HomeCourse> => {
      const repositories = await Promise.all(works.map((id) => hosting.lastSeen(id)))
      return { course, role, repositories: repositories.flatMap((one) => (one === null ? [] : [{ id: one.id, name: `${one.owner}/${one.name}` }])) }
    }))
    return context.html(homePage(shown, { login: session.person.login, formToken: formToken(session, signing), isOperator: await isOperator(session.person) }))
  })
  return site
}
