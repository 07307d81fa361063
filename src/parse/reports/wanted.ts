import { isMetricsName, isMetricsYaml } from './metrics.ts'
import { isMlflowPath } from './mlflow-files.ts'

/** Folders of what others wrote. */
const ELSEWHERE = /(?:^|\/)(?:node_modules|site-packages|\.git|\.github|\.venv|venv|__pycache__|\.ipynb_checkpoints)\//
/** Settings, and what MLflow writes beside a model. */
const NO_REPORTS = /(?:^|\/)(?:package(?:-lock)?|tsconfig(?:\.\w+)?|composer|devcontainer|settings|launch|tasks|conda-lock|pyrightconfig|renovate|vercel|tokenizer(?:_config)?|special_tokens_map|vocab|input_example|serving_input_example|registered_model_meta)\.json$/i
const PLOT = /\.(?:json|tsv|csv|png|svg|jpe?g|html)$/i

/** Whether a path is in a folder of plots, as DVC and DVCLive write it: that it is there is told, what it shows is not read. */
export function plotsFolderOf(path: string): string | null {
  const parts = path.split('/')
  const at = parts.findIndex((part, index) => (part === 'plots' || part === 'dvc_plots') && index < parts.length - 1)
  return at < 0 || !PLOT.test(path) || ELSEWHERE.test(path) ? null : parts.slice(0, at + 1).join('/')
}

/** Whether a file may be one that a report reader understands, by its path alone: only such files are opened. What it is, its content tells. */
export function isWanted(path: string): boolean {
  return isOpen(path) && (isMlflowPath(path) || hasNameOfReport(path))
}

/** As `isWanted`, for a file that belongs to no MLflow store: its own name says whether it is read. */
export function isWantedByName(path: string): boolean {
  return isOpen(path) && hasNameOfReport(path)
}

function isOpen(path: string): boolean {
  return path !== '' && path.length <= 500 && !ELSEWHERE.test(path) && plotsFolderOf(path) === null
}

function hasNameOfReport(path: string): boolean {
  const name = (path.split('/').at(-1) ?? '').toLowerCase()
  if (/\.(?:xml|info|lcov|prom|db|sqlite3?)$/.test(name)) return true
  if (name.endsWith('.json')) return !NO_REPORTS.test(path)
  if (/\.ya?ml$/.test(name)) return isMetricsYaml(path)
  return isMetricsName(name) && /^[^.]+$|\.txt$/.test(name)
}

/** Whether a file's name promises a report, so that one which cannot be read is worth a word; of others nobody knows what they were to be. */
export function promisesReport(path: string): boolean {
  const name = (path.split('/').at(-1) ?? '').toLowerCase()
  return !/\.(?:xml|json|ya?ml|txt)$/.test(name) || isMetricsName(name) || /junit|test|coverage|report|drift|evidently|manifest/.test(name)
}
