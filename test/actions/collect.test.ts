import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isPrivate } from '../../src/parse/private-values.ts'
import { readArtifactsInProcess } from '../../src/extract/reports/read-artifacts-in-process.ts'
import type { ArtifactReading } from '../../src/flow/ports/artifact-port.ts'
import { MLFLOW_COLUMNS } from '../../src/parse/reports/mlflow-database.ts'
import { checkAgainstSchema } from '../../src/parse/schema.ts'
import { readAction, readWorkflow } from '../../src/parse/workflow/read-workflow.ts'
import { ROOT } from '../house/source-files.ts'
import { git, makeFolder, makeRepository, writeFiles, type Content } from '../support/make-repository.ts'
import { makeZip } from '../support/make-zip.ts'
import { makeDatabase, MLFLOW_TABLES } from '../support/mlflow-database.ts'

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const ACTION = readAction(textOf('actions/evidence/action.yml'))
const WORKFLOW = readWorkflow(textOf('.github/workflows/evidence.yml'))
const COMMIT = '3f2c1ab4d5e6f708192a3b4c5d6e7f8091a2b3c4'

type Collected = { readonly log: string; readonly folder: string; readonly names: readonly string[]; readonly manifest: unknown; readonly reading: ArtifactReading }

/** Runs the action's own step with bash, as the runner does, and reads the artifact that would be uploaded. */
async function collect(files: Readonly<Record<string, Content>>, more: Readonly<Record<string, string>> = {}, prepare: (folder: string) => void = () => {}, script: string = ACTION.steps[0]?.run ?? ''): Promise<Collected> {
  const [folder, temporary] = [makeFolder(), makeFolder()]
  writeFiles(folder, files)
  prepare(folder)
  const log = execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder, encoding: 'utf8',
    env: {
      PATH: process.env['PATH'], RUNNER_TEMP: temporary, COLLECT_SCRIPT: join(ROOT, 'actions/evidence/collect.py'), COLLECT_FOLDER: '.', COLLECT_COMMIT: COMMIT, COLLECT_RUN_ID: '77', COLLECT_RUN_ATTEMPT: '2',
      COLLECT_WORKFLOW: 'octo-org/churn/.github/workflows/ci.yml@refs/heads/main', COLLECT_VERSION: 'v1', ...more,
    },
  })
  const bundle = join(temporary, 'capstone-evidence')
  const names = readdirSync(bundle, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(bundle.length + 1)).sort()
  const reading = await readArtifactsInProcess().read(makeZip(names.map((name) => ({ name, content: readFileSync(join(bundle, name)) }))))
  return { log, folder: bundle, names, manifest: JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')), reading }
}

/** What an expression of Python gives where the action's script is imported. */
function toldBy(expression: string, ...words: readonly string[]): unknown {
  return JSON.parse(execFileSync('python3', ['-c', `import sys, json; sys.path.insert(0, "actions/evidence"); sys.dont_write_bytecode = True; import collect; print(json.dumps(${expression}))`, ...words], { cwd: ROOT, encoding: 'utf8' }))
}

const STORE = { 'mlruns/1/a/meta.yaml': 'run_id: a\nexperiment_id: \'1\'\n', 'mlruns/1/a/params/depth': '4', 'mlruns/1/a/params/api_key': 'abcdef', 'mlruns/1/a/metrics/f1': '1 0.9 0', 'mlruns/1/a/tags/mlflow.user': 'lea' }

