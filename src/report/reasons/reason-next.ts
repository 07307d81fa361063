import type { ReasonContext, RunReason } from '../../model/run-reason.ts'
import { accessNext, answerNext } from './reason-access.ts'
import { fileNext, folderNext } from './reason-files.ts'
import { commandWord, named, thing } from './reason-names.ts'
import { listOf, moduleNext, packageNext, pythonNext, requirementNext, versionNext } from './reason-packages.ts'
import { lintNext, testNext } from './reason-tests.ts'

const AGAIN = 'let the run go again (Re-run failed jobs on its page)'

/** What to do next where a step failed for this reason, with this repository's names: one action, and why it helps. */
export function reasonNext(reason: RunReason, context: ReasonContext): string {
  const { kind, about: [first, second], at, inImage = false } = reason
  const place = at === null ? null : named(at.line > 0 ? `${at.path}:${at.line}` : at.path)
  const list = listOf(context)
  switch (kind) {
    case 'missing-module': return moduleNext(first, context, inImage)
    case 'missing-package': return packageNext(reason, context)
    case 'missing-library': return `Let ${inImage ? 'the image' : 'the job'} install the system package that brings ${thing(first, 'the library')} before ${inImage ? 'the line that needs it' : 'this step'} (\`apt-get install\`${aptWords(first)}): it belongs to the system, and pip does not bring it.`
    case 'package-conflict': return `Loosen one of the versions that the log names in ${list}; installing from it in a new environment on your machine shows the same conflict.`
    case 'package-version': return versionNext(first, second, list)
    case 'package-build': return `${context.near === null ? `Ask for a version of ${thing(first, 'the package')} that has a ready build (a wheel) for the Python of this job, or let the job use a Python that it has one for` : `Write ${named(context.near)} in the place of ${named(first ?? '')} in ${list}`}: it had to be compiled here, and that failed.`
    case 'bad-requirement': return requirementNext(first, list)
    case 'stale-lock': return `Run ${first === undefined ? 'the command that writes the lock file' : named(first)} on your machine and commit the lock file that it writes: the list of packages has changed since, and the job installs only where the two agree.`
    case 'python-version': return pythonNext(reason)
    case 'no-environment': return environmentNext(first)
    case 'action-version': return `Ask for a version of ${thing(first, 'the action')} that GitHub runs (the page of the action lists its releases), in every workflow that uses it: this one is not there, or is one that GitHub has switched off.`
    case 'missing-command': return inImage
      ? `Let the image install ${thing(first, 'the command')} in a line of the Dockerfile above the one that calls it: an image has only what its own lines bring.`
      : `Let the job install ${thing(first, 'the command')} in a step before this one: the machine of CI has only what the job installs.`
    case 'import-error': return importNext(reason, place)
    case 'syntax-error': return `Mend the syntax${place === null ? ' that the line names' : ` at ${place}`}, run the same command on your machine, then push. Where your machine reads it, the job has an older Python (\`python-version\`).`
    case 'no-such-file': return fileNext(reason, context, place)
    case 'missing-folder': return folderNext(first, place)
    case 'missing-resource': return `Let the job fetch ${thing(first, 'the resource')} in a step before this one${second === 'nltk' ? ' (`python -m nltk.downloader`, with its name)' : second === 'spacy' ? ' (`python -m spacy download`, with its name)' : ''}: your machine fetched it once, and CI begins without it.`
    case 'no-such-target': return `Call a target that the Makefile has, or add ${thing(first, 'the target')} to it: \`make -n ${commandWord(first) ?? 'TARGET'}\` on your machine says whether it is there.`
    case 'not-executable': return `Mark ${thing(first, 'the script')} as a program for git${commandWord(first) === null ? '' : ` (\`git update-index --chmod=+x ${commandWord(first) ?? ''}\`)`} and commit that, or call it by what runs it (\`bash\`, \`python\`): git keeps whether a file may be run, and says no here.`
    case 'missing-image': return `Check the name ${thing(first, 'of the image')}: neither this machine nor the registry has an image of that name and tag. One that Buildx made is on this machine only with \`load: true\`; a private one also needs a sign-in before it.`
    case 'image-name': return `Write the name ${thing(first, 'of the image')} in small letters: registries take no others, and \`github.repository\` keeps the large letters of its owner and its name.`
    case 'lint': return lintNext(first, second, place)
    case 'failing-test': return testNext(reason)
    case 'no-tests': return 'Let the test runner find the tests: files named `test_*.py` with functions named `test_…`, in the folder that the step names, and no marker or `-k` that leaves all of them out; without one pytest ends with an error.'
    case 'coverage': return `Write tests for what no test runs yet (\`--cov-report=term-missing\` lists the lines): all tests passed, and ${second === undefined ? 'what they run' : `the ${named(`${second} %`)} that they run`} is less than the ${first === undefined ? '' : `${named(`${first} %`)} `}asked for.`
    case 'missing-secret': return secretNext(first)
    case 'missing-variable': return `Give the step ${thing(first, 'the variable')} in its \`env\`, from a secret or a variable of the repository (Settings, Secrets and variables, Actions)${place === null ? '' : `, or a default at ${place}`}: what your shell or a \`.env\` sets on your machine, CI does not have.`
    case 'authentication': return accessNext(first)
    case 'no-answer': return answerNext(first)
    case 'quota': return quotaNext(first)
    case 'disk-full': return 'Let the job need less room: install the packages without what only training needs (a build for the CPU, say), or bring fewer data. The disk of the runner was full.'
    case 'data-not-pushed': return `Run \`dvc push\` on the machine that has the data, then ${AGAIN}: the remote lacks what \`dvc.lock\` or a \`.dvc\` file names. Where \`dvc remote list\` shows a folder of your machine, CI reaches none of it: give DVC a remote that both can reach.`
    case 'no-remote': return 'Give DVC a default remote and commit `.dvc/config`, which keeps it (`dvc remote add -d`): what was set with `--local` or `--global` is on your machine alone.'
    case 'lfs-pointer': return `Let the job check out with \`lfs: true\`${place === null ? '' : `, or fetch the file before ${place} reads it (\`git lfs pull\`)`}: what was read is no pickle; it begins as the pointer does that Git LFS keeps in the place of a file.`
    case 'timeout': return 'Let the step do less in CI (a sample of the data, fewer rounds of training), or give it more time with `timeout-minutes`, where it is known to end.'
    case 'exception': return `Mend what leads to ${thing(first, 'the exception')}${place === null ? '' : ` at ${place}`}, by the line that the log ends with and the lines above it, which say how it came there; the same command in a fresh clone shows it on your machine.`
    case 'memory': return 'Let the step need less memory in CI: a sample of the data, a smaller batch, or a column type that takes less. The runner ended the program when its memory was used up.'
  }
}

function importNext({ about: [first, second], line }: RunReason, place: string | null): string {
  const at = place === null ? '' : ` at ${place}`
  if (/relative import/.test(line)) return `Start the program as a module, from the folder above its package (\`python -m\` and the name with dots)${at === '' ? '' : `, or mend the import${at}`}: a file that is started by its path has no package around it.`
  if (/partially initialized module/.test(line)) return `Break the circle of imports${at}: two modules import each other, and ${second === undefined ? 'one of them' : named(second)} has no ${first === undefined ? 'such name' : named(first)} yet when the other asks. What both need can go to a third module, or an import into the function that needs it.`
  return first === undefined
    ? `Mend the import${at}: loading the module failed, for what the line says; the same command in a fresh clone with a new environment shows the whole error.`
    : `Mend the import of ${named(first)}${at}: ${second === undefined ? 'its module' : named(second)} has no such name at this commit; \`git status\` shows whether the file that defines it was left out.`
}

const SECRETS = '(Settings, Secrets and variables, Actions): the step got an empty text. A pull request from a fork is given no secrets.'
/** Names of inputs that are taken from secrets. */
const OF_SECRET = /user|token|key|secret|pass|cred|json|pat$|dsn|id$/i

function secretNext(input: string | undefined): string {
  if (input === 'username and password') return `Set the secrets that user name and password are taken from ${SECRETS}`
  return input === undefined || OF_SECRET.test(input)
    ? `Set the secret that ${thing(input, 'the input')} is taken from ${SECRETS}`
    : `Give the action its input ${named(input)} (under \`with\` in the workflow), and look whether what it is taken from holds anything: the action got an empty text.`
}

function quotaNext(service: string | undefined): string {
  return service === 'Git LFS'
    ? 'Let the job check out without LFS files that it does not need (`lfs: false`), or keep large files where the quota is none (DVC with a remote): the account has used up what GitHub gives for Git LFS this month.'
    : `Wait until the limit${service === undefined ? '' : ` of ${named(service)}`} is over, then ${AGAIN}: nothing of this commit failed. Signing in first, or a cache, makes it rarer.`
}

function environmentNext(tool: string | undefined): string {
  if (tool === 'conda') return 'Let the step use a shell that conda is set up in (`shell: bash -el {0}` behind `conda-incubator/setup-miniconda`): a step begins with a new shell, which knows nothing of `conda activate`.'
  return tool === 'uv'
    ? 'Make an environment before packages are installed into it (`uv venv`), let `uv sync` make it, or install beside the system with `--system`, which is enough in CI: uv found no environment.'
    : 'Set up a Python of the job\'s own before it installs packages (`actions/setup-python`), or make an environment (`python -m venv`): the Python of the system lets nothing be installed beside its own packages.'
}

/** Packages of Debian and Ubuntu that bring libraries which Python packages look for. */
const APT: ReadonlyMap<string, string> = new Map([['libgomp.so.1', 'libgomp1'], ['libGL.so.1', 'libgl1'], ['libgthread-2.0.so.0', 'libglib2.0-0'], ['libpq.so.5', 'libpq5'], ['libsndfile.so.1', 'libsndfile1'], ['libodbc.so.2', 'unixodbc'], ['libmagic.so.1', 'libmagic1']])

function aptWords(library: string | undefined): string {
  const name = APT.get(library ?? '')
  return name === undefined ? '' : ` of ${named(name)} on Debian and Ubuntu`
}
