import type { Idea } from '../../src/model/answer.ts'
import type { Conversation, ToldAnswer } from '../../src/model/conversation.ts'
import { SAYING_IDS, type SayingId } from '../../src/model/lesson.ts'
import { STEP_PARTS } from '../../src/model/step.ts'
import type { IssueInput } from '../../src/report/issue/issue-input.ts'
import { stepRecord } from './records.ts'

function idea(id: string, question: Idea['question'], about: readonly string[], title: string): Idea {
  return { id, question, about, title, means: `it means ${title}`, asks: `What of ${title}?` }
}

/** A few ideas of each question. */
export const IDEAS: readonly Idea[] = [
  idea('a1', 'A', [], 'delivery'), idea('a2', 'A', [], 'reliability'), idea('a3', 'A', [], 'data and models'), idea('a4', 'A', [], 'health'), idea('a5', 'A', [], 'automation'),
  idea('b-git', 'B', ['git'], 'code versions'), idea('b-dvc-1', 'B', ['dvc'], 'data versions'), idea('b-dvc-2', 'B', ['dvc'], 'remote storage'), idea('c1', 'C', ['git', 'dvc'], 'pinned data'),
]

/** An answer that somebody gave, with changes. */
export function toldAnswer(changes: Partial<ToldAnswer> = {}): ToldAnswer {
  return { commentId: 71, number: 1, login: 'ada', at: 0, text: 'Bringing models to people, the same way each time', covers: [], misconceptions: [], ...changes }
}

/** A conversation in which nothing was said, with changes. */
export function conversation(changes: Partial<Conversation> = {}): Conversation {
  return { first: null, latest: null, said: new Map(), ...changes }
}

/** What the lessons say, each by its id. */
export const saying = (id: SayingId): readonly string[] => (SAYING_IDS.includes(id) ? [`Says ${id}.`] : [])

/** What the issue of a repository of which nothing is known yet shows, with changes. */
export function issueInput(changes: Partial<IssueInput> = {}): IssueInput {
  return {
    repositoryId: 42, steps: changes.record?.steps ?? STEP_PARTS.flatMap(({ steps }) => steps.map(({ id }) => stepRecord(id))), record: null, branch: 'main', url: 'https://github.com/o/n', pulls: [], conversation: conversation(), ideas: IDEAS, badgeUrl: null, saying, links: { passageOf: () => null, lessonsUrl: null },
    built: { commits: 0, runs: 0, failed: 0, experiments: 0, tests: null, deployments: 0, days: null }, ...changes,
  }
}
