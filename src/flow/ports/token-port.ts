import type { TokenRole } from '../../model/role.ts'
import type { AuditEntry } from './store-ports.ts'

/** What lets a program in to one course: `hash` is of the secret (SHA-256 in hex digits), which is kept nowhere. Times are milliseconds since 1970; `revokedAt` is null while it is not revoked. */
export type Token = {
  readonly id: string
  readonly courseId: string
  readonly name: string
  readonly role: TokenRole
  readonly hash: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

/** Tokens: never deleted, so that what one did can be told; each change with its entry for the audit in one transaction. */
export type TokenStore = {
  /** False, and nothing written, where one of its id is there, or its course does not run (any more). */
  readonly add: (token: Token, audit: AuditEntry) => Promise<boolean>
  /** False, and nothing written, where the course has none of this id that is not revoked. */
  readonly revoke: (courseId: string, id: string, audit: AuditEntry, now: number) => Promise<boolean>
  readonly byId: (id: string) => Promise<Token | null>
  /** Those of a course, the newest first. */
  readonly of: (courseId: string) => Promise<readonly Token[]>
}
