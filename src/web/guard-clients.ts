import type { Context, Hono, MiddlewareHandler } from 'hono'
import { TOO_MANY } from '../report/pages/refused-page.ts'
import { problemAnswer } from './api-problem.ts'
import { clientOf } from './client-address.ts'
import { createLimit } from './limit.ts'

const MINUTE = 60_000
/** A full lecture hall may sign in at once from the one address of its university; each time asks GitHub twice. */
const MOST_SIGN_INS = 600
/** One person sets up. */
const MOST_SET_UPS = 60
/** Programs whose token is not taken. */
const MOST_REFUSED = 120

/**
 * What a client may do in a minute without being known: come back from GitHub to be signed in, open the set-up, and ask the API with tokens that are none. More is answered 429, with the seconds to wait.
 * Many share one address, so a token that is taken is answered whatever others from there send. Webhooks are never counted: behind a proxy that is not named, all come from one address.
 */
export function guardClients(site: Hono, { proxies, now }: { readonly proxies: number; readonly now: () => number }): void {
  const counted = (most: number): MiddlewareHandler => {
    const take = createLimit({ most, window: MINUTE, now })
    return async (context, next) => {
      const wait = take(clientOf(context.req.raw, proxies))
      if (wait === null) return next()
      return context.html(TOO_MANY, 429, { 'retry-after': String(wait) })
    }
  }
  site.use('/sign-in/callback', counted(MOST_SIGN_INS))
  site.use('/setup/*', counted(MOST_SET_UPS))
  const takeRefused = createLimit({ most: MOST_REFUSED, window: MINUTE, now })
  site.use('/api/*', async (context: Context, next) => {
    await next()
    const wait = context.res.status === 401 ? takeRefused(clientOf(context.req.raw, proxies)) : null
    if (wait === null) return
    // By itself Hono keeps headers of the answer that another one stands for.
    context.res = undefined
    context.res = problemAnswer(context, { status: 429, detail: 'too many requests without a token that is taken came from this address', where: null, next: `Wait ${wait} seconds, and see that all of the token was copied.` }, { 'retry-after': String(wait) })
  })
}
