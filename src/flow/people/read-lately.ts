/** For so long what was looked up at GitHub is good, in milliseconds: who was taken out of a team or a setting sees nothing any more after that. */
const LASTS = 5 * 60_000

/** Gives what reads something by its key, and not again within five minutes: whoever asks meanwhile waits for the same reading. One that failed is made again for whoever comes next. */
export function readLately<Key>(read: (key: Key) => Promise<void>, now: () => number): (key: Key) => Promise<void> {
  const known = new Map<Key, { readonly at: number; readonly done: Promise<void> }>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined && now() - before.at < LASTS) return before.done
    const done = read(key)
    known.set(key, { at: now(), done })
    done.catch(() => { known.delete(key) })
    return done
  }
}
