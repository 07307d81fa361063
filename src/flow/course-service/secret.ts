import { createHash, timingSafeEqual } from 'node:crypto'
import type { Token } from '../ports/token-port.ts'

/** `cct_`, the token's id, and its secret: 256 bits that nobody can guess. The log knows this form, and leaves it out. */
const FORM = /^cct_([0-9a-f]{12})_([0-9a-f]{64})$/

/** A token as it is written in a header; null for text of another form. */
export function readSecret(text: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = FORM.exec(text) ?? []
  return id === undefined || secret === undefined ? null : { id, secret }
}

/** A token as it is given out once. */
export function writeSecret(id: string, secret: string): string {
  return `cct_${id}_${secret}`
}

/** What is kept of a secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether a secret is that of a token, in a time that tells nothing of where it differs. */
export function isSecretOf(secret: string, { hash }: Pick<Token, 'hash'>): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash))
}
