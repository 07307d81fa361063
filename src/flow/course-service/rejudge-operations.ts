import { namedCourse } from '../../course/course-name.ts'
import type { Rejudging } from '../../model/counted.ts'
import type { RejudgedGrade, RejudgingPreview } from '../../model/rejudging-preview.ts'
import { asSentence } from '../../report/gradebook/counted.ts'
import { notNamedWords } from '../../report/courses/not-named.ts'
import { repositoriesNamed, type WhoseRepositories } from '../people/repositories-named.ts'
import { applyRejudging, beginRejudging, previewRejudging, undoRejudging, type DisputesWord, type RejudgingTurned } from '../grades/rejudging.ts'
import { disputeDocument, iso } from './documents.ts'
import { namedAuthorOf } from './keep.ts'
import { done, operation, refused, type Call, type Done, type JsonSchema, type Operation } from './operation.ts'
import { COURSE, DISPUTE, INTEGER, list, NUMBER, object, oneOf, orNull, OUTCOME, PERSON, REASON, SCHEMA_NUMBER, TEXT, TIME } from './schemas.ts'

const REJUDGING = object({ id: TEXT, begun: TIME, by: orNull(PERSON, 'null for the operator'), reason: TEXT, repositories: INTEGER, state: oneOf('prepared', 'applied', 'undone'), turned: orNull(TIME, 'when it was applied or undone; null while it is prepared') })
const POINTS = orNull(object({ points: NUMBER, of: NUMBER }), 'null where nothing counts')
const SIDE = object({ outcome: OUTCOME, points: NUMBER })
const PREVIEW = object({
  schema: SCHEMA_NUMBER, course: COURSE, rejudging: REJUDGING, grades: { ...INTEGER, description: 'how many it covers' },
  changed: list(object({ student: TEXT, repository: TEXT, before: POINTS, after: POINTS, items: list(object({ id: TEXT, title: TEXT, before: SIDE, after: SIDE })) })),
  waiting: { ...list(TEXT), description: 'repositories that the App has not judged yet' }, disputes: { ...list(DISPUTE), description: 'that nobody answered, where a grade changes' },
})
const ID: JsonSchema = { type: 'string', minLength: 1, maxLength: 100, description: 'the id of a re-judging, as the list of them has it' }

const readAll = operation<object>({
  id: 'rejudgings.read', about: 'course', http: { method: 'get', path: '/rejudgings' }, says: 'The re-judgings of the course as they stand, the newest first.',
  input: object({}), output: object({ schema: SCHEMA_NUMBER, course: COURSE, rejudgings: list(REJUDGING) }),
}, async (_, { course, parts }) => done({ schema: 1, course: namedCourse(course), rejudgings: (await parts.counts.rejudgings(course.id)).map(rejudgingDocument) }))

const readOne = operation<{ readonly id: string }>({
  id: 'rejudgings.preview', about: 'course', http: { method: 'get', path: '/rejudgings/{id}' }, says: 'Whose grade a re-judging would change, or changes, by how much and by which items; and what waits.',
  input: object({ id: ID }), output: PREVIEW,
}, async ({ id }, call) => {
  const preview = await previewRejudging(call.course, id, call.parts)
  return preview === null ? unknown(id) : done(previewDocument(preview, call))
})

const begin = operation<{ readonly all?: true; readonly section?: string; readonly students?: readonly string[]; readonly reason?: string }>({
  id: 'rejudgings.begin', about: 'course', http: { method: 'post', path: '/rejudgings', example: { all: true, reason: 'The check of linters was mended' } }, says: 'Begins to judge repositories again, at the commits that count, by the present version and checklist. No grade changes before it is applied.',
  input: object({
    all: { const: true, description: 'all of the course' }, section: { ...TEXT, minLength: 1, maxLength: 200, description: 'or those of a section' },
    students: { type: 'array', minItems: 1, maxItems: 5_000, items: { type: 'string', minLength: 1, maxLength: 200 }, description: 'or those of students by key, login, student id or e-mail, and repositories by owner/name' }, reason: REASON,
  }, ['all', 'section', 'students', 'reason']),
  output: object({ schema: SCHEMA_NUMBER, id: TEXT, repositories: INTEGER, unreached: { ...INTEGER, description: 'repositories that the App does not reach, which are left out' }, without: { ...list(TEXT), description: 'students who work on none' } }),
}, async ({ all, section, students, reason = '' }, { actor, course, parts }) => {
  if ([all, section, students].filter((one) => one !== undefined).length !== 1) return refused('invalid', 'it is not said whose repositories are judged again', 'Say one of all, section and students.')
  const whose: WhoseRepositories = section !== undefined ? { kind: 'section', section } : students !== undefined ? { kind: 'named', words: students } : { kind: 'all' }
  const found = await repositoriesNamed(course, whose, parts)
  if (!found.ok) {
    const { says, next } = notNamedWords(course.id, found)
    return refused(found.kind === 'words' && found.unknown.length === 0 ? 'conflict' : 'not-found', says, asSentence(next), found.kind === 'section' ? '/section' : '/students')
  }
  const begun = await beginRejudging(course, found.repositories, { by: namedAuthorOf(actor), reason }, parts)
  if (begun.rejudging === null) return refused('conflict', begun.unreached.length > 0 ? 'the App reaches none of these repositories' : 'there is no repository to judge again', 'See in which repository each student was found.')
  return done({ schema: 1, id: begun.rejudging, repositories: begun.reached, unreached: begun.unreached.length, without: found.without })
})

