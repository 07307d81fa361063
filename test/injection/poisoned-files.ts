import type { Poison } from './places.ts'

export const WORKFLOW = '.github/workflows/ci.yml'

/** What a log has before the line that tells what went wrong. */
export const LOG_BEFORE = '##[group]Run pytest\npytest\nshell: /usr/bin/bash -e {0}\n##[endgroup]\nTraceback (most recent call last):\n  File "/home/runner/work/capstone/capstone/train.py", line 3, in <module>\n    train()\n'

/** The files of a student's repository in which every place that the App reads holds this text. JSON's strings are YAML's, too. */
export function filesWith(poison: Poison): Readonly<Record<string, string>> {
  const service = JSON.stringify(poison('compose service').slice(0, 190))
  const text = (place: Parameters<Poison>[0]): string => JSON.stringify(poison(place))
  const name = poison('file name')
  // What breaks a line is no name of a test or module.
  const onLine = name.replaceAll(/[\r\n]/g, '')
  return {
    [`app/${name}.py`]: 'import mlflow\nimport logging\n\ndef predict(x):\n    mlflow.log_metric("a", 1)\n    return x\n',
    [`app/${onLine}.py`]: 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {"status": "ok"}\n',
    [`app/${name}/broken.py`]: 'def broken(:\n',
    [`tests/test_${onLine}.py`]: 'from app import predict\n\ndef test_a():\n    assert predict(1) == 1\n',
    [`${name}/Dockerfile`]: 'FROM python:3.12-slim\nCMD ["uvicorn", "app.main:app"]\n',
    'train.py': 'import mlflow\n\nmlflow.log_param("a", 1)\nmlflow.log_metric("accuracy", 0.9)\n',
    'requirements.txt': 'fastapi==0.115.0\nmlflow==2.20.0\npytest\n',
    [WORKFLOW]: `name: ${text('workflow name')}\non: [push, pull_request]\njobs:\n  test:\n    name: ${text('job name')}\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - name: ${text('step name')}\n        run: pytest --junit-xml=junit.xml\n      - uses: actions/upload-artifact@v4\n        if: always()\n        with: { name: test-report, path: junit.xml }\n  deploy:\n    runs-on: ubuntu-latest\n    environment: ${text('environment')}\n    steps:\n      - run: ./deploy.sh\n`,
    // A loop that trains anew is told by the name of its service.
    'docker-compose.yml': `services:\n  ${service}:\n    build: .\n    command: sh -c "while true; do python train.py; sleep 86400; done"\n`,
    '.capstone.yml': `items:\n  - id: mine\n    title: ${JSON.stringify(poison('own item').slice(0, 119))}\n    looked-for: ${JSON.stringify(poison('own item').slice(0, 199))}\n    next: ${JSON.stringify(poison('own item').slice(0, 199))}\n    when: { file: '**/nothing' }\n`,
    'mlruns/1/meta.yaml': `artifact_location: mlruns/1\nexperiment_id: '1'\nlifecycle_stage: active\nname: ${text('run name')}\n`,
    ...runOf(poison, 'e', 5),
  }
}

/** What MLflow keeps of a run that trained trees of this depth, the better the deeper they are. */
export function runOf(poison: Poison, letter: string, depth: number): Readonly<Record<string, string>> {
  const [folder, id] = [`mlruns/1/${letter.repeat(32)}`, letter.repeat(32)]
  const end = 1_790_000_060_000 + depth
  return {
    [`${folder}/meta.yaml`]: `artifact_uri: ${folder}/artifacts\nend_time: ${end}\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: ${JSON.stringify(poison('run name'))}\nstart_time: ${end - 60_000}\nstatus: 3\n`,
    [`${folder}/params/${poison('parameter name')}`]: String(depth), [`${folder}/params/max_depth`]: String(depth),
    [`${folder}/metrics/${poison('parameter name')}`]: `${end} 0.${80 + depth} 0\n`, [`${folder}/metrics/f1`]: `${end} 0.${80 + depth} 0\n`,
  }
}

/** A test report in which a test of this name failed with this message. */
export function junitWith(name: string): string {
  const attribute = name.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\n', '&#10;').replaceAll('\r', '&#13;').replaceAll('\t', '&#9;')
  return `<testsuite><testcase classname="${attribute}" name="${attribute}"><failure message="${attribute}"/></testcase></testsuite>`
}
