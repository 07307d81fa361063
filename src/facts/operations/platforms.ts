import { asMap, asText, valueAt } from '../../parse/json.ts'
import type { PythonTree } from '../../parse/python/tree.ts'
import { ciDeliveriesOf } from '../ci/ci-deliveries.ts'
import { levelOf, type CiUse } from '../ci/ci-checks.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { Command } from '../commands/command.ts'
import { deliveryOf } from '../commands/delivery-commands.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { projectModulesOf } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf, settingsOf } from '../settings/settings.ts'
import { kubernetesOf } from './kubernetes.ts'
import { platformNamed, platformOfResource, platformOfSettings } from './platform-names.ts'
import { isUnusedModule, resourcesOfType } from './terraform.ts'

/**
 * A place where the service runs for others. `how`: a workflow brings it there (`workflow`), another system or the platform itself does
 * (`itself`), it is declared as infrastructure (`infrastructure`), code sets it up (`code`), a person has to run a command (`by hand`), a machine or a cluster
 * is declared and nothing says what runs on it (`machine`), or it is written down and nothing was found that applies it (`settings`). `use` is the delivery of a workflow.
 */
export type Platform = {
  readonly name: string
  readonly how: 'workflow' | 'itself' | 'infrastructure' | 'code' | 'by hand' | 'settings' | 'machine'
  readonly path: string
  readonly line: number
  readonly says: string
  readonly use: CiUse | null
}

const ORDER: readonly Platform['how'][] = ['workflow', 'itself', 'infrastructure', 'code', 'by hand', 'settings', 'machine']

/** Every such place, what brings the service there by itself first. A workflow's delivery counts where nothing masks or breaks it. */
export const platformsOf = memoise((facts: RepositoryFacts): readonly Platform[] => [
  ...delivered(facts), ...byOtherSystems(facts), ...inInfrastructure(facts), ...inCode(facts), ...inTasks(facts), ...inSettings(facts),
].toSorted((one, other) => ORDER.indexOf(one.how) - ORDER.indexOf(other.how)))

/** Flows that are handed to an orchestrator serve nobody. */
const ORCHESTRATED = /^(?:prefect|astro|dagster)\b/

function delivered(facts: RepositoryFacts): readonly Platform[] {
  return ciDeliveriesOf(facts).filter(({ delivery }) => delivery.what === 'deployment' && !ORCHESTRATED.test(delivery.tool)).flatMap((use): readonly Platform[] => {
    const { step } = use
    const place = step.via[0] ?? step.place
    const script = use.delivery.tool.endsWith('.py') ? inCode(facts).find(({ path }) => path === use.delivery.tool || path.endsWith(`/${use.delivery.tool}`)) : undefined
    const name = script?.name ?? nameOfDelivery('words' in step ? step.words.join(' ') : step.uses, 'words' in step ? step.through : [], use.delivery.tool)
    return [{ name, how: levelOf(use) === 2 ? 'workflow' : 'by hand', path: place.path, line: place.line, says: use.says, use }]
  })
}

function nameOfDelivery(text: string, through: readonly string[], tool: string): string {
  if (through.some((wrapper) => wrapper.startsWith('ssh ')) || /^(?:rsync|scp|ansible-playbook)\b|ssh|scp|rsync/.test(text)) return 'a server over SSH'
  return platformNamed(text) ?? (/hook/.test(tool) ? platformNamed(text) ?? 'a deploy hook' : /^(?:docker|podman|systemctl|supervisorctl|pm2)/.test(text) ? 'a server of its own' : 'the cloud')
}

/** Commands of Cloud Build, GitLab and others: whether they run cannot be seen, where they lead to is written down. */
function byOtherSystems(facts: RepositoryFacts): readonly Platform[] {
  return ciOf(facts).others.flatMap((other) => other.commands.flatMap((command): readonly Platform[] => deploying(command, 'itself', `${other.system} runs \`${command.text}\``)))
}

function inTasks(facts: RepositoryFacts): readonly Platform[] {
  return taskCommandsOf(facts).flatMap((task) => task.commands.flatMap((command): readonly Platform[] => deploying(command, 'by hand', command.text)))
}

function deploying(command: Command, how: Platform['how'], says: string): readonly Platform[] {
  const delivery = deliveryOf(command)
  if (delivery?.what !== 'deployment' || ORCHESTRATED.test(delivery.tool) || command.broken !== null) return []
  const name = nameOfDelivery(command.words.join(' '), command.through, '')
  return [{ name, how, ...(command.via[0] ?? command.place), says, use: null }]
}

