import type { Place } from '../commands/command.ts'

export type Effect = 'training' | 'drift'

/** One thing that leads to another. `to` is a part of the code, `dag:ID` or `workflow:PATH`, or null where only `named` says what happens there. */
export type Edge = {
  readonly to: string | null
  readonly named: readonly Effect[]
  readonly place: Place
  readonly says: string
  /** It happens only because of drift: the condition it stands under says so. */
  readonly onDrift: boolean
}

/** An edge to a part of the code. */
export function edgeTo(key: string, place: Place, says: string): Edge {
  return { to: key, named: [], place, says, onDrift: false }
}
