import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSqlite } from '../../../src/extract/reports/open-sqlite.ts'
import type { OpenDatabase } from '../../../src/parse/reports/read-reports.ts'
import { makeDatabase, MLFLOW_TABLES } from '../../support/mlflow-database.ts'
import { readAllReports } from '../../support/read-reports.ts'

let openDatabase: OpenDatabase = () => { throw new Error('SQLite is not loaded yet') }
beforeAll(async () => { openDatabase = await loadSqlite() })
const read = (database: Uint8Array): ReturnType<typeof readAllReports> => readAllReports({ 'mlflow.db': database }, openDatabase)

const RUN = 'a'.repeat(32)
const RUNS = `
  insert into experiments (experiment_id, name, lifecycle_stage) values (1, 'churn', 'active'), (2, 'old', 'deleted');
  insert into runs (run_uuid, name, status, start_time, end_time, lifecycle_stage, experiment_id) values ('${RUN}', '', 'FINISHED', 1772359200000, 1772359260000, 'active', 1), ('gone', 'gone', 'FAILED', 1, 2, 'deleted', 1);
  insert into params values ('max_depth', '6', '${RUN}'), ('lr', '0.1', 'gone');
  insert into tags values ('mlflow.runName', 'first try', '${RUN}'), ('mlflow.log-model.history', '[{"signature": {"inputs": "[{}]"}}]', '${RUN}');`
const MODELS = `
  insert into latest_metrics values ('auc', 0.93, 5, 2, 0, '${RUN}'), ('loss', 0, 5, 2, 1, '${RUN}'), ('odds', 1.7976931348623157e308, 5, 2, 0, '${RUN}');
  insert into registered_models values ('churn', 1772359300000, 1772359300000, 'Predicts churn');
  insert into registered_model_tags values ('owner', 'team-a', 'churn');
  insert into registered_model_aliases values ('champion', 2, 'churn');
  insert into model_versions (name, version, creation_time, description, current_stage, run_id, status) values
    ('churn', 2, 1772359400000, 'better', 'None', '${RUN}', 'READY'), ('churn', 1, 1772359300000, null, 'Production', '${RUN}', 'READY'), ('churn', 3, 1, '', 'Deleted_Internal', '', 'READY');
  insert into model_version_tags values ('validated', 'true', 'churn', 2);`
const MLFLOW_2 = `${MLFLOW_TABLES[1]}${MLFLOW_TABLES[2]}${RUNS}${MODELS}`

describe('an mlflow.db', () => {
  it('of MLflow 1 gives runs, their newest metrics, and whether a logged model has a signature', () => {
    expect(read(makeDatabase(`${MLFLOW_TABLES[1]}${RUNS} insert into metrics values ('auc', 0.8, 5, '${RUN}', 1, 0), ('auc', 0.9, 6, '${RUN}', 2, 0), ('auc', 0.7, 9, '${RUN}', 0, 0);`))).toEqual({ gaps: [], problems: [], reports: [{
      kind: 'mlflow', path: 'mlflow.db', store: 'database', experiments: ['churn'], models: [], cut: 0,
      runs: [{
        id: RUN, name: 'first try', experiment: 'churn', status: 'finished', startedAt: 1772359200000, endedAt: 1772359260000, signature: true,
        parameters: [{ name: 'max_depth', value: '6' }], metrics: [{ name: 'auc', value: 0.9 }], tags: [{ name: 'mlflow.runName', value: 'first try' }],
      }],
    }] })
  })
  it.each([['2', MLFLOW_2], ['3', `${MLFLOW_2}${MLFLOW_TABLES[3]}`]])('of MLflow %s gives registered models too', (_version, sql) => {
    expect(read(makeDatabase(sql)).reports).toMatchObject([{
      runs: [{ id: RUN, metrics: [{ name: 'auc', value: 0.93 }] }],
      models: [{
        name: 'churn', description: 'Predicts churn', tags: [{ name: 'owner', value: 'team-a' }], aliases: [{ alias: 'champion', version: '2' }],
        versions: [
          { version: '1', stage: 'Production', status: 'READY', description: null, run: RUN, createdAt: 1772359300000, tags: [] },
          { version: '2', stage: null, status: 'READY', description: 'better', run: RUN, createdAt: 1772359400000, tags: [{ name: 'validated', value: 'true' }] },
        ],
      }],
    }])
  })
  it('that keeps its changes in a log beside it is read without the log', () => {
    const database = Uint8Array.from(makeDatabase(MLFLOW_2))
    database.fill(2, 18, 20)
    expect(read(database).reports).toMatchObject([{ runs: [{ id: RUN }] }])
  })
  it('of something else gives nothing', () => { expect(read(makeDatabase('create table users (id integer, name text); insert into users values (1, \'x\')'))).toEqual({ reports: [], gaps: [], problems: [] }) })
  it('that is no database is said to be none', () => {
    expect(readAllReports({ 'mlflow.db': Uint8Array.of(0, 1, 2), 'b.db': new TextEncoder().encode(`SQLite format 3\0${'x'.repeat(200)}`) }, openDatabase)).toMatchObject({ reports: [], problems: [{ path: 'mlflow.db', says: 'this is no SQLite database' }, { path: 'b.db', says: expect.stringContaining('cannot be opened') as string }] })
  })
})

