import { flagValue } from '../../parse/shell/flags.ts'
import type { CiAction, CiCommand } from '../ci/ci-command.ts'
import type { Command } from '../commands/command.ts'
import { namesMade } from '../commands/named-paths.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isGitIgnored } from '../settings/ignore-rules.ts'
import { nameOf } from '../settings/settings.ts'

/** Written by a person and kept in Git: a script that trains or fetches does not make it. */
const WRITTEN = /\.(?:py|sh|txt|toml|cfg|ini|ya?ml|lock|md|html|js|ts|css)$|(?:^|\/)(?:Pipfile|Makefile|Procfile|package(?:-lock)?\.json)$/
const MAKES = /^(?:python (?!-m (?:pip|venv)\b)(?!-c\b)\S|dvc (?:pull|repro|fetch|get|import|exp|checkout)\b|aws s3(?:api)?\b|gsutil\b|gcloud storage\b|az storage\b|wget\b|curl\b|gdown\b|kaggle\b|huggingface-cli\b|hf\b|unzip\b|tar\b|cp\b|mv\b|bentoml\b|mlflow\b|kedro run\b|zenml\b|git lfs\b|jupyter nbconvert\b|papermill\b)/
const FETCHES = /^(?:actions\/(?:download-artifact|cache(?:\/restore)?)|dawidd6\/action-download-artifact)@/
/** Caches of tools hold no data. */
const TOOL_CACHE = /buildx|pip|poetry|\buv\b|\.?venv|node_modules|\.cache\b/

/** Says which files that are not in the repository may be there when a step of a workflow begins: what steps of its job before it name, train or fetch. */
export function madeBefore(facts: RepositoryFacts, step: CiCommand | CiAction, commands: readonly CiCommand[], actions: readonly CiAction[]): (path: string) => boolean {
  const isBefore = (other: CiCommand | CiAction): boolean => other.workflow === step.workflow && other.job === step.job && other.inactive === null
    && (other.step < step.step || (other.step === step.step && other.place.path === step.place.path && other.place.line < step.place.line))
  const before = commands.filter(isBefore)
  const makes = before.some(mayMake) || actions.some((one) => isBefore(one) && FETCHES.test(one.uses) && !TOOL_CACHE.test(one.with['path'] ?? ''))
  const written = namesWritten(before)
  return (path) => (makes && isMade(facts, path)) || written.has(nameOf(path))
}

/** The same for a person's own machine, where data and models lie that Git does not hold. */
export function madeByHand(facts: RepositoryFacts): (path: string) => boolean {
  return (path) => isMade(facts, path) || namesOfTasks(facts).has(nameOf(path))
}

const namesOfTasks = memoise((facts: RepositoryFacts): ReadonlySet<string> => namesWritten(taskCommandsOf(facts).flatMap((task) => task.commands)))

function mayMake({ words }: Command): boolean {
  return MAKES.test(words.slice(0, 4).join(' '))
}

function isMade(facts: RepositoryFacts, path: string): boolean {
  return !WRITTEN.test(path) || isGitIgnored(facts, path)
}

/** The names of the files that commands write, as `poetry export -o requirements.txt` does. */
function namesWritten(commands: readonly Command[]): ReadonlySet<string> {
  return new Set(commands.flatMap(({ words, writesTo }) => [...namesMade(words, writesTo), nameOf(flagValue(words, '-o', '--output', '--output-file', '--out') ?? '')]))
}
