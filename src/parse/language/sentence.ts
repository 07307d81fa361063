/** A word of a sentence: where it stands in it, every form it may have, the clause (from 0), and whether something denies it or it denies what follows. */
export type Word = { readonly start: number; readonly end: number; readonly forms: readonly string[]; readonly clause: number; readonly negated: boolean; readonly negates: boolean }

/** A sentence, or a row or an item of a list, as written, with its words; `line` counts the lines of the answer from 0. */
export type Sentence = { readonly text: string; readonly line: number; readonly words: readonly Word[] }
