import { OUTCOMES } from '../../model/criterion.ts'
import type { JsonSchema } from './operation.ts'

// What the answers and inputs look like, in the part of JSON Schema that drafts 7 and 2020-12 have in common: ajv checks by it, and OpenAPI 3.1 takes it as it is.

export const TEXT: JsonSchema = { type: 'string' }
export const NUMBER: JsonSchema = { type: 'number' }
export const INTEGER: JsonSchema = { type: 'integer' }
export const YES_OR_NO: JsonSchema = { type: 'boolean' }
export const TIME: JsonSchema = { type: 'string', format: 'date-time', description: 'a time as ISO 8601 in UTC' }
const POINTS: JsonSchema = { type: 'number', description: 'points of the course' }

/** The number of the form of every answer: a change that could break a reader raises it. */
export const SCHEMA_NUMBER: JsonSchema = { type: 'integer', const: 1 }

/** An object that has these and nothing else; `left` may be left out. */
export function object(properties: Readonly<Record<string, JsonSchema>>, left: readonly string[] = []): JsonSchema {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties).filter((name) => !left.includes(name)), properties }
}

/** A list of one kind of thing. */
export function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items }
}

/** The same, or null, with what that means. */
export function orNull(schema: JsonSchema, description?: string): JsonSchema {
  const { type } = schema
  return { ...schema, type: [type, 'null'], ...('enum' in schema ? { enum: [...(schema['enum'] as readonly unknown[]), null] } : {}), ...(description === undefined ? {} : { description }) }
}

/** One of some words. */
export function oneOf(...words: readonly string[]): JsonSchema {
  return { type: 'string', enum: words }
}

export const OUTCOME = oneOf(...OUTCOMES)
export const BASIS = oneOf('observed', 'claimed', 'attested', 'decided')
export const COURSE = object({ id: TEXT, title: TEXT, term: orNull(TEXT) })
export const PERSON = object({ id: { type: 'integer', description: 'the numeric id on GitHub; 0 for the operator and for tokens' }, login: TEXT })
const NAMED_REPOSITORY = object({ id: INTEGER, name: { type: 'string', description: 'owner/name' }, url: orNull(TEXT) })

export const STUDENT = object({
  key: { type: 'string', description: 'what the course knows them by' }, name: TEXT, email: TEXT, studentId: TEXT, section: TEXT, login: TEXT, personId: orNull(INTEGER, 'the numeric id on GitHub, where it is known'),
  platform: object({ canvasId: TEXT, sisUserId: TEXT, sisLoginId: TEXT, moodleUser: TEXT, idNumber: TEXT }),
})

const GRADED_ITEM = object({
  id: TEXT, title: TEXT, group: TEXT, outcome: OUTCOME, basis: BASIS, points: POINTS, of: { type: 'number', description: '0 where it does not count: excused, or not to be seen' },
  source: oneOf('automatic', 'decided', 'excused', 'not-graded'), by: orNull(TEXT), reason: orNull(TEXT), level: orNull(TEXT, 'the level of an item that people grade'), share: orNull(NUMBER, 'the share of its credit that it was set to, 0 to 1'), evidenceUrl: orNull(TEXT),
})

const GRADE = object({
  points: { type: 'number', description: 'the sum of the items, less what lateness takes off' }, of: POINTS, percent: NUMBER, items: list(GRADED_ITEM), daysLate: INTEGER, deduction: POINTS,
  commit: TEXT, pushedAt: TIME, judgedAt: TIME, rejudging: orNull(TEXT, 'the id of the re-judging by which it is; null where it is by none'), checklist: { type: 'object', required: ['id', 'revision'], properties: { id: TEXT, revision: INTEGER, digest: TEXT } }, engine: object({ version: TEXT, revision: INTEGER }), isProvisional: YES_OR_NO,
})

const EARNED = {
  state: oneOf('final', 'provisional', 'excused', 'not-judged', 'not-seen', 'nothing-yet', 'no-repository'),
  grade: orNull(GRADE, 'null where nothing counts yet'), unjudged: orNull(TEXT, 'a commit that counts, or may be the best, and was never judged'),
}

export const GRADEBOOK_ROW = object({ student: STUDENT, repository: orNull(NAMED_REPOSITORY), isReleased: { ...YES_OR_NO, description: 'whether the student may see it' }, ...EARNED })

