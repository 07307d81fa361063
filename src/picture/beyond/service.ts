import { isNonEmpty, missing, partial, present } from '../../checks/frame/findings.ts'
import { ciOf } from '../../facts/ci/ci-facts.ts'
import { taskCommandsOf } from '../../facts/commands/task-commands.ts'
import { usedImagesOf } from '../../facts/containers/started-commands.ts'
import { grafanaDashboardsOf } from '../../facts/operations/dashboards.ts'
import { resourcesOfType, terraformOf } from '../../facts/operations/terraform.ts'
import { callsOf } from '../../facts/python/calls.ts'
import { definitionsOf } from '../../facts/python/definitions.ts'
import { wordsIn } from '../../facts/python/expressions.ts'
import { projectModulesOf } from '../../facts/python/modules.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { predicts } from '../../facts/service/route.ts'
import { pagesOf } from '../../facts/service/pages.ts'
import { servedRoutesOf } from '../../facts/service/routes.ts'
import { spokenWithin } from '../../facts/service/spoken.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Beyond } from '../component.ts'

/** Words of those who may call: keys, tokens, users. A tokenizer and a token of a text are none. */
const KEYS = /^(?:x-)?api[_-]?keys?(?:[_-]?(?:header|auth|query|cookie))?$|^authorization$|^(?:require|verify|check|validate|get|authenticate|current)_?(?:api_?key|token|jwt|auth|user|current_user|credentials|client)\w*$|^(?:jwt_required|login_required|token_required|auth_required|requires_auth|require_auth|api_key_required|authenticate(?:d)?|permission_required)$|^(?:APIKey\w*|HTTPBearer|HTTPBasic|OAuth2\w*|IsAuthenticated)$/i

const authentication: Beyond = {
  id: 'api-authentication', title: 'API authentication', needs: ['python', 'infrastructure', 'workflows'],
  brings: 'Only known callers use the service, each can be told apart, limited and shut out, and its cost has a name.',
  tools: (_facts, places) => places.flatMap(({ says }) => (/JWT|jwt/.test(says) ? ['JWT'] : /OAuth/.test(says) ? ['OAuth2'] : /key/i.test(says) ? ['API key'] : /[Bb]earer|token/.test(says) ? ['token'] : /unauthenticated/.test(says) ? ['IAM'] : [])),
  judge: judgeAuthentication,
}

function judgeAuthentication(facts: RepositoryFacts): Finding {
  const guarded = servedRoutesOf(facts).filter(predicts).flatMap((route): readonly FileEvidence[] => {
    const node = route.handler?.node
    if (node === undefined || route.handler === null) return []
    const signature = [...node.decorators.flatMap(wordsIn), ...(node.kind === 'function' ? node.parameters.flatMap(({ name, value, annotation }) => [name, ...(value === null ? [] : wordsIn(value)), ...(annotation === null ? [] : wordsIn(annotation))]) : [])]
    const word = signature.find((one) => KEYS.test(one)) ?? (node.kind === 'function' ? spokenWithin(facts, route.handler.tree, node).find((one) => /^(?:x-)?api[_-]?key$|^authorization$/i.test(one)) : undefined)
    return word === undefined ? [] : [fileEvidence(facts, route.module, route.line, `${route.path} asks for ${word}`)]
  })
  const around = projectModulesOf(facts).flatMap(({ path, tree }) => [
    ...callsOf(tree).filter((call) => /^(?:FastAPI|APIRouter|include_router|Litestar)$/.test(call.method) && call.args.some(({ name, value }) => name === 'dependencies' && wordsIn(value).some((word) => KEYS.test(word)))).map((call) => fileEvidence(facts, path, call.line, `${call.method} asks for a key on every route`)),
    ...definitionsOf(tree).functions.filter(({ decorators, node }) => decorators.some((one) => /\.(?:middleware|before_request)$/.test(one)) && spokenWithin(facts, tree, node).some((word) => KEYS.test(word))).map(({ name, node }) => fileEvidence(facts, path, node.line, `${name} asks for a key before every route`)),
  ])
  const commands = [...ciOf(facts).commands.filter(({ inactive }) => inactive === null), ...taskCommandsOf(facts).flatMap((task) => task.commands)]
  const platform = [
    ...commands.filter(({ words }) => words.includes('--no-allow-unauthenticated')).map(({ place, text }) => fileEvidence(facts, place.path, place.line, text)),
    ...resourcesOfType(facts, (type) => /^aws_api_gateway_(?:authorizer|usage_plan_key|api_key)$|^aws_apigatewayv2_authorizer$|^google_iap_/.test(type)).map(({ type, name, path, line }) => fileEvidence(facts, path, line, `${type} ${name} asks for a key`)),
  ]
  const whole = [...guarded, ...around, ...platform]
  if (isNonEmpty(whole)) return present(whole, { found: `${whole[0].path}: ${whole[0].says}.` })
  const defined = projectModulesOf(facts).flatMap(({ path, tree }) => callsOf(tree).filter((call) => /(?:^|\.)(?:fastapi\.security\.\w+|APIKeyHeader|HTTPBearer|HTTPBasic|OAuth2PasswordBearer|HTTPTokenAuth|HTTPBasicAuth|JWTManager|LoginManager)$/.test(call.name)).map((call) => fileEvidence(facts, path, call.line, call.method)))
  if (isNonEmpty(defined)) return partial(defined, { found: `${defined[0].path} sets up ${defined[0].says}, and the prediction route does not ask for it.`, next: 'Let the prediction route depend on it.' })
  return missing({ found: 'Nothing asks who calls the prediction route.', next: 'Ask for an API key on the prediction route.' })
}

