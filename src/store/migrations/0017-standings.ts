/** Keeps where each repository stands in its courses, so that a class is one read; `standing` is JSON, and can always be counted anew. */
export const STANDINGS: readonly string[] = [
  'create table standings (course_id text not null, repository_id bigint not null, at bigint not null, standing text not null, primary key (course_id, repository_id))',
]
