import { asText, valueAt } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { kubernetesOf } from '../operations/kubernetes.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Edge } from './edge.ts'
import { edgesOfScript } from './edges-of-command.ts'
import type { Start } from './start.ts'

/** Cron jobs and jobs of Kubernetes, cron workflows of Argo, scheduled and training operators. */
export const clusterStartsOf = memoise((facts: RepositoryFacts): readonly Start[] =>
  kubernetesOf(facts).flatMap((object): readonly Start[] => {
    const isCron = /^(?:CronJob|CronWorkflow|ScheduledWorkflow|ScheduledSparkApplication)$/.test(object.kind)
    const isJob = /^(?:Job|Workflow|\w+TrainJob|TrainJob|PyTorchJob|TFJob|XGBoostJob|MPIJob|RayJob|SparkApplication|Experiment)$/.test(object.kind)
    if (!isCron && !isJob) return []
    const place = { path: object.path, line: object.line }
    // Ray gives the command to the job, not to a container; Argo calls the template by that name that comes first.
    const entrypoint = object.kind === 'RayJob' ? asText(valueAt(object.value, 'spec', 'entrypoint')) : null
    const given = entrypoint === null ? [] : edgesOfScript(facts, entrypoint, place)
    const edges = [...given, ...object.containers.flatMap((container): readonly Edge[] => {
      const [first = '', second = '', third = ''] = container.command
      const text = first.endsWith('sh') && /^-\w*c$/.test(second) ? third : container.command.map((word) => /\s/.test(word) ? `"${word}"` : word).join(' ')
      return text === '' ? [] : edgesOfScript(facts, text, { path: object.path, line: container.line })
    })]
    const words = `${object.name} ${object.containers.map((one) => `${one.name} ${one.image}`).join(' ')}`
    const named = edges.length > 0 ? [] : [...(/(?:^|[^a-z])(?:re)?train/i.test(words) || /^(?:PyTorch|TF|XGBoost|MPI|\w*Train)Job$/.test(object.kind) ? ['training' as const] : []), ...(/drift/i.test(words) ? ['drift' as const] : [])]
    const runs = isCron && !object.suspended && object.schedule !== ''
    return [{ by: runs ? 'schedule' : 'person', says: `${object.kind} \`${object.name}\`${runs && object.schedule !== null ? ` on \`${object.schedule}\`` : ''}`, place, edges: [...edges, { to: null, named, place, says: object.name, onDrift: false }] }]
  }))
