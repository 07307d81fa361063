import { describe, expect, it } from 'vitest'
import { ciOf } from '../../../src/facts/ci/ci-facts.ts'
import type { CiCommand } from '../../../src/facts/ci/ci-command.ts'
import { lintOf } from '../../../src/facts/commands/lint-commands.ts'
import { factsOf, type MemoryOptions } from '../../support/memory-repository.ts'

const CODE = { 'src/app.py': 'x = 1\n', 'tests/test_app.py': 'def test(): assert True\n' }

/** A workflow whose one job runs one script; `more` is put into the step, `job` into the job. */
function workflow(run: string, { on = 'push', more = '', job = '', name = 'CI' }: { readonly on?: string; readonly more?: string; readonly job?: string; readonly name?: string } = {}): string {
  const script = run.split('\n').map((line) => `          ${line}`).join('\n')
  return `name: ${name}\non: ${on}\njobs:\n  check:\n    runs-on: ubuntu-latest\n${job}    steps:\n      - uses: actions/checkout@v4\n      - run: |\n${script}\n${more}`
}

async function toolsOf(files: Readonly<Record<string, string>>, tool: string, options: MemoryOptions = {}): Promise<readonly CiCommand[]> {
  return ciOf(await factsOf({ ...CODE, ...files }, options)).commands.filter((command) => command.words[0] === tool)
}

async function standing(files: Readonly<Record<string, string>>, options: MemoryOptions = {}): Promise<string> {
  const found = await toolsOf(files, 'ruff', options)
  const [first] = found
  if (first === undefined) return 'not run'
  return first.broken !== null ? 'broken' : first.masked !== null ? 'masked' : first.inCi ? 'in CI' : first.inactive !== null ? 'inactive' : first.automatic ? 'automatic' : 'by hand'
}

const CI = '.github/workflows/ci.yml'

describe('a step is in CI where a push or a pull request starts it and its conditions can hold', () => {
  it.each([
    ['in CI', { on: 'push' }], ['in CI', { on: '[pull_request]' }], ['in CI', { on: '\n  push:\n    branches: [main]' }], ['in CI', { on: '\n  push:\n    branches: ["feature/**"]' }], ['in CI', { on: '\n  push:\n    branches: [dev]' }],
    ['inactive', { on: '\n  push:\n    branches: [master]' }], ['inactive', { on: '\n  push:\n    branches: [somebody/else]' }], ['in CI', { on: '\n  push:\n    branches-ignore: [main]' }],
    ['in CI', { on: '\n  push:\n    paths: ["src/**"]' }], ['inactive', { on: '\n  push:\n    paths: ["api/**"]' }], ['inactive', { on: '\n  push:\n    paths: ["src/**", "!src/**"]' }], ['inactive', { on: '\n  pull_request:\n    paths-ignore: ["**"]' }],
    ['by hand', { on: 'workflow_dispatch' }], ['automatic', { on: '\n  schedule:\n    - cron: "0 0 * * *"' }], ['automatic', { on: '\n  push:\n    tags: ["v*"]' }], ['automatic', { on: 'release' }],
    ['inactive', { on: '\n  push:\n    schedule:\n      - cron: "0 0 * * *"' }],
    ['inactive', { job: '    if: false\n' }], ['inactive', { job: "    if: github.repository == 'other/project'\n" }], ['in CI', { job: "    if: github.repository == 'student/capstone'\n" }],
    ['inactive', { job: "    if: github.event_name == 'pull_request'\n" }], ['in CI', { job: "    if: github.ref == 'refs/heads/main'\n" }], ['inactive', { job: "    if: github.ref == 'refs/heads/nobodys'\n" }],
    ['automatic', { job: "    if: startsWith(github.ref, 'refs/tags/')\n" }], ['inactive', { more: '        if: ${{ false }}\n' }], ['in CI', { more: '        if: always()\n' }],
    ['masked', { more: '        continue-on-error: true\n' }], ['masked', { job: '    continue-on-error: true\n' }], ['in CI', { more: '        continue-on-error: ${{ matrix.experimental }}\n' }],
    ['broken', { more: '        working-directory: backend\n' }], ['in CI', { more: '        working-directory: src\n' }],
  ] as const)('%s: %j', async (expected, options) => { expect(await standing({ [CI]: workflow('ruff check .', options) })).toBe(expected) })

  it('knows the default branch and the branches of the clone', async () => {
    const files = { [CI]: workflow('ruff check .', { on: '\n  push:\n    branches: [trunk]' }) }
    expect(await standing(files)).toBe('inactive')
    expect(await standing(files, { 'default-branch': 'trunk' })).toBe('in CI')
    expect(await standing(files, { branches: ['main', 'trunk'] })).toBe('in CI')
  })

  it('follows needs and the ends of other workflows', async () => {
    const needs = 'on: push\njobs:\n  a:\n    if: false\n    runs-on: x\n    steps: [{ run: echo }]\n  b:\n    needs: a\n    runs-on: x\n    steps: [{ run: ruff check . }]\n'
    expect(await standing({ [CI]: needs })).toBe('inactive')
    const after = workflow('ruff check .', { on: '\n  workflow_run:\n    workflows: [Build]', name: 'After' })
    expect(await standing({ '.github/workflows/after.yml': after, [CI]: workflow('echo', { name: 'Build' }) })).toBe('in CI')
    expect(await standing({ '.github/workflows/after.yml': after, [CI]: workflow('echo', { name: 'Build', on: 'workflow_dispatch' }) })).toBe('by hand')
  })

  it('tells what runs only after a failure', async () => {
    const [command] = await toolsOf({ [CI]: workflow('curl https://hooks.slack.com/x', { more: '        if: failure()\n' }) }, 'curl')
    expect(command).toMatchObject({ afterFailure: true, inCi: false, inactive: null })
  })
})

