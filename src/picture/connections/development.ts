import { isNonEmpty, partial, present } from '../../checks/frame/findings.ts'
import { sentence } from '../../checks/frame/sentence.ts'
import { dvcOf, type DvcOutput } from '../../facts/data/dvc.ts'
import { registrationsOf, type Registration } from '../../facts/model/registrations.ts'
import { trackingCallsOf, type TrackingCall } from '../../facts/model/tracking-calls.ts'
import { callsOf } from '../../facts/python/calls.ts'
import { stringsIn, wordsIn } from '../../facts/python/expressions.ts'
import { modulesOf } from '../../facts/python/modules.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { pipelinesOf } from '../../facts/schedules/pipelines.ts'
import { partAt, partsReached } from '../../facts/schedules/reached-parts.ts'
import { ignoringRuleOf } from '../../facts/settings/ignore-rules.ts'
import { nameOf } from '../../facts/settings/settings.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Connection } from '../component.ts'

const gitDvc: Connection = {
  id: 'git-dvc', from: 'git', to: 'dvc', title: 'A commit names the version of its data, and Git leaves the data themselves out',
  reading: true, provenBy: null, needs: ['data'],
  joins: 'Track the data with `dvc add` (or as an out of a stage), and commit the .dvc file or dvc.lock together with the .gitignore that DVC writes.',
  judge: joinedByCommit,
}

function joinedByCommit(facts: RepositoryFacts): Finding | null {
  const hashed = dvcOf(facts).outputs.filter((output) => output.hashed && !isMetric(facts, output)).toSorted((one, other) => Number(one.from === 'lock') - Number(other.from === 'lock'))
  const place = (output: DvcOutput, says = output.path): FileEvidence => fileEvidence(facts, output.in, output.line, says)
  const committed = hashed.filter((output) => facts.paths.has(output.path))
  const apart = hashed.filter((output) => !facts.paths.has(output.path))
  const ignored = apart.flatMap((output) => { const rule = ignoringRuleOf(facts, output.path); return rule === null ? [] : [{ output, rule }] })
  const [first] = ignored
  const against = committed.map((output) => place(output, `${output.path} is tracked by DVC and committed to Git as well`))
  if (first !== undefined) {
    return present([place(first.output), fileEvidence(facts, first.rule.path, first.rule.line, first.rule.text), ...ignored.slice(1).map(({ output }) => place(output))], {
      found: `${first.output.in} is committed and fixes the version of ${first.output.path}; ${first.rule.path} leaves the data themselves out.`, against,
    })
  }
  const open = apart.map((output) => place(output))
  if (isNonEmpty(open)) return partial(open, { found: `${open[0].path} is committed, and no .gitignore leaves ${open[0].says} out: \`git add .\` would commit the data.`, against, next: `Add ${open[0].says} to a .gitignore; \`dvc add\` writes that line by itself.` })
  return isNonEmpty(against) ? partial(against, { found: `${against[0].says} (${against[0].path}).`, next: 'Take the data out of Git with `git rm --cached`, and leave the .gitignore to DVC.' }) : null
}

/** Metrics and plots are kept in Git on purpose. */
function isMetric(facts: RepositoryFacts, output: DvcOutput): boolean {
  return dvcOf(facts).stages.some((stage) => stage.metrics.includes(output.path)) || /(?:^|\/)(?:metrics|plots|reports?)(?:\/|\.)/.test(output.path)
}

const dvcMlflow: Connection = {
  id: 'dvc-mlflow', from: 'dvc', to: 'mlflow', title: 'A tracked run tells which version of the data it used',
  reading: false, provenBy: null, needs: ['python', 'data'],
  joins: 'Run training as a stage of dvc.yaml that depends on the tracked data and logs to the tracker, or log the version of the data (the md5 of its .dvc file) as a parameter of the run.',
  judge: joinedByRun,
}

