import { Buffer } from 'node:buffer'
import { refused, type Refusal } from '../../flow/course-service/operation.ts'
import type { PageCall } from './page-route.ts'

export type SentText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: Refusal }

/** The text that a form brings: the file that was chosen as `NAME-file`, else what was kept of one by an earlier page (`NAME-kept`, in Base64, since browsers change line ends in fields), else what was written into the field `NAME`. Empty where there is none of it. */
export function sentText({ form, file }: Pick<PageCall, 'form' | 'file'>, name: string): SentText {
  const sent = file(`${name}-file`)
  if (sent?.kind === 'not-text') return refused('invalid', 'the file is not UTF-8 text', 'Save it as CSV or text in UTF-8, and choose it again.', `/${name}`)
  const kept = form.get(`${name}-kept`) ?? ''
  return { ok: true, text: sent !== null ? sent.text : kept === '' ? form.get(name) ?? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(kept, 'base64')) }
}

/** A text as a hidden field keeps it for `sentText`. */
export function keptText(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
