import { memoise } from '../memoise.ts'
import { kubernetesOf } from '../operations/kubernetes.ts'
import { resourcesOfType } from '../operations/terraform.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Place } from '../commands/command.ts'
import { lineAt, settingsOf } from '../settings/settings.ts'
import { asMap, asText, valueAt } from '../../parse/json.ts'

const RESOURCES = /^(?:aws_sagemaker_monitoring_schedule|aws_sagemaker_data_quality_job_definition|google_vertex_ai_model_deployment_monitoring_job|databricks_(?:lakehouse_monitor|quality_monitor))$/
const IMAGES = /alibi-detect-server|alibidetect|evidently-service|whylabs\/|nannyml\//i

/** Drift monitors that are written down as infrastructure: a cloud's monitoring schedule, a detector deployed beside the model. */
export const driftMonitorsOf = memoise((facts: RepositoryFacts): readonly { readonly place: Place; readonly says: string }[] => [
  ...settingsOf(facts).flatMap(({ path, value, lines }) => Object.entries(asMap(valueAt(value, 'Resources')) ?? {}).filter(([, one]) => asText(valueAt(one, 'Type')) === 'AWS::SageMaker::MonitoringSchedule')
    .map(([name]) => ({ place: { path, line: lineAt(lines, `Resources.${name}`) }, says: `the monitoring schedule \`${name}\` watches the endpoint` }))),
  ...resourcesOfType(facts, (type) => RESOURCES.test(type)).map(({ type, name, path, line }) => ({ place: { path, line }, says: `${type} \`${name}\` monitors the endpoint` })),
  ...kubernetesOf(facts).filter((object) => object.containers.some((container) => IMAGES.test(container.image))).map((object) => ({ place: { path: object.path, line: object.line }, says: `${object.kind} \`${object.name}\` runs a drift detector` })),
])
