import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { wayTo, type Way } from '../facts/schedules/activity.ts'
import type { Start } from '../facts/schedules/start.ts'
import { startsOf } from '../facts/schedules/starts.ts'
import { trainingPartsOf } from '../facts/schedules/training-code.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'
import { applyStep } from './frame/idle-deployment.ts'

/** Rubric row `retrain`. */
export const retrain: Check = {
  id: 'retrain',
  title: 'Retraining triggered',
  proof: 'run',
  lesson: '4-3-drift-retraining#training-that-starts-by-itself',
  revision: 16,
  needs: ['python', 'workflows', 'tasks', 'configuration', 'infrastructure', 'data'],
  lookedFor: 'Something that starts training without a person: a scheduled workflow, an orchestrator\'s schedule, new data that arrives, or drift that was found.',
  levels: {
    present: 'Drift, new data or a schedule starts training without a person.',
    partial: 'A training pipeline or workflow that a person or a push of code starts.',
    missing: 'Nothing but a training script, or no training.',
  },
  judge,
}

type Found = { readonly start: Start; readonly way: Way }

function judge(facts: RepositoryFacts): Finding {
  const found = startsOf(facts).flatMap((start): readonly Found[] => {
    const way = wayTo(facts, start.edges, 'training')
    return way === null ? [] : [{ start, way }]
  })
  const place = (one: Found): FileEvidence => {
    const { path, line } = placeOf(one)
    return fileEvidence(facts, path, line, `${one.start.says} leads to training (${one.way.end.path}:${one.way.end.line})`)
  }
  const byItself = found.filter(startsByItself).map(place)
  if (isNonEmpty(byItself)) return present(byItself, { found: `Training starts by itself: ${byItself[0].says}.` })
  const [idle] = found.filter(({ start }) => start.idle === true).map(place)
  if (idle !== undefined) {
    return partial([idle], { found: `${idle.says}. Until it is applied, a person or a push of code starts training.`, next: applyStep(idle.path) })
  }
  // A model that a prediction fits for itself (a local explanation), or a page that finds none, is no training that someone starts.
  const byHand = [...found.filter(({ start }) => start.by !== 'request'), ...found.filter(({ start }) => start.by === 'request' && start.route === 'asked' && start.reads !== true)].map(place)
  if (isNonEmpty(byHand)) {
    return partial(byHand, { found: `A person or a push of code starts training: ${byHand[0].says}. No schedule, new data or drift does.`, next: `Give ${byHand[0].path} a trigger of its own: a schedule, the arrival of new data, or a drift check that starts it.` })
  }
  const lone = [...trainingPartsOf(facts).values()].find((one) => one.path.endsWith('.py'))
  if (lone === undefined) return missing({ found: 'No code that trains a model was found outside notebooks and tests.', next: 'Bring training into a script, then let a scheduled workflow run it.' })
  return missing({ found: `${lone.path} trains a model, and nothing starts it but a person who runs it by hand.`, next: `Let something start ${lone.path} without a person: a workflow on \`schedule\`, an orchestrator's schedule, or a drift check.` })
}

/** Where it is started; for a request that trains only when drift was found, where that is decided. */
function placeOf({ start, way }: Found): Start['place'] {
  const decision = start.by === 'request' ? way.edges.find((edge) => edge.onDrift) : undefined
  return decision?.place ?? start.place
}

/** A clock, new data, or drift that was found starts it; a request only where it hands in data. Who has a batch scored, the files need not tell. */
function startsByItself({ start, way }: Found): boolean {
  switch (start.by) {
    case 'schedule': case 'data': case 'loop': return true
    case 'request': return start.route === 'data' || way.onDrift || (start.route === 'prediction' && way.edges.some((edge) => /retrain/i.test(edge.says)))
    case 'batch': case 'person': return false
  }
}
