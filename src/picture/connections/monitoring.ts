import { isNonEmpty, partial, present } from '../../checks/frame/findings.ts'
import { sentence } from '../../checks/frame/sentence.ts'
import { ciOf } from '../../facts/ci/ci-facts.ts'
import { conditionsOf } from '../../facts/ci/conditions.ts'
import { documentCommands } from '../../facts/documents/document-commands.ts'
import { documentsOf } from '../../facts/documents/documents.ts'
import { registrationsOf } from '../../facts/model/registrations.ts'
import { savedModelsOf } from '../../facts/model/saved-models.ts'
import { alertRulesOf } from '../../facts/operations/alert-rules.ts'
import { ciNoticesOf } from '../../facts/operations/ci-notices.ts'
import { noticesOf } from '../../facts/operations/notices.ts'
import { thresholdLogsOf } from '../../facts/operations/threshold-logs.ts'
import { wordsIn } from '../../facts/python/expressions.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { edgesFrom, wayTo } from '../../facts/schedules/activity.ts'
import { codePartsOf, type CodePart } from '../../facts/schedules/code-parts.ts'
import { driftPartsOf } from '../../facts/schedules/drift-code.ts'
import { driftMonitorsOf } from '../../facts/schedules/drift-monitors.ts'
import { edgesOfCommand } from '../../facts/schedules/edges-of-command.ts'
import { partAt, partsReached } from '../../facts/schedules/reached-parts.ts'
import { startsOf } from '../../facts/schedules/starts.ts'
import { keptPredictionsOf } from '../../facts/service/kept-predictions.ts'
import { storesOf } from '../../facts/service/stores.ts'
import { nameOf } from '../../facts/settings/settings.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Connection } from '../component.ts'

const monitoringDrift: Connection = {
  id: 'monitoring-drift', from: 'metrics', to: 'drift', title: 'Drift is looked for in what the running service keeps',
  reading: false, provenBy: null, needs: ['python'],
  joins: 'Let the service keep each input with its prediction (a table, a file, a bucket), and let the drift code read exactly that as its current data.',
  judge: joinedByStore,
}

function joinedByStore(facts: RepositoryFacts): Finding | null {
  const monitors = [...[...driftPartsOf(facts).values()].filter(({ kind }) => kind === 'platform').map((one) => fileEvidence(facts, one.path, one.line, `${one.tool} reads what the endpoint captures`)), ...driftMonitorsOf(facts).map(({ place, says }) => fileEvidence(facts, place.path, place.line, says))]
  if (isNonEmpty(monitors)) return present(monitors, { found: `${monitors[0].says} (${monitors[0].path}).` })
  const within = startsOf(facts).filter((start) => start.by === 'request' && start.route === 'prediction').flatMap((start) => { const way = wayTo(facts, start.edges, 'drift'); return way === null ? [] : [fileEvidence(facts, way.end.path, way.end.line, `${start.says} hands its input to the drift code`)] })
  if (isNonEmpty(within)) return present(within, { found: `The service looks for drift in its own requests: ${within[0].says} (${within[0].path}).` })
  const writers = keptPredictionsOf(facts).filter(({ says }) => says.includes('keeps predictions')).flatMap((one) => { const part = partAt(facts, one.path, one.line); return part === null ? [] : [{ one, stores: withHelpers(facts, part) }] })
  const readers = writers.length === 0 ? [] : driftReaders(facts).map((reader) => ({ reader, stores: storesOf(facts, reader) }))
  for (const { one, stores } of writers.slice(0, 100)) {
    for (const { reader, stores: read } of readers) {
      const shared = [...read].find((name) => stores.has(name))
      if (shared !== undefined && reader.key !== partAt(facts, one.path, one.line)?.key) return present([fileEvidence(facts, one.path, one.line, one.says), fileEvidence(facts, reader.module.path, reader.line, `reads ${shared}`)], { found: `${one.path} writes ${shared}, and ${reader.module.path} reads it to look for drift.` })
    }
  }
  const asked = [...driftPartsOf(facts).keys()].flatMap((key) => codePartsOf(facts).get(key) ?? []).filter((part) => part.calls.some((call) => call.args.some(({ value }) => wordsIn(value).some((word) => /api\/v1\/query/.test(word))))).map((part) => fileEvidence(facts, part.module.path, part.line, 'asks Prometheus'))
  if (isNonEmpty(asked)) return present(asked, { found: `${asked[0].path} asks Prometheus for what the service counts.` })
  return handedByCommand(facts, writers)
}

