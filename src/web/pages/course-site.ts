import { Hono, type Context } from 'hono'
import { callOperation } from '../../flow/course-service/call-operation.ts'
import type { ServiceParts } from '../../flow/course-service/operation.ts'
import type { CourseSeen } from '../../flow/people/course-roles.ts'
import type { Log } from '../../flow/ports/operation-ports.ts'
import type { Course, Person } from '../../model/course.ts'
import { MAY, mayAll, type CourseRole } from '../../model/role.ts'
import type { LessonLinks } from '../../report/words/lesson-words.ts'
import { NOT_YOURS, NO_SUCH_PAGE, refusedBody } from '../../report/pages/refused-page.ts'
import { SIGN_IN_PROBLEMS } from '../../report/pages/sign-in-page.ts'
import { pathOf, sitePage, TAB_NAMES, type Reader, type TabName } from '../../report/pages/site-page.ts'
import { formToken, isFormToken, readSession, type Session, type Signing } from '../sign-in/session.ts'
import { createPeopleGuard } from './guard-people.ts'
import { guardForms, STATUS_OF_REFUSAL, toSignIn } from './guard-forms.ts'
import { PAGES } from './list.ts'
import type { PageAnswer, PageCall, PageRoute } from './page-route.ts'
import { NO_FORM, readForm } from './read-form.ts'
import { createSentOnce, sentKey } from './sent-once.ts'

export type CourseSiteParts = ServiceParts & {
  readonly signing: Signing
  /** Whether somebody runs the App. */
  readonly isOperator: (person: Person) => Promise<boolean>
  readonly rolesOf: (person: Person) => Promise<readonly CourseSeen[]>
  /** Where people reach the App; null where that is the address that they asked. */
  readonly publicUrl: string | null
  readonly links: LessonLinks
  readonly log: Log
}

/** What is sent from a page is some sentences, a list of students or a file of grades: at most two million signs of it, as Base64 where a page keeps it. */
const LARGEST_FORM = 4 * 1024 * 1024

/** The pages of courses: every route of `PAGES`, for people who signed in and are in the course. Who is not sees what they would see of a course that there is not. */
export function courseSite(parts: CourseSiteParts): Hono {
  const site = new Hono()
  const once = createSentOnce(parts.now)
  const tooMany = createPeopleGuard(parts.now)
  guardForms(site, '/courses/*', parts.publicUrl, LARGEST_FORM)
  for (const route of PAGES) site.on(route.method.toUpperCase(), `/courses/:course${route.path}`, (context) => answer(route, context, { ...parts, once, tooMany }))
  return site
}

async function answer(route: PageRoute, context: Context, parts: CourseSiteParts & { readonly once: ReturnType<typeof createSentOnce>; readonly tooMany: ReturnType<typeof createPeopleGuard> }): Promise<Response> {
  const now = parts.now()
  const session = await readSession(context, now, parts.signing)
  if (session === null) return toSignIn(context, route.method)
  const refused = parts.tooMany(context, session.person.id, route.method)
  if (refused !== null) return refused
  const seen = (await parts.rolesOf(session.person)).find(({ course }) => course.id === context.req.param('course'))
  if (seen === undefined || seen.role === 'stranger') return context.html(NO_SUCH_PAGE, 404)
  const { course, role, works } = seen
  if (MAY[route.needs][role] === undefined) return context.html(NOT_YOURS, 403)
  const sent = route.method === 'post' ? await readForm(context) : NO_FORM
  const { fields: form, files } = sent
  if (route.method === 'post' && !isFormToken(form.get('form') ?? '', session, parts.signing)) return context.html(SIGN_IN_PROBLEMS.form, 403)
  const call: PageCall = {
    course, may: mayAll(role), person: session.person, query: new URL(context.req.url).searchParams, form, file: (name) => files.get(name) ?? null, formToken: formToken(session, parts.signing), links: parts.links, now,
    place: (name) => context.req.param(name) ?? '',
    ask: (id, input) => callOperation(id, { kind: 'person', person: session.person, role, works }, course, input, parts),
  }
  if (route.method === 'post') parts.log.info('a page was asked to decide', { route: route.path, course: course.id, person: session.person.id })
  // Before anything is done: a fault here after it would be told as if nothing were.
  const isOperator = await parts.isOperator(session.person)
  const answered = route.method === 'post' ? await parts.once(sentKey(formToken(session, parts.signing), context.req.path, sent), () => route.answer(call)) : await route.answer(call)
  return shown(answered, route, { course, role, session, signing: parts.signing, isOperator }, context)
}

type Frame = { readonly course: Course; readonly role: Exclude<CourseRole, 'stranger'>; readonly session: Session; readonly signing: Signing; readonly isOperator: boolean }

function shown(answered: PageAnswer, { tab, method }: PageRoute, { course, role, session, signing, isOperator }: Frame, context: Context): Response {
  const reader: Reader = { login: session.person.login, formToken: formToken(session, signing), isOperator }
  const framed = { reader, course: { ...course, tabs: tabsOf(role), tab } }
  switch (answered.kind) {
    case 'page': return context.html(sitePage({ ...framed, title: answered.title, body: answered.body, wide: answered.wide ?? false }), answered.status ?? 200)
    case 'to': return context.redirect(`${pathOf(course.id)}${answered.path}`, 303)
    case 'file': return context.body(answered.text, 200, { 'content-type': answered.type, 'content-disposition': `attachment; filename="${answered.name}"` })
    case 'refused': return context.html(sitePage({ ...framed, title: method === 'get' ? 'Nothing here' : 'Nothing was changed', body: refusedBody(answered.refusal, method) }), STATUS_OF_REFUSAL[answered.refusal.kind])
  }
}

/** The tabs that somebody may open. */
function tabsOf(role: CourseRole): readonly TabName[] {
  return (Object.keys(TAB_NAMES) as TabName[]).filter((tab) => PAGES.some((route) => route.method === 'get' && route.tab === tab && mayAll(role)(route.needs)))
}
