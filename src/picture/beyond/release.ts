import { isNonEmpty, missing, partial, present } from '../../checks/frame/findings.ts'
import { ciOf } from '../../facts/ci/ci-facts.ts'
import type { Command } from '../../facts/commands/command.ts'
import { taskCommandsOf } from '../../facts/commands/task-commands.ts'
import { memoise } from '../../facts/memoise.ts'
import { kubernetesOf } from '../../facts/operations/kubernetes.ts'
import { blocksWithin, resourcesOfType } from '../../facts/operations/terraform.ts'
import { callsOf, keywordOf, type Call } from '../../facts/python/calls.ts'
import { definitionsOf } from '../../facts/python/definitions.ts'
import { wordsIn } from '../../facts/python/expressions.ts'
import { partsOfFunction } from '../../facts/python/function-parts.ts'
import { projectModulesOf } from '../../facts/python/modules.ts'
import { reachOf } from '../../facts/python/reach.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { predicts } from '../../facts/service/route.ts'
import { servedRoutesOf } from '../../facts/service/routes.ts'
import { scalarsIn } from '../../facts/settings/scalars.ts'
import { lineAt, nameOf, settingsOf, yamlPartsOf } from '../../facts/settings/settings.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import type { Beyond } from '../component.ts'

type Words = { readonly found: string; readonly next: string }

/** Whole where something that runs does it, partial where it is only written down. */
function judged(live: readonly FileEvidence[], idle: readonly FileEvidence[], none: Words): Finding {
  if (isNonEmpty(live)) return present(live, { found: `${live[0].says} (${live[0].path}).` })
  return isNonEmpty(idle) ? partial(idle, { found: `${idle[0].says} (${idle[0].path}), and nothing runs it.`, next: none.next }) : missing(none)
}

/** Calls that set up an endpoint of SageMaker by its variants. */
const variantCallsOf = memoise((tree: PythonTree): readonly Call[] => callsOf(tree).filter(({ args }) => args.some(({ name }) => name?.endsWith('ProductionVariants') === true)))

function holdsSeveral(value: Expression | null): boolean {
  return value?.kind === 'collection' && value.items.length > 1
}

function commandsOf(facts: RepositoryFacts): readonly Command[] {
  return [...ciOf(facts).commands.filter(({ inactive }) => inactive === null), ...taskCommandsOf(facts).flatMap((task) => task.commands)]
}

/** Commands whose words (joined) fit a pattern, each place once. */
function commandsLike(facts: RepositoryFacts, pattern: RegExp): readonly FileEvidence[] {
  return commandsOf(facts).filter(({ words }) => pattern.test(words.join(' ').slice(0, 1_000))).map(({ place, text }) => fileEvidence(facts, place.path, place.line, text))
}

/** Functions and classes of the project that are named after something and do more than name it, told apart by whether something runs them. */
function named(facts: RepositoryFacts, pattern: RegExp): { readonly live: readonly FileEvidence[]; readonly idle: readonly FileEvidence[] } {
  const reach = reachOf(facts)
  const all = projectModulesOf(facts).flatMap(({ path, tree }) => definitionsOf(tree).functions.filter(({ name, node }) => pattern.test(name) && partsOfFunction(tree, node).calls.length > 0).map(({ name, node, context }) => ({ live: reach.isReached(path, { functions: [...context.functions, node] }), place: fileEvidence(facts, path, node.line, `\`${name}\` is code for it`) })))
  return { live: all.filter(({ live }) => live).map(({ place }) => place), idle: all.filter(({ live }) => !live).map(({ place }) => place) }
}

/** Texts in manifests at a key. */
function manifestKeys(facts: RepositoryFacts, key: RegExp, accepts: (text: string) => boolean = () => true): readonly FileEvidence[] {
  return yamlPartsOf(facts).filter(({ document }) => document.value !== null).flatMap(({ path, document }) => scalarsIn(document.value).filter((one) => key.test(one.pointer) && accepts(one.text)).map((one) => fileEvidence(facts, path, lineAt(document.lines, one.pointer), `${one.key}: ${one.text}`)))
}

