/** Every checklist that anything was judged by; `checklist` is JSON. */
export const CHECKLISTS: readonly string[] = [
  `create table checklists (
    scope text not null, id text not null, revision bigint not null, digest text not null, checklist text not null, at bigint not null, primary key (scope, id, revision))`,
  'create index checklists_by_digest on checklists (digest)',
]
