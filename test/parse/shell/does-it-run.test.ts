import { describe, expect, it } from 'vitest'
import { readShell } from '../../../src/parse/shell/read-shell.ts'
import type { ShellOptions } from '../../../src/parse/shell/shell-command.ts'

type Answer = 'fails the step' | 'masked' | 'does not run'

const GITHUB: ShellOptions = { errexit: true }
const GITHUB_BASH: ShellOptions = { errexit: true, pipefail: true }
const PLAIN: ShellOptions = {}

/** Whether pytest runs, and whether its failure fails the step. */
function answer(text: string, options: ShellOptions): Answer {
  const runs = readShell(text, options).commands.filter((command) => command.words[0] === 'pytest')
  return runs.length === 0 ? 'does not run' : runs.some((command) => command.masked === null) ? 'fails the step' : 'masked'
}

const cases: readonly (readonly [Answer, ShellOptions, string])[] = [
  ['fails the step', GITHUB, 'pytest'],
  ['fails the step', GITHUB, 'pip install x\npytest -q\necho done'],
  ['masked', GITHUB, 'pytest || true'],
  ['masked', GITHUB, 'pytest || echo "tests failed"'],
  ['masked', GITHUB, 'pytest || exit 0'],
  ['masked', GITHUB, 'pytest || :'],
  ['fails the step', GITHUB, 'pytest || exit 1'],
  ['fails the step', GITHUB, 'pytest || exit $?'],
  ['fails the step', GITHUB, 'pytest || { echo failed; exit 1; }'],
  ['fails the step', GITHUB, 'pytest || (echo failed && exit 1)'],
  ['fails the step', GITHUB, 'pytest || { echo failed; false; }'],
  ['masked', GITHUB, 'pytest || { echo failed; }'],
  ['fails the step', GITHUB, 'die() { echo "$1"; exit 1; }\npytest || die "no"'],
  ['masked', GITHUB, 'note() { echo "$1"; }\npytest || note "no"'],
  ['fails the step', GITHUB, 'pytest || [ $? -eq 5 ]'],
  ['masked', GITHUB, 'pytest || pytest --lf || true'],
  ['fails the step', GITHUB, 'pytest && echo passed'],
  ['masked', GITHUB, 'pytest && echo passed\necho next'],
  ['fails the step', GITHUB, 'cd app && pytest\necho next'],
  ['masked', GITHUB, 'pytest && echo ok || echo not ok'],
  ['fails the step', GITHUB, 'pytest; echo done'],
  ['masked', PLAIN, 'pytest; echo done'],
  ['masked', PLAIN, 'pytest; true'],
  ['fails the step', PLAIN, 'echo start; pytest'],
  ['masked', PLAIN, 'pytest\ncoverage report'],
  ['fails the step', PLAIN, 'set -e\npytest\necho done'],
  ['fails the step', PLAIN, 'set -euo pipefail\npytest | tee log\necho done'],
  ['fails the step', PLAIN, '#!/bin/bash -e\npytest\necho done'],
  ['fails the step', PLAIN, 'set -o errexit\npytest\necho done'],
  ['masked', GITHUB, 'set +e\npytest\necho done'],
  ['fails the step', GITHUB, 'set +e\necho a\nset -e\npytest\necho done'],
  ['fails the step', GITHUB, 'set +e\npytest\nrc=$?\nset -e\necho $rc\nexit $rc'],
  ['masked', GITHUB, 'set +e\npytest\nrc=$?\necho "code $rc"'],
  ['fails the step', GITHUB, 'stop() {\n  code=$?\n  if [ $code != 0 ]; then\n    exit $code\n  fi\n}\nset +e\npytest\nstop\necho done'],
  ['masked', GITHUB, 'tell() {\n  code=$?\n  echo "code $code"\n}\nset +e\npytest\ntell\necho done'],
  ['masked', GITHUB, 'stop() {\n  echo checking\n  code=$?\n  if [ $code != 0 ]; then\n    exit $code\n  fi\n}\nset +e\npytest\nstop\necho done'],
  ['masked', GITHUB, 'tell() {\n  code=$?\n  echo "code $code"\n  return $code\n}\nset +e\npytest\ntell\necho done'],
  ['fails the step', PLAIN, 'pytest\nif [ $? -ne 0 ]; then\n  echo no\n  exit 1\nfi\necho yes'],
  ['fails the step', GITHUB, 'failed=0\npytest || failed=1\necho more\nexit $failed'],
  ['masked', GITHUB, 'pytest || failed=1\necho $failed'],
  ['masked', GITHUB, 'pytest | tee log'],
  ['fails the step', GITHUB_BASH, 'pytest | tee log'],
  ['fails the step', GITHUB, 'set -o pipefail\npytest | tee log'],
  ['fails the step', GITHUB, 'pytest | tee log\nexit ${PIPESTATUS[0]}'],
  ['fails the step', GITHUB, 'echo y | pytest'],
  ['masked', GITHUB, 'pytest 2>&1 | tee log; test -f log'],
  ['masked', GITHUB, 'pytest &'],
  ['masked', GITHUB, 'pytest &\nwait'],
  ['fails the step', GITHUB, 'pytest &\npid=$!\nwait $pid'],
  ['fails the step', GITHUB, 'python app.py &\npytest'],
  ['fails the step', GITHUB, 'if ! pytest; then\n  echo no\n  exit 1\nfi'],
  ['fails the step', GITHUB, 'if pytest; then echo ok; else exit 1; fi'],
  ['masked', GITHUB, 'if pytest; then echo ok; else echo not ok; fi'],
  ['masked', GITHUB, 'if ! pytest; then echo no; fi'],
  ['fails the step', GITHUB, 'if [ -d tests ]; then\n  pytest\nfi\necho done'],
  ['masked', GITHUB, '! pytest'],
  ['does not run', GITHUB, 'if false; then pytest; fi'],
  ['does not run', GITHUB, 'echo pytest'],
  ['does not run', GITHUB, '# pytest'],
  ['does not run', GITHUB, 'cat <<EOF\npytest\nEOF'],
  ['does not run', GITHUB, 'pip install pytest'],
  ['does not run', GITHUB, 'exit 0\npytest'],
  ['does not run', GITHUB, 'run() {\n  pytest\n}\necho done'],
  ['fails the step', GITHUB, 'run() {\n  pytest\n}\nrun'],
  ['masked', GITHUB, 'run() {\n  pytest\n}\nrun || true'],
  ['fails the step', { errexit: true, args: ['run'] }, 'run() {\n  pytest\n}\n"$@"'],
  ['does not run', { errexit: true, args: ['build'] }, 'case "$1" in\n test) pytest ;;\n build) echo ;;\nesac'],
  ['fails the step', GITHUB, '(cd app; pytest)\necho done'],
  ['fails the step', PLAIN, '(cd app && pytest)'],
  ['masked', GITHUB, '(pytest; true) || true'],
  ['masked', GITHUB, 'echo "result: $(pytest)"'],
  ['fails the step', GITHUB, 'result=$(pytest)\necho "$result"'],
  ['masked', GITHUB, 'export RESULT=$(pytest)'],
  ['fails the step', GITHUB, 'for d in a b; do pytest $d; done\necho done'],
  ['masked', GITHUB, 'for d in a b; do pytest $d || true; done'],
  ['masked', PLAIN, 'for d in a b; do pytest $d; done\necho done'],
  ['masked', GITHUB, 'until pytest; do sleep 1; done'],
  ['fails the step', GITHUB, 'bash -c "pytest"'],
  ['masked', GITHUB, 'bash -c "pytest; echo done"'],
  ['fails the step', GITHUB, 'bash -ec "pytest; echo done"'],
  ['fails the step', GITHUB, 'eval "pytest -q"'],
  ['fails the step', GITHUB, 'sudo -E timeout 60 env A=b pytest'],
  ['fails the step', GITHUB, 'poetry run python -m pytest'],
  ['fails the step', GITHUB, 'uv run --with pytest-cov -p 3.12 pytest'],
  ['fails the step', GITHUB, 'uv run -m pytest'],
  ['fails the step', GITHUB, 'uvx --with numpy pytest@latest tests'],
  ['fails the step', GITHUB, 'coverage run --source src -m pytest'],
  ['fails the step', GITHUB, 'python -m coverage run -m pytest'],
  ['fails the step', GITHUB, 'python3.11 -W ignore -m pytest'],
  ['fails the step', GITHUB, '.venv/bin/pytest'],
  ['fails the step', GITHUB, 'conda run --no-capture-output -n env pytest'],
  ['fails the step', GITHUB, 'micromamba run -n env python -m pytest'],
  ['fails the step', GITHUB, 'docker run --rm -v $PWD:/app -e A=b image pytest -q'],
  ['fails the step', GITHUB, 'docker compose -f compose.yml run --rm api sh -c "pytest"'],
  ['fails the step', GITHUB, 'docker exec -it api pytest'],
  ['does not run', GITHUB, 'docker run --rm image'],
  ['fails the step', GITHUB, 'ssh -i key user@host "cd app && pytest"'],
  ['fails the step', GITHUB, 'PYTHONPATH=. pytest'],
  ['fails the step', GITHUB, 'PYTHON=python3\n$PYTHON -m pytest'],
  ['fails the step', GITHUB, 'pytest ${{ matrix.folder }} --out="${{ github.sha }}"'],
  ['fails the step', GITHUB, 'find . -name "test_*" | xargs pytest'],
  ['does not run', GITHUB, 'command -v pytest'],
  ['does not run', GITHUB, 'which pytest && echo there'],
  ['fails the step', GITHUB, '[ -d tests ] && pytest'],
  ['fails the step', GITHUB, 'pytest \\\n  -q \\\n  tests'],
]

