import type { Person } from '../../model/course.ts'

export type LetInParts = {
  /** Whether somebody may read a repository, as GitHub says now; null where it does not say so. Never rejects for what GitHub answers. */
  readonly mayRead: (person: Person, repositoryId: number) => Promise<boolean | null>
  readonly now: () => number
}

type Kept = { readonly at: number; readonly asked: Promise<boolean> }

/** For so long an answer of GitHub is good, in milliseconds. */
const LASTS = 5 * 60_000
/** So many answers are kept; the oldest are asked for again first. */
const MOST = 20_000

/** Gives whether somebody is let in to what is kept of a repository: as GitHub had it within the last minutes, and where it does not say, as it said before; who worked there is let in until it says otherwise. */
export function createLetIn({ mayRead, now }: LetInParts): (person: Person, repositoryId: number) => Promise<boolean> {
  const kept = new Map<string, Kept>()
  return (person, repositoryId) => {
    const key = `${person.id} ${repositoryId}`
    const known = kept.get(key)
    const at = now()
    if (known !== undefined && at - known.at < LASTS) return known.asked
    const asked = mayRead(person, repositoryId).then(async (answer) => answer ?? await (known?.asked ?? true))
    kept.delete(key)
    kept.set(key, { at, asked })
    // Asked again by whoever comes next.
    asked.catch(() => { kept.delete(key) })
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break
      kept.delete(oldest)
    }
    return asked
  }
}