export const SUBJECT = object({ kind: oneOf('item', 'criterion', 'step'), id: TEXT })

export const DECISION = object({
  id: TEXT, repository: TEXT, kind: oneOf('set', 'clear', 'excuse', 'extend', 'close', 'pause', 'resume'), subject: orNull(SUBJECT), outcome: orNull(TEXT), until: orNull(TIME), dispute: orNull(TEXT),
  automatic: orNull(TEXT, 'what the App itself said of the subject then'), share: orNull(NUMBER, 'the share of the item\'s credit that it was set to, 0 to 1; `outcome` follows from it'), level: orNull(TEXT, 'the level of an item that people grade'), reason: TEXT, by: PERSON, at: TIME, said: orNull(object({ commentId: INTEGER, number: INTEGER }), 'the comment it was decided in; null for what was decided otherwise'),
})

export const DISPUTE = object({
  id: TEXT, repository: TEXT, subject: SUBJECT, by: PERSON, at: TIME, due: TIME, text: TEXT, state: oneOf('open', 'answered', 'closed', 'escalated'), answer: orNull(DECISION),
})

const EVIDENCE = object({ kind: TEXT, speaks: oneOf('for', 'against'), place: TEXT, says: TEXT, url: orNull(TEXT) })

const CRITERION = object({ id: TEXT, title: TEXT, outcome: OUTCOME, basis: BASIS, excused: orNull(TEXT), lookedFor: TEXT, found: TEXT, next: TEXT, evidence: list(EVIDENCE) })

export const COUNT = { type: 'integer', minimum: 0 } as const
const NUMBERS = list(INTEGER)

/** What somebody did in a repository that several work on. */
export const DID = {
  commits: { ...COUNT, description: 'on the default branch, as author or co-author, merges aside' }, together: { ...COUNT, description: 'of these, with other authors' },
  opened: { ...NUMBERS, description: 'the numbers of the pull requests that they opened' }, merged: { ...NUMBERS, description: 'of these, which were merged' },
  reviewed: { ...NUMBERS, description: 'pull requests of others that they approved, or asked for changes of' }, commented: { ...NUMBERS, description: 'pull requests of others on which they left review comments alone' },
  lastAt: orNull(TIME, 'when they last did any of it; of a commit, by its own date'),
}

export const STUDENT_REPOSITORY = object({ repository: orNull(NAMED_REPOSITORY), ...EARNED, did: orNull(object(DID), 'what they did there, where several work on it; null where that was not read'), criteria: list(CRITERION), decisions: list(DECISION), disputes: list(DISPUTE) })

const CHANGE = object({ subject: SUBJECT, title: TEXT, before: TEXT, after: TEXT })

/** What an answer tells of a decision that was made, or would be (`preview`). */
export const DECIDED = object({
  schema: SCHEMA_NUMBER, preview: { type: 'boolean', description: 'whether nothing was written' }, isNew: { type: 'boolean', description: 'false where the same key had decided it before' }, follows: { type: 'boolean', description: 'whether it is decided, and the points of the class follow: a fault of the App kept them from being counted at once' }, decision: DECISION,
  before: orNull(object({ points: POINTS, of: POINTS })), after: orNull(object({ points: POINTS, of: POINTS })),
  changes: orNull(list(CHANGE), 'what would stand otherwise on the default branch, in words; null where it was decided, or nothing was judged yet'),
})

export const OF: JsonSchema = { type: 'string', minLength: 1, maxLength: 200, description: 'a repository as owner/name or by its numeric id on GitHub (id:42), or a student by their key in the list of the course, login, student id or e-mail' }
/** When what is decided about was read. */
export const SEEN: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z$', description: 'when what stands there was read, as 2026-12-18T17:00:00Z: where something was decided about the same since, this is refused, so that nobody overrules what they did not see' }
export const KEY: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,100}$', description: 'up to 100 letters, digits, and . _ : - (an id of the caller\'s: the same one again decides nothing more)' }
export const REASON: JsonSchema = { type: 'string', minLength: 1, maxLength: 2000, pattern: '\\S', description: 'why, in words' }
export const ABOUT: JsonSchema = { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S', description: 'an item of the checklist or a criterion by its short name or title, or a step by its number' }
