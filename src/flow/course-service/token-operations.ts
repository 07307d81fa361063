import { randomBytes } from 'node:crypto'
import { TOKEN_ROLES, type TokenRole } from '../../model/role.ts'
import type { Token } from '../ports/token-port.ts'
import { auditEntryOf } from './audit-entry.ts'
import { iso } from './documents.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { list, object, oneOf, orNull, SCHEMA_NUMBER, TEXT, TIME } from './schemas.ts'
import { hashOf, writeSecret } from './secret.ts'

const DAY = 86_400_000
/** A term is about as long. */
const USUAL_DAYS = 120

const TOKEN = object({ id: TEXT, name: TEXT, role: oneOf(...TOKEN_ROLES), createdAt: TIME, expiresAt: TIME, revokedAt: orNull(TIME), state: oneOf('valid', 'expired', 'revoked') })

const create = operation<{ readonly name: string; readonly role: TokenRole; readonly days?: number }>({
  id: 'tokens.create', about: 'course', http: null, says: 'Makes a token of the course. Its secret is in this answer, and kept nowhere.',
  input: object({
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,39}$', description: 'a name of up to 40 lower-case letters, digits and hyphens, such as grade-sync' }, role: oneOf(...TOKEN_ROLES),
    days: { type: 'integer', minimum: 1, maximum: 400, description: `how many days it is valid (${USUAL_DAYS})` },
  }, ['days']),
  output: object({ schema: SCHEMA_NUMBER, token: TOKEN, secret: TEXT }),
}, async ({ name, role, days = USUAL_DAYS }, call) => {
  const { course, parts } = call
  const at = parts.now()
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('hex')]
  const token: Token = { id, courseId: course.id, name, role, hash: hashOf(secret), createdAt: at, expiresAt: at + days * DAY, revokedAt: null }
  // Its id is chance alone: what keeps a token from being made is that the course ended since it was read.
  const isMade = await parts.tokens.add(token, auditEntryOf(call, 'token.created', `token ${id} (${name}), ${role}, until ${new Date(token.expiresAt).toISOString()}`))
  if (!isMade) return refused('conflict', `${course.id} has ended, and takes no new token`, 'Look whether the course is still written down.')
  return done({ schema: 1, token: tokenDocument(token, at), secret: writeSecret(id, secret) })
})

const read = operation({
  id: 'tokens.read', about: 'course', http: null, says: 'The tokens of the course, the newest first, without their secrets.',
  input: object({}), output: object({ schema: SCHEMA_NUMBER, tokens: list(TOKEN) }),
}, async (_, { course, parts }) => done({ schema: 1, tokens: (await parts.tokens.of(course.id)).map((token) => tokenDocument(token, parts.now())) }))

const revoke = operation<{ readonly id: string }>({
  id: 'tokens.revoke', about: 'course', http: null, says: 'Ends a token at once.',
  input: object({ id: { type: 'string', pattern: '^[0-9a-f]{12}$', description: 'the id of a token, 12 hex digits' } }), output: object({ schema: SCHEMA_NUMBER, id: TEXT }),
}, async ({ id }, call) => {
  const { course, parts } = call
  const isRevoked = await parts.tokens.revoke(course.id, id, auditEntryOf(call, 'token.revoked', `token ${id}`), parts.now())
  return isRevoked ? done({ schema: 1, id }) : refused('not-found', `${course.id} has no token ${id} that is not revoked yet`, 'See the tokens of the course.', '/id')
})

/** What can be done about the tokens of a course. The API has none of it: a token makes no further ones. */
export const TOKEN_OPERATIONS: readonly Operation[] = [create, read, revoke]

function tokenDocument({ id, name, role, createdAt, expiresAt, revokedAt }: Token, now: number): object {
  return { id, name, role, createdAt: iso(createdAt), expiresAt: iso(expiresAt), revokedAt: revokedAt === null ? null : iso(revokedAt), state: revokedAt !== null ? 'revoked' : now >= expiresAt ? 'expired' : 'valid' }
}
