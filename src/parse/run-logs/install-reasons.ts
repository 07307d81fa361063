import { pathInRepository, toldReason, type Telling, type ToldReason } from './told-reason.ts'

type Told = Pick<Telling, 'kind' | 'about' | 'at'>
type Rule = readonly [pattern: RegExp, tell: (match: RegExpExecArray) => Told]

const file = (path: string | undefined): Told => ({ kind: 'no-such-file', about: [path === undefined ? undefined : pathInRepository(path) ?? path] })
const about = (kind: Told['kind']) => ([, name]: RegExpExecArray): Told => ({ kind, about: [name] })

/** What package managers say, the first that fits a line. */
const PACKAGES: readonly Rule[] = [
  [/^ERROR: Could not find a version that satisfies the requirement ([\w.[\],<>=!~ -]{1,200}?) \(from/, about('missing-package')],
  [/^ERROR: No matching distribution found for ([\w.[\],<>=!~-]{1,200})/, about('missing-package')],
  [/Because ([\w.-]{1,100}) was not found in the package registry/, about('missing-package')],
  [/^.{0,8}Because there (?:is|are) no versions? of ([\w.=<>~!-]{1,100})/, about('missing-package')],
  [/^\s{0,8}Because .{1,120} depends on ([\w.-]{1,100}) \([^)]{1,80}\) which doesn't match any versions/, about('missing-package')],
  [/Could not find a matching version of package ([\w.-]{1,100})/, about('missing-package')],
  [/The '(sklearn)' PyPI package is deprecated/, about('missing-package')],
  [/unexpected error - \w{1,20} is supported, but requires '(dvc-\w{1,20})' to be installed/, ([, name]) => ({ kind: 'missing-module', about: [name?.replace('-', '_')] })],
  [/^ERROR: Package '([^']{1,100})' requires a different Python: \S{1,40} not in '([^']{1,60})'/, ([, name, wanted]) => ({ kind: 'python-version', about: [wanted, name] })],
  [/[Tt]he current(?:ly activated)? Python version \(?[\w.]{1,20}\)? (?:is not (?:allowed|supported) by the project \(([^)]{1,60})\)|does not satisfy Python([<>=~!\d.,]{1,60}))|^Current Python version \([\w.]{1,20}\) is not allowed by the project \(([^)]{1,60})\)/, ([, one, two, three]) => ({ kind: 'python-version', about: [one ?? two ?? three] })],
  [/incompatible with the project's Python requirement: `([^`]{1,60})`/, about('python-version')],
  [/^(?:##\[error\])?The version '([\w.~^*-]{1,30})' with architecture '\w{1,10}' was not found/, about('python-version')],
  [/^ERROR: Cannot install .{1,300}because these package versions have conflicting dependencies/, () => ({ kind: 'package-conflict' })],
  [/^ERROR: ResolutionImpossible|^(?:\S{0,40}: )?LibMambaUnsatisfiableError|^error {1,4}libmamba Could not solve/, () => ({ kind: 'package-conflict' })],
  [/^(?:npm (?:ERR!|error) )?`npm ci` can only install packages when your package\.json and package-lock\.json/, () => ({ kind: 'stale-lock', about: ['npm install'] })],
  [/pyproject\.toml changed significantly since poetry\.lock was last generated|poetry\.lock is not up to date with pyproject\.toml/, () => ({ kind: 'stale-lock', about: ['poetry lock'] })],
  [/The lockfile at `uv\.lock` needs to be updated/, () => ({ kind: 'stale-lock', about: ['uv lock'] })],
  [/^Your Pipfile\.lock \(\w{1,80}\) is out of date/, () => ({ kind: 'stale-lock', about: ['pipenv lock'] })],
  [/^error: externally-managed-environment/, () => ({ kind: 'no-environment', about: ['pip'] })],
  [/^error: No virtual environment found/, () => ({ kind: 'no-environment', about: ['uv'] })],
  [/^CondaError: Run 'conda init' before 'conda activate'/, () => ({ kind: 'no-environment', about: ['conda'] })],
  [/^E: (?:Unable to locate package ([\w.+:-]{1,100})|Package '([\w.+:-]{1,100})' has no installation candidate)/, ([, one, two]) => ({ kind: 'missing-package', about: [one ?? two] })],
  [/^ERROR: Invalid requirement: ['"]?([^'"]{1,200})/, about('bad-requirement')],
  [/^ERROR: Could not install packages due to an (?:OSError|EnvironmentError): \[Errno 2\] No such file or directory: '(\/[^']{1,300})'/, about('bad-requirement')],
  [/^\s{0,4}ERROR: Failed building wheel for ([\w.-]{1,100})|^ERROR: (?:Could not build wheels for|Failed to build installable wheels for some pyproject\.toml based projects \() ?([\w.-]{1,100})/, ([, one, two]) => ({ kind: 'package-build', about: [one ?? two] })],
  [/^\s{0,4}(?:× Failed to build `([\w.-]{1,100})[=`@ ]|╰─> (?!See\b|\[)([\w.-]{2,80})$)/, ([, one, two]) => ({ kind: 'package-build', about: [one ?? two] })],
]

/** What a shell, make, pytest, Docker and the runner say where something is not there, the first that fits a line. */
const THINGS: readonly Rule[] = [
  [/^ERROR: Could not open requirements file: \[Errno 2\][^']{0,80}'([^']{1,300})'/, ([, path]) => file(path)],
  [/^(?:\S{1,300}: )?line \d{1,6}: ([\w.+-]{1,100}): command not found/, about('missing-command')],
  [/^(?:\/bin\/)?(?:ba|da)?sh: (?:line )?\d{1,6}: ([\w.+-]{1,100}): not found/, about('missing-command')],
  [/^'?([\w.+-]{1,100})'?(?:: The term '[\w.+-]{1,100}')? is not recognized as (?:a name of a cmdlet|an internal or external command)/, about('missing-command')],
  [/^env file (\S{1,300}) not found/, ([, path]) => file(path)],
  [/^error: Failed to spawn: `([\w.+-]{1,100})`/, about('missing-command')],
  [/^Command not found: ([\w.+-]{1,100})/, about('missing-command')],
  [/^make(?:\[\d{1,3}\])?: ([\w.+-]{1,100}): No such file or directory/, about('missing-command')],
  [/^make(?:\[\d{1,3}\])?: \*\*\* No rule to make target ['`]([^']{1,200})', needed by /, ([, path]) => file(path)],
  [/^make(?:\[\d{1,3}\])?: \*\*\* No rule to make target ['`]([^']{1,200})'/, about('no-such-target')],
  [/^(?:##\[error\])?(?:Error: )?Unable to resolve action `?([\w./-]{1,150}@[\w./-]{1,80})/, about('action-version')],
  [/uses a deprecated version of `([\w./-]{1,150}: ?[\w./-]{1,80})`/, about('action-version')],
  [/^ERROR: you are not inside of a DVC repository/, () => ({ kind: 'no-such-file', about: ['.dvc/config'] })],
  [/^EnvironmentFileNotFound: '([^']{1,300})' file not found/, ([, path]) => file(path)],
  [/^ERROR: file or directory not found: (\S{1,300})/, ([, path]) => file(path)],
  [/: can't open file '([^']{1,300})': \[Errno 2\]/, ([, path]) => file(path)],
  [/failed to (?:read dockerfile|solve with frontend dockerfile\S{0,20}): .{0,80}open ([\w./-]{1,200}): no such file/, ([, path]) => file(path)],
  [/failed to (?:compute cache key|calculate checksum of ref).{0,200}"\/?([^"]{1,300})": not found/, ([, path]) => file(path)],
  [/^COPY failed: file not found in build context or excluded by \.dockerignore: stat ([\w./-]{1,300}):/, ([, path]) => file(path)],
  [/unable to prepare context: path "([^"]{1,300})" not found/, ([, path]) => file(path)],
  [/An error occurred trying to start process '[^']{1,100}' with working directory '([^']{1,300})'\. No such file/, ([, path]) => file(path)],
  [/^ERROR: failed to reproduce '[^']{1,200}': (?:missing data 'sources?': |dependency '|output ')([\w./-]{1,300})/, ([, path]) => file(path)],
  [/^(?:Poetry could not find a|error: No `)(?: )?(pyproject\.toml)/, ([, path]) => file(path)],
  [/^(?:\S{1,300}: line \d{1,6}: |\/bin\/(?:ba|da)?sh: (?:line )?\d{1,6}: )?([\w./-]{0,200}\.(?:sh|bash|py)|\.\/[\w./-]{1,200}): Permission denied$/, about('not-executable')],
  [/exec: "(\.?\/?[\w./-]{1,200}\.sh)": permission denied/, about('not-executable')],
  [/^(?:\S{1,300}: line \d{1,6}: )?(?:cat|cp|mv|ls|bash|sh|source|chmod|cd|unzip|tar|\S{1,300}: line \d{1,6}): (?:cannot (?:stat|access) ')?([\w./-]{1,300})'?: No such file or directory/, ([, path]) => file(path)],
  [/^\S{1,300}: line \d{1,6}: ([\w./-]{1,300}): No such file or directory/, ([, path]) => file(path)],
  [/^\S{1,300}: line \d{1,6}: ([A-Za-z_]\w{1,80}): (?:unbound variable|parameter (?:null or )?not set)/, about('missing-variable')],
  [/invalid tag "([\w./:@-]{1,200})": repository name must be lowercase|repository name \(([\w./:@-]{1,200})\) must be lowercase/, ([, one, two]) => ({ kind: 'image-name', about: [one ?? two] })],
  [/^\S{1,300}: line (\d{1,6}): syntax error near unexpected token (.{1,60})/, ([, , token]) => ({ kind: 'syntax-error', about: [`syntax error near unexpected token ${token ?? ''}`] })],
  [/^(?:ERROR: )?(?:failed to (?:solve|build): ){0,2}dockerfile parse error(?: on)? line \d{1,6}: (.{1,200})/, about('syntax-error')],
]

/** Options of pytest that packages beside it bring, and the module of each. */
const PYTEST_OPTIONS: readonly (readonly [RegExp, string])[] = [[/--cov\b/, 'pytest_cov'], [/--asyncio-mode\b/, 'pytest_asyncio'], [/--timeout\b/, 'pytest_timeout'], [/(?:^| )(?:-n|--numprocesses)\b/, 'pytest_xdist'], [/--reruns\b/, 'pytest_rerunfailures'], [/--html\b/, 'pytest_html']]
/** What pip says of a network that did not answer, before it says that it found no version. */
const NO_NETWORK = /connection broken by|Connection to \S{1,100} timed out|NewConnectionError|Temporary failure in name resolution|Read timed out/
const JUST_BEFORE = 12

/** What is not there of what a step's commands ask for: packages, commands, files, targets. A message of several lines is told by its first. */
export function installReasons(output: readonly string[]): readonly ToldReason[] {
  const told: ToldReason[] = []
  output.forEach((line, end) => {
    const found = foundIn(output, line, end)
    if (found === null) return
    const one = toldReason({ ...found, line, end })
    const last = told.at(-1)
    const isSame = last !== undefined && last.reason.kind === one.reason.kind && end - last.end <= 3
    if (isSame) told[told.length - 1] = { reason: last.reason, end }
    else told.push(one)
  })
  return told
}

function foundIn(output: readonly string[], line: string, end: number): Told | null {
  const [, options] = /error: unrecognized arguments: (.{1,300})/.exec(line) ?? []
  const option = options === undefined || !/pytest|file_or_dir/.test(output.slice(Math.max(0, end - 2), end + 1).join(' ')) ? undefined : PYTEST_OPTIONS.find(([pattern]) => pattern.test(options))
  if (option !== undefined) return { kind: 'missing-module', about: [option[1]] }
  for (const [pattern, tell] of [...PACKAGES, ...THINGS]) {
    const match = pattern.exec(line)
    if (match === null) continue
    const found = tell(match)
    return found.kind === 'missing-package' && output.slice(Math.max(0, end - JUST_BEFORE), end).some((before) => NO_NETWORK.test(before)) ? { kind: 'no-answer', about: ['pypi.org'] } : found
  }
  return null
}
