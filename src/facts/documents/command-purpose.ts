/**
 * What a command of a document is for: to get the code, to install what it needs, to run it or a part of it, to test or lint it.
 * `other` is a command that is none of these; null is no command.
 */
export type CommandPurpose = 'obtain' | 'install' | 'run' | 'check' | 'other'

const CHECK_WORD = /^(?:test|lint|format|fmt|check|quality|coverage|types?|typing|mypy|style|pre-?commit|clean|help|docs?(?:$|[-_:])|fix)|(?:^|[-_:.])(?:tests?|lint|checks?)$/
const RUN_WORD = /^(?:run|start|serve|train|up|deploy|launch|demo)(?:$|[-_:])/
const INSTALL_WORD = /^(?:install|setup|set-up|init|bootstrap|env|environment|venv|virtualenv|deps|dependencies|requirements|prereq|configure|provision|create[-_]env|dev[-_]?(?:env|setup|install)|build|sync|get[-_]started|prepare)|(?:^|[-_:])(?:requirements|environment|env|venv|deps|dependencies|setup|install)$/
const TOOLS_THAT_CHECK = /^(?:pytest|ruff|flake8|pylint|mypy|black|isort|tox|nox|coverage|bandit|pre-commit|pyright|unittest|locust|curl|http)$/
const MAKERS = /^(?:make|just|task|inv|invoke|mise|poe|rake|duty|doit)$/
const SERVERS = /^(?:uvicorn|gunicorn|hypercorn|waitress-serve|flask|fastapi|streamlit|gradio|bentoml|torchserve|mlflow|prefect|kedro|zenml|mage|airflow|astro|dagster|metaflow|ray|serve|anyscale|kfp|jupyter|jupyter-lab|jupyter-notebook|celery|mlserver|evidently|feast|dash|npx|sam|serverless|sls|eb|skaffold|cdk|pulumi|chainlit|cog|vllm|rasa|label-studio|superset|great_expectations|spark-submit|accelerate|torchrun)$/

/** Says what one command is for. `words` are its words without prompt, `sudo` and assignments; empty words are never given. */
export function purposeOf(words: readonly string[]): CommandPurpose | null {
  const [first = '', second = '', third = ''] = words
  const tool = first.slice(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '').replace(/^Make$/, 'make')
  if (first.includes('://')) return null
  if (/^(?:python|python3|py|python3?\.\d+)$/.test(tool)) return pythonPurpose(words.slice(1))
  if (/^(?:pip|pip3|pipx)$/.test(tool)) return /^(?:install|sync)$/.test(second) ? 'install' : 'other'
  if (/^(?:uv|poetry|pdm|hatch|rye|pipenv|pixi)$/.test(tool)) return managerPurpose(tool, words)
  if (/^(?:conda|mamba|micromamba)$/.test(tool)) return /^(?:env|create|install|update)$/.test(second) ? 'install' : second === 'run' ? 'run' : 'other'
  if (/^(?:apt|apt-get|brew|yum|dnf|choco|winget|npm|yarn|pnpm|bundle|apk)$/.test(tool)) return /^(?:install|add|ci|i)$/.test(second) || (tool === 'yarn' && second === '') ? 'install' : /^(?:start|run|dev)$/.test(second) ? 'run' : 'other'
  if (/^(?:virtualenv|pyenv|asdf|nvm)$/.test(tool)) return 'install'
  if (tool === 'docker' || tool === 'docker-compose' || tool === 'podman' || tool === 'podman-compose') return dockerPurpose(tool, words)
  if (MAKERS.test(tool)) return makePurpose(words.slice(1))
  if (TOOLS_THAT_CHECK.test(tool)) return 'check'
  if (tool === 'git') return second === 'clone' ? 'obtain' : second === 'lfs' ? 'install' : 'other'
  if (tool === 'gh') return second === 'repo' && third === 'clone' ? 'obtain' : 'other'
  if (tool === 'dvc') return /^(?:pull|fetch|checkout)$/.test(second) ? 'install' : /^(?:repro|exp|experiments)$/.test(second) ? 'run' : 'other'
  if (tool === 'terraform' || tool === 'tofu') return second === 'init' ? 'install' : second === 'apply' ? 'run' : 'other'
  if (/^(?:minikube|kind|k3d)$/.test(tool)) return /^(?:start|create)$/.test(second) ? 'run' : 'other'
  if (tool === 'helm') return /^(?:install|upgrade)$/.test(second) ? 'run' : 'other'
  if (tool === 'kubectl') return /^(?:apply|create)$/.test(second) ? 'run' : 'other'
  if (/^(?:gcloud|az|heroku|wandb|aws|databricks)$/.test(tool)) return words.some((word) => /^(?:deploy|local|sweep|agent)$/.test(word)) ? 'run' : 'other'
  if (SERVERS.test(tool)) return words.length > 1 ? 'run' : null
  if (/^(?:bash|sh|zsh|source|\.)$/.test(tool)) return second === '' ? null : scriptPurpose(second)
  if (/\.(?:sh|bat|ps1)$/i.test(tool)) return scriptPurpose(first)
  if (first.startsWith('./') && /^\.\/[\w./-]+$/.test(first)) return scriptPurpose(first)
  return /^(?:cd|cp|mkdir|export|set|echo|touch|mv|cat|ls|ssh|chmod|jupytext)$/.test(tool) && second !== '' ? 'other' : null
}

