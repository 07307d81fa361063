import { lines, withService, type HostileRepository } from './repository.ts'

const head = 'on: [push]\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n'

/** Workflows, task runners and scripts that call each other, or are far longer than any that a person writes. */
export const PIPELINES: readonly HostileRepository[] = [
  {
    name: 'long-workflows',
    files: () => withService(
      ['.github/workflows/steps.yml', `${head}${lines(3000, (at) => `      - name: s${at}\n        if: \${{ github.ref == 'refs/heads/main' && always() }}\n        run: |\n          make t${at % 50}\n          pytest tests -k t${at} || true`)}`], ['Makefile', lines(50, (at) => `t${at}: t${at + 1}\n\tpytest tests\n\tpython train.py`)],
      ['.github/workflows/jobs.yml', `on: push\njobs:\n${lines(1500, (at) => `  j${at}:\n    needs: [j${at + 1}${at % 3 === 0 ? `, j${at + 2}, j${at + 3}` : ''}]\n    runs-on: x\n    steps: [{run: pytest}]`)}\n  j1500: {runs-on: x, steps: [{run: pytest}]}\n`],
      ['.github/workflows/matrix.yml', `on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n${lines(8, (at) => `        k${at}: [${Array.from({ length: 60 }, (_, item) => `v${item}`).join(', ')}]`)}\n        include: [${Array.from({ length: 300 }, (_, item) => `{k0: w${item}}`).join(', ')}]\n    steps: [{run: 'pytest -k \${{ matrix.k0 }} \${{ matrix.k1 }}'}]\n`],
      ['.github/workflows/condition.yml', `${head}      - run: pytest\n        if: ${'('.repeat(20_000)}true\n      - run: pytest\n        if: ${'!'.repeat(50_000)}true\n      - run: pytest\n        if: ${'a && '.repeat(30_000)}b\n      - run: pytest\n        if: ${'contains('.repeat(10_000)}\n`],
      ['.github/workflows/filters.yml', `on:\n  push:\n    branches: [${Array.from({ length: 2000 }, (_, at) => `'${'*'.repeat(at % 200)}a'`).join(', ')}]\n    paths: [${Array.from({ length: 2000 }, () => `'${'**/'.repeat(60)}*.py'`).join(', ')}]\njobs: {a: {runs-on: x, steps: [{run: pytest}]}}\n`],
    ),
  },
  {
    name: 'workflows-that-call-workflows',
    files: () => withService(
      ...Array.from({ length: 500 }, (_, at): readonly [string, string] => [`.github/workflows/w${at}.yml`, `on: {workflow_call: {inputs: {a: {type: string}}}, push: {}, workflow_run: {workflows: [w${(at + 1) % 500}]}}\nname: w${at}\njobs:\n${[1, 2, 3].map((step) => `  j${step}:\n    uses: ./.github/workflows/w${(at + step) % 500}.yml\n    with: {a: b}`).join('\n')}\n  t:\n    runs-on: x\n    steps: [{uses: ./.github/actions/a${at % 100}}, {run: pytest}]\n`]),
      ...Array.from({ length: 100 }, (_, at): readonly [string, string] => [`.github/actions/a${at}/action.yml`, `runs:\n  using: composite\n  steps:\n${[1, 2, 3].map((step) => `    - uses: ./.github/actions/a${(at + step) % 100}`).join('\n')}\n    - run: make t\n      shell: bash\n`]),
    ),
  },
  {
    name: 'tasks-that-call-tasks',
    files: () => withService(
      ['.github/workflows/ci.yml', `${head}${['make t0', 'just t0', 'npm run t0', 'poe t0', 'tox', 'nox', 'inv t0', 'bash scripts/s0.sh', 'task t0', 'dvc repro', 'pre-commit run'].map((run) => `      - run: ${run}`).join('\n')}\n`],
      ['Makefile', `${lines(3000, (at) => `V${at} = $(V${at + 1}) $(V${at + 1})\nt${at}: t${at + 1} t${(at * 3) % 3000}\n\t$(MAKE) t${(at + 2) % 3000}\n\tbash scripts/s${at % 300}.sh\n\t$(V0)`)}\nt3000:\n\tpytest\nV3000 = a\n`], ['a.mk', 'include a.mk\ninclude b.mk\n'], ['b.mk', `include a.mk\n${'$('.repeat(200_000)}`], ['c.mk', `x: ${'a '.repeat(200_000)}\n${'\\\n'.repeat(100_000)}`], ['d.mk', `define A\n${'ifeq (a,b)\n'.repeat(50_000)}`],
      ['justfile', lines(2000, (at) => `t${at}: t${at + 1} t${(at * 3) % 2000}\n  just t${(at + 2) % 2000}`)], ['package.json', `{"scripts": {${Array.from({ length: 2000 }, (_, at) => `"t${at}": "npm run t${at + 1} && npm run t${(at + 2) % 2000}"`).join(', ')}}}`], ['pyproject.toml', `[tool.poe.tasks]\n${lines(2000, (at) => `t${at} = ["t${at + 1}", "t${(at * 3) % 2000}"]`)}\n`],
      ['tox.ini', `[tox]\nenvlist = a\n[testenv]\ncommands = {[testenv:a]commands}\n[testenv:a]\ncommands =\n  {[testenv]commands}\n  {[testenv:a]commands}\n  tox -e a\n`], ['noxfile.py', lines(1000, (at) => `import nox\n@nox.session\ndef t${at}(session):\n    session.notify("t${at + 1}")\n    session.run("nox", "-s", "t${(at + 1) % 1000}")`)], ['tasks.py', lines(1000, (at) => `from invoke import task\n@task(pre=[t${at + 1}])\ndef t${at}(c):\n    c.run("inv t${(at + 1) % 1000}")`)],
      ['Taskfile.yml', `version: 3\ntasks:\n${lines(1000, (at) => `  t${at}: {deps: [t${at + 1}], cmds: [task t${(at + 2) % 1000}, {task: t${(at * 3) % 1000}}]}`)}\n`], ...Array.from({ length: 300 }, (_, at): readonly [string, string] => [`scripts/s${at}.sh`, `bash scripts/s${(at + 1) % 300}.sh\nsource scripts/s${(at + 7) % 300}.sh\n./scripts/s${(at * 3) % 300}.sh && make t${at}\n`]),
      ['dvc.yaml', `stages:\n${lines(3000, (at) => `  s${at}:\n    cmd: python train.py\n    deps: [d${at}]\n    outs: [d${at + 1}]`)}\n`], ['.pre-commit-config.yaml', `repos:\n- repo: local\n  hooks:\n${lines(3000, (at) => `  - {id: h${at}, entry: pre-commit run h${(at + 1) % 3000}, language: system, files: '${'(a+)+'.repeat(20)}$'}`)}\n`],
    ),
  },
  {
    name: 'shell-bait',
    files: () => withService(
      ['.github/workflows/ci.yml', `${head}${lines(12, (at) => `      - run: bash scripts/b${at}.sh`)}\n`],
      ...['$('.repeat(500_000), '('.repeat(1_000_000), '`'.repeat(1_000_000), '"$('.repeat(300_000), 'if a; then '.repeat(90_000), 'a | '.repeat(250_000), lines(15_000, (at) => `cat <<E${at}`), 'case a in '.repeat(100_000), '{ '.repeat(500_000), 'f() { f; f; }; f\n'.repeat(20_000), ('\\'.repeat(1_000_000)), `${'a=$a$a; '.repeat(100_000)}$a`].map((text, at): readonly [string, string] => [`scripts/b${at}.sh`, text]),
      ['scripts/functions.sh', `${lines(3000, (at) => `f${at}() { f${at + 1}; f${(at * 3) % 3000}; }`)}\nf0\n`], ['scripts/words.sh', `pytest ${'a '.repeat(400_000)}`], ['scripts/long.sh', lines(40_000, () => 'pytest tests')], ['scripts/braces.sh', `echo ${'{a,b}'.repeat(100_000)}`], ['scripts/arithmetic.sh', `echo $((${'('.repeat(400_000)}`], ['scripts/tests.sh', `[[ ${'( '.repeat(300_000)}`], ['scripts/loops.sh', 'for a in b; do '.repeat(60_000)],
      ['Jenkinsfile', `pipeline { ${'sh "pytest" '.repeat(18_000)}`], ['.gitlab-ci.yml', (lines(2000, (at) => `j${at}:\n  extends: [j${at + 1}, j${(at * 3) % 2000}]\n  script: [pytest]`))], ['azure-pipelines.yml', lines(5000, (at) => `- script: pytest ${at}`)], ['.circleci/config.yml', `jobs:\n${lines(3000, (at) => `  j${at}: {steps: [{run: pytest}]}`)}`],
    ),
  },
]
