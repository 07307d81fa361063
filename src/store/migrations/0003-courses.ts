/**
 * Notes where a course was written down and when it ended, and keeps its staff by numeric id. What was stored before has no origin: it was made for the one
 * account. Both columns may be null, so that an older version that still runs can go on writing.
 */
export const COURSES_AND_STAFF: readonly string[] = [
  'alter table courses add column origin text',
  'alter table courses add column ended_at bigint',
  `create table course_staff (
    course_id text not null, person_id bigint not null, login text not null, "by" text not null, word text not null, since bigint not null,
    primary key (course_id, person_id, "by", word))`,
]
