import { flagValue } from '../../parse/shell/flags.ts'
import type { Command } from '../commands/command.ts'
import { isTraining } from '../commands/training-commands.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { partKey } from './code-parts.ts'
import { consoleScriptsOf, moduleFileNamed, pythonFileNamed, scriptParts } from './project-files.ts'
import { partsNamed } from './references.ts'

/** What a command leads to: parts of the project's code, addresses it asks, workflows and DAGs it starts, and what its name alone says. */
export type CommandTargets = {
  readonly parts: readonly string[]
  readonly asks: readonly string[]
  readonly dags: readonly string[]
  readonly workflows: readonly string[]
  readonly training: boolean
  readonly drift: boolean
}

/** Commands that name files without running them. */
const NOT_RUN = /^(?:pytest|ruff|flake8|black|isort|pylint|mypy|cp|mv|rm|chmod|cat|echo|printf|git|pip|pip3|ls|touch|mkdir|sed|grep|test|\[|zip|tar|find|coverage|bandit|dvc|export|cd|head|tail|diff|autopep8|py_compile|compileall|uvicorn|gunicorn|streamlit|flask|fastapi|hypercorn|bentoml|set|docker-compose|aws|gsutil)$/
const OTHER_TASK = /(?:^|[^a-z])(?:drift|monitor\w*|inference|predict\w*|scor(?:e|ing)|ingest\w*|etl|reports?|evaluat\w*|deploy\w*|serv(?:e|ing)|backup|scrap\w*|crawl\w*|batch|download\w*|preprocess\w*|visuali\w*)(?:$|[^a-z])/i
/** What a pipeline does that stops before training, by its name. */
const PREPARES = /(?:^|[^a-z])(?:prepar\w*|prep|clean\w*|transform\w*|validat\w*|extract\w*|features?|load\w*)(?:$|[^a-z])/i
/** Commands that look at files and run none, whatever folders they are given. */
const CHECKS = /^(?:compileall|py_compile|pytest|ruff|flake8|black|isort|pylint|mypy|pyright|bandit|radon|vulture|coverage)$/
const TRAINS = /train|fit|tune|tuning|pipeline|all/i
const DRIFT = /drift|(?:^|[^a-z])evidently/i

/** Finds what a command leads to, as far as the files tell. */
export function targetsOf(facts: RepositoryFacts, command: Pick<Command, 'words' | 'through' | 'directory' | 'text'>): CommandTargets {
  const { words, through } = command
  const [first = '', second = ''] = words
  const line = words.join(' ').slice(0, 1000)
  const files = NOT_RUN.test(first) ? [] : filesRun(facts, command)
  const script = consoleScriptsOf(facts).get(first)
  const [scriptModule = '', scriptName = ''] = script?.split(':') ?? []
  const scriptFile = script === undefined ? null : moduleFileNamed(facts, scriptModule)
  const parts = [...files.flatMap(scriptParts), ...(scriptFile === null ? [] : partsNamed(facts, scriptFile, scriptName))]
  const flow = first === 'prefect' || first === 'modal' ? words.find((word) => /\.py:\w+$/.test(word)) : undefined
  const [flowFile = '', flowName = ''] = flow?.split(':') ?? []
  const flowPath = flow === undefined ? null : pythonFileNamed(facts, flowFile, command.directory)
  const tasks = taskWords(words.slice(through.includes('python -m') ? 1 : 2)).filter((word) => !DATA_FILE.test(word))
  const otherTask = files.length > 0 && tasks.some((word) => OTHER_TASK.test(word)) && !tasks.some((word) => TRAINS.test(word))
  return {
    parts: otherTask ? [] : [...parts, ...(flowPath === null ? [] : [partKey(flowPath, flowName)])],
    asks: /^(?:curl|wget|http|https|xh)$/.test(first) ? words.flatMap((word) => /^(?:\*|https?:\/\/[^/]*|\$\{?\w+\}?|[\w.-]+:\d+)(\/[^?#]+)/.exec(word.replace(/\$\{\{[^}]*\}\}/g, '*'))?.[1] ?? []) : [],
    dags: first === 'airflow' && second === 'dags' && /^(?:trigger|test|backfill)$/.test(words[2] ?? '') ? words.slice(3).filter((word) => !word.startsWith('-')).slice(0, 1) : [],
    workflows: first === 'gh' && second === 'workflow' && words[2] === 'run' ? words.slice(3, 4) : first === 'gh' && second === 'api' && line.includes('dispatches') ? [/workflows\/([^/\s]+)\/dispatches/.exec(line)?.[1] ?? 'repository_dispatch'] : [],
    training: trainsByName(command, files, line),
    drift: !NOT_RUN.test(first) && files.length === 0 && (DRIFT.test(first) || (/^(?:python|prefect|airflow|dagster|zenml|kedro|docker|kubectl|gcloud|az|aws)$/.test(first) && DRIFT.test(line)) || (through.includes('python -m') && DRIFT.test(first)) || /^gcloud (?:beta |alpha )?ai model-monitoring-jobs create/.test(line) || line.startsWith('aws sagemaker create-monitoring-schedule')),
  }
}

/** Names what is read or written, whatever words stand in it; a settings file may well choose the task. */
const DATA_FILE = /\.(?:csv|tsv|parquet|feather|arrow|jsonl?|xlsx?|txt|log|html?|md|png|db|sqlite|pkl|pickle|joblib|onnx|npy|npz|h5|gz|zip)$/i

const CHOOSES = /^--?(?:mode|stage|step|task|pipeline|command|action|job|run|phase|what)$/
/** A setting of Hydra or OmegaConf: `data.batch_size=64`, `+mode=predict`. */
const SETTING = /^\+{0,2}(?!-)(?:[\w@/-]+\.)*([\w@/-]+)=(.*)$/

/** The words of a script's arguments that choose what it does: `predict`, `--mode predict`, `--mode=predict`, `mode=predict`, `--predict`; values of other options and settings say nothing. */
function taskWords(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const before = words[index - 1] ?? ''
    const setting = SETTING.exec(word.slice(0, 300))
    if (setting !== null) return CHOOSES.test(`--${(setting[1] ?? '').replace(/s$/, '')}`) ? [setting[2] ?? ''] : []
    if (!word.startsWith('-')) return !before.startsWith('-') || before.includes('=') || CHOOSES.test(before) ? [word] : []
    const cut = word.indexOf('=')
    if (cut >= 0) return CHOOSES.test(word.slice(0, cut)) ? [word.slice(cut + 1)] : []
    return words[index + 1]?.startsWith('-') ?? true ? [word] : []
  })
}

/** A name says that it trains where no file of the project says more. */
function trainsByName(command: Pick<Command, 'words' | 'through'>, files: readonly string[], line: string): boolean {
  const [first = ''] = command.words
  if (first === 'dvc' || /^prefect (?:deploy|deployment (?:build|apply|create))/.test(line)) return false
  if (first === 'airflow' && /dags (?:trigger|test)/.test(line)) return /train/i.test(line)
  if (files.length > 0 || CHECKS.test(first)) return false
  if (!isTraining(command)) return /^docker(?:-compose)?$/.test(first) && /^docker(?:-compose| compose)? (?:.* )?(?:run|up) (?:.*[\s/_-])?(?:re)?train(?:er|ing)?(?:[:\s_-]|$)/.test(line) && !/build/.test(line)
  return /train/i.test(line) || !(OTHER_TASK.test(line) || PREPARES.test(line))
}

/** The project's Python files that a command runs: its script or module, or one that stands in what a shell in it is given. */
function filesRun(facts: RepositoryFacts, { words, through, directory }: Pick<Command, 'words' | 'through' | 'directory'>): readonly string[] {
  const [first = '', second = ''] = words
  if (through.includes('python -m')) {
    const file = moduleFileNamed(facts, first, directory)
    if (file !== null) return [file]
  }
  const module = flagValue(words, '-m', '--module')
  const named = module === null ? null : moduleFileNamed(facts, module, directory)
  if (named !== null) return [named]
  const scripts = /^(?:python[\d.]*|spark-submit|torchrun|streamlit|papermill)$/.test(first) && /\.(?:py|ipynb)$/.test(second) ? [second] : words.slice(0, 60).flatMap((word) => word.length > 2000 ? [] : word.match(/[\w./\\:$-]{1,200}\.(?:py|ipynb)(?![\w:])/g) ?? [])
  return scripts.slice(0, 5).flatMap((script) => pythonFileNamed(facts, script.replace(/^.*\$\w*[/\\]/, ''), directory) ?? [])
}
