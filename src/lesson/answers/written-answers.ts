import { EXPLAINED, type ExplainedId, type QuestionId } from '../../model/answer.ts'
import type { SchemaProblem } from '../../parse/schema.ts'
import { readWrittenYaml, type WrittenProblem } from '../../parse/written-yaml.ts'
import { termsOf } from './notation.ts'

type WrittenIdea = { readonly id: string; readonly about?: readonly string[]; readonly title: string; readonly means: string; readonly asks: string; readonly alone?: readonly string[]; readonly phrases: readonly string[]; /** What says it the wrong way round. */ readonly against?: readonly string[] }
/** `leaves`: the only ideas that are heard beside it, since it says that MLOps is nothing else. */
type WrittenMisconception = { readonly id: string; readonly leaves?: readonly string[]; readonly title: string; readonly means: string; readonly asks: string; readonly phrases: readonly string[] }

/** One file of questions, ideas and phrases as an instructor writes it; docs/answers.md tells what its parts mean. */
export type WrittenAnswers = {
  readonly question: QuestionId
  readonly asks: string
  /** What the question is about; beside such words one that is an idea may stand alone. */
  readonly subject: readonly string[]
  /** Words that are at home in the matter alone: an answer without one is heard where it says what the thing is, and not where it tells of something else. */
  readonly matter?: readonly string[]
  /** Set phrases whose words mean something else. */
  readonly idioms?: readonly string[]
  /** Words of advertisements: an answer that is made of them says nothing. */
  readonly catchwords?: readonly string[]
  /** Names of components as students write them. */
  readonly components?: Readonly<Partial<Record<ExplainedId, readonly string[]>>>
  /** The ideas of the course's own answer, by id; the first that an answer lacks is asked for. */
  readonly course_ideas?: readonly string[]
  readonly words: Readonly<Record<string, readonly string[]>>
  readonly ideas: readonly WrittenIdea[]
  readonly misconceptions?: readonly WrittenMisconception[]
}

export type AnswersReading = { readonly ok: true; readonly written: WrittenAnswers } | { readonly ok: false; readonly problems: readonly WrittenProblem[] }

/** Reads such a file (YAML text; `schema` is schemas/answers.schema.json). Gives every mistake at once, each with its place and what was expected. */
export function readWrittenAnswers(text: string, schema: object): AnswersReading {
  const yaml = readWrittenYaml<WrittenAnswers>(text, schema, contradictions)
  return yaml.ok ? { ok: true, written: yaml.written } : { ok: false, problems: yaml.problems }
}

/** What no schema can say: a phrase that cannot be read, a group of words that there is not, an id twice, an idea of nothing. */
function contradictions(written: WrittenAnswers): readonly SchemaProblem[] {
  const groups = Object.keys(written.words)
  const names: readonly string[] = EXPLAINED
  const problems: SchemaProblem[] = []
  groups.forEach((group, at) => {
    for (const [entry, text] of (written.words[group] ?? []).entries()) {
      const known = /^<(.*)>$/.exec(text)?.[1]
      if (known !== undefined && !names.includes(known) && !groups.slice(0, at).includes(known)) problems.push({ pointer: `/words/${group}/${entry}`, says: `expected a group of words above this one; found "${text}"` })
    }
  })
  const seen = new Set<string>()
  for (const list of ['ideas', 'misconceptions'] as const) {
    for (const [at, idea] of (written[list] ?? []).entries()) {
      const pointer = `/${list}/${at}`
      if (seen.has(idea.id)) problems.push({ pointer: `${pointer}/id`, says: `expected an id of its own; found "${idea.id}" twice` })
      seen.add(idea.id)
      for (const [key, phrases] of [['phrases', idea.phrases], ['against', 'against' in idea ? idea.against ?? [] : []]] as const) {
        for (const [phrase, text] of phrases.entries()) {
          const says = wrongWith(text, [...groups, ...names])
          if (says !== null) problems.push({ pointer: `${pointer}/${key}/${phrase}`, says })
        }
      }
    }
  }
  for (const [at, { about }] of written.ideas.entries()) {
    if ((about ?? []).length === (written.question === 'A' ? 0 : written.question === 'B' ? 1 : 2)) continue
    if (written.question === 'A' || (about ?? []).length === 0) problems.push({ pointer: `/ideas/${at}`, says: written.question === 'A' ? 'expected no "about": this question is about no component' : 'expected the components that it is about under "about"' })
  }
  const ids = written.ideas.map(({ id }) => id)
  for (const [at, { leaves = [] }] of (written.misconceptions ?? []).entries()) {
    for (const [place, id] of leaves.entries()) if (!ids.includes(id)) problems.push({ pointer: `/misconceptions/${at}/leaves/${place}`, says: `expected the id of an idea; found "${id}"` })
  }
  for (const [place, id] of (written.course_ideas ?? []).entries()) if (!ids.includes(id)) problems.push({ pointer: `/course_ideas/${place}`, says: `expected the id of an idea; found "${id}"` })
  return problems
}

function wrongWith(phrase: string, groups: readonly string[]): string | null {
  const read = termsOf(phrase)
  if (!read.ok) return read.says
  const unknown = read.groups.find((group) => !groups.includes(group))
  return unknown === undefined ? null : `expected a group under "words" or the id of a component; found "<${unknown}>"`
}
