import { tokensOf } from '../../parse/metric-names.ts'
import type { Expression, PythonTree, Statement } from '../../parse/python/tree.ts'
import { callsOf, stringOf, type Call } from '../python/calls.ts'
import { expressionsIn, lastName, someExpression, walkExpression, wordsIn } from '../python/expressions.ts'
import { statementsWithin } from '../python/layout.ts'
import { projectCallsOf, type ProjectFunction } from '../python/project-calls.ts'
import type { PythonModule } from '../python/modules.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** Something that takes a model a step on. `keeps` is the weaker one: it only writes the model to a place. */
export type Promotion = { readonly key: string; readonly keeps: boolean; readonly line: number; readonly says: string }

const ADVANCES = new Set(['register', 'registers', 'registered', 'promote', 'promotes', 'promotion', 'transition', 'alias', 'deploy', 'deployment', 'deploys', 'publish', 'rollout', 'push', 'upload', 'activate', 'approve', 'swap', 'pusher'])
const TARGETS = new Set(['production', 'prod', 'champion', 'staging'])
const MOVES = /^(?:set|move|mark|make|copy|save|update|assign|switch|replace|tag|put|send)$/
const NAMES = new Set(['create_model', 'create_model_version', 'create_model_package', 'update_model_package', 'copy_model_version', 'create_endpoint', 'update_endpoint', 'set_model_version_tag', 'set_registered_model_tag', 'update_model_version', 'link_artifact', 'link_model'])
/** Starts something by its name: a retraining as well as a deployment. */
const STARTS = /^(?:TriggerDagRunOperator|trigger_dag|run_deployment|run|call|check_call|check_output|system|Popen|shell_run_command|popen)$/
/** Training is what a model comes from; starting it takes none a step on, whatever it does at its end. */
const TRAINS = /^(?:re)?train(?:ing)?$|^(?:fit|tune|tuning|pipeline|flow)$/
const TELLS = /^(?:print|info|debug|warning|warn|error|exception|critical|log|echo|write|append|get\w*|xcom_push|xcom_pull|search_\w+|load\w*|list_\w+|describe_\w+|read\w*|download\w*|log_\w+|set_tags?|add_argument|format|join|notify\w*|send\w*|alert\w*|retrain\w*|is_\w+|has_\w+|should_\w+|check\w*|validate\w*|test\w*)$/
/** Messages, metrics and reports are sent in the same words. */
const MESSAGE = /^(?:push_to_gateway|pushadd_to_gateway|pushgateway\w*|push_metrics?|upload_(?:report|plot|figure|metrics?|logs?|html|data|results?|predictions?)\w*|publish_(?:message|event|metrics?|report|alert)\w*)$/
const KEEPS = /^(?:save_model|save_pretrained|to_pickle|save_object|save_artifact|save_checkpoint|save_weights|copyfile|copytree|copy2|symlink)$/
const KEEPERS: Readonly<Record<string, RegExp>> = { pickle: /^dump$/, joblib: /^dump$/, cloudpickle: /^dump$/, dill: /^dump$/, torch: /^save$/, shutil: /^(?:copy|move)/, os: /^(?:replace|rename|symlink|link)$/ }

const callsByNode = memoise((tree: PythonTree): ReadonlyMap<Expression, Call> => new Map(callsOf(tree).map((call) => [call.callee, call])))

/** Whether a function's name says that it takes a model a step on: `deploy_model`, `promote_if_better`. */
export function saysPromotion(name: string): boolean {
  const [first = '', second = ''] = tokensOf(name)
  return ADVANCES.has(first) || (/^(?:maybe|try|auto|run|task)$/.test(first) && ADVANCES.has(second))
}

/** Whether a block does more than tell: it calls something that is no message, no look-up and no answer to somebody. */
export function doesSomething(block: readonly Statement[]): boolean {
  return statementsWithin(block).some((statement) => expressionsIn(statement).some((expression) => someExpression(expression, (one) => one.kind === 'call' && !TELLS.test(one.callee.kind === 'attribute' ? one.callee.name : one.callee.kind === 'name' ? one.callee.id : 'print'))))
}

