/**
 * Keeps of each judgement, by its id, what points are made of, apart from the record: a record is some thirty times as long, and SQLite reads all of a row that stands before a column. `gist` is JSON (src/store/gists.ts). What was judged before has none; its record is read.
 */
export const GISTS: readonly string[] = [
  'create table gists (id text primary key, repository_id bigint not null, gist text not null)',
  'create index gists_of_repository on gists (repository_id)',
]
