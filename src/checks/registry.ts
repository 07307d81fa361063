import { registrationsOf, type Registration } from '../facts/model/registrations.ts'
import { savedModelsOf, type SavedModel } from '../facts/model/saved-models.ts'
import { trackingCallsOf } from '../facts/model/tracking-calls.ts'
import { isSetAside } from '../facts/paths/set-aside.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `registry`. */
export const registry: Check = {
  id: 'registry',
  title: 'Model registered with metadata',
  proof: 'run',
  lesson: '2-3-model-registry#register-with-what-describes-it',
  revision: 11,
  needs: ['python', 'workflows', 'tasks', 'configuration', 'infrastructure'],
  lookedFor: 'Code that registers the trained model in a model registry (MLflow, Weights & Biases, SageMaker, Vertex AI, Azure ML …) with metadata: signature, input example, tags, description, alias or stage, or a run with logged parameters and metrics.',
  levels: {
    present: 'The model is registered in a model registry with metadata: a signature, an input example, tags, a description, an alias, or a run with parameters and metrics.',
    partial: 'The model is kept as an artifact and never registered, or registered without metadata.',
    missing: 'Nothing keeps the trained model in a place with a version.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const all = registrationsOf(facts)
  const live = all.filter((one) => one.where === 'code' && one.reached)
  const place = (one: Registration | SavedModel): FileEvidence => fileEvidence(facts, one.path, one.line, one.says)
  const registers = live.filter((one) => one.act === 'registers').sort((left, right) => rank(right) - rank(left))
  const [full, fullBy] = registers.map((one) => [one, metadataOf(facts, one, live)] as const).find(([, metadata]) => metadata !== null) ?? [null, null]
  if (full !== null) {
    const describes = live.filter((one) => one.act === 'describes' && one.registry === full.registry)
    return present([place(full), ...describes.slice(0, 2).map(place)], { found: `The model is registered in ${full.registry} (${full.path}) with ${fullBy ?? ''}.` })
  }
  const [bare] = registers
  if (bare !== undefined) {
    return partial([place(bare)], { found: `The model is registered in ${bare.registry} (${bare.path}) without metadata.`, next: `Say what the version is where ${bare.path} registers it: a signature and an input example, a description or tags, an alias.` })
  }
  const described = live.filter((one) => one.act === 'describes').map(place)
  if (isNonEmpty(described)) {
    return partial(described, { found: `${described[0].path} moves versions of a registered model; no code that registers one was found.`, next: 'Register the model in the code that trains it, so that a version comes from a run.' })
  }
  const saved = savedModelsOf(facts)
  const copies = saved.filter((one) => one.how === 'downloaded' && one.reached)
  // What a demonstration saves says less than the training.
  const own = saved.filter((one) => one.how !== 'downloaded').toSorted((one, other) => Number(isTrial(one.path)) - Number(isTrial(other.path)))
  const kept = [...own.filter((one) => one.where === 'code' && one.reached), ...all.filter((one) => one.where === 'notebook' && one.act !== 'logs'), ...own.filter((one) => one.where === 'notebook')]
  const [first] = kept
  const evidence = kept.map(place)
  if (isNonEmpty(evidence) && first !== undefined) {
    const noted = all.find((one) => one.where === 'notebook' && one.act !== 'logs')
    const found = first.where === 'notebook' ? `Only a notebook keeps or registers a model (${first.path}).` : `A model is kept as an artifact (${first.path}: ${first.says}) and ${noted === undefined ? 'registered nowhere' : `registered in a notebook only (${noted.path})`}.`
    return partial(evidence, { found, next: `Register what ${first.path} keeps in a model registry, with a signature or tags, and load it from there.` })
  }
  const copied = copies.map(place)
  if (isNonEmpty(copied)) return partial(copied, { found: `A downloaded model is kept as it came (${copied[0].path}: ${copied[0].says}); no code keeps a model that was trained here.`, next: 'Log the model that your own training makes in its run and register it under a name, with a signature and a description.' })
  const unused = [...all, ...saved].filter((one) => !one.reached).map(place)
  if (isNonEmpty(unused)) {
    return partial(unused, { found: `${unused[0].path} would register or save a model, and nothing calls the code it stands in.`, next: `Call what ${unused[0].path} offers where the model is trained, so that a version is registered with its signature and description.` })
  }
  return missing({ found: 'No code registers or saves a model.', next: 'Log the trained model in its run and register it under a name, with a signature and a description.' })
}

function isTrial(path: string): boolean {
  return /(?:^|[/_])(?:demo|smoke|example)s?(?:[/_.]|$)/i.test(path)
}

/** The best described registration first, those in folders that were set aside last. */
function rank(one: Registration): number {
  return one.metadata.length - (isSetAside(one.path) ? 20 : 0)
}

/** What describes a registered version, in words; null where nothing does. */
function metadataOf(facts: RepositoryFacts, one: Registration, live: readonly Registration[]): string | null {
  if (one.metadata.length > 0) return one.metadata.map(inWords).join(', ')
  const described = live.find((other) => other.act === 'describes' && other.registry === one.registry)
  if (described !== undefined) return `${describedBy(described.says)} (${described.path}:${described.line})`
  const logged = live.find((other) => other.act === 'logs' && other.registry === one.registry)
  if (logged !== undefined) return `the ${logged.metadata.map((name) => name.replaceAll('_', ' ')).join(' and ')} it is logged with`
  const tracked = trackingCallsOf(facts).filter((call) => call.where === 'code' && call.reached && call.tool.startsWith(one.registry))
  const logs = new Set(tracked.flatMap((call) => call.logs))
  const byRun = one.registry === 'MLflow' ? logs.has('parameters') && logs.has('metrics') : tracked.length > 1
  return byRun ? 'the parameters and metrics of its run' : null
}

/** What a call that describes a version gives it, in words. */
function describedBy(says: string): string {
  if (/alias/.test(says)) return 'an alias'
  if (/stage/.test(says)) return 'a stage'
  if (/tag/.test(says)) return 'tags'
  return 'a description'
}

/** `approval_status` and `ModelApprovalStatus` as words. */
function inWords(name: string): string {
  return name.replaceAll('_', ' ').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}
