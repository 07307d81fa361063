/**
 * Says of each standing by which form of a row it was written, and what of its course it was counted by, so that one from before a change is known for it and counted anew; and keeps who works on the repository apart from it, so that the list of a course is told without reading whole standings.
 * Those that stand there are of no form that is read.
 */
export const STANDING_FORMS: readonly string[] = [
  'alter table standings add column form integer not null default 0',
  "alter table standings add column counted_by text not null default ''",
  "alter table standings add column workers text not null default '[]'",
]