describe('a hostile database', () => {
  const endless = 'with recursive n(x) as (select 1 union all select x + 1 from n) select x'
  it.each([
    ['views that never end in the place of tables', `create view runs as ${endless} as run_uuid from n; create view registered_models as ${endless} as name from n;`],
    ['a virtual table', 'create virtual table runs using fts3(run_uuid);'],
  ])('with %s gives nothing and ends', (_name, sql) => { expect(read(makeDatabase(sql))).toEqual({ reports: [], gaps: [], problems: [] }) })
  it('with columns that are computed when read has only its others', () => {
    expect(read(makeDatabase(`create table runs (run_uuid text, name text as (hex(zeroblob(400000000))), status text); insert into runs (run_uuid, status) values ('a', 'FINISHED');`)).reports).toMatchObject([{ runs: [{ id: 'a', name: null, status: 'finished' }] }])
  })
  it('is opened for reading alone: it refuses what would set off its triggers', () => {
    const opened = openDatabase(makeDatabase(`${MLFLOW_2} create trigger t after insert on params begin delete from runs; end;`))
    if (!opened.ok) throw new Error(opened.says)
    expect(() => opened.database.rows(`insert into params values ('a', 'b', '${RUN}')`)).toThrow('readonly')
    expect(opened.database.rows('select count(*) from runs')).toEqual([[2]])
    opened.close()
  })
  it('with a table named as one of SQLite\'s own functions is read all the same', () => {
    expect(read(makeDatabase(`${MLFLOW_2} create table pragma_table_xinfo (name text, hidden integer); insert into pragma_table_xinfo values ('run_uuid', 0);`)).reports).toMatchObject([{ runs: [{ id: RUN }] }])
  })
  it('with texts, blobs and numbers where others belong has them cut or left out', () => {
    const [report] = read(makeDatabase(`create table runs (run_uuid, name, status, start_time); insert into runs values ('a', '${'n'.repeat(100_000)}', 7, 'yesterday'), ('b', zeroblob(1000), x'00', 9e999), (null, char(27) || char(55357) || 'x', null, -1);
      create table params (run_uuid, key, value); insert into params values ('a', 'k' || char(10) || 'z', zeroblob(9)), ('a', '__proto__', 5);`)).reports
    expect(report).toMatchObject({ runs: expect.arrayContaining([
      expect.objectContaining({ id: 'a', name: `${'n'.repeat(199)}…`, status: null, startedAt: null, parameters: [{ name: '__proto__', value: '5' }, { name: 'k', value: '' }] }),
      expect.objectContaining({ id: 'b', name: null, startedAt: null }), expect.objectContaining({ id: '?' }),
    ]) as unknown })
  })
  it('with more runs than are kept says how many are left out', () => {
    const sql = 'with recursive n(x) as (select 1 union all select x + 1 from n limit 700) insert into runs (run_uuid, start_time, lifecycle_stage) select \'run\' || x, x, \'active\' from n'
    const [report] = read(makeDatabase(`${MLFLOW_TABLES[1]}${sql}`)).reports
    expect(report).toMatchObject({ cut: 200 })
    expect(report?.kind === 'mlflow' && report.runs[0]?.id).toBe('run700')
  })
  it('with more rows than are read at once has those of the newest runs, and says how many were too many', () => {
    const numbers = (last: number): string => `with recursive n(x) as (select 1 union all select x + 1 from n limit ${last})`
    const sql = `insert into runs (run_uuid, start_time, lifecycle_stage) values ('old', 1, 'active'), ('gone', 2, 'deleted'), ('new', 3, 'active');
      ${numbers(19_999)} insert into params select 'p' || x, x, 'gone' from n; ${numbers(20_007)} insert into metrics select 'm' || x, x, 1, 'old', 1, 0 from n; ${numbers(20_000)} insert into tags select 't' || x, x, 'other' from n;
      insert into params values ('depth', '6', 'old'), ('depth', '7', 'new'); insert into tags values ('team', 'a', 'new');`
    expect(read(makeDatabase(`${MLFLOW_TABLES[1]}${sql}`)).reports).toMatchObject([{ cut: 7, runs: [{ id: 'new', parameters: [{ value: '7' }], tags: [{ name: 'team' }] }, { id: 'old', parameters: [{ value: '6' }] }] }])
    const many = `${numbers(150)} insert into runs (run_uuid, start_time, lifecycle_stage) select 'run' || x, x, 'active' from n; ${numbers(150)} insert into metrics select 'auc', 0.5, 1, 'run' || x, s, 0 from n, (${numbers(200)} select x as s from n);`
    const [report] = read(makeDatabase(`${MLFLOW_TABLES[1]}${many}`)).reports
    expect(report).toMatchObject({ cut: 0 })
    expect(report?.kind === 'mlflow' && report.runs.every(({ metrics }) => metrics.length === 1)).toBe(true)
  })
  it('with an id that is no id of MLflow asks the database nothing by it', () => {
    expect(read(makeDatabase(`${MLFLOW_TABLES[1]} insert into runs (run_uuid) values ('x'') or 1 = (1'); insert into params values ('a', 'b', 'x'') or 1 = (1');`)).reports).toMatchObject([{ cut: 0, runs: [{ parameters: [] }] }])
  })
  it('with damaged pages gives what can be read, or a problem, and never throws', () => {
    const whole = makeDatabase(MLFLOW_2)
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 200 }), fc.option(fc.nat(whole.length)), (changes, length) => {
      const bytes = Uint8Array.from(whole).slice(0, length ?? whole.length)
      for (const [at, byte] of changes) if (at >= 16 && at < bytes.length) bytes[at] = byte
      expect(JSON.stringify(read(bytes)).length).toBeLessThan(200_000)
    }), { numRuns: 60 })
  })
})
