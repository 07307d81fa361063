import { namedCourse } from '../../course/course-name.ts'
import type { NamedCourse } from '../../model/course.ts'
import type { WatchMatter } from '../../model/watch-matter.ts'
import { watchMatters, type WatchReading } from '../class/watch-matters.ts'
import { authorOf } from './keep.ts'
import { done, operation, refused, type JsonSchema, type Operation } from './operation.ts'
import { COURSE, INTEGER, list, object, oneOf, orNull, PERSON, SCHEMA_NUMBER, SUBJECT, TEXT, TIME, YES_OR_NO } from './schemas.ts'

const JOB = object({ name: TEXT, step: TEXT, url: orNull(TEXT) })
const HINT = orNull(object({ at: TIME, number: orNull(INTEGER, 'of the issue or pull request that it is on') }), 'the hint that was given for it unasked')

/** A form for each kind of matter (`MatterWhat`). */
const WHAT: JsonSchema = { anyOf: [
  object({ kind: oneOf('dispute'), subject: SUBJECT, by: orNull(PERSON), text: TEXT, due: TIME, isEscalated: { ...YES_OR_NO, description: 'whether nobody answered it by its day' } }),
  object({ kind: oneOf('stuck'), how: oneOf('same-failure', 'known-reason', 'no-step'), branch: orNull(TEXT), number: orNull(INTEGER, 'of the pull request that is open for it'), step: orNull(TEXT, 'the first step that is not done; null where a failure is the matter'), found: TEXT, heads: { ...INTEGER, description: 'at how many it failed' }, job: orNull(JOB, 'the job that fails'), hint: HINT }),
  object({ kind: oneOf('failing'), failures: list(object({ job: TEXT, kind: orNull(TEXT, 'why, where the log tells'), about: TEXT })) }),
  object({ kind: oneOf('silent'), pushed: orNull(TIME), due: orNull(TIME) }),
  object({ kind: oneOf('disagreement'), subject: { ...TEXT, description: 'such as `item health`' }, outcome: { ...TEXT, description: 'what was decided' }, automatic: { ...TEXT, description: 'what the App says' }, commit: orNull(TEXT) }),
  object({ kind: oneOf('workflow'), path: TEXT, commit: TEXT }),
  object({ kind: oneOf('feedback'), by: PERSON, rating: INTEGER, text: TEXT }),
] }

const MATTER = object({
  key: { ...TEXT, description: 'names it within its repository, whoever looks when' }, since: TIME, repository: object({ id: INTEGER, name: { ...TEXT, description: 'owner/name' }, url: orNull(TEXT) }),
  people: { ...list(TEXT), description: 'who work there, by name where the list of the course has one, else by login' }, logins: list(TEXT), sections: list(TEXT), what: WHAT,
  notes: { ...list(object({ says: oneOf('seen', 'open'), by: PERSON, at: TIME, note: TEXT })), description: 'of the staff, the newest last' }, isSeen: YES_OR_NO,
})

const BEING_COUNTED = { ...object({ outdated: INTEGER, uncounted: INTEGER, of: INTEGER }), description: 'of how many repositories the matters are from before a change of the course\'s file or staff (`outdated`), and how many were not counted yet and have none here (`uncounted`)' }

/** The watch list of a course as it is told. */
export type WatchDocument = { readonly schema: 1; readonly course: NamedCourse } & WatchReading

const read = operation<object>({
  id: 'watch.read', about: 'course', http: { method: 'get', path: '/watch' },
  says: 'The watch list, one entry a matter, the most urgent first, with what the staff noted on each: disputes that wait, who is stuck, CI that fails, who is silent, decisions with which the App disagrees, changed workflows of the course, and feedback. It is counted anew after each look at a repository.',
  input: object({}), output: object({ schema: SCHEMA_NUMBER, course: COURSE, matters: list(MATTER), beingCounted: BEING_COUNTED }),
}, async (_, { course, parts }) => done<WatchDocument>({ schema: 1, course: namedCourse(course), ...await watchMatters(course, parts) }))

type Noting = Pick<WatchMatter, 'since'> & { readonly repository: number; readonly matter: string; readonly says: 'seen' | 'open'; readonly note: string }

const note = operation<Noting>({
  id: 'watch.note', about: 'course', http: null, says: 'Says of a matter on the watch list that it was seen, or that it is open again, with a note for the rest of the staff.',
  input: object({ repository: INTEGER, matter: { type: 'string', minLength: 1, maxLength: 100 }, since: { type: 'string', maxLength: 40, description: 'as the list has it' }, says: oneOf('seen', 'open'), note: { type: 'string', maxLength: 2000, description: 'for the rest of the staff; may be empty' } }),
  output: object({ schema: SCHEMA_NUMBER }),
}, async ({ repository, matter, since, says, note: words }, { actor, course, parts }) => {
  const known = (await watchMatters(course, parts)).matters.find((one) => one.repository.id === repository && one.key === matter)
  if (known === undefined) return refused('not-found', 'this matter is not on the watch list any more', 'Open the list again: what is over leaves it by itself.', '/matter')
  if (known.since !== since) return refused('conflict', 'this matter came about anew since the page was opened', 'Open the list again, and look at it as it is now.', '/since')
  // Behind all that was noted before: of two notes of one millisecond the ids would say which holds.
  const at = Math.max(parts.now(), ...known.notes.map((one) => Date.parse(one.at) + 1))
  await parts.watchNotes.add({ id: parts.newId(), courseId: course.id, repositoryId: repository, matter, since: Date.parse(since), says, by: authorOf(actor), at, note: words.trim() })
  return done({ schema: 1 })
})

/** The watch list, and what the staff notes on it. */
export const WATCH_OPERATIONS: readonly Operation[] = [read, note]