/** What a storing part speaks of, with what its file says at its top and what it calls two steps on. */
function withHelpers(facts: RepositoryFacts, part: CodePart): ReadonlySet<string> {
  const near = [part, ...edgesFrom(facts, part.key).flatMap((edge) => (edge.to === null ? [] : codePartsOf(facts).get(edge.to) ?? [])).slice(0, 40)]
  return new Set(near.flatMap((one) => [...storesOf(facts, one)]))
}

/** The parts that look for drift, those that call them, and those that they call: what loads the data stands beside what compares them. */
function driftReaders(facts: RepositoryFacts): readonly CodePart[] {
  const parts = codePartsOf(facts)
  const drift = new Set(driftPartsOf(facts).keys())
  const callers = [...parts.values()].filter((part) => part.module.role === 'code' && edgesFrom(facts, part.key).some(({ to }) => to !== null && drift.has(to)))
  const own = [...drift].flatMap((key) => parts.get(key) ?? []).filter(({ module }) => module.role === 'code')
  const around = [...own, ...callers]
  const files = new Set(own.map(({ module }) => module.path))
  const helpers = around.flatMap((part) => edgesFrom(facts, part.key).flatMap(({ to }) => (to === null ? [] : parts.get(to) ?? [])))
  const beside = [...parts.values()].filter(({ module, definition }) => files.has(module.path) && (definition === null || /load|read|fetch|get|main|run/i.test(definition.name)))
  return [...new Set([...around, ...helpers, ...beside])].slice(0, 200)
}

/** A command that starts the drift code on the file that the service writes: from a task or workflow it joins them, from a document a person does. */
function handedByCommand(facts: RepositoryFacts, writers: readonly { readonly one: { readonly path: string; readonly line: number; readonly says: string }; readonly stores: ReadonlySet<string> }[]): Finding | null {
  const scripts = new Set([...driftPartsOf(facts).values()].map(({ path }) => nameOf(path)))
  const files = new Set(writers.flatMap(({ stores }) => [...stores].filter((name) => name.includes('.'))))
  const hands = (text: string): boolean => [...scripts].some((name) => text.includes(name)) && [...files].some((name) => text.includes(name))
  const [writer] = writers
  if (files.size === 0 || writer === undefined) return null
  const kept = fileEvidence(facts, writer.one.path, writer.one.line, writer.one.says)
  const run = ciOf(facts).commands.find((command) => command.inactive === null && hands(command.text))
  if (run !== undefined) return present([fileEvidence(facts, run.place.path, run.place.line, run.text), kept], { found: `${run.place.path} starts the drift code on what ${writer.one.path} writes.` })
  const told = documentsOf(facts).flatMap((document) => documentCommands(document.tree).filter(({ text }) => hands(text)).map(({ text, line }) => fileEvidence(facts, document.path, line, text)))
  return isNonEmpty(told) ? partial([told[0], kept], { found: `${told[0].path} tells a person to start the drift code on what ${writer.one.path} writes; nothing does so by itself.`, next: 'Let a schedule run that command on the predictions the service has kept.' }) : null
}

const driftAlerts: Connection = {
  id: 'drift-alerts', from: 'drift', to: 'alerts', title: 'Somebody is told when drift is found',
  reading: false, provenBy: null, needs: ['python', 'configuration', 'workflows'],
  joins: 'Send a notice (mail, Slack, an issue) where the drift code finds that its threshold is crossed, or export the drift score as a metric with an alert rule on it.',
  judge: joinedByNotice,
}

const DRIFT = /drift|(?:^|[^a-z])psi(?:[^a-z]|$)|stability_?index|distribution_?shift/i

