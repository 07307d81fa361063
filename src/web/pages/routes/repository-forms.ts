import type { OperationId } from '../../../model/role.ts'
import { fingerprint } from '../../../report/formats/fingerprint.ts'
import { DECIDE_TO } from '../../../report/pages/student/decide-forms.ts'

/** The forms of a repository's pages: something decided, another due day, a dispute closed, judged anew, paused or resumed. */
export type Form = 'decide' | 'extend' | 'close' | 'judge' | 'pause'

/** What a form asks of the service, and where on the page that is seen then; null where that is where the thing itself is shown. */
export type Asked = { readonly operation: OperationId; readonly input: Readonly<Record<string, string>>; readonly anchor: string | null }

/** Reads a form. The same one sent twice, as by two clicks, has the same key, and decides once. */
export function askedBy(name: Form, form: URLSearchParams): Asked {
  const field = (one: string): string => (form.get(one) ?? '').trim()
  const [subject, to, reason] = [field('subject'), field('to'), field('reason')]
  const key = `page-${field('page').replaceAll(/\D/g, '').slice(0, 20)}-${fingerprint(name, ...['subject', 'to', 'share', 'until', 'reason'].map(field))}`
  const since = { key, ...seenIn(field('page')) }
  switch (name) {
    case 'extend': return { operation: 'decisions.extend', input: { until: field('until'), reason, ...since }, anchor: '#points' }
    case 'close': return { operation: 'disputes.close', input: { subject, reason, ...since }, anchor: '#conversation' }
    case 'judge': return { operation: 'work.judge', input: { key }, anchor: '' }
    case 'pause': return { operation: 'work.pause', input: { to, reason, ...since }, anchor: '' }
    case 'decide': {
      if (to === DECIDE_TO.excuse) return { operation: 'decisions.excuse', input: { subject, reason, ...since }, anchor: null }
      if (to === DECIDE_TO.clear) return { operation: 'decisions.clear', input: { subject, reason, ...since }, anchor: null }
      const named = to === DECIDE_TO.share ? '' : to.startsWith(DECIDE_TO.level) ? to.slice(DECIDE_TO.level.length) : to
      // A share that was written beside another choice is refused with it: which of them was meant is not known.
      const outcome = `${named} ${field('share')}`.trim()
      return { operation: 'decisions.set', input: { subject, outcome, reason, ...since }, anchor: null }
    }
  }
}

/** When the page was opened on which the form stands. */
function seenIn(page: string): { readonly seen?: string } {
  return /^\d{13}$/.test(page) ? { seen: new Date(Number(page)).toISOString() } : {}
}
