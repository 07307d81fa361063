/**
 * A command that runs another one. `flags` take the next word as their value; `positional` words stand before the command;
 * `directory` flags name the folder it runs in.
 */
export type Wrapper = { readonly flags: readonly string[]; readonly positional?: number; readonly directory?: readonly string[]; readonly silent?: boolean }

const UV = [
  '--with', '--with-requirements', '--with-editable', '--group', '--only-group', '--no-group', '--extra', '--no-extra', '-p', '--python', '--package',
  '--directory', '--project', '--env-file', '--index', '--index-url', '--extra-index-url', '--resolution', '--cache-dir', '--config-file', '--from', '-w',
]
const CONDA = ['-n', '--name', '-p', '--prefix', '--cwd']

/** Docker's flags of `run` and `exec` that stand alone; every other flag takes a value. */
export const DOCKER_SWITCHES: readonly string[] = [
  '--rm', '-i', '-t', '-it', '-ti', '-d', '-dit', '-itd', '-T', '--detach', '--privileged', '--init', '--read-only', '-P', '--interactive', '--tty', '--no-deps',
  '--build', '--service-ports', '--use-aliases', '--publish-all', '--no-healthcheck', '--quiet', '-q', '--quiet-pull', '--no-TTY', '--remove-orphans',
]

/** Wrappers of one word. */
export const PREFIXES: Readonly<Record<string, Wrapper>> = {
  time: { flags: ['-f', '-o'], silent: true }, nohup: { flags: [], silent: true }, exec: { flags: ['-a'], silent: true }, command: { flags: [], silent: true },
  builtin: { flags: [], silent: true }, sudo: { flags: ['-u', '-g', '-h', '-p', '-C', '-D', '--user', '--group'] }, doas: { flags: ['-u'] },
  env: { flags: ['-u', '-C', '--unset', '--chdir'], silent: true }, nice: { flags: ['-n'], silent: true }, ionice: { flags: ['-c', '-n'], silent: true },
  stdbuf: { flags: ['-o', '-i', '-e'], silent: true }, timeout: { flags: ['-k', '-s', '--signal', '--kill-after'], positional: 1, silent: true },
  'xvfb-run': { flags: ['-s', '-n', '-e', '--server-args'] }, xargs: { flags: ['-n', '-I', '-P', '-L', '-d', '-a', '-s', '--max-args', '--max-procs'] },
  setsid: { flags: [], silent: true }, unbuffer: { flags: [], silent: true }, chronic: { flags: [], silent: true }, tini: { flags: [], silent: true }, gosu: { flags: [], positional: 1 },
  'dumb-init': { flags: [], silent: true }, 'ddtrace-run': { flags: [] }, 'opentelemetry-instrument': { flags: [] }, uvx: { flags: UV }, npx: { flags: ['-p', '--package'] }, bunx: { flags: [] },
}

/** Wrappers of two words; the second may follow flags of the first. */
export const SUBCOMMANDS: readonly { readonly of: readonly string[]; readonly word: string; readonly wrapper: Wrapper }[] = [
  { of: ['poetry'], word: 'run', wrapper: { flags: ['-C', '-P', '--directory', '--project'], directory: ['-C', '--directory'] } },
  { of: ['uv'], word: 'run', wrapper: { flags: UV, directory: ['--directory'] } },
  { of: ['pipenv'], word: 'run', wrapper: { flags: ['--python'] } },
  { of: ['pdm'], word: 'run', wrapper: { flags: ['-p', '--project', '-g'], directory: ['-p', '--project'] } },
  { of: ['hatch'], word: 'run', wrapper: { flags: ['-e', '--env'] } },
  { of: ['rye', 'pipx'], word: 'run', wrapper: { flags: ['--spec', '--python', '--pip-args', '--index-url', '--pyproject'] } },
  { of: ['conda', 'mamba', 'micromamba'], word: 'run', wrapper: { flags: CONDA, directory: ['--cwd'] } },
  { of: ['pixi'], word: 'run', wrapper: { flags: ['-e', '--environment', '--manifest-path'] } },
  { of: ['mise'], word: 'exec', wrapper: { flags: [] } }, { of: ['mise'], word: 'x', wrapper: { flags: [] } },
  { of: ['doppler', 'infisical', 'op', 'dotenv', 'chamber'], word: 'run', wrapper: { flags: ['-p', '-c', '--env', '--env-file', '-f', '--project', '--config'] } },
  { of: ['direnv', 'aws-vault'], word: 'exec', wrapper: { flags: [], positional: 1 } },
  { of: ['npm', 'pnpm', 'yarn'], word: 'exec', wrapper: { flags: ['-p', '--package'] } }, { of: ['pnpm', 'yarn'], word: 'dlx', wrapper: { flags: [] } },
  { of: ['kubectl', 'oc'], word: 'exec', wrapper: { flags: ['-n', '--namespace', '-c', '--container'], positional: 1 } },
]
