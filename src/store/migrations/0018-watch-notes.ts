/**
 * What the staff noted on the watch list: `says` is `seen` or `open`, `reason` (the note) is JSON. The standings are counted anew with the next look at each repository: those that stand there do not say at what somebody is stuck.
 * What participants said is found by its kind in a whole course.
 */
export const WATCH_NOTES: readonly string[] = [
  `create table watch_notes (
    id text primary key, course_id text not null, repository_id bigint not null, matter text not null, since bigint not null, says text not null,
    actor bigint not null, actor_login text not null, reason text not null, at bigint not null)`,
  'create index watch_notes_of_course on watch_notes (course_id, at)',
  'create index statements_of_course on statements (course_id, kind)',
  'delete from standings',
]