function pythonPurpose(words: readonly string[]): CommandPurpose | null {
  const at = words.findIndex((word) => !word.startsWith('-') || word === '-m')
  const first = words[at] ?? ''
  if (first === '-m') {
    const name = words[at + 1] ?? ''
    if (name === '') return null
    if (/^(?:venv|virtualenv|ensurepip)$/.test(name)) return 'install'
    if (name === 'spacy' || name === 'nltk.downloader') return 'install'
    return purposeOf(words.slice(at + 1)) ?? 'run'
  }
  if (first.endsWith('setup.py')) return 'install'
  if (/(?:^|\/)(?:tests?\/|test_)[^/]*\.py$/.test(first)) return 'check'
  return first.endsWith('.py') ? 'run' : first.startsWith('<') || first.includes('/') ? 'run' : null
}

function managerPurpose(tool: string, words: readonly string[]): CommandPurpose {
  const [, second = ''] = words
  if (second === 'run') return purposeOf(words.slice(2).filter((word) => !word.startsWith('--'))) ?? 'run'
  if (tool === 'uv' && second === 'pip') return words[2] === 'install' || words[2] === 'sync' ? 'install' : 'other'
  return /^(?:install|sync|add|venv|env|shell|update|lock|tool)$/.test(second) ? 'install' : 'other'
}

function dockerPurpose(tool: string, words: readonly string[]): CommandPurpose {
  const rest = words.slice(1)
  const compose = tool.endsWith('-compose') || rest[0] === 'compose'
  if (!compose) return rest[0] === 'build' || rest[0] === 'buildx' || rest[0] === 'pull' ? 'install' : rest[0] === 'run' || rest[0] === 'stack' ? 'run' : 'other'
  if (rest.some((word) => word === 'up' || word === 'run' || word === 'start')) return 'run'
  return rest.some((word) => word === 'build' || word === 'pull') ? 'install' : 'other'
}

function makePurpose(words: readonly string[]): CommandPurpose | null {
  const at = words.findIndex((word, index) => /^[a-z][\w:.-]*$/i.test(word) && !['-C', '-f'].includes(words[index - 1] ?? '') && word !== 'run')
  const target = (words[at] ?? '').toLowerCase()
  if (target === '') return words.includes('run') ? 'run' : null
  return CHECK_WORD.test(target) ? 'check' : RUN_WORD.test(target) ? 'run' : INSTALL_WORD.test(target) ? 'install' : 'run'
}

function scriptPurpose(path: string): CommandPurpose {
  const name = (path.split(/[/\\]/).at(-1) ?? '').toLowerCase()
  if (/^activate(?:\.\w+)?$/.test(name)) return 'install'
  if (/(?:rc|profile|env)$/.test(name)) return 'other'
  return CHECK_WORD.test(name) ? 'check' : INSTALL_WORD.test(name) ? 'install' : 'run'
}