const canary: Beyond = {
  id: 'canary', title: 'Canary deployment', needs: ['infrastructure', 'workflows', 'python'],
  brings: 'A new version meets a small share of the traffic first, so that a bad one harms few and is taken back at once.',
  tools: (_facts, places) => places.flatMap(({ says }) => (/Rollout/.test(says) ? ['Argo Rollouts'] : /Flagger|Canary /.test(says) ? ['Flagger'] : /gcloud run/.test(says) ? ['Cloud Run'] : /canaryTrafficPercent/.test(says) ? ['KServe'] : /weight/.test(says) ? ['Istio'] : [])),
  judge: (facts) => {
    const split = kubernetesOf(facts).flatMap(({ kind, name, path, line, value }) => (kind === 'Canary' || (kind === 'Rollout' && JSON.stringify(value).includes('"canary"')) ? [fileEvidence(facts, path, line, `${kind} ${name} moves the traffic step by step`)] : []))
    const weights = kubernetesOf(facts).filter(({ kind, value }) => kind === 'VirtualService' && (JSON.stringify(value).match(/"weight"/g) ?? []).length > 1).map(({ name, path, line }) => fileEvidence(facts, path, line, `VirtualService ${name} splits the traffic by weight`))
    const commands = commandsLike(facts, /^gcloud (?:(?:beta|alpha) )?run services update-traffic\b.*--to-(?:revisions|tags)[= ]\S*=(?!100\b)\d+|--traffic-split[= ]|^az ml online-endpoint update\b.*--traffic[= ]\S*=(?!100\b)\d+|^aws lambda update-alias\b.*--routing-config|^kubectl argo rollouts/)
    const terraform = resourcesOfType(facts, (type) => /^google_cloud_run(?:_v2)?_service$/.test(type)).filter(({ block }) => blocksWithin(block).filter(({ type }) => type === 'traffic').length > 1).map(({ name, path, line }) => fileEvidence(facts, path, line, `${name} splits the traffic between revisions`))
    const aws = [...manifestKeys(facts, /(?:DeploymentPreference|DeploymentConfig)[\w.]*Type$/, (text) => text.startsWith('Canary')), ...manifestKeys(facts, /canaryTrafficPercent$/)]
    const code = named(facts, /canary/i)
    return judged([...split, ...weights, ...commands, ...terraform, ...aws, ...code.live], code.idle, { found: 'Every request goes to one version; no share of the traffic is set aside for a new one.', next: 'Give a new revision a small share of the traffic first.' })
  },
}

const shadow: Beyond = {
  id: 'shadow-mode', title: 'Shadow mode', needs: ['python', 'infrastructure'],
  brings: 'A new model answers real requests unseen beside the old one, so that both can be compared before anybody depends on it.',
  tools: (_facts, places) => places.flatMap(({ says }) => (/mirror/.test(says) ? ['Istio'] : /Shadow(?:Production)?Variants/.test(says) ? ['SageMaker'] : [])),
  judge: (facts) => {
    const mirrors = [...manifestKeys(facts, /\.mirror(?:\.host)?$/), ...manifestKeys(facts, /(?:^|\.)shadow$/, (text) => text === 'true')]
    const code = named(facts, /(?:^|_)shadow(?:_|$)/i)
    const aws = projectModulesOf(facts).flatMap(({ path, tree }) => variantCallsOf(tree).filter((call) => keywordOf(call, 'ShadowProductionVariants') !== null).map((call) => fileEvidence(facts, path, call.line, 'ShadowProductionVariants of an endpoint')))
    return judged([...mirrors, ...aws, ...code.live], code.idle, { found: 'No second model answers requests unseen.', next: 'Let the service ask a candidate model beside the one in use and keep both answers.' })
  },
}

const abTesting: Beyond = {
  id: 'ab-testing', title: 'A/B testing', needs: ['python', 'infrastructure'],
  brings: 'Two models are compared by what they change for users, not only by a metric on old data.',
  tools: (_facts, places) => places.flatMap(({ says }) => ['GrowthBook', 'Statsig', 'LaunchDarkly', 'Optimizely', 'SageMaker'].filter((name) => says.includes(name))),
  judge: (facts) => {
    const code = named(facts, /(?:^|_)ab_?test|a_b_test|(?:assign|choose|select|pick|get)_(?:variant|experiment_group|ab_group|test_group)|(?:split|route)_traffic|traffic_split/i)
    const libraries = ([[/^growthbook/, 'GrowthBook'], [/^statsig/, 'Statsig'], [/^ldclient/, 'LaunchDarkly'], [/^optimizely/, 'Optimizely']] as const).flatMap(([pattern, name]) => projectModulesOf(facts).flatMap(({ path, tree }) => definitionsOf(tree).imports.filter((one) => pattern.test(one.module)).map((one) => fileEvidence(facts, path, one.line, `${name} assigns variants`))))
    const variants = projectModulesOf(facts).flatMap(({ path, tree }) => variantCallsOf(tree).filter((call) => holdsSeveral(keywordOf(call, 'ProductionVariants'))).map((call) => fileEvidence(facts, path, call.line, 'two ProductionVariants of a SageMaker endpoint')))
    return judged([...libraries, ...variants, ...code.live], code.idle, { found: 'No code or configuration assigns callers to one of two models.', next: 'Assign each caller to a model by a hash of its id, and keep which one has answered.' })
  },
}

