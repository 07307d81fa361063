/**
 * What was spent of each measure of an installation (when all of it is there again), which purposes are slowed down for it, and what work is for: what a person waits for goes first.
 * Work that waits already is taken for what a verdict waits for.
 */
export const PACE: readonly string[] = [
  'create table spending (installation_id bigint not null, measure text not null, full_at bigint not null, primary key (installation_id, measure))',
  'create table slowings (installation_id bigint not null, purpose text not null, rank integer not null, since bigint not null, until bigint not null, reason text not null, primary key (installation_id, purpose))',
  'alter table work add column rank integer not null default 1',
]
