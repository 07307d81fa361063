import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { wayTo, type Way } from '../facts/schedules/activity.ts'
import { codePartsOf } from '../facts/schedules/code-parts.ts'
import { driftPartsOf, type DriftCode } from '../facts/schedules/drift-code.ts'
import { driftMonitorsOf } from '../facts/schedules/drift-monitors.ts'
import type { Start } from '../facts/schedules/start.ts'
import { startsOf } from '../facts/schedules/starts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'
import { applyStep } from './frame/idle-deployment.ts'

/** Rubric row `drift`. */
export const drift: Check = {
  id: 'drift',
  title: 'Drift monitoring active',
  proof: 'run',
  lesson: '4-3-drift-retraining#a-comparison-that-runs-by-itself',
  revision: 12,
  needs: ['python', 'workflows', 'tasks', 'configuration', 'infrastructure'],
  lookedFor: 'Code that compares the data of now with that of training (Evidently, Alibi Detect, NannyML, whylogs, an own PSI or KS test …) and runs by itself: on a schedule, or inside the service with each request, each batch or in the background.',
  levels: {
    present: 'Code that looks for drift runs by itself: on a schedule, or inside the service.',
    partial: 'Such code is there, and a person must run or call it.',
    missing: 'Nothing looks for drift.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const starts = startsOf(facts).flatMap((start) => {
    const way = wayTo(facts, start.edges, 'drift')
    return way === null ? [] : [{ start, way }]
  })
  const code = codeOf(facts)
  // A job that is only called after drift may do anything.
  const sure = starts.filter(({ way }) => code.length > 0 || !isOnlyNamed(way))
  const byItself = [...monitorsOf(facts), ...sure.filter(({ start }) => runsByItself(start)).map(({ start, way }) => placed(facts, start, way))]
  if (isNonEmpty(byItself)) return present(byItself, { found: `Drift is looked for without a person: ${byItself[0].says}.` })
  const [idle] = sure.filter(({ start }) => start.idle === true).map(({ start, way }) => placed(facts, start, way))
  if (idle !== undefined) {
    return partial([idle, ...code], { found: `${idle.says}. Until it is applied, a person starts it.`, next: applyStep(idle.path) })
  }
  const asked = starts.filter(({ start }) => start.by === 'request').map(({ start, way }) => placed(facts, start, way))
  const next = (path: string): string => `Let ${path} run by itself: from a scheduled workflow, from an orchestrator's schedule, or with each batch of predictions in the service.`
  if (isNonEmpty(asked)) return partial([asked[0], ...asked.slice(1), ...code], { found: `${asked[0].says} only where someone asks for it.`, next: next(asked[0].path) })
  if (isNonEmpty(code)) return partial(code, { found: `${code[0].says} in ${code[0].path}, and only a person starts it.`, next: next(code[0].path) })
  const named = starts.map(({ start }) => fileEvidence(facts, start.place.path, start.place.line, `${start.says} has drift in its name`))
  if (isNonEmpty(named)) {
    return partial(named, { found: `${named[0].says} (${named[0].path}), and no code that looks for drift was found.`, next: `Let ${named[0].path} run code that compares the data of now with a sample of the training data: Evidently's DataDriftPreset, or a KS test per feature.` })
  }
  return missing({ found: 'No code that looks for drift was found; a package that is listed and a mention in prose do not count.', next: 'Keep a sample of the training data as reference, compare the logged predictions with it (Evidently\'s DataDriftPreset, or a KS test per feature), and let a schedule run that comparison.' })
}

/** A clock, a loop, new data, each prediction or batch of them, or a page that Prometheus asks for. */
function runsByItself(start: Start): boolean {
  return start.by === 'request' ? start.route !== 'asked' : start.by !== 'person'
}

/** Only a name says that it looks for drift; the monitors of a cloud are set up by commands of theirs. */
function isOnlyNamed({ edges }: Way): boolean {
  const last = edges.at(-1)
  return last !== undefined && last.to === null && !/monitoring-(?:jobs|schedule)|evidently|model[-_]monitor/i.test(last.says)
}

function placed(facts: RepositoryFacts, start: Start, way: Way): FileEvidence {
  return fileEvidence(facts, start.place.path, start.place.line, `${start.says} looks for drift (${way.end.path}:${way.end.line})`)
}

/** Monitors of a cloud that are set up from code or infrastructure, and then run by a schedule of their own. */
function monitorsOf(facts: RepositoryFacts): readonly FileEvidence[] {
  return [
    ...inCode(facts).filter((one) => one.kind === 'platform').map((one) => fileEvidence(facts, one.path, one.line, `${one.tool} is set up with a schedule of its own`)),
    ...driftMonitorsOf(facts).map((one) => fileEvidence(facts, one.place.path, one.place.line, one.says)),
  ]
}

function inCode(facts: RepositoryFacts): readonly DriftCode[] {
  const parts = codePartsOf(facts)
  return [...driftPartsOf(facts)].filter(([key]) => parts.get(key)?.module.role === 'code').map(([, place]) => place)
}

/** Code first, then notebooks; what is called monitoring before what checks data in passing; a library's place before an own function's. */
function codeOf(facts: RepositoryFacts): readonly FileEvidence[] {
  const rank = (one: DriftCode): number => (one.path.endsWith('.ipynb') ? 4 : 0) + (/drift|monitor/i.test(one.path) ? 0 : 2) + (one.kind === 'own' ? 1 : 0)
  return [...driftPartsOf(facts).values()].sort((left, right) => rank(left) - rank(right)).map((one) => fileEvidence(facts, one.path, one.line, `${one.tool} looks for drift`))
}
