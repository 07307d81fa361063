import type { AuditEntry } from '../ports/store-ports.ts'
import type { Call } from './operation.ts'

/** The entry for the audit of a course of what a call does; it names a person by their numeric id, and nobody where the operator or a program did it. */
export function auditEntryOf({ actor, course, parts }: Pick<Call, 'actor' | 'course' | 'parts'>, action: string, says: string): AuditEntry {
  return { id: parts.newId(), at: parts.now(), actor: actor.kind === 'person' ? actor.person.id : null, action, subject: `course ${course.id}`, says }
}
