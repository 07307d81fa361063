/**
 * Keeps what commits that count were judged as once the hours for proofs were over, and re-judgings with what became of them; all append-only. `record` and `seen` are JSON, and so are `repositories` and `reason`: people write
 * characters that PostgreSQL does not take as text.
 */
export const COUNTED: readonly string[] = [
  `create table counted (
    id text primary key, course_id text not null, repository_id bigint not null, commit_sha text not null, until_at bigint, rejudging_id text, at bigint not null, record text not null, seen text)`,
  'create index counted_of_repository on counted (course_id, repository_id)',
  'create table rejudgings (id text primary key, course_id text not null, at bigint not null, actor bigint, actor_login text, reason text not null, repositories text not null)',
  'create table rejudging_turns (id text primary key, rejudging_id text not null, position bigint not null, kind text not null, at bigint not null, actor bigint, actor_login text, reason text not null, unique (rejudging_id, position))',
]
export const COUNTED_APPEND_ONLY = ['counted', 'rejudgings', 'rejudging_turns'] as const
