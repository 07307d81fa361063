/** What the files of a commit say, kept so that its runs can be joined to it without reading it again; and which commits had the same inputs to their runs. */
export const READINGS: readonly string[] = [
  'create table readings (repository_id bigint not null, commit_sha text not null, since bigint not null, at bigint not null, reading text not null, primary key (repository_id, commit_sha))',
  'create table run_inputs (repository_id bigint not null, digest text not null, commit_sha text not null, at bigint not null, primary key (repository_id, digest, commit_sha))',
  'create index run_inputs_of_commit on run_inputs (repository_id, commit_sha)',
]