describe('the action', () => {
  it('collects what a run left into a bundle that is read as it was', async () => {
    const database = makeDatabase(`${MLFLOW_TABLES[1]}${MLFLOW_TABLES[2]}
      insert into runs (run_uuid, name, status, user_id) values ('b', 'gentle-crane', 'FINISHED', 'lea');
      insert into params values ('depth', '3', 'b'), ('password', 'tulip', 'b'); insert into latest_metrics values ('f1', 0.8, 1, 0, 0, 'b'); insert into registered_models (name) values ('churn');`)
    const { reading, manifest, names, log } = await collect({
      ...STORE, 'mlflow.db': database, 'junit.xml': '<testsuite><testcase name="test_a"/></testsuite>', 'coverage.xml': '<coverage lines-valid="4" lines-covered="3"/>', 'metrics.json': '{"accuracy": 0.91}',
      'reports/drift.json': '{"dataset_drift": false, "timestamp": "2026-03-01T00:00:00Z"}', 'scrape.prom': '# TYPE predictions counter\npredictions_total 3\n', 'src/app.py': 'x = 1', 'config.json': '{"a": 1}', 'node_modules/x/metrics.json': '{}',
    })
    expect([reading.gaps, reading.problems]).toEqual([[], []])
    expect(reading.reports.map(({ kind }) => kind).sort()).toEqual(['coverage', 'drift', 'manifest', 'metrics', 'mlflow', 'mlflow', 'prometheus', 'tests'])
    expect(reading.reports.find(({ path }) => path.endsWith('mlflow.db'))).toMatchObject({ runs: [{ name: 'gentle-crane', parameters: [{ name: 'depth', value: '3' }], metrics: [{ name: 'f1', value: 0.8 }] }], models: [{ name: 'churn' }] })
    expect(reading.reports.find(({ kind, path }) => kind === 'mlflow' && path.endsWith('mlruns'))).toMatchObject({ runs: [{ parameters: [{ name: 'depth', value: '4' }], metrics: [{ name: 'f1', value: 0.9 }], tags: [] }] })
    expect(checkAgainstSchema(JSON.parse(textOf('schemas/evidence.schema.json')) as object, manifest)).toEqual([])
    expect(manifest).toMatchObject({ commit: COMMIT, madeBy: { tool: 'capstone-coach/actions/evidence', version: 'v1' }, run: { id: 77, attempt: 2, workflow: '.github/workflows/ci.yml' } })
    expect(names.some((name) => /app\.py|config\.json|node_modules|api_key|mlflow\.user/.test(name))).toBe(false)
    expect(log).toContain('Left out, since they look like a credential or name a person: api_key, password')
  })
  it('leaves no trace of what it leaves out in a database', async () => {
    const { folder } = await collect({ 'mlflow.db': makeDatabase(`${MLFLOW_TABLES[1]} insert into params values ('password', 'tulip-in-the-snow', 'b'); insert into tags values ('mlflow.user', 'lea-from-the-hill', 'b');`) })
    expect(readFileSync(join(folder, 'reports/mlflow.db'), 'latin1')).not.toMatch(/tulip-in-the-snow|lea-from-the-hill/)
  })
  it('takes of a database the tables and columns that are read, and nothing else', async () => {
    expect(toldBy('collect.TABLES')).toEqual(MLFLOW_COLUMNS)
    const { folder, reading } = await collect({ 'mlflow.db': makeDatabase(`${MLFLOW_TABLES[1]}${MLFLOW_TABLES[2]}${MLFLOW_TABLES[3]}
      create table logged_model_params (model_id varchar(500), param_key varchar(255), param_value text); insert into logged_model_params values ('m-1', 'password', 'tulip-in-the-snow');
      create table notes (text text default 'crocus-in-the-grass'); insert into notes values ('rose-on-the-wall'); create view seen as select 'daisy-by-the-road' as x; create trigger made after insert on notes begin select 'violet-in-the-wood'; end;
      insert into runs (run_uuid, status, user_id, source_name) values ('b', 'FINISHED', 'lea-from-the-hill', '/home/lea-from-the-hill/train.py'); insert into params values ('depth', '3', 'b');
      insert into metrics values ('f1', 0.1, 1, 'b', 0, 0); insert into latest_metrics values ('f1', 0.8, 1, 0, 0, 'b');
      insert into registered_models (name) values ('churn'); insert into model_versions (name, version, user_id, run_id) values ('churn', 1, 'lea-from-the-hill', 'b');`) })
    expect(readFileSync(join(folder, 'reports/mlflow.db'), 'latin1')).not.toMatch(/logged_model|notes|tulip|crocus|rose|daisy|violet|lea-from/)
    expect(reading.reports.find(({ kind }) => kind === 'mlflow')).toMatchObject({ runs: [{ id: 'b', status: 'finished', parameters: [{ name: 'depth', value: '3' }], metrics: [{ name: 'f1', value: 0.8 }] }], models: [{ name: 'churn', versions: [{ version: '1', run: 'b' }] }] })
  })
  it('takes who began a run out of its meta.yaml', async () => {
    const { folder } = await collect({ ...STORE, 'mlruns/1/a/meta.yaml': 'run_id: a\nuser_id: lea\nexperiment_id: \'1\'\n', 'mlruns/1/b/meta.yaml': 'run_id: b\r\nexperiment_id: 1\r\nuser_id: >\r\n  lea\r\n' })
    expect(['a', 'b'].map((id) => readFileSync(join(folder, `reports/mlruns/1/${id}/meta.yaml`), 'utf8'))).toEqual(['run_id: a\nexperiment_id: \'1\'\n', 'run_id: b\r\nexperiment_id: 1\r\n'])
  })
  it('takes patterns for other names, a folder inside, and is no failure where nothing is found', async () => {
    const { reading } = await collect({ 'api/out/unit.xml': '<testsuite><testcase name="test_a"/></testsuite>', 'junit.xml': '<testsuite/>' }, { COLLECT_FOLDER: 'api', COLLECT_TESTS: 'out/*.xml\n' })
    expect(reading.reports.map(({ path }) => path)).toEqual(['manifest.json', 'reports/out/unit.xml'])
    const nothing = await collect({ 'app.py': 'x = 1' })
    expect([nothing.log, nothing.names]).toEqual(['Collected: nothing was found\n', ['manifest.json']])
  })
  it('leaves out what lies there as the commit has it, and says so', async () => {
    const { names, log } = await collect({ 'metrics.json': '{"accuracy": 0.9}', 'reports/drift.json': '{"dataset_drift": false}', 'mlruns/1/a/meta.yaml': 'run_id: a\n', 'mlflow.db': makeDatabase(MLFLOW_TABLES[1]) }, {}, (folder) => {
      makeRepository({ 'junit.xml': '<testsuite/>' }, { folder })
      writeFiles(folder, { 'reports/drift.json': '{"dataset_drift": true}', 'coverage.xml': '<coverage lines-valid="4" lines-covered="3"/>' })
    })
    expect(names).toEqual(['manifest.json', 'reports/coverage.xml', 'reports/reports/drift.json'])
    expect(log.split('\n')).toEqual(['Collected: coverage (1 files), drift (1 files)', ...['junit.xml', 'metrics.json', 'mlflow.db', 'mlruns'].map((path) => `Left out: ${path}: the commit has it as it is here, so it says nothing of this run`), ''])
  })
  it('takes all of a committed mlruns/ where a run was added to it, and what a step committed after the run\'s commit', async () => {
    const { names } = await collect(STORE, {}, (folder) => {
      makeRepository({ 'src/app.py': 'x = 1' }, { folder })
      writeFiles(folder, { 'mlruns/1/b/meta.yaml': 'run_id: b\n' })
    })
    expect(names).toEqual(['manifest.json', 'reports/mlruns/1/a/meta.yaml', 'reports/mlruns/1/a/metrics/f1', 'reports/mlruns/1/a/params/depth', 'reports/mlruns/1/b/meta.yaml'])
    const folder = makeRepository({ 'app/metrics.json': '{"accuracy": 0.9}', 'app/scores.json': '{"f1": 0.9}' })
    const commit = git(folder, 'rev-parse', 'HEAD')
    writeFiles(folder, { 'app/metrics.json': '{"accuracy": 0.92}' })
    git(folder, 'commit', '-q', '-a', '-m', 'Metrics of CI')
    expect((await collect({}, { COLLECT_COMMIT: commit, COLLECT_FOLDER: join(folder, 'app') })).names).toEqual(['manifest.json', 'reports/metrics.json'])
  })
  it('follows no link, takes nothing too large, and lets no name speak to the runner or the shell', async () => {
    const secret = makeFolder()
    writeFiles(secret, { 'metrics.json': '{"accuracy": 1}' })
    const { names, log } = await collect({ 'big/metrics.json': Buffer.alloc(11_000_000, 32), 'mlflow.db': 'no database', 'a\n::set-output name=x::y/metrics.json': Buffer.alloc(11_000_000, 32) }, { COLLECT_TESTS: '$(touch hacked)\n`touch hacked`', COLLECT_COMMIT: 'x' }, (folder) => {
      symlinkSync(join(secret, 'metrics.json'), join(folder, 'metrics.json'))
      symlinkSync(secret, join(folder, 'linked'))
    })
    expect(names).toEqual(['manifest.json'])
    expect(log).toContain('Left out: big/metrics.json: it cannot be read, or is larger than what is collected')
    expect(log.split('\n').some((line) => line.trimStart().startsWith('::'))).toBe(false)
    expect(existsSync('hacked')).toBe(false)
  })
  it('holds the same for a credential as the command does', () => {
    const pairs = [['api_key', 'x'], ['apiKey', 'x'], ['aws_secret', 'x'], ['db.password', '1'], ['token', 'abc'], ['pad_token', '<pad>'], ['max_tokens', '512'], ['token_count', '12'], ['tokenizer', 'bert'], ['user', 'lea'], ['author', 'Lea'], ['depth', '4'],
      ['key', 'true'], ['keyboard', 'x'], ['monkey', 'x'], ['note', 'ghp_abcdefghijklmnopqrstuvwxyz'], ['url', 'https://lea:tulip@example.org'], ['url', 'https://example.org/a@b'], ['AccessKeyId', 'x'], ['session', ''], ['Straße', 'ß']] as const
    expect(toldBy('[collect.is_private(*pair) for pair in json.loads(sys.argv[1])]', JSON.stringify(pairs))).toEqual(pairs.map(([name, value]) => isPrivate(name, value)))
    expect(pairs.filter(([name, value]) => isPrivate(name, value)).map(([name]) => name)).toEqual(['api_key', 'apiKey', 'aws_secret', 'db.password', 'token', 'user', 'author', 'note', 'url', 'AccessKeyId'])
  })
})

