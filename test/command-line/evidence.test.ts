import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compileSource } from '../support/compile-source.ts'
import { makeZip } from '../support/make-zip.ts'
import { makeDatabase, MLFLOW_TABLES } from '../support/mlflow-database.ts'

const built = compileSource()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-evidence-'))
afterAll(() => {
  built.remove()
  rmSync(folder, { recursive: true })
})

function file(path: string, content: string | Uint8Array): string {
  const whole = join(folder, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, content)
  return whole
}

function run(...words: readonly string[]): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(built.folder, 'cli.js'), 'evidence', ...words], { cwd: folder }, (error, out, err) => { resolve({ code: error === null ? 0 : error.code, out, err }) })
  })
}

const JUNIT = '<testsuite time="1.5"><testcase name="test_a" classname="tests.test_a"/><testcase name="test_b" classname="tests.test_a"><failure message="assert 1 == 2"/></testcase></testsuite>'

describe('evidence read', () => {
  it('says in plain words what would be read of a zip, what could not be seen and what is not in its form', async () => {
    const drift = JSON.stringify({ dataset_drift: true, drift_share: 0.4, drifted_features: ['age', 'in\u001b[31mcome'] })
    file('bundle.zip', makeZip([
      { name: 'junit.xml', content: JUNIT }, { name: 'coverage.xml', content: '<coverage lines-valid="4" lines-covered="3"/>' }, { name: 'metrics.json', content: '{"accuracy": 0.913333333, "loss": NaN}' },
      { name: 'drift.json', content: drift }, { name: 'scrape.prom', content: '# TYPE predictions counter\npredictions_total 3\nprocess_cpu_seconds_total 1\n' }, { name: 'plots/roc.png' },
      { name: 'mlflow.db', content: makeDatabase(`${MLFLOW_TABLES[1]}${MLFLOW_TABLES[2]} insert into runs (run_uuid, name, status) values ('a', 'gentle-crane', 'FINISHED'); insert into registered_models (name) values ('churn'); insert into registered_model_aliases values ('champion', 2, 'churn');`) },
      { name: '../up.json', content: '1' }, { name: 'report.json', content: '{' },
    ]))
    const { code, out, err } = await run('read', 'bundle.zip')
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(`bundle.zip: 7 reports

junit.xml
  tests       2 tests: 1 passed, 1 failed, in 1.5 s
  failed      tests.test_a.test_b: assert 1 == 2

coverage.xml
  coverage    75 % of the lines (3 of 4), 0 files

metrics.json
  metrics     accuracy 0.91333
  not finite  loss

drift.json
  drift       yes; 40 % of the columns; age, in [31mcome

scrape.prom
  Prometheus  2 metrics
  model       predictions
  process     process_cpu_seconds_total

mlflow.db
  MLflow      a database: 1 run, 1 registered model, 0 experiments
  newest run  gentle-crane (finished): 0 parameters; no numbers
  model       churn: 0 versions, champion is 2

plots
  plots       1 file

Could not be seen
              ../up.json: its name leads out of the artifact

Not in its form
              report.json: the text is not valid JSON
`)
  })
  it('gives all of it as JSON', async () => {
    const { out } = await run('read', file('one.zip', makeZip([{ name: 'junit.xml', content: JUNIT }])), '--format', 'json')
    expect(JSON.parse(out)).toMatchObject({ reports: [{ kind: 'tests', path: 'junit.xml', counts: { passed: 1, failed: 1 } }], gaps: [], problems: [] })
  })
  it('reads a folder as it lies on disk without following links, and one file', async () => {
    file('clone/mlruns/1/a/meta.yaml', 'run_id: a\nexperiment_id: \'1\'\n')
    file('clone/src/app.py', 'x = 1')
    file('secret/metrics.json', '{"accuracy": 1}')
    symlinkSync(join(folder, 'secret'), join(folder, 'clone/linked'))
    symlinkSync(join(folder, 'secret/metrics.json'), join(folder, 'clone/metrics.json'))
    expect((await run('read', 'clone')).out).toMatch(/^clone: 1 report\n\nmlruns\n/)
    expect((await run('read', 'secret/metrics.json')).out).toContain('accuracy 1')
    expect((await run('read', 'clone/src/app.py')).out).toBe('clone/src/app.py: nothing that is read\n')
  })
  it('says why it cannot read, and what it takes', async () => {
    expect(await run('read', 'none.zip')).toEqual({ code: 3, out: '', err: 'capstone-coach: none.zip cannot be read (ENOENT)\n' })
    for (const words of [['write', 'a'], ['read'], ['read', 'a', 'b'], ['read', 'a', '--format', 'csv']]) {
      const { code, err } = await run(...words)
      expect([code, err]).toEqual([2, expect.stringMatching(/evidence takes one project folder, or "read"|evidence read takes one zip|--format of evidence read is text or json/) as string])
    }
  })
})