const severalModels: Beyond = {
  id: 'several-models', title: 'Several models', needs: ['python', 'configuration'],
  brings: 'One service and one pipeline carry more than one model, each with its own versions, metrics and owners.',
  tools: (_facts, places) => places.flatMap(({ says }) => ['Triton', 'MLServer', 'SageMaker'].filter((name) => says.includes(name))),
  judge: (facts) => {
    const routes = servedRoutesOf(facts).filter(predicts)
    const chosen = routes.filter(({ path }) => /[{<](?:\w+:)?(?:model|algorithm)(?:_?(?:name|id|type|key))?(?::\w+)?[}>]/i.test(path)).map((route) => fileEvidence(facts, route.module, route.line, `${route.path} chooses the model by its path`))
    const different = new Map(routes.filter(({ methods }) => methods.length === 0 || methods.includes('POST')).flatMap((route) => { const what = subjectOf(route.path); return what === null ? [] : [[what, route] as const] }))
    const pairs = different.size < 2 ? [] : [...different.values()].map((route) => fileEvidence(facts, route.module, route.line, `${route.path} has a model of its own`))
    const modules = new Set(routes.map(({ module }) => module))
    const tables = projectModulesOf(facts).filter(({ path }) => modules.has(path)).flatMap(({ path, tree }) => definitionsOf(tree).statements.flatMap(({ statement }) => (statement.kind === 'assign' && statement.value?.kind === 'dict' && statement.targets.some((target) => wordsIn(target).some((word) => /models$/i.test(word))) && statement.value.entries.filter(({ value }) => value.kind === 'call' || (value.kind === 'string' && /\.(?:pkl|joblib|onnx|pt|h5|keras)$/.test(value.text))).length > 1 ? [fileEvidence(facts, path, statement.line, 'a table of models that the service loads')] : [])))
    const settings = [...facts.files.values()].filter(({ path }) => nameOf(path) === 'model-settings.json' || nameOf(path) === 'config.pbtxt')
    const servers = settings.length < 2 ? [] : settings.map(({ path }) => fileEvidence(facts, path, 1, nameOf(path) === 'config.pbtxt' ? 'a model of the Triton server' : 'a model of MLServer'))
    const sagemaker = projectModulesOf(facts).flatMap(({ path, tree }) => callsOf(tree).filter((call) => /(?:^|\.)MultiDataModel$/.test(call.name)).map((call) => fileEvidence(facts, path, call.line, 'a SageMaker endpoint with several models')))
    const conf = settingsOf(facts).filter(({ path }) => nameOf(path) === 'bentofile.yaml' || nameOf(path) === 'bentofile.yml').flatMap(({ path, value, lines }) => { const models = scalarsIn(value).filter(({ pointer }) => /^models\.\d+(?:\.tag)?$/.test(pointer)); return models.length < 2 ? [] : [fileEvidence(facts, path, lineAt(lines, 'models'), `${models.length} models in one Bento`)] })
    return judged([...chosen, ...pairs, ...tables, ...servers, ...sagemaker, ...conf], [], { found: 'The service answers with one model.', next: 'Give the prediction route a name of the model, and keep the loaded models by that name.' })
  },
}

/** What a prediction route predicts: `churn` of `/predict/churn` and `/predict_churn`; null where the path says nothing of its own. */
function subjectOf(path: string): string | null {
  const parts = path.toLowerCase().split('/').filter((part) => part !== '' && !/^(?:api|v\d+)$/.test(part))
  const at = parts.findIndex((part) => part.startsWith('predict'))
  const own = at < 0 ? '' : parts[at] === 'predict' ? parts[at + 1] ?? '' : /^predict[_-](.+)$/.exec(parts[at] ?? '')?.[1] ?? ''
  return own === '' || /^[{<]|^(?:batch|bulk|csv|file|upload|json|form|single|one|many|all|proba\w*|explain\w*|async|stream|image|raw|test|page|data|point|by_?id|text|url|health|info|sample|result|history|ui|online|multiple|list)(?:[_-]|$)/.test(own) ? null : own
}

/** Ways to bring a new model to users. */
export const BEYOND_RELEASE: readonly Beyond[] = [canary, shadow, abTesting, severalModels]
