import { mayInApp, readApp, tryAgain, type AppActor, type AppServiceParts } from '../../flow/app-service.ts'
import type { AppOperationId } from '../../model/role.ts'
import { appPage } from '../../report/pages/app/app-page.ts'
import { readAppQuery } from '../../report/pages/app/app-query.ts'
import { APP_PATH } from '../../report/pages/app/app-words.ts'
import type { PageAnswer } from './page-route.ts'

/** One request for a page of the whole App, by somebody who may see it. */
export type AppCall = { readonly actor: AppActor; readonly query: URLSearchParams; readonly form: URLSearchParams; readonly formToken: string; readonly parts: AppServiceParts }

/** A page of the whole App, or what a form on it does; who may is said by `needs` in the table of roles (`MAY_IN_APP`). */
export type AppRoute = { readonly method: 'get' | 'post'; readonly path: string; readonly needs: AppOperationId; readonly answer: (call: AppCall) => Promise<PageAnswer> }

const READ: AppRoute = {
  method: 'get', path: APP_PATH, needs: 'app.read',
  answer: async ({ actor, query, formToken, parts }) => {
    const asked = readAppQuery(query)
    const read = await readApp(asked, actor, parts)
    if (!read.ok) return { kind: 'refused', refusal: read.refusal }
    return { kind: 'page', title: 'App operations', wide: true, body: appPage(read.value, asked, { now: parts.now(), formToken, mayBringBack: mayInApp('app.again', actor) }) }
  },
}

/** Lets what was given up or set aside be tried again. */
const AGAIN: AppRoute = {
  method: 'post', path: `${APP_PATH}/again`, needs: 'app.again',
  answer: async ({ actor, form, parts }) => {
    const tried = await tryAgain({ what: form.get('what') === 'delivery' ? 'delivery' : 'work', id: form.get('id') ?? '' }, actor, parts)
    return tried.ok ? { kind: 'to', path: APP_PATH } : { kind: 'refused', refusal: tried.refusal }
  },
}

/** Every page of the whole App, and every form on them. */
export const APP_ROUTES: readonly AppRoute[] = [READ, AGAIN]