/** What the statements of a block (and the project functions that they call, three deep) do to move a model on. */
export function promotionsIn(facts: RepositoryFacts, module: PythonModule, block: readonly Statement[], depth = 3): readonly Promotion[] {
  return gather(facts, module, block, depth, new Set())
}

function gather(facts: RepositoryFacts, module: PythonModule, block: readonly Statement[], depth: number, seen: Set<ProjectFunction['definition']['node']>): readonly Promotion[] {
  const found: Promotion[] = []
  for (const statement of statementsWithin(block)) {
    if (statement.kind === 'function' || statement.kind === 'class') continue
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind !== 'call' || found.length > 60) return
        const call = callsByNode(module.tree).get(one.callee)
        const promotion = promotionOf(one, (value) => (call === undefined ? null : stringOf(value, module.tree, call.context)))
        if (promotion !== null) found.push(promotion)
        // What a name already says need not be followed.
        if (call === undefined || depth === 0 || promotion?.keeps === false || tokensOf(call.method).some((token) => TRAINS.test(token))) return
        for (const { module: there, definition } of projectCallsOf(facts).targetsOf(call)) {
          if (seen.has(definition.node) || seen.size > 80) continue
          seen.add(definition.node)
          found.push(...gather(facts, there, definition.node.body, depth - 1, seen))
        }
      })
    }
  }
  return found
}

function promotionOf(call: Expression & { readonly kind: 'call' }, textOf: (value: Expression) => string | null): Promotion | null {
  const { callee } = call
  const method = lastName(callee)
  const registersName = call.args.some((argument) => argument.name === 'registered_model_name' && !(argument.value.kind === 'constant' && argument.value.value === null))
  // `log_model(…, registered_model_name=…)` registers what it logs.
  if (method === '' || (TELLS.test(method) && !registersName)) return null
  const texts = call.args.flatMap(({ value }) => (value.kind === 'string' ? [value.text] : value.kind === 'collection' ? value.items.flatMap((item) => (item.kind === 'string' ? [item.text] : [])) : []))
  const key = `${method}(${call.args.map(({ name, value }) => (/descr|comment|message|note|reason/.test(name ?? '') ? '' : textOf(value) ?? '')).join(',')})`.slice(0, 120)
  const at = { key, line: call.line, says: `${method}(…)` }
  // A run that cancels itself leaves its next steps out.
  if (method === 'cancel' && callee.kind === 'attribute' && wordsIn(callee.of).some((word) => /^(?:parent|run)$|_run$/.test(word))) return { ...at, keeps: false }
  if (NAMES.has(method) || registersName) return { ...at, keeps: false }
  if (STARTS.test(method)) return texts.flatMap(tokensOf).some((token) => ADVANCES.has(token)) ? { ...at, keeps: false } : null
  const tokens = tokensOf(method)
  // A getter only says what something is called or where it lies.
  if (tokens.includes('registered') && /_(?:name|names|uri|path|version|id|url)$/.test(method)) return null
  if (MESSAGE.test(method) || call.args.some((argument) => /^(?:TopicArn|Message|topic|channel|subject)$/.test(argument.name ?? ''))) return null
  const advances = tokens.some((token) => ADVANCES.has(token)) || (MOVES.test(tokens[0] ?? '') && tokens.some((token) => TARGETS.has(token)))
  // A class that only bears such a word advances nothing.
  if (advances && !/^[A-Z]\w*(?:Config|Error|Exception|Artifact|Entity|Response|Request|Client)$/.test(method)) return { ...at, keeps: false }
  const root = callee.kind === 'attribute' && callee.of.kind === 'name' ? callee.of.id : ''
  const keeps = KEEPS.test(method) || (tokens[0] === 'save' && tokens.includes('model')) || (method === 'save' && /model|clf|pipeline|net/i.test(root)) || (Object.hasOwn(KEEPERS, root) && KEEPERS[root]?.test(method) === true)
  return keeps ? { ...at, keeps: true } : null
}
