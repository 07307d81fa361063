/** What probes of deployed services saw; `probe` is JSON. */
export const PROBES: readonly string[] = [
  'create table probes (id text primary key, repository_id bigint not null, commit_sha text not null, what text not null, at bigint not null, probe text not null)',
  'create index probes_of_repository on probes (repository_id, at)',
  'create index probes_of_commit on probes (repository_id, commit_sha, what, at)',
  'create index probes_by_time on probes (at)',
]
