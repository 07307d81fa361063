import { createHash } from 'node:crypto'
import type { PageAnswer } from './page-route.ts'
import type { SentForm } from './read-form.ts'

type Sent = { readonly at: number; readonly answer: Promise<PageAnswer>; isAnswered: boolean }

/** So long after it was sent the same form again is the second of two clicks, in milliseconds, and for as long as the first is not answered. */
const SAME_PRESS = 2000

/**
 * Gives what answers forms by their keys: the same one that is sent twice, as by two clicks, does what it does once, and both are answered by that. The service itself knows some repeated words as such, by their keys; a token, a re-judging, a word about
 * grades or a note has none. Of this process alone: another replica knows nothing of it.
 */
export function createSentOnce(now: () => number): (key: string, answer: () => Promise<PageAnswer>) => Promise<PageAnswer> {
  const sent = new Map<string, Sent>()
  return (key, answer) => {
    const at = now()
    for (const [old, one] of sent) if (one.isAnswered && at - one.at >= SAME_PRESS) sent.delete(old)
    const known = sent.get(key)
    if (known !== undefined) return known.answer
    const one: Sent = { at, answer: answer(), isAnswered: false }
    sent.set(key, one)
    one.answer.then(() => { one.isAnswered = true }, () => { sent.delete(key) })
    return one.answer
  }
}

/** What names a form that somebody sends: who, where to, and all that is in it. */
export function sentKey(who: string, path: string, { fields, files }: SentForm): string {
  return createHash('sha256').update(JSON.stringify([who, path, fields.toString(), [...files]])).digest('base64url')
}
