import type { ChangeSeen, JudgedSeen } from '../../model/repository-seen.ts'
import { changesSince, type Change } from '../../report/changes.ts'
import type { Assessment } from '../ports/store-ports.ts'

/** What became of a repository from one judged commit of its default branch to the next, as the App itself judged it: the newest in front, as `ofDefaultBranch` gives them. */
export function judgedHistory(newestFirst: readonly Assessment[]): readonly JudgedSeen[] {
  return newestFirst.map(({ commit, at, record }, index): JudgedSeen => {
    const before = newestFirst[index + 1]
    const standing = { commit, at, inPlace: record.items.filter(({ outcome }) => outcome === 'verified' || outcome === 'present').length, of: record.items.length }
    if (before === undefined) return { ...standing, changes: null, otherMeasure: false }
    const { better, worse, unseen, otherMeasure } = changesSince(before.record, record)
    return { ...standing, changes: [...better, ...worse, ...unseen].map(changeSeen), otherMeasure }
  })
}

function changeSeen({ before, criterion: { id, title, outcome, found, evidence, against } }: Change): ChangeSeen {
  return { id, title, before, outcome, found, place: (outcome === 'failing' ? against[0] ?? evidence[0] : evidence[0]) ?? null }
}
