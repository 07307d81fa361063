import type { TerraformBlock, TerraformValue } from '../../parse/terraform/tree.ts'
import { memoise } from '../memoise.ts'
import { sagemakerPipelinesOf, trains } from '../operations/sagemaker-pipelines.ts'
import { attributeOf, blocksWithin, literalText, terraformOf, type TerraformResource } from '../operations/terraform.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { edgeTo, type Edge } from './edge.ts'
import { edgesOfAddress } from './edges-of-command.ts'
import { partKey } from './code-parts.ts'
import { moduleFileNamed } from './project-files.ts'
import type { Start } from './start.ts'

const CLOCK = /^(?:aws_cloudwatch_event_rule|aws_scheduler_schedule|google_cloud_scheduler_job|azurerm_logic_app_trigger_recurrence|azurerm_automation_schedule|google_vertex_ai_schedule|databricks_job)$/
const ARRIVAL = /^(?:aws_s3_bucket_notification|google_storage_notification|aws_lambda_event_source_mapping|aws_cloudwatch_event_rule)$/
/** Attributes that say what is called; what a function may read besides (its environment, its role) does not. */
const SAYS = /^(?:name|description|function_name|handler|image_uri|image|uri|input|job_name|display_name|schedule_name|arn|target_arn|state_machine_arn|target_id|command|definition)$/

/** Schedules and arrivals of data that Terraform sets up, with the functions of the project that they call, or what they say that they start. */
export const terraformSchedulesOf = memoise((facts: RepositoryFacts): readonly Start[] => terraformOf(facts).resources.filter((one) => !one.data).flatMap((one): readonly Start[] => {
  const by = kindOf(one)
  if (by === null) return []
  const place = { path: one.path, line: one.line }
  return [{ by, says: `${one.type} \`${one.name}\``, place, edges: reached(facts, one).flatMap((resource) => edgesOfResource(facts, resource, place)) }]
}))

function kindOf({ type, block }: TerraformResource): 'schedule' | 'data' | null {
  const is = (name: string, value: string): boolean => literalText(attributeOf(block, name)?.value)?.toUpperCase() === value
  if (is('state', 'DISABLED') || is('is_enabled', 'FALSE') || is('paused', 'TRUE')) return null
  const isTimed = blocksWithin(block).some((inner) => attributeOf(inner, 'schedule_expression') !== undefined || attributeOf(inner, 'schedule') !== undefined || attributeOf(inner, 'cron') !== undefined || attributeOf(inner, 'quartz_cron_expression') !== undefined || attributeOf(inner, 'frequency') !== undefined)
  if (CLOCK.test(type) && isTimed) return 'schedule'
  const isArrival = ARRIVAL.test(type) && (type !== 'aws_cloudwatch_event_rule' || /s3|object created/i.test(textOfBlock(block)))
  return isArrival ? 'data' : null
}

/** The resource, the targets that name it, and what these name: a rule, its target, the target's function. */
function reached(facts: RepositoryFacts, start: TerraformResource): readonly TerraformResource[] {
  const all = terraformOf(facts).resources
  const key = (one: TerraformResource): string => `${one.type}.${one.name}`
  const targets = all.filter((one) => one.type.endsWith('_target') && textOfBlock(one.block).includes(`${key(start)}.`))
  const found = new Set([start, ...targets])
  for (let hop = 0; hop < 2; hop += 1) {
    const text = [...found].map((one) => textOfBlock(one.block)).join(' ')
    for (const one of all) if (/function|job|pipeline|state_machine|task_definition|service/.test(one.type) && text.includes(`${key(one)}.`)) found.add(one)
  }
  return [...found]
}

function edgesOfResource(facts: RepositoryFacts, { type, path, line, block, name }: TerraformResource, place: Start['place']): readonly Edge[] {
  const handler = literalText(attributeOf(block, 'handler')?.value)
  const cut = handler?.lastIndexOf('.') ?? -1
  const file = handler === null || cut < 0 ? null : moduleFileNamed(facts, handler.slice(0, cut).replaceAll('/', '.'))
  const texts = [name, ...blocksWithin(block).flatMap((inner) => inner.attributes.filter((one) => SAYS.test(one.name)).map((one) => textOfValue(one.value)))]
  const said = texts.join(' ')
  const training = type === 'aws_sagemaker_pipeline' && sagemakerPipelinesOf(facts).some((one) => one.path === path && one.line === line && one.steps.some(trains))
  const base: Edge = { to: null, named: [], place, says: said.slice(0, 80), onDrift: false }
  return [
    ...(file === null || handler === null ? [] : [edgeTo(partKey(file, handler.slice(cut + 1)), place, handler)]),
    ...texts.flatMap((text) => { const path = /^https?:\/\/[^/]+(\/[^?#\s]+)/.exec(text)?.[1]; return path === undefined ? [] : edgesOfAddress(facts, path, base, '') }),
    { ...base, named: [...(training || /(?:^|[^a-z])(?:re)?-?train(?:ing|er)?(?:[^a-z]|$)/i.test(said.replaceAll('training_data', '').replaceAll('training-data', '')) ? ['training' as const] : []), ...(/drift|model[-_]monitor/i.test(said) ? ['drift' as const] : [])] },
  ]
}

function textOfBlock(block: TerraformBlock): string {
  return blocksWithin(block).flatMap((inner) => inner.attributes.map((one) => `${one.name} ${textOfValue(one.value)}`)).join(' ')
}

function textOfValue(value: TerraformValue): string {
  switch (value.kind) {
    case 'literal': return String(value.value)
    case 'expression': return value.text
    case 'list': return value.items.map(textOfValue).join(' ')
    case 'map': return value.entries.map((entry) => `${entry.key} ${textOfValue(entry.value)}`).join(' ')
  }
}
