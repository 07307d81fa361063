import { Hono, type Context } from 'hono'
import { mayInApp, type AppActor, type AppServiceParts } from '../../flow/app-service.ts'
import type { Person } from '../../model/course.ts'
import { APP_PATH } from '../../report/pages/app/app-words.ts'
import { refusedBody } from '../../report/pages/refused-page.ts'
import { SIGN_IN_PROBLEMS } from '../../report/pages/sign-in-page.ts'
import { sitePage, type Reader } from '../../report/pages/site-page.ts'
import { formToken, isFormToken, readSession, type Signing } from '../sign-in/session.ts'
import { APP_ROUTES, type AppCall, type AppRoute } from './app-routes.ts'
import { createPeopleGuard } from './guard-people.ts'
import { guardForms, STATUS_OF_REFUSAL, toSignIn } from './guard-forms.ts'
import { NO_FORM, readForm } from './read-form.ts'
import { createSentOnce, sentKey } from './sent-once.ts'

export type AppSiteParts = AppServiceParts & {
  readonly signing: Signing
  /** Whether somebody runs the App. */
  readonly isOperator: (person: Person) => Promise<boolean>
  /** Where people reach the App; null where that is the address that they asked. */
  readonly publicUrl: string | null
}

/** A form here holds the id of one thing. */
const LARGEST_FORM = 16 * 1024

/** The pages of the whole App, for whoever runs it. To anybody else who signed in there is nothing at their addresses. */
export function appSite(parts: AppSiteParts): Hono {
  const site = new Hono()
  const once = createSentOnce(parts.now)
  const tooMany = createPeopleGuard(parts.now)
  guardForms(site, `${APP_PATH}/*`, parts.publicUrl, LARGEST_FORM)
  for (const route of APP_ROUTES) site.on(route.method.toUpperCase(), route.path, (context) => answer(route, context, { ...parts, once, tooMany }))
  return site
}

async function answer(route: AppRoute, context: Context, parts: AppSiteParts & { readonly once: ReturnType<typeof createSentOnce>; readonly tooMany: ReturnType<typeof createPeopleGuard> }): Promise<Response> {
  const session = await readSession(context, parts.now(), parts.signing)
  if (session === null) return toSignIn(context, route.method)
  const refused = parts.tooMany(context, session.person.id, route.method)
  if (refused !== null) return refused
  const actor: AppActor = { person: session.person, role: await parts.isOperator(session.person) ? 'operator' : 'stranger' }
  if (!mayInApp(route.needs, actor)) return context.notFound()
  const sent = route.method === 'post' ? await readForm(context) : NO_FORM
  const { fields: form } = sent
  if (route.method === 'post' && !isFormToken(form.get('form') ?? '', session, parts.signing)) return context.html(SIGN_IN_PROBLEMS.form, 403)
  const token = formToken(session, parts.signing)
  const call: AppCall = { actor, query: new URL(context.req.url).searchParams, form, formToken: token, parts }
  const answered = route.method === 'post' ? await parts.once(sentKey(token, context.req.path, sent), () => route.answer(call)) : await route.answer(call)
  const reader: Reader = { login: session.person.login, formToken: token, isOperator: true }
  switch (answered.kind) {
    case 'page': return context.html(sitePage({ title: answered.title, body: answered.body, wide: answered.wide ?? false, reader, course: null }))
    case 'to': return context.redirect(answered.path, 303)
    case 'file': return context.notFound()
    case 'refused': return context.html(sitePage({ title: 'Nothing was changed', body: refusedBody(answered.refusal, route.method), reader, course: null }), STATUS_OF_REFUSAL[answered.refusal.kind])
  }
}
