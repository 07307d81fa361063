/** An action that runs a script it is given. `through` names where the script runs. */
type ScriptAction = { readonly pattern: RegExp; readonly script: (given: Readonly<Record<string, string>>) => string | undefined; readonly through: string | null }

const ACTIONS: readonly ScriptAction[] = [
  { pattern: /^nick-(?:fields|invision)\/retry@/i, script: (given) => given['command'], through: null },
  { pattern: /^(?:wandalen\/wretry\.action)@/i, script: (given) => given['command'], through: null },
  { pattern: /^(?:appleboy\/ssh-action|fifsky\/ssh-action)@/i, script: (given) => given['script'] ?? given['command'], through: 'ssh ' },
  { pattern: /^garygrossgarten\/github-action-ssh@/i, script: (given) => given['command'], through: 'ssh ' },
  { pattern: /^(?:gabrielbb\/xvfb-action|coactions\/setup-xvfb)@/i, script: (given) => given['run'], through: null },
  { pattern: /^devcontainers\/ci@/i, script: (given) => given['runCmd'], through: 'devcontainer' },
  { pattern: /^addnab\/docker-run-action@/i, script: (given) => given['run'], through: 'docker run' },
  { pattern: /^pre-commit\/action@/i, script: (given) => `pre-commit run ${given['extra_args'] ?? '--all-files'}`, through: null },
  { pattern: /^superfly\/flyctl-actions/i, script: (given) => given['args'] === undefined ? undefined : `flyctl ${given['args']}`, through: null },
  { pattern: /^(?:fedora-python\/tox-github-action)@/i, script: (given) => given['tox_env'] === undefined ? 'tox' : `tox -e ${given['tox_env']}`, through: null },
  { pattern: /^pavelzw\/pytest-action@/i, script: (given) => `pytest ${given['custom-arguments'] ?? ''}`, through: null },
  { pattern: /^azure\/(?:cli|powershell)@/i, script: (given) => given['inlineScript'], through: null },
]

/** The script an action is given to run, with where it runs; null where the action runs none. */
export function scriptOfAction(uses: string, given: Readonly<Record<string, string>>): { readonly text: string; readonly through: string | null } | null {
  const action = ACTIONS.find(({ pattern }) => pattern.test(uses))
  const text = action?.script(given)
  return action === undefined || text === undefined ? null : { text, through: action.through }
}
