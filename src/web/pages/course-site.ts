import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { callOperation } from '../../flow/course-service/call-operation.ts'
import type { ServiceParts } from '../../flow/course-service/operation.ts'
import type { CourseSeen } from '../../flow/course-roles.ts'
import type { Log } from '../../flow/operation-ports.ts'
import type { Course, Person } from '../../model/course.ts'
import { MAY, mayAll, type CourseRole } from '../../model/role.ts'
import type { LessonLinks } from '../../report/lesson-words.ts'
import { NOT_YOURS, NO_SUCH_PAGE, refusedBody, TOO_LARGE } from '../../report/pages/refused-page.ts'
import { SIGN_IN_PROBLEMS } from '../../report/pages/sign-in-page.ts'
import { pathOf, sitePage, TAB_NAMES, type Reader, type TabName } from '../../report/pages/site-page.ts'
import { formToken, isFormToken, readSession, type Session, type Signing } from '../sign-in/session.ts'
import { PAGES } from './list.ts'
import type { PageAnswer, PageCall, PageRoute } from './page-route.ts'
import { NO_FORM, readForm } from './read-form.ts'
import { createSentOnce, sentKey } from './sent-once.ts'

export type CourseSiteParts = ServiceParts & {
  readonly signing: Signing
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
  site.use('/courses/*', csrf(parts.publicUrl === null ? {} : { origin: new URL(parts.publicUrl).origin }), bodyLimit({ maxSize: LARGEST_FORM, onError: (context) => context.html(TOO_LARGE, 413) }))
  // What is thrown here is that a form came from another site.
  site.onError((error, context) => {
    if (error instanceof HTTPException && error.status === 403) return context.html(SIGN_IN_PROBLEMS.form, 403)
    throw error
  })
  for (const route of PAGES) site.on(route.method.toUpperCase(), `/courses/:course${route.path}`, (context) => answer(route, context, { ...parts, once }))
  return site
}

async function answer(route: PageRoute, context: Context, parts: CourseSiteParts & { readonly once: ReturnType<typeof createSentOnce> }): Promise<Response> {
  const now = parts.now()
  const session = await readSession(context, now, parts.signing)
  if (session === null) return route.method === 'get' ? context.redirect(`/sign-in?${new URLSearchParams({ to: pathAndQuery(context) }).toString()}`) : context.html(SIGN_IN_PROBLEMS.form, 403)
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
  const answered = route.method === 'post' ? await parts.once(sentKey(formToken(session, parts.signing), context.req.path, sent), () => route.answer(call)) : await route.answer(call)
  return shown(answered, route, { course, role, session, signing: parts.signing }, context)
}

type Frame = { readonly course: Course; readonly role: Exclude<CourseRole, 'stranger'>; readonly session: Session; readonly signing: Signing }

function shown(answered: PageAnswer, { tab, method }: PageRoute, { course, role, session, signing }: Frame, context: Context): Response {
  const reader: Reader = { login: session.person.login, formToken: formToken(session, signing) }
  const framed = { reader, course: { ...course, tabs: tabsOf(role), tab } }
  switch (answered.kind) {
    case 'page': return context.html(sitePage({ ...framed, title: answered.title, body: answered.body, wide: answered.wide ?? false }), answered.status ?? 200)
    case 'to': return context.redirect(`${pathOf(course.id)}${answered.path}`, 303)
    case 'file': return context.body(answered.text, 200, { 'content-type': answered.type, 'content-disposition': `attachment; filename="${answered.name}"` })
    case 'refused': return context.html(sitePage({ ...framed, title: method === 'get' ? 'Nothing here' : 'Nothing was changed', body: refusedBody(answered.refusal, method) }), STATUS[answered.refusal.kind])
  }
}

const STATUS = { 'not-allowed': 403, 'not-found': 404, invalid: 422, conflict: 409 } as const

/** The tabs that somebody may open. */
function tabsOf(role: CourseRole): readonly TabName[] {
  return (Object.keys(TAB_NAMES) as TabName[]).filter((tab) => PAGES.some((route) => route.method === 'get' && route.tab === tab && mayAll(role)(route.needs)))
}

function pathAndQuery(context: Context): string {
  const { pathname, search } = new URL(context.req.url)
  return pathname + search
}
