import { asText, valueAt } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { startedCommandsOf, usedImagesOf } from '../containers/started-commands.ts'
import { kubernetesOf } from '../operations/kubernetes.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { stringsIn } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf, yamlPartsOf } from '../settings/settings.ts'

/** A framework that serves the project's model and answers for its health (and its metrics) by itself, and where the project uses it. */
export type ServingFramework = { readonly name: string; readonly health: string; readonly metrics: boolean; readonly asked: AskedPaths; readonly path: string; readonly line: number; readonly says: string }

/** The paths at which a framework answers at the port of its predictions; null where it has none there. */
type AskedPaths = { readonly health: string | null; readonly metrics: string | null }

type Known = {
  readonly name: string
  readonly health: string
  readonly metrics: boolean
  readonly asked: AskedPaths
  readonly decorator?: RegExp
  readonly call?: RegExp
  readonly base?: RegExp
  readonly command?: RegExp
  readonly image?: RegExp
  readonly kind?: RegExp
}

const KNOWN: readonly Known[] = [
  { name: 'BentoML', health: '/livez and /readyz', metrics: true, asked: { health: '/readyz', metrics: '/metrics' }, decorator: /^bentoml\.service$/, call: /^bentoml\.(?:Service|HTTPServer)$/, base: /^bentoml\.BentoService$/, command: /\bbentoml serve\b/ },
  { name: 'Ray Serve', health: '/-/healthz', metrics: true, asked: { health: '/-/healthz', metrics: null }, decorator: /^ray\.serve\.deployment$/, call: /^ray\.serve\.(?:run|start)$/, command: /(?:^|[;&|] ?)serve (?:run|deploy) [\w./-]+(?::|\.ya?ml)/, kind: /^RayService$/ },
  { name: 'KServe', health: '/v2/health/ready', metrics: true, asked: { health: '/v2/health/ready', metrics: '/metrics' }, base: /^(?:kserve|kfserving)\.(?:Model|KFModel)$/, call: /^(?:kserve|kfserving)\.(?:ModelServer|KFServer)$/, kind: /^InferenceService$/ },
  { name: 'Seldon', health: '/health/status', metrics: true, asked: { health: '/health/status', metrics: null }, command: /\bseldon-core-microservice\b/, kind: /^SeldonDeployment$/ },
  { name: 'TorchServe', health: '/ping', metrics: true, asked: { health: '/ping', metrics: null }, base: /^ts\.torch_handler\./, command: /\btorchserve --(?:start|model-store|models|ts-config|foreground)\b/, image: /(?:^|\/)torchserve(?:[:@]|$)/ },
  { name: 'TensorFlow Serving', health: '/v1/models', metrics: false, asked: { health: null, metrics: null }, command: /\btensorflow_model_server\b/, image: /(?:^|\/)tensorflow\/serving(?:[:@]|$)/ },
  { name: 'MLflow model serving', health: '/ping', metrics: false, asked: { health: '/ping', metrics: null }, call: /^mlflow\.(?:models\.container\._serve|pyfunc\.scoring_server\.(?:init|_serve))$/, command: /\bmlflow models (?:serve|build-docker|generate-dockerfile)\b|\bmlflow deployments run-local\b|\bmlflow\.models import container\b[^\n]*\b_serve\(|\bmlflow\.pyfunc\.scoring_server\b/ },
  { name: 'MLServer', health: '/v2/health/ready', metrics: true, asked: { health: '/v2/health/ready', metrics: null }, command: /\bmlserver (?:start|build)\b/, base: /^mlserver\.MLModel$/ },
  { name: 'Triton', health: '/v2/health/ready', metrics: true, asked: { health: '/v2/health/ready', metrics: null }, call: /^pytriton\.triton\.Triton$/, command: /\btritonserver\b/, image: /\/tritonserver(?:[:@]|$)/ },
  { name: 'LitServe', health: '/health', metrics: false, asked: { health: '/health', metrics: null }, call: /^litserve\.LitServer$/ },
  { name: 'vLLM', health: '/health', metrics: true, asked: { health: '/health', metrics: '/metrics' }, command: /\bvllm serve\b|\bvllm\.entrypoints\./, image: /(?:^|\/)vllm-openai(?:[:@]|$)/ },
  { name: 'Text Generation Inference', health: '/health', metrics: true, asked: { health: '/health', metrics: '/metrics' }, image: /\/text-(?:generation|embeddings)-inference(?:[:@]|$)/, command: /\btext-generation-launcher\b/ },
  { name: 'Cog', health: '/health-check', metrics: false, asked: { health: '/health-check', metrics: null }, base: /^cog\.BasePredictor$/ },
]

/** The serving frameworks that the project's code, containers, manifests, tasks and workflows use, code first. A package that is only listed is none. */
export const servingFrameworksOf = memoise((facts: RepositoryFacts): readonly ServingFramework[] => [
  ...projectModulesOf(facts).toSorted((one, other) => Number(isNamed(facts, other)) - Number(isNamed(facts, one))).flatMap(inCode),
  ...startedCommandsOf(facts).flatMap(({ text, path, line }) => match((known) => known.command?.test(text) === true, path, line, text)),
  ...usedImagesOf(facts).flatMap(({ image, path, line }) => match((known) => known.image?.test(image) === true, path, line, `image ${image}`)),
  ...kubernetesOf(facts).flatMap(({ kind, name, path, line }) => match((known) => known.kind?.test(kind) === true, path, line, `${kind} ${name}`)),
])

/** Whether `bentofile.yaml` names a module as its service (`service: "app.service:Tides"`): another one beside it is an earlier try. */
function isNamed(facts: RepositoryFacts, { path }: PythonModule): boolean {
  return bentoModulesOf(facts).has(path)
}

const bentoModulesOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set(yamlPartsOf(facts).filter(({ path }) => /^bentofile\.ya?ml$/.test(nameOf(path))).flatMap(({ path, document }) => {
  const [module = ''] = (asText(valueAt(document.value, 'service')) ?? '').split(':', 1)
  return module === '' ? [] : [normalPath(`${folderOf(path)}/${module.replace(/\.py$/, '').replaceAll('.', '/')}.py`)]
})))

function inCode(module: PythonModule): readonly ServingFramework[] {
  const { functions, classes } = definitionsOf(module.tree)
  return [
    ...[...classes, ...functions].flatMap(({ name, decorators, node }) => decorators.flatMap((decorator, index) => match((known) => known.decorator?.test(decorator) === true, module.path, node.decorators[index]?.line ?? node.line, `${name} is served by @${decorator}`))),
    ...classes.flatMap(({ name, bases, node }) => bases.flatMap((base) => match((known) => known.base?.test(base) === true, module.path, node.line, `${name} is a ${base}`))),
    ...callsOf(module.tree).flatMap((call) => [
      ...match((known) => known.call?.test(call.name) === true, module.path, call.line, call.name),
      ...(/^(?:subprocess|os)\./.test(call.name) ? match((known) => known.command?.test(commandIn(call)) === true, module.path, call.line, commandIn(call)) : []),
    ]),
  ]
}

/** The words of a command that Python code starts. */
function commandIn({ args }: Call): string {
  return stringsIn(args[0]?.value ?? null).join(' ').slice(0, 500)
}

function match(accepts: (known: Known) => boolean, path: string, line: number, says: string): readonly ServingFramework[] {
  return KNOWN.filter(accepts).map(({ name, health, metrics, asked }) => ({ name, health, metrics, asked, path, line, says }))
}
