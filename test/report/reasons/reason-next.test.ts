import { describe, expect, it } from 'vitest'
import { REASON_KINDS, type ReasonContext, type RunReason } from '../../../src/model/run-reason.ts'
import { sentence } from '../../../src/report/text/markdown-text.ts'
import { reasonNext } from '../../../src/report/reasons/reason-next.ts'
import { reasonWords } from '../../../src/report/reasons/reason-words.ts'

const NOTHING: ReasonContext = { packageName: null, isOwnModule: false, isOwnByName: false, isInCommit: false, isData: false, near: null, requirements: null }
const PLACE = { workflow: '.github/workflows/ci.yml', job: 'test', step: 'pytest' }
const reason = (kind: RunReason['kind'], about: readonly string[] = [], at: RunReason['at'] = null, line = 'the line'): RunReason => ({ kind, line, about, at })

describe.each(REASON_KINDS)('what to do about %s', (kind) => {
  it('is one action with its reason, whatever is known of it', () => {
    for (const next of [reasonNext(reason(kind), NOTHING), reasonNext(reason(kind, ['alpha', 'beta'], { path: 'src/a.py', line: 3 }), NOTHING)]) {
      expect(next).toMatch(/^[A-Z][^!]{30,400}\.$/)
      expect(next).not.toMatch(/``|undefined|null|\b(?:simply|just|obviously|easy|I)\b/)
    }
  })
  it('puts no text of a log into a command that a shell would read as more', () => {
    const commands = [...reasonNext(reason(kind, ['a; rm -rf $(pwd)', 'b && c'], { path: 'x; y', line: 1 }), NOTHING).matchAll(/`((?:pytest|git add|make -n) [^`]*)`/g)]
    expect(commands.filter(([, command = '']) => /[;$&|()]/.test(command))).toEqual([])
  })
})

it.each([
  [reason('missing-module', ['mlflow']), { packageName: 'mlflow', requirements: 'requirements.txt' }, 'Add `mlflow` to `requirements.txt`, then push'],
  [reason('missing-module', ['sklearn']), { packageName: 'scikit-learn' }, 'Let the job install `scikit-learn` (imported as `sklearn`) in a step before this one'],
  [reason('missing-module', ['src']), { isOwnModule: true }, 'Make `src`, which is of this repository, known to Python in CI'],
  [reason('missing-module', ['src.train']), { isOwnModule: true }, 'Look whether `src/train` is in this commit'],
  [reason('missing-module', ['config']), { isOwnByName: true }, 'Look whether `config` is a module of yours that is not in this commit'],
  [reason('failing-test', ['tests/test_a.py::test_b'], { path: 'tests/test_a.py', line: 7 }), {}, 'Run `pytest tests/test_a.py::test_b` on your machine'],
  [reason('failing-test', ['tests/test_a.py::test_b[1-x y]'], { path: 'tests/test_a.py', line: 7 }), {}, 'Run `pytest tests/test_a.py` on your machine'],
  [reason('lint', ['black'], { path: 'src/a.py', line: 0 }), {}, 'Run `black .` on your machine, look at what it changes in `src/a.py`'],
  [reason('no-such-file', ['data/raw/churn.csv']), { isData: true }, 'Bring `data/raw/churn.csv` to the machine of CI before this step: `dvc pull`'],
  [reason('no-such-file', ['config/train.yml']), {}, 'Add `config/train.yml` to the commit (`git add config/train.yml`)'],
  [reason('authentication', ['Google Cloud']), {}, 'Let the job sign in to Google Cloud before this step'],
] as const)('names what this repository has: %#', (of, context, words) => { expect(reasonNext(of, { ...NOTHING, ...context })).toContain(words) })

it('says where it was found and what the log says, and the place once', () => {
  expect(reasonWords(reason('missing-module', ['mlflow'], { path: 'src/train.py', line: 3 }, 'ModuleNotFoundError: No module named \'mlflow\''), PLACE)).toBe('`ci.yml`, job “test”, step “pytest” failed: `ModuleNotFoundError: No module named \'mlflow\'`, at `src/train.py:3`.')
  expect(reasonWords(reason('lint', ['ruff', 'F401'], { path: 'a.py', line: 3 }, 'a.py:3:1: F401 `os` imported but unused'), PLACE)).toBe('`ci.yml`, job “test”, step “pytest” failed: `a.py:3:1: F401 os imported but unused`.')
})

it.each([
  [['tests/test_a.py::test_b'], 'failed: `FAILED tests/test_a.py::test_b`, at `tests/test_a.py:7`.'],
  [['tests/test_a.py::test_b', 'tests/test_a.py::test_c'], 'failed: `FAILED tests/test_a.py::test_b`, at `tests/test_a.py:7`, and 1 more test.'],
  [['tests/test_a.py::test_b', 'b', 'c', 'd', 'e'], 'failed: `FAILED tests/test_a.py::test_b`, at `tests/test_a.py:7`, and at least 4 more tests.'],
])('says of tests how many more failed: %#', (tests, words) => {
  expect(reasonWords(reason('failing-test', tests, { path: 'tests/test_a.py', line: 7 }, 'FAILED tests/test_a.py::test_b'), PLACE)).toContain(words)
})

it('shows a line that is made to do more as text', () => {
  const said = sentence(reasonWords(reason('import-error', [], null, '`</details> @maria [x](https://evil.example) <img src=x>`'), PLACE))
  expect(said).toContain('`</details> @maria [x](https://evil.example) <img src=x>`')
})

it('does not repeat a line that may hold a credential', () => {
  expect(reasonWords(reason('authentication', [], null, ''), { ...PLACE, step: '' })).toBe('`ci.yml`, job “test” failed: its log says why in a line that may hold a credential, which is not repeated.')
})

describe('a file that holds credentials is written by the job, and belongs in no commit', () => {
  it.each([
    '.env', 'app/.env', '.env.production', 'config/prod.env', 'service-account.json', 'keys/gcp_credentials.json', 'credentials.json', 'deploy/tls.pem', 'id_ed25519', '/home/runner/.aws/credentials', '/home/ana/.kaggle/kaggle.json', 'secrets/db.txt',
    '.streamlit/secrets.toml', '.dvc/config.local', 'client_secret.json', 'churn-417609-3f2c1ab09d8e.json', 'terraform/prod.tfvars', 'data/credentials.json', 'C:\\Users\\ana\\key.json',
  ])('%s', (path) => {
    const next = reasonNext(reason('no-such-file', [path]), { ...NOTHING, near: '.env.example' })
    expect(next).toContain(`Let the job write \`${path}\` from a secret of the repository`)
    expect(next).not.toMatch(/git add|to the commit|is not in this commit/)
  })
  it.each(['.env.example', 'config/train.yml', 'src/secrets.py', 'docs/secrets.md', 'tokenizer.json', 'monkey.json', 'params-secretary.yaml', 'keys.yaml', 'envoy.yaml'])('but not %s', (path) => {
    expect(reasonNext(reason('no-such-file', [path]), NOTHING)).toContain('to the commit')
  })
})
