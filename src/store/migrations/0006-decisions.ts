/**
 * Keeps what judged commits left behind for the steps, what participants said, and of decisions also who made them by name and where. `trace`, `said` and
 * `value` are JSON, and so is the `reason` of a decision: people write characters that PostgreSQL does not take as text. The columns that decisions get have a default, so that what stands there stays.
 */
export const DECISIONS: readonly string[] = [
  'create table traces (repository_id bigint not null, commit_sha text not null, since bigint not null, trace text not null, primary key (repository_id, commit_sha))',
  'create index traces_by_time on traces (repository_id, since)',
  `alter table decisions add column actor_login text not null default ''`,
  'alter table decisions add column said text',
  `create table statements (
    id text primary key, course_id text not null, repository_id bigint not null, kind text not null, value text not null,
    actor bigint not null, actor_login text not null, said text, at bigint not null)`,
  'create index statements_of_repository on statements (repository_id, at)',
]
