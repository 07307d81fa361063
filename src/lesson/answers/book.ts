import { EXPLAINED, type ExplainedId, type Idea, type Misconception, type QuestionId } from '../../model/answer.ts'
import { phraseOf, type Phrase } from './phrases.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'
import type { WrittenAnswers } from './written-answers.ts'

type Sought = { readonly id: string; readonly about: readonly ExplainedId[]; readonly phrases: readonly Phrase[]; /** What says it the wrong way round. */ readonly against: readonly Phrase[]; /** Words that are the idea where they are all of the answer; null where none are. */ readonly alone: number | null; /** The only ideas heard beside a misconception; null for all. */ readonly leaves: readonly string[] | null }

/** One question, ready to be read for. */
export type Chapter = { readonly vocabulary: Vocabulary; readonly ideas: readonly Sought[]; readonly misconceptions: readonly Sought[]; readonly subject: number; /** What is at home in the matter alone, as an everyday word is not; null where no such words are given. */ readonly matter: number | null; readonly catchwords: number; readonly names: ReadonlyMap<ExplainedId, number> }

/** What the questions ask and what answers are read by. */
export type AnswerBook = {
  readonly asks: Readonly<Record<QuestionId, string>>
  readonly ideas: readonly Idea[]
  readonly misconceptions: readonly Misconception[]
  /** The ideas of the course's sentence; the first that an answer lacks is asked for. */
  readonly courseIdeas: readonly string[]
  readonly chapters: Readonly<Record<QuestionId, Chapter>>
}

/** Makes the three files ready; the names of components that B gives hold for C and for any comment. */
export function bookOf(written: Readonly<Record<QuestionId, WrittenAnswers>>): AnswerBook {
  const names = written.B.components ?? {}
  const all = [written.A, written.B, written.C]
  return {
    asks: { A: written.A.asks, B: written.B.asks, C: written.C.asks },
    ideas: all.flatMap(({ question, ideas }) => ideas.map(({ id, about = [], title, means, asks }) => ({ id, question, about, title, means, asks }))),
    misconceptions: all.flatMap(({ misconceptions = [] }) => misconceptions.map(({ id, title, means, asks }) => ({ id, title, means, asks }))),
    courseIdeas: written.A.course_ideas ?? [],
    chapters: { A: chapterOf(written.A, names), B: chapterOf(written.B, names), C: chapterOf(written.C, names) },
  }
}

function chapterOf({ words, subject, matter, idioms = [], catchwords = [], ideas, misconceptions = [] }: WrittenAnswers, names: NonNullable<WrittenAnswers['components']>): Chapter {
  const groups = new Map<string, readonly string[]>([...EXPLAINED.map((id) => [id, names[id] ?? []] as const), ...Object.entries(words)])
  const vocabulary = vocabularyOf(groups, idioms)
  const sought = (idea: { readonly id: string; readonly about?: readonly string[]; readonly alone?: readonly string[]; readonly leaves?: readonly string[]; readonly phrases: readonly string[]; readonly against?: readonly string[] }): Sought => ({
    id: idea.id, about: EXPLAINED.filter((id) => idea.about?.includes(id) === true), phrases: idea.phrases.map((text) => phraseOf(text, vocabulary)), against: (idea.against ?? []).map((text) => phraseOf(text, vocabulary)),
    alone: idea.alone === undefined ? null : vocabulary.termOf(idea.alone), leaves: idea.leaves ?? null,
  })
  return {
    vocabulary, ideas: ideas.map(sought), misconceptions: misconceptions.map(sought), subject: vocabulary.termOf(subject), matter: matter === undefined ? null : vocabulary.termOf(matter), catchwords: vocabulary.termOf(catchwords),
    names: new Map(EXPLAINED.map((id) => [id, vocabulary.termOf(names[id] ?? [])])),
  }
}
