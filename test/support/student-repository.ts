import type { PlayedJob } from '../../src/sandbox/acts/runs.ts'

const TRAIN = `import mlflow
import yaml
from sklearn.ensemble import RandomForestClassifier


def train(rows, labels):
    settings = yaml.safe_load(open("params.yaml"))["train"]
    with mlflow.start_run():
        mlflow.log_params(settings)
        model = RandomForestClassifier(max_depth=settings["max_depth"])
        model.fit(rows, labels)
        mlflow.log_metric("test_f1", model.score(rows, labels))
    return model
`
const SERVICE = `from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health():
    return {"status": "ok"}
`
const CI = `name: CI
on:
  push:
    branches: [main]
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: pip install -r requirements.txt
      - name: Tests
        run: pytest
  deploy:
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    steps:
      - uses: google-github-actions/deploy-cloudrun@v2
`
const WATCH = `name: Watch
on: workflow_dispatch
jobs:
  drift:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: pip install evidently
      - name: Look for drift
        run: python scripts/check_drift.py
`
const DRIFT = `import sys

import pandas as pd
from scipy.stats import ks_2samp

reference, current = pd.read_csv("data/reference.csv"), pd.read_csv("data/current.csv")
if any(ks_2samp(reference[name], current[name]).pvalue < 0.01 for name in reference.columns):
    sys.exit(1)
`

/** The files of a student's repository in which `max_depth` has this value, in params.yaml and in dvc.lock alike. */
export function studentFiles(depth: number): Readonly<Record<string, string>> {
  return {
    'README.md': '# Churn\n', 'requirements.txt': 'fastapi==0.115.0\nmlflow==2.20.0\nscikit-learn==1.6.0\n', 'src/train.py': TRAIN, 'src/service.py': SERVICE, 'scripts/check_drift.py': DRIFT,
    'tests/test_service.py': 'from src.service import health\n\n\ndef test_health():\n    assert health() == {"status": "ok"}\n', '.github/workflows/ci.yml': CI, '.github/workflows/watch.yml': WATCH,
    'dvc.yaml': 'stages:\n  train:\n    cmd: python src/train.py\n    deps: [src/train.py]\n    params: [train.max_depth]\n    outs: [model.joblib]\n', ...tuned(depth),
  }
}

/** The files that another depth of the trees changes. */
export function tuned(depth: number): Readonly<Record<string, string>> {
  return {
    'params.yaml': `train:\n  max_depth: ${depth}\n`,
    'dvc.lock': `schema: '2.0'\nstages:\n  train:\n    cmd: python src/train.py\n    deps:\n    - path: src/train.py\n      md5: 7c1f0a2e5b64d9d84c27a1bb3de0f1${depth}a\n    params:\n      params.yaml:\n        train.max_depth: ${depth}\n    outs:\n    - path: model.joblib\n      md5: 0f3a5c9de84b27a6c1d0e7f25b9a64${depth}c\n`,
  }
}

/** MLflow's own folder with a finished run for each depth, the deeper the better. */
export function experiments(depths: readonly number[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'mlruns/1/meta.yaml': "artifact_location: mlruns/1\nexperiment_id: '1'\nlifecycle_stage: active\nname: churn\n" }
  for (const depth of depths) {
    const id = String(depth).repeat(32).slice(0, 32)
    const folder = `mlruns/1/${id}`
    const [start, end] = [1_790_000_000_000 + depth, 1_790_000_060_000 + depth]
    files[`${folder}/meta.yaml`] = `artifact_uri: ${folder}/artifacts\nend_time: ${end}\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: depth-${depth}\nstart_time: ${start}\nstatus: 3\n`
    files[`${folder}/params/max_depth`] = String(depth)
    files[`${folder}/metrics/test_f1`] = `${end} ${(0.8 + depth / 100).toFixed(2)} 0\n`
  }
  return files
}

/** What a run of the CI does where its tests end so; it deploys from main alone. */
export function ciJobs(conclusion: 'success' | 'failure', deploys: boolean): readonly PlayedJob[] {
  const ran = conclusion === 'success' && deploys
  return [{ name: 'test', conclusion, steps: ['Run actions/checkout@v5', 'Run pip install -r requirements.txt', { name: 'Tests', conclusion }] }, { name: 'deploy', ...(ran ? { steps: ['Run google-github-actions/deploy-cloudrun@v2'] } : { conclusion: 'skipped' as const }) }]
}