function joinedByRun(facts: RepositoryFacts): Finding | null {
  const calls = trackingCallsOf(facts).filter((call) => call.where === 'code' && call.reached)
  const place = (call: TrackingCall): FileEvidence => fileEvidence(facts, call.path, call.line, call.says)
  for (const stage of pipelinesOf(facts).filter((start) => nameOf(start.place.path) === 'dvc.yaml')) {
    const reached = partsReached(facts, stage.edges)
    const call = calls.find((one) => stands(facts, one, reached))
    if (call !== undefined) return present([fileEvidence(facts, stage.place.path, stage.place.line, stage.says), place(call)], { found: `${sentence(stage.says)} runs ${call.path}, which logs to ${call.tool}: dvc.lock ties the run to its data.` })
  }
  const logged = calls.find((call) => call.call.args.some((argument) => wordsIn(argument.value).some((word) => /dvc|data(?:set)?_?(?:version|hash|md5|rev\b|revision)/i.test(word))))
  if (logged !== undefined) return present([place(logged)], { found: `The run logs the version of its data (${logged.path}:${logged.line}).` })
  const api = modulesOf(facts).filter((module) => module.role === 'code' && calls.some((call) => call.path === module.path)).flatMap((module) => callsOf(module.tree).filter((call) => /^dvc\.api\.(?:get_url|read|open|DVCFileSystem)$/.test(call.name)).map((call) => fileEvidence(facts, module.path, call.line, call.name)))
  if (isNonEmpty(api)) return partial(api, { found: `${api[0].path} reads its data through DVC and logs a run; the run is not told which version it was.`, next: `Log what \`dvc.api.get_url\` gives, or the revision that is asked for, as a parameter of the run in ${api[0].path}.` })
  const kept = dvcOf(facts).outputs.map((output) => output.path).filter((path) => path.includes('/') || path.includes('.'))
  const reads = modulesOf(facts).filter((module) => module.role === 'code' && calls.some((call) => call.path === module.path)).flatMap((module) => callsOf(module.tree).flatMap((call) => call.args.flatMap(({ value }) => stringsIn(value)).filter((text) => kept.some((path) => text === path || text.endsWith(`/${path}`) || text.startsWith(`${path}/`))).map((text) => fileEvidence(facts, module.path, call.line, text))))
  return isNonEmpty(reads) ? partial(reads, { found: `${reads[0].path} reads ${reads[0].says}, which DVC tracks, and logs a run; nothing in the run tells the version of the data.`, next: dvcMlflow.joins }) : null
}

/** Whether what is reached runs a call: its own part, or, for what stands at the top of a file, any part of that file. */
function stands(facts: RepositoryFacts, { path, line }: { readonly path: string; readonly line: number }, reached: ReadonlySet<string>): boolean {
  const part = partAt(facts, path, line)
  if (part === null) return false
  return reached.has(part.key) || (part.definition === null && [...reached].some((key) => key.startsWith(`${path}::`)))
}


const mlflowRegistry: Connection = {
  id: 'mlflow-registry', from: 'mlflow', to: 'registry', title: 'The registered model comes from a tracked run',
  reading: false, provenBy: null, needs: ['python'],
  joins: 'Register the model of the run itself: `registered_model_name` where it is logged, or `runs:/…` of that run\'s id.',
  judge: joinedByRegistration,
}

function joinedByRegistration(facts: RepositoryFacts): Finding | null {
  const registers = registrationsOf(facts).filter((one) => one.act === 'registers' && one.reached)
  const live = registers.filter((one) => one.where === 'code')
  const place = (one: Registration): FileEvidence => fileEvidence(facts, one.path, one.line, one.says)
  const sure = live.filter((one) => isOfRun(facts, one)).map(place)
  if (isNonEmpty(sure)) return present(sure, { found: `${sure[0].path} registers the model of a run: ${sure[0].says}.` })
  const beside = live.filter((one) => trackingCallsOf(facts).some((call) => call.path === one.path && call.reached)).map(place)
  if (isNonEmpty(beside)) return partial(beside, { found: `${beside[0].path} logs a run and registers a model (${beside[0].says}); nothing says that the model is the run's.`, next: mlflowRegistry.joins })
  const notebook = registers.filter((one) => one.where === 'notebook' && isOfRun(facts, one)).map(place)
  return isNonEmpty(notebook) ? partial(notebook, { found: `Only a notebook registers the model of a run (${notebook[0].path}).`, next: `Move the registration of ${notebook[0].path} into the code that trains.` }) : null
}

/** Registering while logging, by the address or id of a run, or what logging has given back. */
function isOfRun(facts: RepositoryFacts, { path, line, says, registry }: Registration): boolean {
  if (says.includes('registered_model_name')) return true
  // What Weights & Biases links is an artifact that a run has logged.
  if (registry === 'Weights & Biases' && trackingCallsOf(facts).some((one) => one.tool === registry && one.reached)) return true
  const module = modulesOf(facts).find((one) => one.path === path)
  const call = module === undefined ? undefined : callsOf(module.tree).find((one) => one.line === line && says.startsWith(one.method))
  if (call === undefined) return false
  const words = call.args.flatMap(({ name, value }) => [name ?? '', ...wordsIn(value), ...stringsIn(value)])
  if (words.some((word) => /runs:\/|(?:^|_)run(?:_?id|_?uuid)?s?$|^run_|_run$|model_?info|logged_model|model_?uri|artifact_uri/i.test(word))) return true
  // Weights & Biases, SageMaker pipelines and the like register inside of the run that they track.
  return registry !== 'MLflow' && trackingCallsOf(facts).some((one) => one.path === path && one.tool === registry && one.reached)
}

/** The connections that begin in the band Development. */
export const DEVELOPMENT_CONNECTIONS: readonly Connection[] = [gitDvc, dvcMlflow, mlflowRegistry]
