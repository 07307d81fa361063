import type { ReasonContext, RunReason } from '../../model/run-reason.ts'
import { named } from './reason-names.ts'

/** Words that many packages share: which one is missing shows in the import. */
const SHARED: ReadonlySet<string> = new Set(['google', 'azure', 'opentelemetry'])
/** Packages that are only for one kind of machine, and which. */
const OF_WINDOWS: ReadonlySet<string> = new Set(['pywin32', 'pywinpty', 'pypiwin32', 'windows-curses', 'comtypes', 'tensorflow-intel'])
const OF_MACOS: ReadonlySet<string> = new Set(['tensorflow-macos', 'tensorflow-metal', 'pyobjc', 'pyobjc-core'])

/** The list that the job installs packages from, as far as its log tells. */
export function listOf({ requirements }: ReasonContext): string {
  return requirements === null ? 'the list that the job installs from (`requirements.txt`, `pyproject.toml`)' : named(requirements)
}

/** What to do about a module that Python does not find: a package of its own, one of the project, or a part of a package in another version. */
export function moduleNext(module: string | undefined, context: ReasonContext, inImage: boolean): string {
  const { packageName, isOwnModule, isOwnByName, requirements } = context
  const list = listOf(context)
  if (module === undefined) return `Add the package that the log names to ${list}: the job has only what it installs.`
  const [own = module, ...inside] = module.split('.')
  if ((isOwnModule || isOwnByName) && inside.length > 0) return `Look whether ${named(module.replaceAll('.', '/'))} is in this commit: Python found ${named(own)}, and not that part of it. \`git status --ignored\` shows whether a rule of \`.gitignore\` leaves it out.`
  if (isOwnModule && inImage) return `Let the image have ${named(own)}, which is of this repository, where Python looks for it: \`COPY\` the folder as a whole, and install the project, or set \`PYTHONPATH\` to the folder above it.`
  if (isOwnModule) return `Make ${named(own)}, which is of this repository, known to Python in CI: let the job install the project (\`pip install -e .\`), start programs from the repository's folder with \`python -m\`, or set \`pythonpath\` for pytest in \`pyproject.toml\`. An editor adds that folder by itself.`
  if (isOwnByName) return `Look whether ${named(own)} is a module of yours that is not in this commit (\`git status --ignored\` shows what is left out), and commit it; where it is a package, add it to ${list}. Modules of projects often have that name.`
  if (SHARED.has(own) && inside.length < 2) return `Add the package that brings ${named(module)} to ${list}, then push: several packages share that word, and the import in your code says which one is meant.`
  if (inside.length > 0 && !SHARED.has(own)) return versionNext(packageName ?? own, module, list)
  const name = packageName ?? own
  const brought = `${named(name)}${name.replaceAll('-', '_') === own ? '' : ` (imported as ${named(module)})`}`
  if (inImage) return `Add ${brought} to the list that the Dockerfile installs from, above the line that needs it, then push: an image has only what its own lines bring.`
  return requirements === null
    ? `Let the job install ${brought} in a step before this one: add it to ${list}, then push. The job has only what it installs, whatever your machine has.`
    : `Add ${brought} to ${list}, then push: the job has only what it installs, whatever your machine has.`
}

/** What to do about a requirement for which the index has no version. */
export function packageNext({ about: [requirement], line }: RunReason, context: ReasonContext): string {
  if (line.startsWith('E: ')) return `Check ${requirement === undefined ? 'the name' : named(requirement)} among the packages of that system, behind an \`apt-get update\` in the same line: names change from one version of Debian to the next (\`libgl1-mesa-glx\` became \`libgl1\`).`
  const list = listOf(context)
  const name = /^[\w.-]+/.exec(requirement ?? '')?.[0].toLowerCase() ?? ''
  if (requirement !== undefined && OF_WINDOWS.has(name)) return `Take ${named(requirement)} out of ${list}, or mark it (\`; sys_platform == "win32"\`): it is a package for Windows alone, and the machine of CI is another one.`
  if (requirement !== undefined && OF_MACOS.has(name)) return `Take ${named(requirement)} out of ${list}, or mark it (\`; sys_platform == "darwin"\`): it is a package for macOS alone, and the machine of CI is another one.`
  return context.near === null
    ? `Check ${requirement === undefined ? 'the package that the log names' : named(requirement)} in ${list}: PyPI has no such package, or no such version for the Python of this job (\`pip index versions NAME\` lists what it has).`
    : `Write ${named(context.near)} in the place of ${named(requirement ?? '')} in ${list}: PyPI has no package to install under the name that is written there.`
}

/** What to do where a package is there and does not have what is asked of it. */
export function versionNext(name: string | undefined, part: string | undefined, list: string): string {
  if (name === 'numpy') return `Ask for a version of \`numpy\` in ${list} that the other packages and the saved model were made with (\`pip show numpy\` on your machine says which): one from before version 2 does not go together with one from after it.`
  return `Ask for a version of ${name === undefined ? 'the package' : named(name)} in ${list} that has ${part === undefined ? 'what the line names' : named(part)}, or use what the newer one has in its place: packages move and drop names, and \`pip show\` on your machine says which version works there.`
}

/** What to do about a line that pip cannot read, or that names a folder of another machine. */
export function requirementNext(requirement: string | undefined, list: string): string {
  if (requirement !== undefined && /^(?:\/|…)/.test(requirement)) return `Write names and versions in ${list} (\`pip list --format=freeze\` gives them): ${named(requirement)} is a folder of the machine that the list was made on, as \`pip freeze\` writes it where conda installed the packages.`
  return `Write ${requirement === undefined ? 'the line that the log names' : named(requirement)} in ${list} as pip reads it: a name, two equals signs and a version, one package a line.`
}

/** What to do where the job's Python is not the one that is asked for. */
export function pythonNext({ line, about: [wanted, module] }: RunReason): string {
  if (/with architecture .{0,20}was not found/.test(line)) return `Ask \`actions/setup-python\` for a version that there is, in quotes: ${named(wanted ?? 'the version')} was not found, and YAML reads 3.10 without quotes as the number 3.1.`
  const asks = module === undefined ? 'the project asks for' : `${named(module)} asks for`
  return `Let the job set up the Python that ${asks}${wanted === undefined ? '' : ` (${named(wanted)})`}, with \`python-version\` of \`actions/setup-python\` in quotes, or the base image where this runs in one: the Python there is another one.`
}