describe('a failure counts as the shell lets it', () => {
  it.each([
    ['in CI', 'ruff check .\necho done', ''], ['masked', 'ruff check . || true', ''], ['masked', 'ruff check . | tee log', ''], ['in CI', 'ruff check . | tee log', '        shell: bash\n'],
    ['masked', 'ruff check .\necho done', '        shell: bash -l {0}\n'], ['in CI', 'ruff check .\necho done', '        shell: bash -el {0}\n'], ['not run', 'print("ruff")', '        shell: python\n'],
  ])('%s: %j %j', async (expected, run, more) => { expect(await standing({ [CI]: workflow(run, { more }) })).toBe(expected) })

  it('takes the shell from the defaults', async () => {
    const text = workflow('ruff check . | tee log', { job: '    defaults:\n      run:\n        shell: bash\n        working-directory: src\n' })
    expect(await toolsOf({ [CI]: text }, 'ruff')).toMatchObject([{ masked: null, directory: 'src', place: { path: CI, line: 13 } }])
  })
})

describe('a command reached through something else counts as itself', () => {
  const MAKE = 'lint:\n\truff check src\nsoft:\n\t-ruff check src\ncheck: lint\nvars:\n\t$(TOOL) check src\nfolder:\n\t$(MAKE) -C src lint\nTOOL = ruff\n'
  const PYPROJECT = '[tool.poe.tasks]\nlint = "ruff check src"\nall = ["lint"]\n[tool.hatch.envs.dev.scripts]\nlint = "ruff check {args:src}"\n[tool.taskipy.tasks]\nlint = { cmd = "ruff check src" }\n[tool.pdm.scripts]\nlint = {shell = "ruff check src"}\n'
  it.each([
    ['make lint', { Makefile: MAKE }, 'in CI', 'Makefile:2'], ['make check', { Makefile: MAKE }, 'in CI', 'Makefile:2'], ['make soft', { Makefile: MAKE }, 'masked', 'Makefile:4'], ['make vars', { Makefile: MAKE }, 'in CI', 'Makefile:7'],
    ['make vars TOOL=black', { Makefile: MAKE }, 'not run', ''], ['make', { Makefile: MAKE }, 'in CI', 'Makefile:2'], ['make folder', { Makefile: MAKE, 'src/Makefile': 'lint:\n\truff check .\n' }, 'in CI', 'src/Makefile:2'],
    ['make -C src lint', { 'src/Makefile': 'lint:\n\truff check .\n' }, 'in CI', 'src/Makefile:2'], ['cd src && make lint', { 'src/Makefile': 'lint:\n\truff check .\n' }, 'in CI', 'src/Makefile:2'], ['make lint || true', { Makefile: MAKE }, 'masked', 'Makefile:2'],
    ['just lint', { justfile: 'target := "src"\nlint:\n    ruff check {{target}}\n' }, 'in CI', 'justfile:3'], ['tox -e lint', { 'tox.ini': '[testenv:lint]\ncommands =\n    pip list\n    ruff check src\n' }, 'in CI', 'tox.ini:4'],
    ['tox', { 'tox.ini': '[tox]\nenvlist = py311, lint\n[testenv:lint]\ncommands = -ruff check src\n' }, 'masked', 'tox.ini:4'], ['nox -s lint', { 'noxfile.py': 'import nox\n\n@nox.session\ndef lint(session):\n    session.install("ruff")\n    session.run("ruff", "check", "src")\n' }, 'in CI', 'noxfile.py:6'],
    ['inv lint', { 'tasks.py': 'from invoke import task\n\n@task\ndef lint(c):\n    c.run("ruff check src")\n' }, 'in CI', 'tasks.py:5'], ['poetry run poe all', { 'pyproject.toml': PYPROJECT }, 'in CI', 'pyproject.toml:2'], ['hatch run dev:lint', { 'pyproject.toml': PYPROJECT }, 'in CI', 'pyproject.toml:5'],
    ['task lint', { 'pyproject.toml': PYPROJECT }, 'in CI', 'pyproject.toml:7'], ['pdm run lint', { 'pyproject.toml': PYPROJECT }, 'in CI', 'pyproject.toml:9'], ['task lint', { 'Taskfile.yml': 'version: 3\ntasks:\n  lint:\n    cmds:\n      - ruff check src\n' }, 'in CI', 'Taskfile.yml:5'],
    ['mise run check', { 'mise.toml': '[tasks.check]\ndepends = ["check:*"]\n[tasks."check:lint"]\nrun = "ruff check src"\n' }, 'in CI', 'mise.toml:4'], ['npm run lint', { 'package.json': '{"scripts": {"lint": "ruff check src"}}' }, 'in CI', 'package.json:1'],
    ['pre-commit run --all-files', { '.pre-commit-config.yaml': 'repos:\n  - repo: x\n    hooks:\n      - id: ruff-format\n' }, 'in CI', '.pre-commit-config.yaml:4'],
    ['pre-commit run --all-files', { '.pre-commit-config.yaml': 'repos:\n  - repo: x\n    hooks:\n      - id: ruff\n        stages: [manual]\n' }, 'not run', ''], ['lefthook run pre-commit', { 'lefthook.yml': 'pre-commit:\n  commands:\n    lint:\n      run: ruff check {staged_files}\n' }, 'in CI', 'lefthook.yml:4'],
    ['bash scripts/lint.sh', { 'scripts/lint.sh': 'ruff check src\n' }, 'in CI', 'scripts/lint.sh:1'], ['bash scripts/lint.sh', { 'scripts/lint.sh': 'ruff check src\necho done\n' }, 'masked', 'scripts/lint.sh:1'],
    ['./scripts/lint.sh', { 'scripts/lint.sh': '#!/bin/bash -e\nruff check src\necho done\n' }, 'in CI', 'scripts/lint.sh:2'], ['bash -e scripts/lint.sh', { 'scripts/lint.sh': 'ruff check src\necho done\n' }, 'in CI', 'scripts/lint.sh:1'],
    ['./run.sh lint', { 'run.sh': 'set -e\nlint() {\n  ruff check src\n}\nbuild() {\n  echo\n}\n"$@"\n' }, 'in CI', 'run.sh:3'], ['./run.sh build', { 'run.sh': 'set -e\nlint() {\n  ruff check src\n}\nbuild() {\n  echo\n}\n"$@"\n' }, 'not run', ''],
  ] as const)('%s of %j: %s', async (run, files, expected, place) => {
    const all = { ...files, [CI]: workflow(run) }
    expect(await standing(all)).toBe(expected)
    const [found] = await toolsOf(all, 'ruff')
    expect(found === undefined ? '' : `${found.place.path}:${found.place.line}`).toBe(place)
  })

  it('follows composite actions and reusable workflows of the repository with their inputs', async () => {
    const action = 'runs:\n  using: composite\n  steps:\n    - run: ruff check ${{ inputs.folder }}\n      shell: bash\ninputs:\n  folder:\n    default: .\n'
    const found = await toolsOf({ '.github/actions/lint/action.yml': action, [CI]: 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ./.github/actions/lint\n        with:\n          folder: src\n' }, 'ruff')
    expect(found).toMatchObject([{ words: ['ruff', 'check', 'src'], place: { path: '.github/actions/lint/action.yml', line: 4 }, via: [{ path: CI, line: 6 }], inCi: true }])
    const reusable = 'on:\n  workflow_call:\n    inputs:\n      target:\n        default: build\njobs:\n  run:\n    runs-on: x\n    steps:\n      - run: make ${{ inputs.target }}\n'
    const called = await toolsOf({ Makefile: 'lint:\n\truff check src\nbuild:\n\techo\n', '.github/workflows/base.yml': reusable, [CI]: 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/base.yml\n    with:\n      target: lint\n' }, 'ruff')
    expect(called).toMatchObject([{ workflow: CI, job: 'a / run', inCi: true, place: { path: 'Makefile', line: 2 } }])
  })

  it('runs each cell of a matrix', async () => {
    const text = 'on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n        target: [lint, build]\n    steps:\n      - run: make ${{ matrix.target }}\n'
    expect(await toolsOf({ Makefile: 'lint:\n\truff check src\nbuild:\n\techo\n', [CI]: text }, 'ruff')).toHaveLength(1)
  })

  it('does not run in circles', async () => {
    expect(await toolsOf({ Makefile: 'a:\n\tmake b\nb:\n\tmake a\n\truff check src\n', [CI]: workflow('make a') }, 'ruff')).toHaveLength(1)
  })
})

describe('what is visibly not there breaks the command that names it', () => {
  it.each([
    ['make lint', 'Makefile', 'test:\n\techo\n', '`Makefile` has no target `lint`'], ['make lint', 'README.md', '', 'there is no Makefile in `.`'], ['bash scripts/lint.sh', 'README.md', '', 'the script `scripts/lint.sh` is not there'],
    ['ruff check api', 'README.md', '', '`api`, which ruff is given, is not there'], ['pytest tests/unit', 'README.md', '', '`tests/unit`, which pytest is given, is not there'], ['python src/none.py', 'README.md', '', '`src/none.py` is not there'],
    ['docker build -f docker/Dockerfile .', 'README.md', '', 'the Dockerfile `docker/Dockerfile` is not there'], ['docker build -t x .', 'README.md', '', 'there is no Dockerfile in the folder `.`'], ['docker build -t x .', 'Dockerfile', 'FROM python\n', null],
    ['tox -e lint', 'tox.ini', '[testenv]\ncommands = pytest\n', 'tox has no environment `lint`'], ['pytest -k unit --cov src -n 4', 'README.md', '', null], ['cp a.py src/none.py\npython src/none.py', 'README.md', '', null], ['pylint src', 'README.md', '', null],
  ])('%s beside %s', async (run, path, content, broken) => {
    const { commands } = ciOf(await factsOf({ ...CODE, [path]: content, [CI]: workflow(run) }))
    expect(commands.map((command) => command.broken).find((reason) => reason !== null) ?? null).toBe(broken)
  })

  it('sees a build action without its Dockerfile', async () => {
    const text = 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { context: api, push: true }\n'
    expect(ciOf(await factsOf({ ...CODE, 'api/app.py': '', [CI]: text })).actions[0]?.broken).toBe('the Dockerfile `api/Dockerfile` is not there')
    expect(ciOf(await factsOf({ ...CODE, 'api/Dockerfile': 'FROM python', [CI]: text })).actions[0]?.broken).toBeNull()
  })
})

describe('other CI systems', () => {
  it.each([
    ['.gitlab-ci.yml', 'lint:\n  script:\n    - ruff check src\n', 'GitLab CI', 3], ['Jenkinsfile', "pipeline {\n  stages {\n    sh 'ruff check src'\n    // sh 'black .'\n  }\n}\n", 'Jenkins', 3],
    ['azure-pipelines.yml', 'steps:\n  - script: ruff check src\n', 'Azure Pipelines', 2], ['.circleci/config.yml', 'jobs:\n  a:\n    steps:\n      - run:\n          command: ruff check src\n', 'CircleCI', 5], ['cloudbuild.yaml', "steps:\n  - name: python\n    entrypoint: bash\n    args: ['-c', 'ruff check src']\n", 'Cloud Build', 4],
  ])('%s', async (path, text, system, line) => {
    const [other] = ciOf(await factsOf({ ...CODE, [path]: text })).others
    expect(other).toMatchObject({ system, path })
    expect(other?.commands.filter((command) => lintOf(command)).map((command) => command.place.line)).toEqual([line])
  })

  it('counts what a submitted Cloud Build config runs as the workflow\'s own', async () => {
    const config = "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: [build, -t, gcr.io/x/app, .]\nimages: [gcr.io/x/app]\n"
    const commands = ciOf(await factsOf({ ...CODE, Dockerfile: 'FROM python', 'cloudbuild.yaml': config, [CI]: workflow('gcloud builds submit --config cloudbuild.yaml .') })).commands.filter((command) => command.words[0] === 'docker')
    expect(commands.map((command) => [command.words[1], command.place.line, command.inCi])).toEqual([['build', 3, true], ['push', 4, true]])
  })
})
