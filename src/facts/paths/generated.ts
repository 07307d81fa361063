import { splitPath, type FolderContents } from './folders.ts'

const FOLDERS = new Set([
  '__pycache__', '.ipynb_checkpoints', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.hypothesis', '.tox', '.nox', '.eggs', 'htmlcov',
  '_build', '.terraform', 'cdk.out', '.serverless', '.aws-sam', 'mlruns', 'mlartifacts', 'lightning_logs', '.next', '.docusaurus',
])
const MODEL_EXPORT = new Set(['MLmodel', 'conda.yaml', 'python_env.yaml', 'requirements.txt', 'input_example.json', 'serving_input_example.json', 'registered_model_meta'])
const RUN_ID = /^[0-9a-f]{32}$/

/** Whether a folder holds what a tool wrote: caches, site builds, experiment runs, templates to be filled in. Its parent is the project's own. */
export function isGeneratedFolder(folder: string, folders: FolderContents): boolean {
  const { folder: parent, name } = splitPath(folder)
  if (FOLDERS.has(name) || name.endsWith('.egg-info') || isTemplateName(name)) return true
  const above = splitPath(parent).name
  if (above === '.dvc') return name === 'cache' || name === 'tmp'
  if (above === 'wandb') return /^(?:offline-)?run-\d{8}_/.test(name)
  // MLflow puts a copy of the code that a model was made with beside its description.
  if (name === 'code' && parent !== '' && folders.get(parent)?.has('MLmodel') === true) return true
  if (above === 'build') return name === 'lib' || name.startsWith('bdist.')
  if (RUN_ID.test(name)) return folders.get(folder)?.has('meta.yaml') === true
  return name === 'site' && folders.get(`${folder}/search`)?.has('search_index.json') === true
}

/** Whether a tool wrote this file: compiled protocol buffers, an exported MLflow model's description, a template's name, a download's mark. */
export function isGeneratedFile(folder: string, name: string, folders: FolderContents): boolean {
  return /_pb2(?:_grpc)?\.pyi?$/.test(name) || name.endsWith(':Zone.Identifier') || name.endsWith('.pyc') || isTemplateName(name)
    || (MODEL_EXPORT.has(name) && folders.get(folder)?.has('MLmodel') === true && folder !== '')
}

/** A name that a generator such as cookiecutter fills in. */
function isTemplateName(name: string): boolean {
  return name.includes('{{') && name.includes('}}')
}
