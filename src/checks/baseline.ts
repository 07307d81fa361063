import { baselinesOf } from '../facts/model/baselines.ts'
import { ciGatesOf } from '../facts/model/ci-gates.ts'
import { gatesOf, type Gate } from '../facts/model/gates.ts'
import { pipelineGatesOf } from '../facts/model/pipeline-gates.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

type Place = { readonly path: string; readonly line: number; readonly says: string }

/** Rubric row `baseline`. */
export const baseline: Check = {
  id: 'baseline',
  title: 'Performance exceeds baseline',
  proof: 'run',
  lesson: '1-3-first-model#better-than-a-baseline',
  revision: 12,
  needs: ['python', 'tests', 'workflows'],
  lookedFor: 'Code, a test or a step of CI that compares the model\'s metric with a baseline, a threshold or the model in production, and that stops, fails or refuses to register or promote where the model is worse.',
  levels: {
    present: 'Code, a test or CI compares the model\'s metric with a baseline, a threshold or the model in production, and refuses a worse model.',
    partial: 'A baseline is named or measured and nothing acts on it, or the best of several models is taken without a bar that it must pass.',
    missing: 'No baseline was found.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const place = ({ path, line, says }: Place): FileEvidence => fileEvidence(facts, path, line, says)
  const gates = gatesOf(facts)
  const acting = [
    ...gates.filter((gate) => gate.where === 'code'), ...pipelineGatesOf(facts).map((gate) => ({ ...gate, acts: gate.reached ? gate.acts : null })), ...ciGatesOf(facts), ...gates.filter((gate) => gate.where === 'test'),
  ].filter((gate) => gate.acts !== null).sort((left, right) => weakness(left) - weakness(right))
  const [best] = acting
  const evidence = acting.map(place)
  if (isNonEmpty(evidence) && best !== undefined) return present(evidence, { found: `\`${best.says}\` in ${best.path} ${best.acts ?? ''}.` })

  const idle = gates.find((gate) => gate.idle !== null)
  const picked = [...baselinesOf(facts).filter((one) => one.kind === 'picked'), ...gates.filter((gate) => gate.picks)]
  const picks = idle?.madeUp === true ? picked.filter((one) => one.where === 'code').map(place) : []
  if (idle !== undefined && isNonEmpty(picks)) {
    return partial([picks[0], ...picks.slice(1), place(idle)], { found: `${picks[0].path} picks the best of several (${picks[0].says}) without a bar that it has to pass; the bar of ${idle.path} only holds for a model that learned from data made for the test.`, next: picksStep(picks[0].path) })
  }
  if (idle !== undefined) {
    return partial([place(idle)], { found: `\`${idle.says}\` (${idle.path}) could refuse a model, but ${idle.idle ?? ''}.`, next: idle.where === 'test' ? testStep(idle) : `Call what ${idle.path} compares before the model is registered or deployed, and act on its answer.` })
  }
  const named = baselinesOf(facts).filter((one) => one.kind === 'named')
  const compared = gates.filter((gate) => gate.where === 'code' && !gate.picks)
  const measured = [...compared, ...ciGatesOf(facts)].map(place)
  const bars = named.filter((one) => one.where === 'code').map(place)
  if (isNonEmpty(measured)) {
    return partial([measured[0], ...measured.slice(1), ...bars], { found: `\`${measured[0].says}\` in ${measured[0].path} compares a metric, and nothing refuses a model for it.`, next: `Make the answer count in ${measured[0].path}: raise, exit or leave out the registration where the model is worse.` })
  }
  if (isNonEmpty(bars)) {
    return partial(bars, { found: `${bars[0].path} has a baseline or a bar (\`${bars[0].says}\`), and no model is compared with it.`, next: `Compare the new model's metric with what ${bars[0].path} has; raise, exit or leave out the registration where it is worse.` })
  }
  const chosen = picked.map(place)
  if (isNonEmpty(chosen)) {
    return partial(chosen, { found: `${chosen[0].path} picks the best of several (${chosen[0].says}) without a bar that it has to pass.`, next: picksStep(chosen[0].path) })
  }
  const told = [...named, ...gates.filter((gate) => gate.where === 'notebook')].map(place)
  if (isNonEmpty(told)) {
    return partial(told, { found: `A baseline stands only in ${told[0].path}; no code compares with it and acts.`, next: 'Write the baseline\'s metric down as a threshold, and let training or CI fail where a new model is under it.' })
  }
  return missing({ found: 'No comparison of a model\'s metric with a baseline, a threshold or an earlier model was found.', next: 'Measure a plain baseline (the majority class, the mean, the model in production), then let training or CI stop where a new model does not beat it.' })
}

function picksStep(path: string): string {
  return `Compare what ${path} picks with a threshold or with the model in production before it goes on, and stop where it is worse.`
}

/** What makes a test's bar count: the project's model, or a run in CI. */
function testStep({ path, madeUp }: Gate): string {
  return madeUp ? `Let a test load the model that training saves, measure it on held-out data and assert the bar of ${path} there.` : `Run ${path} in CI, so that a model under the bar fails the job.`
}

/** How well a model fits what it was trained on is the weaker bar, and so is one that only decides whether a file is written. */
function weakness({ says, acts }: Place & { readonly acts: string | null }): number {
  return (/(?:^|[^a-z])train/i.test(says) ? 1 : 0) + (/^decides whether (?:dump|save|copy|move)/.test(acts ?? '') ? 1 : 0)
}
