import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { behaviourTestsOf, isBehaviour, type BehaviourTest } from '../facts/tests/behaviour-tests.ts'
import { testFunctionsOf } from '../facts/tests/test-functions.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `tests-behavioral`. */
export const testsBehavioral: Check = {
  id: 'tests-behavioral',
  title: 'Behavioural tests pass',
  proof: 'run',
  lesson: '2-4-testing-ml#behavioural-tests',
  revision: 15,
  needs: ['tests'],
  lookedFor: 'A test on a trained model\'s predictions that asserts behaviour: an input changed in a way that must not matter, a change that must move the prediction in one direction, or a known input with its expected output; or a suite made for it (CheckList, Deepchecks, Giskard).',
  levels: {
    present: 'A test asserts how a trained model behaves: what must not matter does not, a direction holds, a known input gets its expected output; or a suite made for that runs.',
    partial: 'Tests look at the shape, type or range of a real model\'s predictions only, or at a metric over a threshold.',
    missing: 'No test looks at a model\'s predictions.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const tests = behaviourTestsOf(facts)
  const place = ({ path, line, says, doubt }: BehaviourTest): FileEvidence => fileEvidence(facts, path, line, doubt === null ? says : `${says}: ${doubt}`)
  const good = tests.filter((one) => isBehaviour(one) && one.doubt === null).map(place)
  if (isNonEmpty(good)) return present(good, { found: `${good[0].says} (${good[0].path}).` })
  const doubted = tests.filter((one) => isBehaviour(one) && one.doubt !== null)
  // A metric tells of all predictions together; what is asserted of the predictions comes nearer to a behaviour.
  const weak = tests.filter((one) => !isBehaviour(one) && one.doubt === null).toSorted((one, other) => Number(one.kind === 'metric') - Number(other.kind === 'metric'))
  const places = [...doubted, ...weak].map(place)
  const [first] = doubted
  if (isNonEmpty(places)) {
    return first === undefined
      ? partial(places, { found: `Tests look at ${weak[0]?.kind === 'metric' ? 'how good the model is' : 'the model\'s predictions'} and not at its behaviour: ${places[0].says} (${places[0].path}).`, next: `Add a test beside ${places[0].path} that changes one thing in a known input and asserts what the prediction must do: stay, rise or fall, or equal a label you are sure of.` })
      : partial(places, { against: places, found: `${places[0].says} (${places[0].path}).`, next: `Turn what ${first.path} compares into a test that can import what it needs and fails where the prediction is not the expected one.` })
  }
  const all = testFunctionsOf(facts)
  const some = all.find((one) => one.module.role === 'test') ?? all[0]
  return missing({
    found: some === undefined ? 'No test functions were found.' : `Test functions were found (${some.module.path}); none of them asserts anything about the predictions of a real model.`,
    next: 'Write down three inputs whose predictions you are sure of, load or train the model in a test, and assert those predictions.',
  })
}
