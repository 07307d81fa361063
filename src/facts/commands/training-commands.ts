import type { Command } from './command.ts'

const NAME = /(?:^|[_\-/.])(?:re)?train(?:ing|er)?(?:[_\-/.]|$)/i
const RULES: readonly RegExp[] = [
  /^dvc (?:repro|exp run)\b/, /^mlflow run\b/, /^kedro run\b/, /^zenml (?:pipeline run|run)\b/, /^prefect deployment run\b/, /^airflow dags (?:trigger|test)\b/, /^metaflow\b.* run\b/, /^python \S*flow\S*\.py run\b/,
  /^aws sagemaker (?:create-training-job|start-pipeline-execution)\b/, /^aws stepfunctions start-execution\b/, /^gcloud (?:beta |alpha )?ai (?:custom-jobs|hp-tuning-jobs) create\b/, /^az ml job create\b/, /^ray job submit\b/, /^(?:torchrun|accelerate launch)\b/,
  /^databricks (?:jobs run-now|bundle run)\b/, /^kfp run (?:create|submit)\b/, /^wandb (?:sweep|agent)\b/, /^dagster job (?:launch|execute)\b/, /^sky launch\b/,
]

/** Whether a command trains a model, by the tool or by a script's or module's name. Installing and testing are no training. */
export function isTraining({ words, through }: Pick<Command, 'words' | 'through'>): boolean {
  const [first = '', second = ''] = words
  const line = words.join(' ').slice(0, 500)
  if (RULES.some((rule) => rule.test(line))) return true
  const script = first === 'python' ? second : through.at(-1) === 'python -m' || /\.(?:py|sh)$/.test(first) ? first : ''
  if (NAME.test(script.replace(/\.py$/, '').replaceAll('.', '/')) && !/(?:^|\/)test/.test(script)) return true
  const task = (first === 'python' || through.includes('python -m')) ? words.slice(2).find((word) => /^(?:re)?train(?:ing)?$/i.test(word)) : undefined
  if (task !== undefined) return true
  return !/^(?:make|just|tox|nox|echo|cd|mkdir|cp|rm|pip|pytest|ruff|flake8|black|isort|docker|git|curl|cat|ls|dvc|aws|gcloud|az|kubectl)$/.test(first) && /^(?:[\w]+-)?(?:re)?train(?:-[\w]+)*$/i.test(first)
}