describe('does pytest run, and does its failure fail the step', () => {
  it.each(cases)('%s, %j: %s', (expected, options, text) => { expect(answer(text, options)).toBe(expected) })
})

describe('what is said of a command', () => {
  it('has its line, folder, condition and where its output goes', () => {
    const { commands } = readShell('cd app\nif [ -f x ]; then\n  pytest -q > log.txt\nfi\n(cd ../web && npm test)\nls')
    expect(commands.find((command) => command.words[0] === 'pytest')).toMatchObject({ line: 3, directory: 'app', condition: '[ -f x ]', writesTo: 'log.txt' })
    expect(commands.find((command) => command.words[0] === 'npm')).toMatchObject({ directory: 'web', subshell: true })
    expect(commands.find((command) => command.words[0] === 'ls')).toMatchObject({ directory: 'app' })
  })

  it('gives expressions of a workflow back as they are written', () => {
    const [command] = readShell('docker build -t ${{ env.IMAGE }}:${{ github.sha }} .').commands
    expect(command?.words).toEqual(['docker', 'build', '-t', '${{ env.IMAGE }}:${{ github.sha }}', '.'])
  })

  it('lists the wrappers that were taken off', () => {
    expect(readShell('sudo docker compose run --rm api poetry run pytest').commands[0]?.through).toEqual(['sudo', 'docker compose run api', 'poetry run'])
  })

  it('survives scripts that are broken or nested without end', () => {
    for (const text of ['if', 'a "', '$('.repeat(2000), '"$('.repeat(2000), `${'"$('.repeat(200)}x${')"'.repeat(200)}`, 'f() { f; }\nf', '('.repeat(5000), 'bash -c '.repeat(500)]) {
      expect(readShell(text).commands.length).toBeLessThan(3001)
    }
  })
})
