import type { CommandName } from '../../model/command.ts'
import { MAY, OPERATION_OF, type CourseRole } from '../../model/role.ts'

export type CommandPlace = {
  /** Whether only those who are let in can read the repository. */
  readonly private: boolean
  /** Whether the person opened the dispute that a `/close` names: to take it back. */
  readonly ownDispute: boolean
}

/** Whether a command is carried out, and whether what stands behind it may be said again in the answer: `kept` is carried out in silence about its text. */
export type Authority = { readonly allowed: false } | { readonly allowed: true; readonly text: 'shown' | 'kept' }

/** Commands about one person, of which nothing is said again where anybody can read it. */
const PERSONAL: ReadonlySet<CommandName> = new Set(['set', 'clear', 'excuse', 'extend'])

/**
 * Who may ask what in a comment, by the table of what each role may do. On an issue it is the same as on a pull request. Being able to write to the repository is no authority: it makes a participant.
 */
export function authorityOf(name: CommandName, role: CourseRole, place: CommandPlace): Authority {
  const scope = MAY[OPERATION_OF[name]][role]
  // Who is a participant here asks about their own repository.
  const allowed = scope === 'all' || scope === 'own' || (scope === 'opened' && place.ownDispute)
  return allowed ? { allowed, text: PERSONAL.has(name) && !place.private ? 'kept' : 'shown' } : { allowed }
}
