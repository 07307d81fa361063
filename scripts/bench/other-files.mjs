import { COLUMNS } from './python-parts.mjs'

/** What lies around the Python of a project: workflows, containers, data versioning, rules, tasks, documents, a notebook for every hundred modules. */
export function otherFiles(random, modules) {
  const services = modules.filter((module) => module.name.startsWith('service'))
  const trainings = modules.filter((module) => module.name.startsWith('training'))
  const files = new Map([
    ['pyproject.toml', ['[project]', 'name = "forecast"', 'version = "1.0.0"', 'dependencies = ["pandas", "scikit-learn", "mlflow", "fastapi", "prefect", "evidently", "prometheus-client", "requests"]', '', '[tool.ruff]', 'line-length = 120', '', '[tool.pytest.ini_options]', 'testpaths = ["tests"]', 'pythonpath = ["src"]', ''].join('\n')],
    ['requirements.txt', 'pandas==2.2.0\nscikit-learn==1.5.0\nmlflow==2.14.0\nfastapi==0.111.0\nprefect==2.19.0\nevidently==0.4.30\n'],
    ['Makefile', 'lint:\n\truff check src tests\n\ntest: lint\n\tpytest tests --cov=src\n\ntrain:\n\tdvc repro\n'],
    ['.pre-commit-config.yaml', 'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.4.0\n    hooks:\n      - id: ruff\n'],
    ['README.md', readme(random, modules)],
    ['dvc.yaml', `stages:\n${trainings.map((one) => `  ${one.name}:\n    cmd: python ${one.path}\n    deps:\n      - data/train.csv\n      - ${one.path}\n    outs:\n      - models/${one.name}\n`).join('')}`],
    ['data/train.csv.dvc', 'outs:\n- md5: 0123456789abcdef0123456789abcdef\n  size: 1048576\n  path: train.csv\n'],
    ['.dvc/config', '[core]\n    remote = store\n[\'remote "store"\']\n    url = s3://forecast/data\n'],
    ['monitoring/prometheus.yml', `rule_files:\n  - rules.yml\nscrape_configs:\n${services.map((one) => `  - job_name: ${one.name}\n    static_configs:\n      - targets: ["${one.name}:8000"]\n`).join('')}`],
    ['monitoring/rules.yml', `groups:\n  - name: service\n    rules:\n${services.map((one) => `      - alert: Errors${one.name}\n        expr: rate(${one.name}_requests_total{status="failed"}[5m]) > 0.1\n        for: 5m\n        labels:\n          severity: page\n`).join('')}`],
    ['.github/workflows/ci.yml', ['name: ci', 'on: [push, pull_request]', 'jobs:', '  test:', '    runs-on: ubuntu-latest', '    steps:', '      - uses: actions/checkout@v4', '      - uses: actions/setup-python@v5', '        with: { python-version: "3.11" }', '      - run: pip install -r requirements.txt ruff pytest', '      - run: ruff check src tests', '      - run: make test', ''].join('\n')],
  ])
  for (const one of services) {
    files.set(`deploy/${one.name}/Dockerfile`, `FROM python:3.11-slim AS base\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY src src\nUSER 1000\nHEALTHCHECK CMD curl --fail http://localhost:8000/health\nCMD ["uvicorn", "${one.dotted}:app", "--app-dir", "src", "--host", "0.0.0.0"]\n`)
    files.set(`deploy/${one.name}/deployment.yaml`, ['apiVersion: apps/v1', 'kind: Deployment', 'metadata:', `  name: ${one.name.replace('_', '-')}`, 'spec:', `  replicas: ${random.between(1, 4)}`, '  template:', '    spec:', '      containers:', `        - name: ${one.name.replace('_', '-')}`, `          image: ghcr.io/example/${one.name}:latest`, '          livenessProbe:', '            httpGet: { path: /health, port: 8000 }', ''].join('\n'))
    files.set(`.github/workflows/deploy-${one.name}.yml`, ['name: deploy', 'on:', '  push:', '    branches: [main]', 'jobs:', '  image:', '    runs-on: ubuntu-latest', '    steps:', '      - uses: actions/checkout@v4', `      - run: docker build -t ghcr.io/example/${one.name} -f deploy/${one.name}/Dockerfile .`, `      - run: docker push ghcr.io/example/${one.name}`, `      - run: kubectl apply -f deploy/${one.name}`, ''].join('\n'))
  }
  for (let index = 0; index < modules.length; index += 10) files.set(`docs/part-${index}.md`, page(random, modules.slice(index, index + 10)))
  for (let index = 0; index < modules.length; index += 100) files.set(`notebooks/look-${index}.ipynb`, notebook(random))
  for (let index = 0; index < modules.length; index += 20) files.set(`configs/run-${index}.yaml`, `name: run-${index}\nrounds: ${random.between(10, 400)}\ncolumns:\n${COLUMNS.map((column) => `  - ${column}\n`).join('')}`)
  return files
}

function readme(random, modules) {
  return `# Forecast\n\nTrains models and serves them.\n\n## Set up\n\n\`\`\`sh\npip install -r requirements.txt\ndvc pull\nmake test\n\`\`\`\n\n## Results\n\n| model | f1 |\n| --- | --- |\n${modules.slice(0, 10).map((one) => `| ${one.name} | 0.${random.between(60, 95)} |\n`).join('')}`
}

function page(random, modules) {
  return `# Parts\n\n${modules.map((one) => `## ${one.name}\n\nLies in \`${one.path}\` and offers ${one.offers.map((name) => `\`${name}\``).join(', ')}. Its runs took ${random.between(2, 90)} minutes.\n`).join('\n')}`
}

function notebook(random) {
  const cells = Array.from({ length: 12 }, (_, index) => index % 3 === 0
    ? { cell_type: 'markdown', metadata: {}, source: [`## Look ${index}\n`, `at ${random.pick(COLUMNS)}`] }
    : { cell_type: 'code', execution_count: index, metadata: {}, outputs: [{ output_type: 'stream', name: 'stdout', text: ['0 1 2\n'.repeat(20)] }], source: ['import pandas as pd\n', 'frame = pd.read_csv("data/train.csv")\n', `frame["${random.pick(COLUMNS)}"].plot()`] })
  return `${JSON.stringify({ cells, metadata: { kernelspec: { language: 'python', name: 'python3' } }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`
}
