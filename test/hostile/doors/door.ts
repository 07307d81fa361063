/** One way by which the text of a stranger comes in: real texts to damage, and what reads one. What comes back must be plain data of bounded size. */
export type Door = { readonly seeds: readonly string[]; readonly enter: (text: string) => unknown }

/** By the path of the module; one that does its work only through another names that. */
export type Doors = Readonly<Record<string, Door | { readonly through: string }>>

/** What is wrong with what a door gave: data that cannot go to another thread, or more of it than a text of this size can say. Null where nothing is. */
export function wrongWith(given: unknown, text: string): string | null {
  const copy: unknown = structuredClone(given)
  const size = (JSON.stringify(copy) ?? '').length
  // A tree of a text is many times its size; a text that unfolds is thousands of times.
  return size > 400 * text.length + 3_000_000 ? `${size} characters came of ${text.length}` : null
}