const apply = operation<{ readonly id: string; readonly reason: string; readonly disputes?: DisputesWord }>({
  id: 'rejudgings.apply', about: 'course', http: { method: 'post', path: '/rejudgings/{id}/apply', example: { reason: 'The check of linters was mended', disputes: 'keep' } }, says: 'Applies a re-judging: its judgements count from then on. Refused while anything is not judged yet, and where disputes wait unless it is said what becomes of them.',
  input: object({ id: ID, reason: REASON, disputes: { ...oneOf('keep', 'close'), description: 'what becomes of disputes that nobody answered, where a grade changes' } }, ['disputes']), output: PREVIEW,
}, async ({ id, reason, disputes }, call) => turned(await applyRejudging(call.course, id, { by: namedAuthorOf(call.actor), reason, disputes: disputes ?? null }, call.parts), id, call))

const undo = operation<{ readonly id: string; readonly reason: string }>({
  id: 'rejudgings.undo', about: 'course', http: { method: 'post', path: '/rejudgings/{id}/undo', example: { reason: 'It was meant for section A alone' } }, says: 'Takes a re-judging back as a whole: grades are as they would be without it.',
  input: object({ id: ID, reason: REASON }), output: PREVIEW,
}, async ({ id, reason }, call) => turned(await undoRejudging(call.course, id, { by: namedAuthorOf(call.actor), reason }, call.parts), id, call))

/** What can be done to judge a course again. */
export const REJUDGE_OPERATIONS: readonly Operation[] = [readAll, readOne, begin, apply, undo]

function turned(result: RejudgingTurned, id: string, call: Call): Done {
  switch (result.kind) {
    case 'done': return done(previewDocument(result.preview, call))
    case 'not-found': return unknown(id)
    case 'no-turn': return refused('conflict', result.rejudging.state === 'prepared' ? `re-judging ${id} was never applied` : `re-judging ${id} is ${result.rejudging.state} already`, 'See how it stands.', '/id')
    case 'not-judged': return refused('conflict', `not all of re-judging ${id} is judged yet: ${result.preview.waiting.slice(0, 20).join(', ')}`, 'Look again in a while; the App has to run for that.', '/id')
    case 'disputes-open': return refused('conflict', `${result.preview.disputes.length} of the disputes that nobody answered lie in grades that change`, 'Say with "disputes" whether to keep or close them.', '/disputes')
  }
}

function unknown(id: string): Done {
  return refused('not-found', `there is no re-judging ${JSON.stringify(id)}`, 'See the list of them.', '/id')
}

function rejudgingDocument({ id, at, by, reason, repositories, state, turnedAt }: Rejudging): object {
  return { id, begun: iso(at), by, reason, repositories: repositories.length, state, turned: turnedAt === null ? null : iso(turnedAt) }
}

function previewDocument({ rejudging, of, changed, waiting, disputes }: RejudgingPreview, { course }: Call): object {
  return {
    schema: 1, course: namedCourse(course), rejudging: rejudgingDocument(rejudging), grades: of, changed: changed.map(changeDocument), waiting,
    disputes: disputes.map(({ repository, dispute }) => disputeDocument(dispute, repository)),
  }
}

function changeDocument({ student, repository, before, after, items }: RejudgedGrade): object {
  const points = (grade: RejudgedGrade['before']): object | null => grade === null ? null : { points: grade.points, of: grade.of }
  return { student: student.key, repository, before: points(before), after: points(after), items }
}
