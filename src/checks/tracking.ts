import { dvcOf } from '../facts/data/dvc.ts'
import { trackingCallsOf, type TrackingCall } from '../facts/model/tracking-calls.ts'
import { trackingSettingsOf } from '../facts/model/tracking-settings.ts'
import { isSetAside } from '../facts/paths/set-aside.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

type Place = Pick<TrackingCall, 'tool' | 'logs' | 'path' | 'line' | 'says'> & { readonly trains?: boolean }

/** Rubric row `tracking`. */
export const tracking: Check = {
  id: 'tracking',
  title: 'Experiments tracked with MLflow',
  proof: 'run',
  lesson: '2-2-experiment-tracking#track-every-training',
  revision: 4,
  needs: ['python', 'configuration'],
  lookedFor: 'Training code that logs the parameters and the metrics of its runs to MLflow (log_params and log_metrics, autolog, a callback or logger of a framework).',
  levels: {
    present: 'Training code logs parameters and metrics to MLflow; autologging counts.',
    partial: 'One of the two, or another tracker keeps them.',
    missing: 'No tracker is used.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const calls = trackingCallsOf(facts)
  const live: readonly Place[] = [...calls.filter((call) => call.where === 'code' && call.reached), ...trackingSettingsOf(facts)]
  const evidence = (places: readonly Place[]) => places.map((place) => fileEvidence(facts, place.path, place.line, place.says))
  const mlflow = live.filter((place) => place.tool === 'MLflow')
  const both = evidence(representatives(mlflow))
  if (isNonEmpty(both) && logs(mlflow, 'parameters') && logs(mlflow, 'metrics')) {
    return present(both, { found: `Parameters and metrics are logged to MLflow in ${both[0].path}.` })
  }
  if (isNonEmpty(both)) {
    const [has, lacks] = logs(mlflow, 'metrics') ? ['metrics', 'parameters'] : ['parameters', 'metrics']
    return partial(both, { found: `Training logs ${has} to MLflow (${both[0].path}); no call that logs ${lacks} was found.`, next: `Log the run's ${lacks} beside its ${has} in ${both[0].path}, or switch on autologging before the fit.` })
  }
  const elsewhere = representatives(live.filter((place) => place.tool !== 'MLflow'))
  const others = evidence(elsewhere)
  const [other] = elsewhere
  if (isNonEmpty(others) && other !== undefined) {
    return partial(others, { found: `Runs are tracked with ${other.tool} (${other.path}), not with MLflow.`, next: `Log the same parameters and metrics to MLflow where ${other.path} logs to ${other.tool}.` })
  }
  const watching = evidence(representatives(calls.filter((call) => call.where === 'watching' && call.reached)))
  if (isNonEmpty(watching)) {
    return partial(watching, { found: `${watching[0].path} logs what it watches; training code logs nothing.`, next: 'Open an MLflow run in the training code and log its parameters and metrics there.' })
  }
  const notebooks = evidence(representatives(calls.filter((call) => call.where === 'notebook')))
  if (isNonEmpty(notebooks)) {
    return partial(notebooks, { found: `Only a notebook tracks its runs (${notebooks[0].path}).`, next: `Move the training of ${notebooks[0].path} into a module or script, with its logging.` })
  }
  const stage = dvcOf(facts).stages.find((one) => one.parameters.length > 0 && one.metrics.length > 0)
  if (stage !== undefined) {
    return partial([fileEvidence(facts, stage.in, stage.line, `stage ${stage.name} has parameters and metrics`)], { found: `DVC keeps the parameters and metrics of stage ${stage.name}; nothing is logged to MLflow.`, next: `Log the parameters and metrics that stage ${stage.name} writes to MLflow too, so that runs can be compared.` })
  }
  const unused = evidence(representatives(calls.filter((call) => call.where === 'code' && !call.reached)))
  if (isNonEmpty(unused)) {
    return partial(unused, { found: `${unused[0].path} has tracking calls, and nothing calls the code they stand in.`, next: `Call what ${unused[0].path} offers where the model is trained, with the parameters before and the metrics after the fit.` })
  }
  return missing({ found: 'No code logs to MLflow or another tracker.', next: 'Start an MLflow run where the model is trained, and log the parameters before and the metrics after the fit.' })
}

function logs(places: readonly Place[], what: 'parameters' | 'metrics'): boolean {
  return places.some((place) => place.logs.includes(what))
}

/** The file that logs most, and the one that trains, stands first; of each file one place for each kind of thing it logs. */
function representatives(places: readonly Place[]): readonly Place[] {
  const files = new Map<string, Place[]>()
  for (const place of places) {
    const known = files.get(place.path) ?? []
    files.set(place.path, known)
    if (known.length === 0 || place.logs.some((what) => !known.some((one) => one.logs.includes(what)))) known.push(place)
  }
  const kinds = (list: readonly Place[]): number => new Set(list.flatMap((place) => place.logs)).size * 2 + (list[0]?.trains === true ? 1 : 0) - (list.some((place) => isSetAside(place.path)) ? 3 : 0)
  return [...files.values()].sort((left, right) => kinds(right) - kinds(left)).flat()
}