function inInfrastructure(facts: RepositoryFacts): readonly Platform[] {
  return [
    ...resourcesOfType(facts, (type) => platformOfResource(type) !== null).filter(({ name, path }) => !isUnusedModule(facts, path) && !BESIDE.test(`/${name}/`) && !BESIDE.test(`/${folderOf(path)}/`)).map(({ type, name, path, line }): Platform => ({ name: platformOfResource(type) ?? type, how: MACHINES.test(type) ? 'machine' : 'infrastructure', path, line, says: `resource ${type} ${name}`, use: null })),
    ...settingsOf(facts).flatMap(({ path, value, lines }): readonly Platform[] => Object.entries(asMap(asMap(value)?.['Resources']) ?? {}).slice(0, 500).flatMap(([name, resource]): readonly Platform[] => {
      const type = asText(asMap(resource)?.['Type']) ?? ''
      const platform = { 'AWS::Serverless::Function': 'AWS Lambda', 'AWS::Lambda::Function': 'AWS Lambda', 'AWS::ECS::Service': 'Amazon ECS', 'AWS::SageMaker::Endpoint': 'SageMaker', 'AWS::EC2::Instance': 'Amazon EC2', 'AWS::AppRunner::Service': 'AWS App Runner' }[type]
      return platform === undefined ? [] : [{ name: platform, how: 'infrastructure', path, line: lines[`Resources.${name}`] ?? 1, says: `${type} ${name}`, use: null }]
    })),
    ...kubernetesOf(facts).filter(({ apiVersion, kind }) => apiVersion.startsWith('argoproj.io/') && kind === 'Application').map(({ path, line, name }): Platform => ({ name: 'Kubernetes', how: 'infrastructure', path, line, says: `Argo CD brings ${name} to the cluster`, use: null })),
  ]
}

/** Machines and clusters: what runs on them, another file says. */
const MACHINES = /^(?:google_compute_\w+|google_container_cluster|aws_instance|aws_launch_template|aws_autoscaling_group|aws_eks_cluster|azurerm_kubernetes_cluster|azurerm_(?:linux_)?virtual_machine|digitalocean_droplet)$/

/** Endpoints that Python code sets up in a cloud. */
const CODE: readonly (readonly [name: RegExp, platform: string])[] = [
  [/^sagemaker\.[\w.]*\(\)\.deploy$/, 'SageMaker'], [/^google\.cloud\.aiplatform\.[\w.]*(?:\(\))?\.(?:deploy|deploy_model)$/, 'Vertex AI'], [/\.online_(?:deployments|endpoints)\.begin_create_or_update$|^azureml\.core\.[\w.]*Model\.deploy$/, 'Azure ML'], [/^modal\.(?:App|Stub)$/, 'Modal'],
  [/^aws_cdk\.(?:[\w.]*\.)?CfnEndpoint$/, 'SageMaker'], [/^aws_cdk\.(?:[\w.]*\.)?\w*(?:Fargate|Ec2)Service$/, 'Amazon ECS'], [/^aws_cdk\.(?:[\w.]*\.)?DockerImageFunction$/, 'AWS Lambda'], [/^boto3\.(?:client|Session\(\)\.client)\(\)\.(?:create|update)_endpoint$/, 'SageMaker'],
]

function inCode(facts: RepositoryFacts): readonly Platform[] {
  return projectModulesOf(facts).flatMap(({ path, tree }) => endpointCallsOf(tree).filter(({ call }) => reachOf(facts).isReached(path, call.context)).map(({ name, call }): Platform =>
    ({ name, how: 'code', path, line: call.line, says: `${call.method}(…)`, use: null })))
}

const endpointCallsOf = memoise((tree: PythonTree): readonly { readonly name: string; readonly call: Call }[] => callsOf(tree).flatMap((call) => {
  const name = CODE.find(([names]) => names.test(call.name))?.[1]
  return name === undefined ? [] : [{ name, call }]
}))

const WORKLOADS = /^(?:Deployment|StatefulSet|InferenceService|SeldonDeployment|RayService|Rollout)$/
/** What stands beside the service in a cluster. */
const BESIDE = /(?:^|[/_-])(?:jenkins|bastion|prefect|dagster|mage|kubeflow|zenml|evidently|training?|postgres\w*|mysql|mongo\w*|redis|rabbitmq|kafka|zookeeper|minio|mlflow|grafana|prometheus|alertmanager|loki|airflow\w*|nginx)(?:[:@/_-]|$)/i

function inSettings(facts: RepositoryFacts): readonly Platform[] {
  const read = [...facts.files.values()].filter((file) => file.facts !== null)
  return [
    ...read.flatMap(({ path, role }): readonly Platform[] => {
      const platform = role === 'config' || role === 'other' || role === 'code' ? platformOfSettings(path) : null
      return platform === null ? [] : [{ name: platform.name, how: platform.itself ? 'itself' : 'settings', path, line: 1, says: `${nameOf(path)} with the service's settings`, use: null }]
    }),
    ...settingsOf(facts).filter(({ path, value }) => nameOf(path) === 'app.yaml' && asText(valueAt(value, 'runtime')) !== null).map(({ path, lines }): Platform => ({ name: 'App Engine', how: 'settings', path, line: lines['runtime'] ?? 1, says: 'app.yaml with the service\'s settings', use: null })),
    ...kubernetesOf(facts).flatMap(({ apiVersion, kind, name, path, line, containers }): readonly Platform[] => {
      if (apiVersion.startsWith('serving.knative.dev/') && kind === 'Service') return [{ name: 'Cloud Run', how: 'settings', path, line, says: `the Knative service ${name}`, use: null }]
      const isOwn = WORKLOADS.test(kind) && !(containers.length > 0 && containers.every((one) => BESIDE.test(one.image) || BESIDE.test(one.name)))
      return isOwn ? [{ name: 'Kubernetes', how: 'settings', path, line, says: `${kind} ${name}`, use: null }] : []
    }),
  ]
}
