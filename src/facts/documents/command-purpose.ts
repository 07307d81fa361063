/**
 * What a command of a document is for: to get the code or the data, to install what it needs, to run it or a part of it, to test or lint it;
 * `both` sets up and runs in one (`docker compose up` builds and pulls what it starts). `other` is a command that is none of these; null is no command.
 */
export type CommandPurpose = 'obtain' | 'install' | 'run' | 'both' | 'check' | 'other'

const CHECK_WORD = /^(?:test|verify|lint|format|fmt|check|quality|coverage|types?|typing|mypy|style|pre-?commit|clean|help|docs?(?:$|[-_:])|fix)|(?:^|[-_:.])(?:tests?|lint|checks?)$/
const RUN_WORD = /^(?:run|start|serve|train|up|deploy|launch|demo|predict|pipeline)(?:$|[-_:])/
const INSTALL_WORD = /^(?:install|setup|set-up|init|bootstrap|env|environment|venv|virtualenv|deps|dependencies|requirements|prereq|configure|provision|create[-_]env|dev[-_]?(?:env|setup|install)|build|sync|get[-_]started|prepare)|(?:^|[-_:])(?:requirements|environment|env|venv|deps|dependencies|setup|install|build)$/
/** Tasks that end something, only look at it, or make what lies below the project in a cloud. */
const OTHER_WORD = /^(?:create[-_](?:resource|service[-_]principal|group|account|bucket|cluster|workspace|project|user)|plan|down|stop|kill|del|delete|destroy|teardown|remove|rm|logs?|status|ps|ls|list|push|release|publish|version|bump|commit|tag|uninstall)(?:$|[-_:])|[-_:](?:down|stop|logs?|status)$/
const FETCH_WORD = /^(?:download|fetch|pull|get[-_]?data)(?:$|[-_:])/
const TOOLS_THAT_CHECK = /^(?:pytest|ruff|flake8|pylint|mypy|black|isort|tox|nox|coverage|bandit|pre-commit|pyright|unittest|locust|curl|http)$/
const MAKERS = /^(?:make|just|task|inv|invoke|mise|poe|rake|duty|doit)$/
const SERVERS = /^(?:uvicorn|gunicorn|hypercorn|waitress-serve|flask|fastapi|streamlit|gradio|bentoml|torchserve|mlflow|prefect|kedro|zenml|mage|airflow|astro|dagster|metaflow|ray|serve|anyscale|kfp|jupyter|jupyter-lab|jupyter-notebook|celery|mlserver|mlem|modal|sky|lightning|vetiver|evidently|feast|dash|npx|sam|serverless|sls|eb|skaffold|cdk|pulumi|chainlit|cog|vllm|rasa|label-studio|superset|great_expectations|spark-submit|accelerate|torchrun)$/
/** What `npx` fetches to make or check something. */
const NOT_STARTED = /^(?:@[\w-]+\/)?(?:create-|shadcn|semantic-release|eslint|prettier|tsc|playwright|cypress|jest|vitest|husky|degit|tailwindcss|prisma|cdk)/
/** Beginnings of what a server's tool does besides running the project: signing in, showing past runs, preparing its own store. */
const NOT_RUNNING = /^(?:login|logout|auth|cloud|config|version|list|ls|ui|connect|profile|profiles|block|workspace|work-pool|work-queue|token|info|status|stop|down|delete|destroy|artifacts|experiments|doctor|--version|--help)$/
const PREPARING = /^(?:init|db|users?|new|create|configure|integration|stack|bootstrap|synth|teach|template)$/

/** Images by which Docker itself is tried out. */
const TRIES_DOCKER = /^(?:hello-world|ubuntu|debian|alpine|busybox)(?::[\w.-]+)?$/

