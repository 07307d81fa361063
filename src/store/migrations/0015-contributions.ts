/** Who did what in repositories that several work on; `people` and `work` are JSON, and in `work` people are places among `people`, so that names stand in one column alone. */
export const CONTRIBUTIONS: readonly string[] = [
  'create table contributions (repository_id bigint primary key, people text not null, work text not null)',
]
