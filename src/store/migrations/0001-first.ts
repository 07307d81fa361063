/** The first schema, in the SQL that both databases have: `text` for JSON and names, `bigint` for ids and times, `integer` for small numbers and yes or no. */
export const FIRST_SCHEMA: readonly string[] = [
  // The inbox.
  `create table deliveries (
    id text primary key, name text not null, action text, installation_id bigint, repository_id bigint, received_at bigint not null,
    body text, result text not null, says text, settled_at bigint)`,
  `create index deliveries_waiting on deliveries (received_at, id) where result = 'waiting'`,
  'create index deliveries_by_time on deliveries (received_at)',
  'create index deliveries_with_body on deliveries (received_at) where body is not null',
  'create table delivery_counts (name text not null, result text not null, count bigint not null, primary key (name, result))',

  // Work.
  `create table work (
    id text primary key, installation_id bigint not null, repository_id bigint not null, target text not null, target_key text not null,
    seq bigint not null, attempts integer not null, due_at bigint not null, token text, says text, died_at bigint,
    unique (installation_id, repository_id, target_key))`,
  // At most one row of a repository is held: the database itself refuses a second one.
  'create unique index work_held on work (repository_id) where token is not null',
  'create index work_due on work (due_at) where died_at is null',
  `create table work_marks (
    work_id text not null references work (id) on delete cascade, seq bigint not null, at bigint not null, due_at bigint not null,
    reason text not null, again text, primary key (work_id, seq))`,
  'create table turns (installation_id bigint primary key, served_at bigint not null, put_off_until bigint not null)',

  // What is known of GitHub, and what was written there.
  'create table installations (id bigint primary key, account_id bigint not null, login text not null, kind text not null, state text not null, changed_at bigint not null)',
  `create table repositories (
    id bigint primary key, installation_id bigint not null, owner_id bigint not null, owner text not null, name text not null, default_branch text not null,
    private integer not null, archived integer not null, topics text not null, seen_at bigint not null, removed_at bigint)`,
  'create index repositories_of_installation on repositories (installation_id)',
  `create table publications (
    repository_id bigint not null, kind text not null, place text not null, round integer not null, remote_id bigint, digest text not null, at bigint not null,
    primary key (repository_id, kind, place, round))`,
  'create index publications_on_github on publications (kind, remote_id)',

  // Courses.
  `create table courses (
    id text primary key, title text not null, account_id bigint not null, account_login text not null, repositories text not null, staff text not null,
    settings text not null, join_code text, saved_at bigint not null)`,
  `create table enrolments (
    course_id text not null, repository_id bigint not null, "by" text not null, since bigint not null, ended_at bigint, primary key (course_id, repository_id))`,
  'create index enrolments_of_repository on enrolments (repository_id)',
  `create table participants (
    course_id text not null, repository_id bigint not null, person_id bigint not null, login text not null, since bigint not null,
    primary key (course_id, repository_id, person_id))`,

  // The record.
  'create table facts (key text primary key, facts text not null)',
  `create table assessments (
    id text primary key, repository_id bigint not null, position bigint not null, commit_sha text not null, branch text, is_default_branch integer not null,
    at bigint not null, digest text not null, record text not null, unique (repository_id, position))`,
  'create index assessments_of_commit on assessments (repository_id, commit_sha, position)',
  'create table activities (repository_id bigint not null, commit_sha text not null, activity text not null, primary key (repository_id, commit_sha))',
  `create table events (
    id text primary key, kind text not null, installation_id bigint, repository_id bigint, actor_id bigint, actor_login text, at bigint not null, facts text not null)`,
  'create index events_of_repository on events (repository_id, at)',
  `create table decisions (
    id text primary key, course_id text not null, repository_id bigint not null, subject text not null, kind text not null, value text not null,
    reason text not null, actor bigint not null, at bigint not null)`,
  'create index decisions_of_repository on decisions (repository_id, at)',
  'create table audit (id text primary key, at bigint not null, actor bigint, action text not null, subject text not null, says text not null)',
  'create index audit_by_time on audit (at)',
]

/** The append-only tables: what was judged, what happened, what people decided, who changed what. */
export const APPEND_ONLY = ['assessments', 'events', 'decisions', 'audit'] as const
