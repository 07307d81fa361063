import type { Context } from 'hono'
import { TOO_MANY } from '../../report/pages/refused-page.ts'
import { createLimit } from '../limit.ts'

const MINUTE = 60_000
/** More than anybody reads or sends, and less than a script would. */
const MOST_PAGES = 600
const MOST_FORMS = 120

/** Gives what answers a person who opens more pages or sends more forms in a minute than people do: 429, with the seconds to wait; null for everybody else. */
export function createPeopleGuard(now: () => number): (context: Context, personId: number, method: 'get' | 'post') => Response | Promise<Response> | null {
  const limits = { get: createLimit({ most: MOST_PAGES, window: MINUTE, now }), post: createLimit({ most: MOST_FORMS, window: MINUTE, now }) }
  return (context, personId, method) => {
    const wait = limits[method](String(personId))
    return wait === null ? null : context.html(TOO_MANY, 429, { 'retry-after': String(wait) })
  }
}
