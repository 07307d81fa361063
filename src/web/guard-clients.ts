import type { Context, Hono, MiddlewareHandler } from 'hono'
import { TOO_MANY } from '../report/pages/refused-page.ts'
import { problemAnswer } from './api-problem.ts'
import { clientOf } from './client-address.ts'
import { createLimit } from './limit.ts'

const MINUTE = 60_000
/** A whole class may sign in at once from the one address of its university; each time asks GitHub once or twice. */
const MOST_SIGN_INS = 300
/** One person sets up. */
const MOST_SET_UPS = 60
/** Programs whose token is not taken. */
const MOST_REFUSED = 120

/** What a client may do in a minute without being known: sign in, open the set-up, and ask the API with tokens that are none. More is answered 429, with the seconds to wait. Webhooks are never counted: behind a proxy that is not named, all come from one address. */
export function guardClients(site: Hono, { proxies, now }: { readonly proxies: number; readonly now: () => number }): void {
  const counted = (most: number): MiddlewareHandler => {
    const limit = createLimit({ most, window: MINUTE, now })
    return async (context, next) => {
      const wait = limit.take(clientOf(context.req.raw, proxies))
      if (wait === null) return next()
      return context.html(TOO_MANY, 429, { 'retry-after': String(wait) })
    }
  }
  const [signIns, setUps] = [counted(MOST_SIGN_INS), counted(MOST_SET_UPS)]
  site.use('/sign-in/*', signIns)
  site.use('/setup/*', setUps)
  const refused = createLimit({ most: MOST_REFUSED, window: MINUTE, now })
  site.use('/api/*', async (context: Context, next) => {
    const client = clientOf(context.req.raw, proxies)
    const wait = refused.waitOf(client)
    if (wait !== null) return problemAnswer(context, { status: 429, detail: 'too many requests without a token that is taken came from this address', where: null, next: `Wait ${wait} seconds, and see that all of the token was copied.` }, { 'retry-after': String(wait) })
    await next()
    if (context.res.status === 401) refused.take(client)
    return undefined
  })
}