function joinedByNotice(facts: RepositoryFacts): Finding | null {
  const drift = new Set(driftPartsOf(facts).keys())
  const files = new Set([...driftPartsOf(facts).values()].map(({ path }) => path))
  const isAboutDrift = (path: string, line: number): boolean => {
    const part = partAt(facts, path, line)
    if (part === null) return false
    if (drift.has(part.key) || DRIFT.test(part.name) || files.has(path)) return true
    return edgesFrom(facts, part.key).some(({ to }) => to !== null && drift.has(to)) || part.statements.some(({ statement, context }) => statement.line === line && context.tests.some((test) => wordsIn(test).some((word) => DRIFT.test(word))))
  }
  const rules = alertRulesOf(facts).filter((rule) => rule.loaded && DRIFT.test(`${rule.name} ${rule.expression}`)).map(({ path, line, name }) => fileEvidence(facts, path, line, `alert rule ${name}`))
  const notices = noticesOf(facts).filter((notice) => notice.cause === 'threshold' && !notice.notebook && (isAboutDrift(notice.path, notice.line) || isAboutDrift(notice.sentAt.path, notice.sentAt.line)))
  const place = ({ path, line, channel }: (typeof notices)[number]): FileEvidence => fileEvidence(facts, path, line, `a notice by ${channel}`)
  const inCi = ciNoticesOf(facts).filter((notice) => notice.cause === 'threshold' && notice.inactive === null && ciOf(facts).commands.some((command) => command.workflow === notice.path && DRIFT.test(`${command.text} ${command.stepName ?? ''}`))).map(({ path, line, channel }) => fileEvidence(facts, path, line, `a workflow sends a notice by ${channel}`))
  const sure = [...rules, ...notices.filter(({ used }) => used).map(place), ...inCi]
  if (isNonEmpty(sure)) return present(sure, { found: `Drift that is found reaches somebody: ${sure[0].says} (${sure[0].path}).` })
  const idle = notices.map(place)
  if (isNonEmpty(idle)) return partial(idle, { found: `${idle[0].path} would send ${idle[0].says} on drift, and nothing calls it.`, next: 'Call it from what looks for drift.' })
  const logged = thresholdLogsOf(facts).filter(({ path, line, test }) => DRIFT.test(test) || isAboutDrift(path, line)).map(({ path, line, test }) => fileEvidence(facts, path, line, test))
  return isNonEmpty(logged) ? partial(logged, { found: `Drift that is found is only logged or reported (${logged[0].path}:${logged[0].line}).`, next: driftAlerts.joins }) : null
}

const alertsRetrain: Connection = {
  id: 'alerts-retrain', from: 'alerts', to: 'retrain', title: 'Drift or an alert starts training',
  reading: false, provenBy: null, needs: ['python', 'workflows'],
  joins: 'Start training where drift is found: a `workflow_dispatch` through GitHub\'s API, a trigger of the orchestrator, or a job whose condition is the result of the drift check.',
  judge: joinedByStart,
}

function joinedByStart(facts: RepositoryFacts): Finding | null {
  const inWorkflows = ciOf(facts).commands.filter((command) => command.inactive === null && command.broken === null && DRIFT.test(conditionsOf(facts, command)) && wayTo(facts, edgesOfCommand(facts, command), 'training') !== null)
    .map((command) => fileEvidence(facts, command.place.path, command.stepPlace.line, `\`${command.text}\` runs where \`${conditionsOf(facts, command)}\``))
  if (isNonEmpty(inWorkflows)) return present(inWorkflows, { found: `Drift starts training: ${inWorkflows[0].says} (${inWorkflows[0].path}).` })
  const reached = reachedFromStarts(facts)
  const found = [...codePartsOf(facts).values()].filter(({ module }) => module.role === 'code').flatMap((part) => edgesFrom(facts, part.key).filter((edge) => edge.onDrift && wayTo(facts, [edge], 'training') !== null).map((edge) => ({ part, place: fileEvidence(facts, edge.place.path, edge.place.line, `starts ${edge.says} where drift was found`) })))
  const sure = found.filter(({ part }) => reached.has(part.key)).map(({ place }) => place)
  if (isNonEmpty(sure)) return present(sure, { found: `Drift starts training: ${sure[0].path} ${sure[0].says}.` })
  const started = startsOf(facts).filter(({ by }) => by !== 'person').flatMap((start) => start.edges.filter((edge) => edge.onDrift && wayTo(facts, [edge], 'training') !== null).map((edge) => fileEvidence(facts, edge.place.path, edge.place.line, `\`${edge.says}\` runs where drift was found`)))
  if (isNonEmpty(started)) return present(started, { found: `Drift starts training: ${started[0].says} (${started[0].path}).` })
  const idle = found.map(({ place }) => place)
  return isNonEmpty(idle) ? partial(idle, { found: `${idle[0].path} ${idle[0].says}, and nothing runs that code by itself.`, next: `Let a schedule, or the service with each batch, run ${idle[0].path}.` }) : null
}

