import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import type { AppServiceParts } from '../../flow/app-service.ts'
import { createRoleReader, type RoleParts } from '../../flow/people/course-roles.ts'
import type { OperatorStore } from '../../flow/ports/operator-port.ts'
import { createOperatorCheck } from '../../flow/people/operators.ts'
import type { SignIn } from '../../flow/ports/sign-in-port.ts'
import { welcomePage } from '../../report/pages/home-page.ts'
import { signingOf } from '../sign-in/session.ts'
import { signInPages } from '../sign-in/sign-in-pages.ts'
import { appSite } from './app-site.ts'
import { courseSite, type CourseSiteParts } from './course-site.ts'
import { homeSite, type HomeParts } from './home.ts'

export type PeoplesPagesParts = Omit<CourseSiteParts, 'signing' | 'isOperator' | 'rolesOf' | 'courses' | 'hosting' | 'work' | 'deliveries' | 'journal'> & RoleParts & Pick<AppServiceParts, 'about'> & {
  readonly courses: CourseSiteParts['courses'] & RoleParts['courses'] & AppServiceParts['courses']
  readonly hosting: CourseSiteParts['hosting'] & HomeParts['hosting'] & AppServiceParts['hosting']
  readonly work: CourseSiteParts['work'] & AppServiceParts['work']
  readonly pace: AppServiceParts['pace']
  readonly deliveries: CourseSiteParts['deliveries'] & AppServiceParts['deliveries']
  readonly journal: CourseSiteParts['journal']
  /** Who runs the App: by which words, as they are kept, and what looks them up at GitHub; never rejects for what GitHub answers. */
  readonly running: { readonly words: readonly string[]; readonly operators: Pick<OperatorStore, 'all'>; readonly read: () => Promise<void> }
  /** What is told of the App as a whole besides what the store knows. */
  readonly app: Pick<AppServiceParts, 'health' | 'process' | 'settings'>
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
  const isOperator = createOperatorCheck({ ...parts, ...parts.running, read: () => Promise.race([parts.running.read(), pause(PATIENCE, undefined, { ref: false })]) })
  const shared = { ...parts, signing, isOperator, rolesOf }
  return [signInPages(shared), homeSite({ ...shared, welcome: welcomePage(true) }), courseSite(shared), appSite({ ...shared, ...parts.app })]
}
