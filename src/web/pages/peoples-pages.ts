import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import { createRoleReader, type RoleParts } from '../../flow/course-roles.ts'
import type { SignIn } from '../../flow/sign-in-port.ts'
import { welcomePage } from '../../report/pages/home-page.ts'
import { signingOf } from '../sign-in/session.ts'
import { signInPages } from '../sign-in/sign-in-pages.ts'
import { courseSite, type CourseSiteParts } from './course-site.ts'
import { homeSite, type HomeParts } from './home.ts'

export type PeoplesPagesParts = Omit<CourseSiteParts, 'signing' | 'rolesOf' | 'courses' | 'hosting'> & RoleParts & {
  readonly courses: CourseSiteParts['courses'] & RoleParts['courses']
  readonly hosting: CourseSiteParts['hosting'] & HomeParts['hosting']
  readonly signIn: SignIn
  /** What cookies are signed with. */
  readonly clientSecret: string
}

/** So long a page waits for GitHub to say who the staff is and who is let in, in milliseconds; then it is as it was, as everywhere while GitHub does not answer. */
const PATIENCE = 3000

/** All pages for people who sign in, and those on which they do. */
export function peoplesPages(parts: PeoplesPagesParts): readonly Hono[] {
  const signing = signingOf(parts.clientSecret, parts.publicUrl)
  const rolesOf = createRoleReader({
    ...parts, readStaff: (courseId) => Promise.race([parts.readStaff(courseId), pause(PATIENCE, undefined, { ref: false })]),
    mayRead: (person, repositoryId) => Promise.race([parts.mayRead(person, repositoryId), pause(PATIENCE, null, { ref: false })]),
  })
  return [signInPages({ ...parts, signing }), homeSite({ ...parts, signing, rolesOf, welcome: welcomePage(true) }), courseSite({ ...parts, signing, rolesOf })]
}