/** Says what one command is for. `words` are its words without prompt, `sudo` and assignments; empty words are never given. */
export function purposeOf(words: readonly string[]): CommandPurpose | null {
  const [first = '', second = '', third = ''] = words
  const tool = first.slice(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '').replace(/^Make$/, 'make')
  if (first.includes('://') || /^[-=]$/.test(second) || words.slice(1, 8).some((word) => /^(?:[-=]>|→|–|—)$/.test(word))) return null
  if (/^(?:python|python3|py|python3?\.\d+)$/.test(tool)) return pythonPurpose(words.slice(1))
  if (/^(?:pip|pip3|pipx)$/.test(tool)) return /^(?:install|sync)$/.test(second) ? 'install' : 'other'
  if (tool === 'pip-sync') return 'install'
  if (/^(?:uv|poetry|pdm|hatch|rye|pipenv|pixi)$/.test(tool)) return managerPurpose(tool, words)
  if (/^(?:conda|mamba|micromamba)$/.test(tool)) return second === 'env' && /^(?:list|export|remove|config)$/.test(third) ? 'other' : /^(?:env|create|install|update)$/.test(second) ? 'install' : second === 'run' ? 'run' : 'other'
  if (/^(?:apt|apt-get|brew|yum|dnf|choco|winget|npm|yarn|pnpm|bundle|apk)$/.test(tool)) return /^(?:install|add|ci|i)$/.test(second) || (tool === 'yarn' && second === '') ? 'install' : /^(?:start|run|dev)$/.test(second) ? 'run' : 'other'
  if (/^(?:virtualenv|pyenv|asdf|nvm)$/.test(tool)) return 'install'
  if (/^(?:nix|devbox|direnv|devcontainer)$/.test(tool)) return /^(?:develop|shell|install|up|allow)$/.test(second) ? 'install' : 'other'
  if (tool === 'docker' || tool === 'docker-compose' || tool === 'podman' || tool === 'podman-compose' || tool === 'nvidia-docker') return dockerPurpose(tool, words)
  if (MAKERS.test(tool)) return tool === 'mise' ? misePurpose(words) : makePurpose(words.slice(1))
  if (TOOLS_THAT_CHECK.test(tool)) return 'check'
  if (tool === 'git') return second === 'clone' || second === 'lfs' ? 'obtain' : 'other'
  if (tool === 'gh') return second === 'repo' && third === 'clone' ? 'obtain' : 'other'
  if (tool === 'kaggle' || tool === 'gdown' || tool === 'wget') return 'obtain'
  if (tool === 'dvc') return /^(?:pull|fetch|checkout)$/.test(second) ? 'obtain' : /^(?:repro|exp|experiments)$/.test(second) ? 'run' : 'other'
  if (tool === 'terraform' || tool === 'tofu') return second === 'init' ? 'install' : second === 'apply' ? 'run' : 'other'
  if (/^(?:minikube|kind|k3d|vagrant)$/.test(tool)) return /^(?:start|create|up)$/.test(second) ? 'install' : 'other'
  if (tool === 'helm') return /^(?:install|upgrade)$/.test(second) ? 'run' : 'other'
  if (tool === 'kubectl') return /^(?:apply|create)$/.test(second) ? 'run' : 'other'
  if (tool === 'az' && second === 'ml') return /^(?:job|online-deployment|batch-deployment|schedule)$/.test(third) && words[3] === 'create' ? 'run' : 'other'
  if (/^(?:gcloud|az|heroku|wandb|aws|databricks)$/.test(tool)) return words.some((word) => /^(?:deploy|local|sweep|agent)$/.test(word)) ? 'run' : 'other'
  // A notebook that is written as another kind of file is not run by that.
  if (second === 'nbconvert' && !words.includes('--execute')) return 'other'
  if (SERVERS.test(tool)) return words.length > 1 ? serverPurpose(tool, second, third) : null
  if (/^(?:source|\.)$/.test(tool)) return second !== '' && scriptPurpose(second) === 'install' ? 'install' : 'other'
  if (/^(?:bash|sh|zsh)$/.test(tool)) return second === '' || second.startsWith('-') ? null : scriptPurpose(second)
  if (/\.(?:sh|bat|ps1)$/i.test(tool)) return scriptPurpose(first)
  if (tool === 'activate' && tool !== first) return 'other'
  if (first.startsWith('./') && /^\.\/[\w./-]+$/.test(first)) return scriptPurpose(first)
  return /^(?:cd|cp|mkdir|export|set|echo|touch|mv|cat|ls|ssh|chmod|jupytext|alembic)$/.test(tool) && second !== '' ? 'other' : null
}

function pythonPurpose(words: readonly string[]): CommandPurpose | null {
  const at = words.findIndex((word) => !word.startsWith('-') || word === '-m')
  const first = words[at] ?? ''
  if (first === '-m') {
    const name = words[at + 1] ?? ''
    if (name === '') return null
    if (/^(?:venv|virtualenv|ensurepip)$/.test(name)) return 'install'
    if (name === 'spacy' || name === 'nltk.downloader' || words[at + 2] === 'install') return 'install'
    return purposeOf(words.slice(at + 1)) ?? 'run'
  }
  if (/^(?:-V|--version)$/.test(words[0] ?? '')) return 'other'
  if (first.endsWith('setup.py')) return 'install'
  if (/(?:^|[/\\])(?:tests?[/\\]|test_|run_?tests?)[^/\\]*\.py$/.test(first)) return 'check'
  if (first.endsWith('.py') && FETCH_WORD.test((first.split(/[/\\]/).at(-1) ?? '').replace(/\.py$/, ''))) return 'obtain'
  return first.endsWith('.py') ? 'run' : first.startsWith('<') || first.includes('/') ? 'run' : null
}

