import { courseName, namedCourse } from '../../course/course-name.ts'
import { minuteOf } from '../../course/shown-time.ts'
import type { Course } from '../../model/course.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

export type TokenShown = { readonly id: string; readonly name: string; readonly role: string; readonly createdAt: string; readonly expiresAt: string; readonly state: 'valid' | 'expired' | 'revoked' }

type NamedAndDated = Pick<Course, 'id' | 'title' | 'settings'>

/** A new token with its secret, which is shown this once. */
export function tokenMadeText({ token, secret }: { readonly token: TokenShown; readonly secret: string }, course: NamedAndDated): string {
  const { id } = course
  return [
    `${secret}\n\n`,
    safeForTerminal(`The token ${token.name} (${token.id}) of ${courseName(namedCourse(course))}: ${token.role}, until ${minuteOf(token.expiresAt, course.settings)} (${course.settings.timeZone}).`), '\n',
    'It is shown this once and kept nowhere; whoever has it can use it. Send it to the API as\n',
    `  Authorization: Bearer cct_…   to /api/v1/courses/${id}/gradebook and the like (docs/api.md)\n`,
    `It ends at once with: capstone-coach token revoke ${token.id} --course ${id}\n`,
  ].join('')
}

/** The tokens of a course, a line each, without their secrets. */
export function tokensText(tokens: readonly TokenShown[], course: NamedAndDated): string {
  const title = courseName(namedCourse(course))
  const { settings } = course
  if (tokens.length === 0) return `${safeForTerminal(title)} has no tokens.\n`
  const name = Math.max(...tokens.map((one) => one.name.length))
  return [
    `${safeForTerminal(title)}; times of ${settings.timeZone}\n`,
    ...tokens.map((one) => `  ${one.id}  ${safeForTerminal(one.name).padEnd(name)}  ${one.role.padEnd(10)}  ${one.state === 'valid' ? `valid until ${minuteOf(one.expiresAt, settings)}` : one.state === 'expired' ? `expired on ${minuteOf(one.expiresAt, settings)}` : 'revoked'}\n`),
  ].join('')
}
