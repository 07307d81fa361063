import { deliveryActionOf, deliveryOf, type Delivery } from '../commands/delivery-commands.ts'
import { containersOf } from '../containers/containers.ts'
import { imageActionOf, imageBuildOf } from '../commands/image-commands.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { CiUse } from './ci-checks.ts'
import type { CiAction, CiCommand } from './ci-command.ts'
import { ciOf, jobOf } from './ci-facts.ts'
import { doubtOfDelivery } from './doubt.ts'
import { scriptDelivery } from './script-delivery.ts'

/**
 * Every delivery of the repository's workflows, in the order of their files and lines. Unlike a check it may be started by anything but a person:
 * a push, a tag, a release, another workflow's end. What is put into a cluster that the same job makes for itself is a test, no delivery.
 */
export const ciDeliveriesOf = memoise((facts: RepositoryFacts): readonly (CiUse & { readonly delivery: Delivery })[] => {
  const { commands, actions, workflows } = ciOf(facts)
  const ownCluster = new Set([...commands.filter((step) => MAKES_CLUSTER.test(step.words.join(' '))), ...actions.filter((step) => CLUSTER_ACTION.test(step.uses))].filter((step) => !step.runsOn.includes('self-hosted')).map(jobOf))
  const isTrial = (step: CiCommand): boolean => /^(?:kubectl|helm|helmfile|skaffold)$/.test(step.words[0] ?? '') && ownCluster.has(jobOf(step))
  const use = (step: CiCommand | CiAction, says: string, delivery: Delivery | null): readonly (CiUse & { readonly delivery: Delivery })[] =>
    delivery === null ? [] : [{ step, says, delivery, weak: doubtOfDelivery(step), broken: step.broken ?? brokenBuildBefore(facts, step) }]
  const found = [
    ...commands.filter((step) => !isTrial(step)).flatMap((step) => use(step, step.text, deliveryOf(step, step.runsOn.includes('self-hosted')) ?? scriptDelivery(facts, step))),
    ...actions.flatMap((step) => use(step, step.uses, deliveryActionOf(step.uses, step.with))),
  ]
  const order = new Map(workflows.map((workflow, index) => [workflow.path, index]))
  return found.toSorted((one, other) => (order.get(one.step.workflow) ?? 0) - (order.get(other.step.workflow) ?? 0) || one.step.stepPlace.line - other.step.stepPlace.line)
})

const MAKES_CLUSTER = /^(?:kind create cluster|minikube start|k3d cluster create|microk8s\b|k3s server)/
const CLUSTER_ACTION = /^(?:helm\/kind-action|engineerd\/setup-kind|container-tools\/kind-action|medyagh\/setup-minikube|manusa\/actions-setup-minikube|absaoss\/k3d-action|nolar\/setup-k3d-k3s|jupyterhub\/action-k3s-helm|balchua\/microk8s-actions)@/i

/** Why the job ends before it delivers: an image that it builds first, or as part of the delivery, can't be built. */
function brokenBuildBefore(facts: RepositoryFacts, step: CiCommand | CiAction): string | null {
  const { line } = step.stepPlace
  for (const [build, reason] of brokenBuildsOf(facts)) {
    const isBefore = jobOf(build) === jobOf(step) && build.masked === null && build.stepPlace.path === step.stepPlace.path && (build.stepPlace.line < line || (build.stepPlace.line === line && build.place.line <= step.place.line))
    if (isBefore) return reason
  }
  return null
}

/** The steps that build an image and can't: no Dockerfile they may mean finds what it copies. */
const brokenBuildsOf = memoise((facts: RepositoryFacts): ReadonlyMap<CiCommand | CiAction, string> => {
  const reasons = new Map<CiCommand | CiAction, string | null>()
  for (const { path, builds } of containersOf(facts)) {
    for (const { step, broken, missing } of builds) {
      const [first] = missing
      const reason = broken ?? (first === undefined ? null : `${path} ${first.use} ${first.source}, and ${first.reason}`)
      reasons.set(step, reasons.get(step) === null ? null : reason)
    }
  }
  const { commands, actions } = ciOf(facts)
  const named = [...commands.filter((step) => imageBuildOf(step) !== null), ...actions.filter((step) => imageActionOf(step.uses, step.with) !== null)].flatMap((step): readonly (readonly [CiCommand | CiAction, string])[] => step.broken === null ? [] : [[step, step.broken]])
  return new Map([...named, ...[...reasons].flatMap(([step, reason]): readonly (readonly [CiCommand | CiAction, string])[] => reason === null ? [] : [[step, reason]])])
})
