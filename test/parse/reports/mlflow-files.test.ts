import { describe, expect, it } from 'vitest'
import { readAllReports } from '../../support/read-reports.ts'

const RUN = '4f1c2b3a4f1c2b3a4f1c2b3a4f1c2b3a'
const runMeta = (id: string, further = ''): string => `artifact_uri: mlflow-artifacts:/1/${id}/artifacts\nend_time: 1772359260000\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${id}\nrun_uuid: ${id}\nstart_time: 1772359200000\nstatus: 3\ntags: []\nuser_id: runner\n${further}`
const STORE = {
  'mlruns/0/meta.yaml': 'artifact_location: a\nexperiment_id: \'0\'\nlifecycle_stage: active\nname: Default\n',
  'mlruns/1/meta.yaml': 'experiment_id: \'1\'\nlifecycle_stage: active\nname: churn\n',
  [`mlruns/1/${RUN}/meta.yaml`]: runMeta(RUN, 'run_name: gentle-crane-7\n'),
  [`mlruns/1/${RUN}/params/max_depth`]: '6',
  [`mlruns/1/${RUN}/params/data/path`]: 'data/train.csv',
  [`mlruns/1/${RUN}/metrics/val_auc`]: '1772359210000 0.81 0\n1772359230000 0.93 2\n1772359220000 0.88 1\n',
  [`mlruns/1/${RUN}/metrics/loss`]: '1772359210000 nan 0\n',
  [`mlruns/1/${RUN}/tags/mlflow.source.git.commit`]: 'a'.repeat(40),
}