describe('the two files that a course names', () => {
  const uses = [...ACTION.steps, ...WORKFLOW.jobs.flatMap(({ steps }) => steps)].map((step) => step.uses).filter((one) => one !== null)
  it('are read by the reader of workflows: a composite action, and a workflow that others call', () => {
    expect([ACTION.using, WORKFLOW.invalid, WORKFLOW.triggers.map(({ event }) => event), WORKFLOW.permissions]).toEqual(['composite', null, ['workflow_call'], { contents: 'read' }])
    expect(ACTION.inputs.every((input) => input.default !== null) && WORKFLOW.triggers[0]?.inputs.every((input) => input.default !== null)).toBe(true)
  })
  it('pin what they use by its full SHA, with the version beside it', () => {
    expect(uses).toHaveLength(4)
    const lines = `${textOf('actions/evidence/action.yml')}${textOf('.github/workflows/evidence.yml')}`.split('\n').filter((line) => line.includes(' uses: '))
    for (const line of lines) expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })
  it('name the artifact as an input says, so that jobs of a matrix do not overwrite each other', () => {
    const uploads = [...ACTION.steps, ...WORKFLOW.jobs.flatMap(({ steps }) => steps)].filter(({ uses: used }) => used?.startsWith('actions/upload-artifact@'))
    expect(uploads.map((step) => step.with['name'])).toEqual(['${{ inputs.name }}', '${{ inputs.name }}'])
    for (const inputs of [ACTION.inputs, WORKFLOW.triggers[0]?.inputs ?? []]) expect(inputs.find(({ name }) => name === 'name')?.default).toBe('capstone-evidence')
  })
  it('take nothing from an input into the text of a script', () => {
    for (const { run } of [...ACTION.steps, ...WORKFLOW.jobs.flatMap(({ steps }) => steps)]) expect(run ?? '').not.toContain('${{')
  })
  it('run the same script: node scripts/evidence-workflow.mjs writes it into the workflow', async () => {
    const step = WORKFLOW.jobs[0]?.steps.find(({ name }) => name === 'Collect')
    expect(step?.run).toContain(`<<'COLLECT'\n${textOf('actions/evidence/collect.py')}COLLECT\n`)
    const { reading } = await collect({ 'junit.xml': '<testsuite><testcase name="test_a"/></testsuite>' }, {}, () => {}, step?.run ?? '')
    expect(reading.reports.map(({ kind }) => kind)).toEqual(['manifest', 'tests'])
  })
})
