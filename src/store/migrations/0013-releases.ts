/** Whose grades students see; `scope` and `reason` are JSON, and `says` is `released` or `held`. Without an actor it was said at the command line. */
export const RELEASES: readonly string[] = [
  'create table releases (id text primary key, course_id text not null, scope text not null, says text not null, actor bigint, actor_login text, reason text not null, at bigint not null)',
  'create index releases_of_course on releases (course_id, at)',
]
