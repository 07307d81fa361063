/** Keeps what lets programs in to a course: of a secret only its digest. */
export const TOKENS: readonly string[] = [
  `create table tokens (
    id text primary key, course_id text not null, name text not null, role text not null, hash text not null, created_at bigint not null, expires_at bigint not null, revoked_at bigint)`,
  'create index tokens_of_course on tokens (course_id)',
]
