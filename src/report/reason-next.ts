import type { ReasonContext, RunReason } from '../model/run-reason.ts'
import { plainLine } from './plain-line.ts'
import { holdsSecrets } from './secret-files.ts'

const LONGEST = 120
const AGAIN = 'let the run go again (Re-run failed jobs on its page)'

/** What to do next where a step failed for this reason, with this repository's names: one action, and why it helps. */
export function reasonNext(reason: RunReason, context: ReasonContext): string {
  const { kind, about: [first, second], at } = reason
  const place = at === null ? null : named(at.line > 0 ? `${at.path}:${at.line}` : at.path)
  const list = context.requirements === null ? 'the list that the job installs from (`requirements.txt`, `pyproject.toml`)' : named(context.requirements)
  switch (kind) {
    case 'missing-module': return moduleNext(first, context, list)
    case 'missing-package': return context.near === null
      ? `Check ${first === undefined ? 'the package that the log names' : named(first)} in ${list}: PyPI has no such package, or no such version for the Python of this job (\`pip index versions NAME\` lists what it has).`
      : `Write ${named(context.near)} in the place of ${named(first ?? '')} in ${list}: PyPI has no package under the name that is written there, or not in that version.`
    case 'package-conflict': return `Loosen one of the versions that the log names in ${list}; installing from it in a new environment on your machine shows the same conflict.`
    case 'missing-command': return `Let the job install ${thing(first, 'the command')} in a step before this one: the machine of CI has only what the job installs.`
    case 'import-error': return first === undefined
      ? `Mend the import${place === null ? '' : ` at ${place}`}: the module is there, and loading it failed; the same import on your machine shows the whole error.`
      : `Mend the import of ${named(first)}${place === null ? '' : ` at ${place}`}: ${second === undefined ? 'its module' : named(second)} has no such name at this commit; \`git status\` shows whether the file that defines it was left out.`
    case 'syntax-error': return `Mend the syntax${place === null ? ' that the line names' : ` at ${place}`}, run the same command on your machine, then push.`
    case 'no-such-file': return fileNext(first, context.near, place)
    case 'no-such-target': return `Call a target that the Makefile has, or add ${thing(first, 'the target')} to it: \`make -n ${commandWord(first) ?? 'TARGET'}\` on your machine says whether it is there.`
    case 'lint': return lintNext(first, second, place)
    case 'failing-test': return testNext(first, at?.path ?? null)
    case 'no-tests': return 'Let the test runner find the tests: files named `test_*.py` with functions named `test_…`, in the folder that the step names; without one pytest ends with an error.'
    case 'missing-secret': return `Set the secret that ${thing(first, 'the input')} is taken from (Settings, Secrets and variables, Actions): the step got an empty text. A pull request from a fork is given no secrets.`
    case 'authentication': return accessNext(first)
    case 'quota': return `Wait until the limit${first === undefined ? '' : ` of ${named(first)}`} is over, then ${AGAIN}: nothing of this commit failed. Signing in first, or a cache, makes it rarer.`
    case 'disk-full': return 'Let the job need less room: install the packages without what only training needs (a build for the CPU, say), or bring fewer data. The disk of the runner was full.'
    case 'data-not-pushed': return `Run \`dvc push\` on the machine that has the data, then ${AGAIN}: the remote lacks what \`dvc.lock\` or a \`.dvc\` file names.`
    case 'timeout': return 'Let the step do less in CI (a sample of the data, fewer rounds of training), or give it more time with `timeout-minutes`, where it is known to end.'
    case 'memory': return 'Let the step need less memory in CI: a sample of the data, a smaller batch, or a column type that takes less. The runner ended the program when its memory was used up.'
  }
}

function moduleNext(module: string | undefined, { packageName, isOwnModule, requirements }: ReasonContext, list: string): string {
  if (module === undefined) return `Add the package that the log names to ${list}: the job has only what it installs.`
  const [own = module] = module.split('.')
  if (isOwnModule) return `Make ${named(own)}, which is of this repository, known to Python in CI: let the job install the project (\`pip install -e .\`), or set \`pythonpath\` for pytest in \`pyproject.toml\`. On your machine the folder that you start in is added by itself.`
  const name = packageName ?? own
  const brought = `${named(name)}${name === own ? '' : ` (imported as ${named(own)})`}`
  return requirements === null
    ? `Let the job install ${brought} in a step before this one: add it to ${list}, then push. The job has only what it installs, whatever your machine has.`
    : `Add ${brought} to ${list}, then push: the job has only what it installs, whatever your machine has.`
}

