/**
 * Notes for each row of facts what read the file (extractor and revision) and when somebody last asked for it. What was stored before counts as used at `now`,
 * and its extractor stays unknown (empty). Both have a default, so that an older version that still runs can go on writing.
 */
export function usesOfFacts(now: number): readonly string[] {
  return [
    `alter table facts add column extractor text not null default ''`,
    `alter table facts add column used_at bigint not null default ${now}`,
    'create index facts_by_use on facts (used_at)',
    'create index facts_by_extractor on facts (extractor, used_at)',
  ]
}
