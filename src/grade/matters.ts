import type { Dispute, Statement } from '../model/decision.ts'
import type { Matter } from '../model/matter.ts'
import type { NoticeKind } from '../model/notice.ts'
import type { StepRecord } from '../model/progress.ts'
import type { ReleaseWord } from '../model/release.ts'

/** What people of a repository want to be told of, and since when (milliseconds since 1970): by their numeric ids. Who wants nothing is not in it. */
export type Wants = ReadonlyMap<number, ReadonlyMap<NoticeKind, number>>

/** What matters are made of; in a public repository nothing of grades, and nothing of what the staff decides. */
export type MattersInput = {
  readonly isPrivate: boolean
  /** The words by which a grade is shown now; none where none is. */
  readonly released: readonly ReleaseWord[]
  readonly disputes: readonly Dispute[]
  readonly steps: readonly StepRecord[]
}

/** What people asked to be told of, by their statements in the order in which they were said: the newest of a kind holds. Asking again for what one has keeps its beginning. */
export function wantsOf(statements: readonly Statement[]): Wants {
  const wants = new Map<number, Map<NoticeKind, number>>()
  for (const one of statements) {
    if (one.kind !== 'notify') continue
    const own = wants.get(one.by.id) ?? new Map<NoticeKind, number>()
    for (const about of one.about) {
      if (!one.isOn) own.delete(about)
      else if (!own.has(about)) own.set(about, one.at)
    }
    wants.set(one.by.id, own)
  }
  return new Map([...wants].filter(([, own]) => own.size > 0))
}

/** All that people of a repository can be told of by now, in the order in which it came about. A verdict that turned for the worse is none of it, nor what somebody did themselves: a dispute that was taken back, a step that they attested. */
export function mattersOf({ isPrivate, released, disputes, steps }: MattersInput): readonly Matter[] {
  const newest = released.reduce<ReleaseWord | null>((last, word) => (last === null || word.at > last.at ? word : last), null)
  const passed = steps.flatMap(({ id, title, state, since, basis }): readonly Matter[] => {
    if (state !== 'done' || since === null || basis === 'attested' || (basis === 'decided' && !isPrivate)) return []
    return [{ key: `step ${id}`, at: Date.parse(since), kind: 'steps', step: id, title }]
  })
  const ofStaff = isPrivate ? [...(newest === null ? [] : [{ key: `release ${newest.id}`, at: newest.at, kind: 'release' } as const]), ...disputes.flatMap(matterOfDispute)] : []
  return [...ofStaff, ...passed].toSorted((one, other) => one.at - other.at)
}

function matterOfDispute({ id, subject, by, due, state, answer }: Dispute): readonly Matter[] {
  if (state === 'open') return []
  if (state === 'escalated') return [{ key: `dispute ${id} escalated`, at: due, kind: 'disputes', subject, state }]
  return answer === null || answer.by.id === by.id ? [] : [{ key: `dispute ${id} ${state}`, at: answer.at, kind: 'disputes', subject, state }]
}

/** Who wants to be told of a matter: those who asked before it came about. */
export function wantedBy({ kind, at }: Matter, wants: Wants): readonly number[] {
  return [...wants].flatMap(([person, own]) => (own.get(kind) ?? Number.POSITIVE_INFINITY) <= at ? [person] : [])
}
