import type { Decision } from '../model/decision.ts'
import { changesRuling } from './newest-decision.ts'

/** Who reads it: `everybody`, as in a public repository, is told neither reasons nor excuses; `members` are those who see a private repository. */
export type ShownTo = 'everybody' | 'members'

/** Who reads what the App writes in a repository. */
export function readersOf({ private: isPrivate }: { readonly private: boolean }): ShownTo {
  return isPrivate ? 'members' : 'everybody'
}

/**
 * The decisions of which the readers may notice anything. For `everybody` there are no excuses, and no `clear` that takes back nothing but one: neither an outcome nor a dispute
 * can be told from them.
 */
export function shownDecisions(decisions: readonly Decision[], shownTo: ShownTo): readonly Decision[] {
  if (shownTo === 'members') return decisions
  const others = decisions.filter(({ kind }) => kind !== 'excuse')
  return others.filter((one) => one.kind !== 'clear' || changesRuling(one, others))
}

/** The decisions of a repository as somebody is told of them: those that are shown, for `everybody` without their reasons; and where points are not seen, without the shares of credit that were set. */
export function toldDecisions(decisions: readonly Decision[], shownTo: ShownTo, seesPoints: boolean): readonly Decision[] {
  return shownDecisions(decisions, shownTo).map((decision) => {
    const told = { ...decision, reason: shownTo === 'members' ? decision.reason : '' }
    if (told.kind !== 'set' || seesPoints) return told
    const { share: _, ...rest } = told
    return rest
  })
}