describe('an MLflow store of folders', () => {
  it('of MLflow 2 gives runs with parameters, newest metrics and tags', () => {
    expect(readAllReports(STORE)).toEqual({ gaps: [], problems: [], reports: [{
      kind: 'mlflow', path: 'mlruns', store: 'files', experiments: ['Default', 'churn'], models: [], cut: 0,
      runs: [{
        id: RUN, name: 'gentle-crane-7', experiment: 'churn', status: 'finished', startedAt: 1772359200000, endedAt: 1772359260000, signature: null,
        parameters: [{ name: 'data/path', value: 'data/train.csv' }, { name: 'max_depth', value: '6' }], metrics: [{ name: 'val_auc', value: 0.93 }], tags: [{ name: 'mlflow.source.git.commit', value: 'a'.repeat(40) }],
      }],
    }] })
  })
  it('gives registered models with versions, aliases, stages and tags', () => {
    const models = {
      'mlruns/models/churn/meta.yaml': 'creation_timestamp: 1772359300000\ndescription: Predicts churn\nlast_updated_timestamp: 1772359300000\nname: churn\n',
      'mlruns/models/churn/tags/owner': 'team-a',
      'mlruns/models/churn/aliases/champion': '2',
      'mlruns/models/churn/version-1/meta.yaml': `current_stage: Archived\ndescription: ''\nname: churn\nrun_id: ${RUN}\nstatus: READY\nversion: 1\ncreation_timestamp: 1772359300000\n`,
      'mlruns/models/churn/version-2/meta.yaml': 'current_stage: None\ndescription: better\nname: churn\nrun_id: null\nstatus: READY\nversion: 2\nmodel_id: m-7\n',
      'mlruns/models/churn/version-2/tags/validated': 'true',
    }
    expect(readAllReports({ ...models, ...STORE }).reports).toMatchObject([{ path: 'mlruns', models: [{
      name: 'churn', description: 'Predicts churn', tags: [{ name: 'owner', value: 'team-a' }], aliases: [{ alias: 'champion', version: '2' }],
      versions: [
        { version: '1', stage: 'Archived', status: 'READY', description: null, run: RUN, createdAt: 1772359300000, tags: [] },
        { version: '2', stage: null, description: 'better', run: null, tags: [{ name: 'validated', value: 'true' }] },
      ],
    }] }])
  })
  it.each([
    ['an MLmodel file beside the run', { [`mlruns/1/${RUN}/artifacts/model/MLmodel`]: `run_id: ${RUN}\nsignature:\n  inputs: '[{"type": "double"}]'\n  outputs: '[{"type": "long"}]'\n` }, true],
    ['an MLmodel file without one', { [`mlruns/1/${RUN}/artifacts/model/MLmodel`]: `run_id: ${RUN}\nflavors: {}\n` }, false],
    ['the tag of MLflow 1', { [`mlruns/1/${RUN}/tags/mlflow.log-model.history`]: JSON.stringify([{ artifact_path: 'model', signature: { inputs: '[{}]', outputs: null } }]) }, true],
    ['the tag of MLflow 1 without one', { [`mlruns/1/${RUN}/tags/mlflow.log-model.history`]: '[{"artifact_path": "model"}]' }, false],
    ['a logged model of MLflow 3', { 'mlruns/1/models/m-1/meta.yaml': `model_id: m-1\nname: model\nexperiment_id: '1'\nsource_run_id: ${RUN}\n`, 'mlruns/1/models/m-1/artifacts/MLmodel': 'model_id: m-1\nsignature:\n  inputs: \'[{}]\'\n' }, true],
  ])('tells a signature by %s', (_name, files, signature) => { expect(readAllReports({ ...STORE, ...files }).reports).toMatchObject([{ runs: [{ id: RUN, signature }] }]) })
  it('is found without its own folder above, as an artifact of it has it', () => {
    expect(readAllReports(Object.fromEntries(Object.entries(STORE).map(([path, text]) => [path.slice('mlruns/'.length), text]))).reports).toMatchObject([{ path: '.', experiments: ['Default', 'churn'], runs: [{ experiment: 'churn', metrics: [{ name: 'val_auc' }] }] }])
  })
  it('leaves out what was deleted, and takes the name of a run of MLflow 1 from its tag', () => {
    const other = 'b'.repeat(32)
    const files = { ...STORE, [`mlruns/1/${other}/meta.yaml`]: runMeta(other).replace('active', 'deleted'), [`mlruns/1/${RUN}/meta.yaml`]: runMeta(RUN), [`mlruns/1/${RUN}/tags/mlflow.runName`]: 'first try', [`mlruns/.trash/1/${other}/meta.yaml`]: runMeta(other) }
    expect(readAllReports(files).reports).toMatchObject([{ runs: [{ id: RUN, name: 'first try' }] }])
  })
  it('lists the newest runs where there are more than are kept', () => {
    const many = Object.fromEntries(Array.from({ length: 510 }, (_, index) => [`mlruns/1/run${index}/meta.yaml`, runMeta(`run${index}`).replace('1772359200000', String(1772359200000 + index))]))
    const [report] = readAllReports(many).reports
    expect(report).toMatchObject({ cut: 10, runs: expect.objectContaining({ length: 500 }) as unknown })
    expect(report?.kind === 'mlflow' && report.runs[0]?.id).toBe('run509')
  })
  it('takes no file that only lies in a folder of such a name: its own name says what it is', () => {
    expect(readAllReports({ 'metrics/eval.json': '{"accuracy": 0.91}' }).reports).toMatchObject([{ kind: 'metrics', path: 'metrics/eval.json' }])
    const files = { 'metrics/junit.xml': '<testsuite><testcase name="a"/></testsuite>', 'metrics/roc.bin': Uint8Array.of(0, 1, 2), 'conf/meta.yaml': 'name: x\n', 'conf/out/metrics/metrics.json': '{"f1": 0.8}', 'tags/release': 'v1' }
    expect(readAllReports({ ...files, ...STORE, [`mlruns/1/${RUN}/metrics/eval.json`]: '1772359210000 0.5 0\n' })).toMatchObject({ gaps: [], problems: [], reports: [
      { kind: 'tests', path: 'metrics/junit.xml' }, { kind: 'metrics', path: 'conf/out/metrics/metrics.json' }, { kind: 'mlflow', path: 'mlruns', runs: [{ metrics: [{ name: 'eval.json', value: 0.5 }, { name: 'val_auc' }] }] },
    ] })
  })
  it('is not made of files that only have such names', () => {
    expect(readAllReports({ 'docs/meta.yaml': 'name: x\n', 'src/metrics/accuracy.py': 'x = 1', 'a/tags/b': 'c', 'a/meta.yaml': '*bad\n  - [', 'model/MLmodel': 'signature: {inputs: "[]"}' })).toEqual({ reports: [], gaps: [], problems: [] })
  })
})
