import type { PaceReason } from '../../model/pace.ts'

const WORDS: Readonly<Record<PaceReason, string>> = {
  'requests-hour': 'what is left of the requests of this hour is spread over the rest of it',
  'rest-points': 'no more is asked within a minute than GitHub takes', 'graphql-points': 'no more is asked within a minute than GitHub takes (GraphQL)',
  'content-minute': 'no more is written within a minute than GitHub takes', 'content-hour': 'no more is written within an hour than GitHub takes',
  'at-once': 'no more is asked at once than GitHub takes',
}

/** Why the App sends less than it would, in the middle of a sentence. */
export function paceWords(reason: PaceReason): string {
  return WORDS[reason]
}
