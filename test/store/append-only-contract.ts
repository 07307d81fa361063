import { expect, it } from 'vitest'

const INSERTS = {
  assessments: `insert into assessments values ('a', 1, 1, 'c', null, 1, 1, 'd', '{}')`,
  gists: `insert into gists values ('a', 1, '{}')`,
  events: `insert into events values ('a', 'pushed', 1, 1, null, null, 1, '{}')`,
  checklists: `insert into checklists values ('operator', 'course', 1, 'd', '{}', 1)`,
  decisions: `insert into decisions values ('a', 'mlops', 1, 'item health', 'set', '{}', '"seen"', 42, 1, 'kim', null)`,
  statements: `insert into statements values ('a', 'mlops', 1, 'done', '{}', 42, 'ana', null, 1)`,
  counted: `insert into counted values ('a', 'mlops', 1, 'c', null, null, 1, '{}', null)`,
  rejudgings: `insert into rejudgings values ('a', 'mlops', 1, null, null, '""', '[1]')`,
  rejudging_turns: `insert into rejudging_turns values ('a', 'r', 1, 'applied', 1, null, null, '""')`,
  releases: `insert into releases values ('a', 'mlops', '{"kind":"class"}', 'released', 42, 'kim', '""', 1)`,
  watch_notes: `insert into watch_notes values ('a', 'mlops', 1, 'stuck 1', 1, 'seen', 42, 'kim', '""', 1)`,
  wrong_verdicts: `insert into wrong_verdicts values ('a', 'mlops', 1, 'health-check-works', 'health', 'c', '{}', '"seen"', 42, 'kim', 1)`,
  audit: `insert into audit values ('a', 1, 42, 'requeue', 'work', 'again')`,
}

/** What a database keeps to that `openStore` has made: `run` runs one statement of SQL on it, past the store. */
export function appendOnlyContract(run: (sql: string) => Promise<unknown>): void {
  it.each(Object.entries(INSERTS))('%s can be added to and not changed, whoever asks', async (table, insert) => {
    await run(insert)
    await expect(run(`update ${table} set id = 'b'`)).rejects.toThrow(`${table} is append-only`)
    await expect(run(`delete from ${table}`)).rejects.toThrow(`${table} is append-only`)
  })
}
