/** The kinds of files that evidence stands in. */
export type Need = 'python' | 'tests' | 'workflows' | 'tasks' | 'containers' | 'configuration' | 'data' | 'documents' | 'infrastructure'

const PATTERNS: Record<Need, RegExp> = {
  python: /\.py$/i,
  tests: /\.py$/i,
  workflows: /^\.github\/(?:workflows|actions)\/.+\.ya?ml$/i,
  tasks: /(?:^|\/)(?:[^/]*makefile|justfile|tox\.ini|noxfile\.py|tasks\.py|mise\.toml|[^/]+\.sh)$/i,
  containers: /(?:^|\/)(?:[^/]*dockerfile[^/]*|[^/]*compose[^/]*\.ya?ml|bentofile\.ya?ml)$/i,
  configuration: /\.(?:ya?ml|toml|cfg|ini|json)$/i,
  data: /(?:\.dvc|dvc\.yaml|dvc\.lock|\.dvc\/config)$/i,
  documents: /\.(?:md|rst|txt)$/i,
  infrastructure: /\.(?:tf|ya?ml)$/i,
}

/**
 * Whether a file that could not be read may hold evidence of one of the needs.
 * The path is student text; every pattern is linear in its length.
 */
export function mayHoldEvidence(path: string, needs: readonly Need[]): boolean {
  return needs.some((need) => PATTERNS[need].test(path))
}
