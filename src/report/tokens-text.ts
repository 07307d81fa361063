import type { Course } from '../model/course.ts'
import { safeForTerminal } from './terminal-text.ts'

export type TokenShown = { readonly id: string; readonly name: string; readonly role: string; readonly createdAt: string; readonly expiresAt: string; readonly state: 'valid' | 'expired' | 'revoked' }

/** A new token with its secret, which is shown this once. */
export function tokenMadeText({ token, secret }: { readonly token: TokenShown; readonly secret: string }, { id, title }: Pick<Course, 'id' | 'title'>): string {
  return [
    `${secret}\n\n`,
    safeForTerminal(`The token ${token.name} (${token.id}) of ${title}: ${token.role}, until ${dayOf(token.expiresAt)}.`), '\n',
    'It is shown this once and kept nowhere; whoever has it can use it. Send it to the API as\n',
    `  Authorization: Bearer cct_…   to /api/v1/courses/${id}/gradebook and the like (docs/api.md)\n`,
    `It ends at once with: capstone-coach token revoke ${token.id} --course ${id}\n`,
  ].join('')
}

/** The tokens of a course, a line each, without their secrets. */
export function tokensText(tokens: readonly TokenShown[], { title }: Pick<Course, 'title'>): string {
  if (tokens.length === 0) return `${safeForTerminal(title)} has no tokens.\n`
  const name = Math.max(...tokens.map((one) => one.name.length))
  return [
    `${safeForTerminal(title)}, times in UTC\n`,
    ...tokens.map((one) => `  ${one.id}  ${safeForTerminal(one.name).padEnd(name)}  ${one.role.padEnd(10)}  ${one.state === 'valid' ? `valid until ${dayOf(one.expiresAt)}` : one.state === 'expired' ? `expired on ${dayOf(one.expiresAt)}` : 'revoked'}\n`),
  ].join('')
}

function dayOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ')
}
