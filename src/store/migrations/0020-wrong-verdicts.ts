/** Verdicts that the staff said to be wrong; `value` and `reason` are JSON. */
export const WRONG_VERDICTS: readonly string[] = [
  'create table wrong_verdicts (id text primary key, course_id text not null, repository_id bigint not null, item text not null, criterion text not null, commit_sha text not null, value text not null, reason text not null, actor bigint not null, actor_login text not null, at bigint not null)',
  'create index wrong_verdicts_of_course on wrong_verdicts (course_id, at)',
  'create index wrong_verdicts_of_repository on wrong_verdicts (repository_id)',
]
