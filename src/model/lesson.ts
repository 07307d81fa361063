/** A code block of a lesson. `file` is the path it has in the student's repository, null where it only illustrates; `line` is its fence's. */
export type Snippet = { readonly language: string; readonly file: string | null; readonly text: string; readonly line: number }

/** Texts of the lessons that the App says in its own words' place, each marked in a lesson by a comment above it: `says: question`. */
export const SAYING_IDS = ['opening', 'question', 'sentence', 'picture', 'own-items', 'ways-on', 'advice', 'encouragement'] as const
export type SayingId = (typeof SAYING_IDS)[number]

/** A text that the App says: the items of a list, or the one paragraph. */
export type Saying = { readonly id: SayingId; readonly lines: readonly string[]; readonly line: number }

/** What stands between one heading and the next. Texts are Markdown, paragraphs parted by an empty line. */
export type LessonSection = {
  readonly heading: string
  readonly level: number
  readonly line: number
  /** GitHub's anchor of the heading. */
  readonly slug: string
  /** Criteria, checklist items and steps that this section teaches; empty for ordinary prose. */
  readonly covers: readonly string[]
  /** Why it matters in production; empty where the section does not say. */
  readonly why: string
  /** How to do it, without the snippets. */
  readonly how: string
  /** From the direction to nearly the answer. */
  readonly hints: readonly string[]
  readonly snippets: readonly Snippet[]
  readonly says: readonly Saying[]
}

/** One lesson module; `path` is from the package's root, `stem` its file's name without the ending. */
export type Lesson = { readonly stem: string; readonly path: string; readonly title: string; readonly sections: readonly LessonSection[] }

/** The one section that teaches an id, in its lesson. */
export type Passage = { readonly lesson: Lesson; readonly section: LessonSection }