const dashboard: Beyond = {
  id: 'dashboard', title: 'Monitoring dashboard', needs: ['configuration', 'python', 'infrastructure'],
  brings: 'Latency, errors, predictions and drift are seen side by side, so that a change in one explains a change in another.',
  tools: (_facts, places) => places.flatMap(({ says }) => ['Grafana', 'Streamlit', 'Evidently', 'CloudWatch', 'Kibana', 'Superset', 'Metabase'].filter((name) => says.includes(name))),
  judge: judgeDashboard,
}

function judgeDashboard(facts: RepositoryFacts): Finding {
  const panels = grafanaDashboardsOf(facts).map(({ title, path, line }) => fileEvidence(facts, path, line, `Grafana dashboard ${title}`))
  const clouds = resourcesOfType(facts, (type) => /^(?:aws_cloudwatch_dashboard|google_monitoring_dashboard|azurerm_portal_dashboard|grafana_dashboard|datadog_dashboard)$/.test(type)).map(({ type, name, path, line }) => fileEvidence(facts, path, line, `${type.includes('cloudwatch') ? 'CloudWatch' : type.includes('grafana') ? 'Grafana' : type} dashboard ${name}`))
  const pages = pagesOf(facts).filter(({ path }) => /monitor|drift|dashboard|observ/i.test(path) && !/api/.test(path)).filter(({ path }) => projectModulesOf(facts).some((module) => module.path === path && definitionsOf(module.tree).imports.some((one) => /evidently|pandas|plotly|altair|matplotlib|sqlalchemy|prometheus|mlflow/.test(one.module))) && /monitor|drift|observ/i.test(path)).map(({ path, line, framework }) => fileEvidence(facts, path, line, `a ${framework} page for monitoring`))
  const evidently = projectModulesOf(facts).flatMap(({ path, tree }) => callsOf(tree).filter((call) => /(?:^|\.)(?:add_panel|DashboardPanel\w*|dashboardPanel\w*)$/.test(call.name) && definitionsOf(tree).imports.some((one) => one.module.startsWith('evidently'))).map((call) => fileEvidence(facts, path, call.line, 'Evidently panels')))
  const whole = [...panels, ...clouds, ...pages, ...evidently]
  if (isNonEmpty(whole)) return present(whole, { found: `${whole[0].says} (${whole[0].path}).` })
  const runs = [...usedImagesOf(facts).filter(({ image }) => /(?:^|\/)(?:grafana|kibana|superset|metabase)(?:[:@/]|$)/i.test(image)).map(({ image, path, line }) => fileEvidence(facts, path, line, `${/grafana/i.test(image) ? 'Grafana' : image} runs`)), ...terraformOf(facts).modules.filter(({ source }) => /grafana/i.test(source)).map(({ path, line }) => fileEvidence(facts, path, line, 'Grafana is set up'))]
  if (isNonEmpty(runs)) return partial(runs, { found: `${runs[0].says} (${runs[0].path}), and no dashboard is kept in the repository.`, next: 'Export the dashboard as JSON and provision it from the repository.' })
  return missing({ found: 'No dashboard of the running service was found.', next: 'Put the metrics of the service on a Grafana dashboard that is kept in the repository.' })
}

/** What the service itself may grow by. */
export const BEYOND_SERVICE: readonly Beyond[] = [authentication, dashboard]
