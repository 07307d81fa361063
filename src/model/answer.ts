/** The questions of the capstone that a student answers in their own words: `A` what MLOps is in one sentence, `B` what a component is for, `C` what joins two of them. */
export type QuestionId = 'A' | 'B' | 'C'

/** The components that question B is about, in the order of the picture. */
export const EXPLAINED = ['git', 'dvc', 'mlflow', 'pytest', 'validation', 'registry', 'ci', 'docker', 'cloudrun', 'health', 'monitoring', 'drift', 'alerts', 'retrain'] as const
export type ExplainedId = (typeof EXPLAINED)[number]

/** One idea that an answer can hold. */
export type Idea = {
  readonly id: string
  readonly question: QuestionId
  /** B: the component that it is an idea of. C: what it joins, by their names. A: empty. */
  readonly about: readonly string[]
  /** A word or two that name it: `reliability`. */
  readonly title: string
  /** What an answer that holds it says, as half a sentence. */
  readonly means: string
  /** The question that leads to it, without giving it away. */
  readonly asks: string
}

/** A mistaken belief about MLOps; `asks` is the question back to whoever holds it. */
export type Misconception = { readonly id: string; readonly title: string; readonly means: string; readonly asks: string }

/** An idea or a mistaken belief that an answer says, with the words of the answer that say it. */
export type Granted = { readonly id: string; readonly words: string }

/**
 * What a student's answer says, by the phrases of the lessons: for guidance, never for a grade. `onTopic` is false for other matters, for no answer, and for what is
 * only addressed to the reader of it. Nothing granted means that nothing was recognised, not that nothing was said.
 */
export type AnswerReading = { readonly covers: readonly Granted[]; readonly misconceptions: readonly Granted[]; readonly onTopic: boolean }