/** Everything that some start of the project leads to: what nothing starts, no drift will start either. */
function reachedFromStarts(facts: RepositoryFacts): ReadonlySet<string> {
  return partsReached(facts, startsOf(facts).flatMap((start) => start.edges))
}

const retrainRegistry: Connection = {
  id: 'retrain-registry', from: 'retrain', to: 'registry', title: 'What retraining makes is registered',
  reading: false, provenBy: null, needs: ['python', 'workflows'],
  joins: 'Register the model at the end of the pipeline that retrains it, so that every retraining makes a new version.',
  judge: joinedByVersion,
}

function joinedByVersion(facts: RepositoryFacts): Finding | null {
  const trained = startsOf(facts).flatMap((start) => { const way = wayTo(facts, start.edges, 'training'); return way === null || (start.route === 'prediction' && !way.onDrift) ? [] : [{ start, byItself: start.by !== 'person' && (start.by !== 'request' || start.route === 'data' || way.onDrift) }] })
  const alone = trained.some(({ byItself }) => byItself)
  const starts = trained.toSorted((one, other) => Number(other.byItself) - Number(one.byItself)).slice(0, 60)
  const keyed = (list: readonly { readonly path: string; readonly line: number; readonly says: string }[]): ReadonlyMap<string, (typeof list)[number]> => new Map(list.flatMap((one) => { const part = partAt(facts, one.path, one.line); return part === null ? [] : [[part.key, one] as const] }))
  const registrations = registrationsOf(facts).filter((one) => one.where === 'code' && one.act !== 'logs')
  const registered = keyed(registrations)
  const saved = keyed(savedModelsOf(facts).filter((one) => one.where === 'code'))
  let kept: Finding | null = null
  for (const { start, byItself } of starts) {
    const reached = partsReached(facts, start.edges)
    const own = registrations.find((one) => one.path === start.place.path && !one.path.endsWith('.py'))
    const one = [...registered].find(([key]) => reached.has(key))?.[1] ?? own
    if (one !== undefined && alone && !byItself) return kept ?? partial([fileEvidence(facts, one.path, one.line, one.says)], { found: `A model is registered where ${start.says} starts training (${one.path}:${one.line}); what starts by itself registers nothing.`, next: retrainRegistry.joins })
    if (one !== undefined) return present([fileEvidence(facts, one.path, one.line, one.says), fileEvidence(facts, start.place.path, start.place.line, start.says)], { found: `${sentence(start.says)} trains, and registers what comes of it (${one.path}:${one.line}).` })
    const file = [...saved].find(([key]) => reached.has(key))?.[1]
    if (file !== undefined) kept ??= partial([fileEvidence(facts, file.path, file.line, file.says)], { found: `${sentence(start.says)} trains and keeps the model as an artifact (${file.path}:${file.line}); it becomes no version of the registry.`, next: retrainRegistry.joins })
  }
  return kept
}


/** The connections of monitoring, back to the registry: the loop that closes the picture. */
export const MONITORING_CONNECTIONS: readonly Connection[] = [monitoringDrift, driftAlerts, alertsRetrain, retrainRegistry]