function managerPurpose(tool: string, words: readonly string[]): CommandPurpose {
  const [, second = ''] = words
  if (second === 'run') return purposeOf(withoutOptions(words.slice(2))) ?? 'run'
  if (tool === 'uv' && second === 'pip') return words[2] === 'install' || words[2] === 'sync' ? 'install' : 'other'
  return /^(?:install|sync|add|venv|env|shell|update|lock|tool)$/.test(second) ? 'install' : 'other'
}

/** What a manager's `run` starts, behind the options of `run` itself. */
function withoutOptions(words: readonly string[]): readonly string[] {
  let from = 0
  while (words[from]?.startsWith('--') === true) from += /^--(?:env-file|with|python|project|directory|group|extra|package|environment)$/.test(words[from] ?? '') ? 2 : 1
  return words.slice(from)
}

function dockerPurpose(tool: string, words: readonly string[]): CommandPurpose {
  const rest = words.slice(1)
  const compose = tool.endsWith('-compose') || rest[0] === 'compose'
  if (rest[0] === 'run' && rest.some((word) => TRIES_DOCKER.test(word))) return 'other'
  if (!compose) return rest[0] === 'build' || rest[0] === 'buildx' || rest[0] === 'pull' ? 'install' : rest[0] === 'run' || rest[0] === 'stack' || rest[0] === 'start' ? 'run' : 'other'
  if (rest.includes('up')) return 'both'
  if (rest.some((word) => word === 'run' || word === 'start')) return 'run'
  return rest.some((word) => word === 'build' || word === 'pull') ? 'install' : 'other'
}

function serverPurpose(tool: string, second: string, third: string): CommandPurpose {
  if (tool === 'mlflow' && second === 'server') return 'other'
  if (tool === 'astro') return second === 'dev' && /^(?:start|restart)$/.test(third) ? 'both' : second === 'deploy' ? 'run' : 'other'
  if (tool === 'npx') return NOT_STARTED.test(second) ? 'other' : 'run'
  if (tool === 'kedro' && !/^(?:run|viz|jupyter|ipython|mlflow|airflow|docker)$/.test(second)) return 'other'
  // ZenML's own dashboard, as `mlflow ui`.
  if (tool === 'zenml' && second === 'up') return 'other'
  if (tool === 'zenml' && /^(?:register|set|describe|update|connect|install)$/.test(third)) return 'install'
  if (NOT_RUNNING.test(second) || (tool === 'prefect' && (/^(?:orion|server)$/.test(second) || (second === 'deployment' && third === 'ls')))) return 'other'
  return PREPARING.test(second) ? 'install' : 'run'
}

function misePurpose(words: readonly string[]): CommandPurpose | null {
  const [, second = ''] = words
  if (second === 'run' || second === 'r') return makePurpose(words.slice(1))
  return /^(?:install|i|use|trust)$/.test(second) ? 'install' : /^[a-z][\w:-]*$/.test(second) && !/^(?:tasks|ls|activate|set|settings|which|exec|x)$/.test(second) ? makePurpose(words.slice(1)) : 'other'
}

function makePurpose(words: readonly string[]): CommandPurpose | null {
  const at = words.findIndex((word, index) => /^[a-z][\w:.-]*$/i.test(word) && !['-C', '-f'].includes(words[index - 1] ?? '') && word !== 'run')
  const target = (words[at] ?? '').toLowerCase()
  if (target === '') return words.includes('run') ? 'run' : null
  return OTHER_WORD.test(target) ? 'other' : FETCH_WORD.test(target) ? 'obtain' : CHECK_WORD.test(target) ? 'check' : RUN_WORD.test(target) ? 'run' : INSTALL_WORD.test(target) ? 'install' : 'run'
}

function scriptPurpose(path: string): CommandPurpose {
  const name = (path.split(/[/\\]/).at(-1) ?? '').toLowerCase().replace(/\.(?:sh|bat|ps1)$/, '')
  if (/^activate(?:\.\w+)?$/.test(name) || /(?:rc|profile)$/.test(name) || name.endsWith('.env') || name.startsWith('.')) return 'other'
  if (/^(?:ana|mini)conda|^miniforge|^mambaforge|^install[-_]?er/.test(name)) return 'install'
  return OTHER_WORD.test(name) ? 'other' : FETCH_WORD.test(name) ? 'obtain' : CHECK_WORD.test(name) ? 'check' : RUN_WORD.test(name) ? 'run' : INSTALL_WORD.test(name) ? 'install' : 'run'
}
