import type { WatchMatter } from '../../model/watch-matter.ts'
import { watchMatters } from '../watch-matters.ts'
import { authorOf } from './keep.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { INTEGER, object, oneOf, SCHEMA_NUMBER } from './schemas.ts'

const readMatters = operation<object>({
  id: 'watch.matters', about: 'course', http: null, says: 'The watch list of the course, one entry a matter, with what the staff noted on each.',
  // Pages alone ask for it, in this process: its form is a list of `WatchMatter`.
  input: object({}), output: { type: 'array' },
}, async (_, { course, parts }) => done(await watchMatters(course, parts)))

type Noting = Pick<WatchMatter, 'since'> & { readonly repository: number; readonly matter: string; readonly says: 'seen' | 'open'; readonly note: string }

const note = operation<Noting>({
  id: 'watch.note', about: 'course', http: null, says: 'Says of a matter on the watch list that it was seen, or that it is open again, with a note for the rest of the staff.',
  input: object({ repository: INTEGER, matter: { type: 'string', minLength: 1, maxLength: 100 }, since: INTEGER, says: oneOf('seen', 'open'), note: { type: 'string', maxLength: 2000, description: 'for the rest of the staff; may be empty' } }),
  output: object({ schema: SCHEMA_NUMBER }),
}, async ({ repository, matter, since, says, note: words }, { actor, course, parts }) => {
  const known = (await watchMatters(course, parts)).find((one) => one.repository.id === repository && one.key === matter)
  if (known === undefined) return refused('not-found', 'this matter is not on the watch list any more', 'Open the list again: what is over leaves it by itself.', '/matter')
  if (known.since !== since) return refused('conflict', 'this matter came about anew since the page was opened', 'Open the list again, and look at it as it is now.', '/since')
  // Behind all that was noted before: of two notes of one millisecond the ids would say which holds.
  const at = Math.max(parts.now(), ...known.notes.map((one) => one.at + 1))
  await parts.watchNotes.add({ id: parts.newId(), courseId: course.id, repositoryId: repository, matter, since, says, by: authorOf(actor), at, note: words.trim() })
  return done({ schema: 1 })
})

/** What the staff sees of the watch list on a page, and notes there. */
export const WATCH_OPERATIONS: readonly Operation[] = [readMatters, note]