/** Data and models, which DVC keeps and git does not. */
const KEPT_APART = /(?:^|\/)(?:data|models?|artifacts|dataset|datasets)\/|\.(?:csv|parquet|pkl|pickle|joblib|onnx|pt|pth|h5|keras|npy|npz|feather)$/i

function fileNext(path: string | undefined, near: string | null, place: string | null): string {
  if (path === undefined) return 'Mend the path that the line names: it is not in this commit.'
  if (holdsSecrets(path)) return `Let the job write ${named(path)} from a secret of the repository (Settings, Secrets and variables, Actions), in a step before this one: it belongs in no commit, since all who can read the repository could use what it holds.`
  if (near !== null) return `Mend the path${place === null ? '' : ` at ${place}`}: ${named(path)} is not in this commit, and ${named(near)} is.`
  if (KEPT_APART.test(path)) return `Bring ${named(path)} to the machine of CI before this step: \`dvc pull\` where DVC tracks it, or a step that makes it. git holds no such file at this commit.`
  return `Add ${named(path)} to the commit${commandWord(path) === null ? '' : ` (\`git add ${commandWord(path) ?? ''}\`)`}, or mend the path${place === null ? '' : ` at ${place}`}: it is not there on the machine of CI, where large and small letters differ.`
}

const CHECKS: ReadonlyMap<string, string> = new Map([['ruff', 'ruff check .'], ['flake8', 'flake8'], ['pycodestyle', 'pycodestyle .'], ['mypy', 'mypy'], ['pylint', 'pylint']])
const FORMATS: ReadonlyMap<string, string> = new Map([['black', 'black .'], ['ruff format', 'ruff format'], ['isort', 'isort .']])

function lintNext(tool: string | undefined, rule: string | undefined, place: string | null): string {
  const format = FORMATS.get(tool ?? '')
  if (format !== undefined) return `Run \`${format}\` on your machine, look at what it changes${place === null ? '' : ` in ${place}`}, and push that: the step only compares, and changes nothing.`
  const command = CHECKS.get(tool ?? '')
  const first = `${rule === undefined || rule === '' ? 'the first finding' : named(rule)}${place === null ? '' : ` at ${place}`}`
  return command === undefined ? `Mend ${first}, and run the same check on your machine until it finds nothing.` : `Mend ${first}, then run \`${command}\` on your machine until it finds nothing, and push.`
}

function testNext(test: string | undefined, path: string | null): string {
  const whole = commandWord(test)
  const file = commandWord(path ?? undefined)
  const run = whole !== null && (test ?? '').includes('::') ? `Run \`pytest ${whole}\`` : file !== null ? `Run \`pytest ${file}\`` : test === undefined ? 'Run the tests' : `Run the test ${named(test)}`
  return `${run} on your machine: what it expected and what came stand side by side in its output. Mend the code, or the test where it asks for what is no longer meant; then push.`
}

/** What to do by the service that refused; the last for one that is not named. */
const ACCESS: readonly (readonly [string, string])[] = [
  ['the container registry', 'Let the job sign in to the registry before it pushes (`docker/login-action`); for `ghcr.io` with the run’s own token the job also needs `packages: write` under `permissions`.'],
  ['Google Cloud', 'Let the job sign in to Google Cloud before this step (`google-github-actions/auth`), with credentials from a secret of the repository: the machine of CI has none of yours.'],
  ['AWS', 'Give the step the credentials of AWS from secrets of the repository (`aws-actions/configure-aws-credentials` before it, or its `env`): the machine of CI has none of yours.'],
  ['Azure', 'Let the job sign in to Azure before this step (`azure/login`), with credentials from a secret of the repository.'],
  ['the DVC remote', 'Give the step the credentials of the DVC remote from secrets of the repository, in its `env`: what `dvc remote modify --local` keeps on your machine is not in the commit.'],
  ['GitHub', 'Give the job the permission that the step needs under `permissions` in the workflow: the run’s own token has only those that stand there.'],
]

function accessNext(service: string | undefined): string {
  return ACCESS.find(([name]) => name === service)?.[1] ?? 'Give the step its credentials from a secret of the repository (Settings, Secrets and variables, Actions): the service did not let it in.'
}

function thing(name: string | undefined, otherwise: string): string {
  return name === undefined ? otherwise : named(name)
}

function named(text: string): string {
  return `\`${plainLine(text, LONGEST)}\``
}

/** A word that can stand in a command as it is: a shell reads nothing in it. */
function commandWord(text: string | undefined): string | null {
  return text !== undefined && /^[\w./:-]{1,200}$/.test(text) && !text.startsWith('-') ? text : null
}
