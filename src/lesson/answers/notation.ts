/** One place of a phrase: any of its entries, each of one or more words next to each other; `prefix*` is every word that begins so, `<group>` what a group holds. */
export type Term = { readonly any: readonly string[]; /** The most words between the term before and this one; null for any number of the sentence. */ readonly gap: number | null }

/** Terms in their order; `atStart` where the first of them begins the sentence. */
export type Part = { readonly terms: readonly Term[]; readonly atStart: boolean }

/** Parts that stand in one sentence in any order, terms that stand nowhere in it, and terms beside which it weighs nothing in an answer on something else. */
export type Scope = { readonly parts: readonly Part[]; readonly without: readonly Term[]; readonly beside: readonly Term[] }

/** Scopes that one answer holds, each in some sentence of it. */
export type Notation = { readonly ok: true; readonly scopes: readonly Scope[]; readonly groups: readonly string[] } | { readonly ok: false; readonly says: string }

/** How many words may stand between two terms where nothing else is said. */
const GAP = 4

const TERM = /^(?:<[a-z][a-z0-9-]*>|[\p{L}\p{N}→=]+(?:_[\p{L}\p{N}]+)*\*?)(?:\|(?:<[a-z][a-z0-9-]*>|[\p{L}\p{N}→=]+(?:_[\p{L}\p{N}]+)*\*?))*$/u

/**
 * Reads a phrase: `ship <model>` (in this order, four words between them at most), `from .. to` (any number of words between), `a|b`, `by_hand` (next to each
 * other), `<data> & <code>` (one sentence, any order), `<data> + <code>` (one answer), `-after_launch` (not in this sentence), `~<data>` (beside it, it does not tell what an answer is about), `^ mlops` (begins the sentence).
 */
export function termsOf(phrase: string): Notation {
  const scopes: Scope[] = []
  for (const scope of phrase.split(/\s\+\s/)) {
    const parts: Part[] = []
    const without: Term[] = []
    const beside: Term[] = []
    for (const part of scope.split(/\s&\s/)) {
      const terms: Term[] = []
      let [gap, atStart]: [number | null, boolean] = [GAP, false]
      for (const word of part.trim().split(/\s+/)) {
        if (word === '..') { gap = null; continue }
        if (word === '^' && terms.length === 0) { atStart = true; continue }
        const kept = word.startsWith('-') ? without : word.startsWith('~') ? beside : null
        const term = kept === null ? word : word.slice(1)
        if (!TERM.test(term)) return { ok: false, says: `expected words, <groups> and the signs of docs/answers.md; found "${word}" in "${phrase}"` }
        if (kept !== null) kept.push({ any: term.split('|'), gap: null })
        else terms.push({ any: term.split('|'), gap })
        gap = GAP
      }
      if (terms.length > 0) parts.push({ terms, atStart })
    }
    if (parts.length === 0) return { ok: false, says: `expected at least one word that is said; found "${phrase}"` }
    scopes.push({ parts, without, beside })
  }
  const groups = scopes.flatMap(({ parts, without, beside }) => [...parts.flatMap(({ terms }) => terms), ...without, ...beside]).flatMap(({ any }) => any).flatMap((one) => /^<(.*)>$/.exec(one)?.[1] ?? [])
  return { ok: true, scopes, groups }
}
