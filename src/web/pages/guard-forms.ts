import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { TOO_LARGE } from '../../report/pages/refused-page.ts'
import { SIGN_IN_PROBLEMS } from '../../report/pages/sign-in-page.ts'

/** Takes forms of a path from the App's own pages alone, and none larger than so many bytes. `publicUrl` is where people reach the App; null where that is the address that they asked. */
export function guardForms(site: Hono, path: string, publicUrl: string | null, largest: number): void {
  site.use(path, csrf(publicUrl === null ? {} : { origin: new URL(publicUrl).origin }), bodyLimit({ maxSize: largest, onError: (context) => context.html(TOO_LARGE, 413) }))
  // What is thrown here is that a form came from another site.
  site.onError((error, context) => {
    if (error instanceof HTTPException && error.status === 403) return context.html(SIGN_IN_PROBLEMS.form, 403)
    throw error
  })
}

/** What is answered to nobody: the way to sign in, which leads back here; of a form, that it was made for no sign-in. */
export function toSignIn(context: Context, method: 'get' | 'post'): Response | Promise<Response> {
  const { pathname, search } = new URL(context.req.url)
  return method === 'get' ? context.redirect(`/sign-in?${new URLSearchParams({ to: pathname + search }).toString()}`) : context.html(SIGN_IN_PROBLEMS.signedOut, 403)
}

/** The status of what an operation refuses. */
export const STATUS_OF_REFUSAL = { 'not-allowed': 403, 'not-found': 404, invalid: 422, conflict: 409 } as const
