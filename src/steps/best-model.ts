import { bestRunsOf, comparedRuns, type BestRun } from '../evidence/experiments/best-run-of.ts'
import { NOTHING_TRACKED, trackedWith, unreadOf, type Tracked } from '../evidence/experiments/tracked.ts'
import type { ExperimentRun, Experiments, RegisteredVersion } from '../model/experiments.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { agreementsWith } from './agreement.ts'
import { beginningOf, firstStores } from './beginning.ts'
import { commitWords } from './commit-words.ts'
import type { StoryCommit } from './commits.ts'
import { knownRuns, TRACKED, type KnownAt } from './experiments.ts'
import { groupedBy } from '../facts/grouped.ts'
import { judgedOnDefault } from './merges.ts'
import { firstProof, type Against, type Proof, type Weighed } from './rule.ts'
import { commitPlace, placedAt, short, unknownAt, unseenAt, type Story } from './story.ts'

/** What a commit says of the choice: made, another run was better, that seems so by a part of the runs, or not to be told, with what is missing. */
type Choice =
  | { readonly kind: 'made'; readonly proof: Proof }
  | { readonly kind: 'left'; readonly against: Against }
  | { readonly kind: 'doubt' | 'open'; readonly found: string; readonly next: string }

const NEXT_REGISTER = 'Register the model of that run with an alias or a stage, or commit its parameters.'
const NEXT_RUNS = 'Run the experiments of step 1.2 first, then commit the parameters of the best run.'
const NEXT_ALL = 'Commit a summary of all runs, so that they can be compared: `capstone-coach evidence` makes it in capstone-evidence/.'

/** The best run is the one that is committed or registered; the newest commit says whether a better one was left behind since. */
export function weighBestModel(story: Story): Weighed {
  // What is known stays the same over most commits: what is best in it is asked once.
  const known = knownRuns(story)
  const best = new Map(known.map((one) => [one.known, [] as readonly BestRun[]]))
  for (const one of best.keys()) best.set(one, bestRunsOf(one))
  const choices = known.map((one): Choice => choiceAt(one.commit, one.known, best.get(one.known) ?? []))
  const isFirst = isMadeFirst(story)
  const made = choices.flatMap((choice, place) => choice.kind === 'made' && (!isFirst || known[place]?.isGrown === true) ? [choice.proof] : [])
  const weighed = weighedAt(story)
  const place = known.findIndex(({ commit }) => commit.sha === weighed?.sha)
  const last = choices[place]
  return {
    proof: firstProof(made), against: last?.kind === 'left' ? { ...last.against, answeredFrom: leftSince(known, place, ({ known: tracked }) => best.get(tracked)?.[0]?.run.id) } : null,
    unseen: last?.kind === 'doubt' ? last.found : unseenAt(story, TRACKED) ?? unknownAt(story, 'registry', 'a model is registered'),
    open: last === undefined || last.kind === 'left' ? { found: 'No commit was read yet.', next: NEXT_REGISTER }
      : last.kind === 'made' ? { found: `${last.proof.found.slice(0, -1)}; so it was from the beginning.`, next: `${NEXT_RUNS} Where that choice is yours, say why with \`/done 1.3\`.` } : last,
  }
}

/** The newest commit; where its settings are only those that the default branch had before, the newest of that branch: a side branch that is behind chooses nothing. */
function weighedAt(story: Story): StoryCommit | null {
  const { newest } = story
  const main = judgedOnDefault(story).filter(({ isBots }) => !isBots)
  const last = main.at(-1)
  if (newest === null || last === undefined || main.includes(newest)) return newest
  const isBehind = settingsOf(last) !== settingsOf(newest) && main.some((commit) => settingsOf(commit) === settingsOf(newest))
  return isBehind ? last : newest
}

function settingsOf({ trace: { model } }: StoryCommit): string {
  return JSON.stringify(model.parameters.map(({ name, value }) => [name, value]))
}

/** Since when what was left behind at a place is so: since the first commit with the same settings, versions and best run. Why it was left is asked once, not for every commit anew. */
function leftSince(known: readonly KnownAt[], place: number, bestAt: (one: KnownAt) => unknown): number {
  const keys = known.map((one) => JSON.stringify([bestAt(one), one.known.versions.map(({ version }) => version), settingsOf(one.commit)]))
  return known[keys.indexOf(keys[place] ?? '')]?.commit.at ?? Number.POSITIVE_INFINITY
}

/** Whether the repository came with the choice: then it takes more runs than it came with. */
function isMadeFirst({ commits }: Story): boolean {
  const commit = beginningOf(commits)
  if (commit === null) return false
  const known = trackedWith(NOTHING_TRACKED, firstStores(commit))
  return choiceAt(commit, known, bestRunsOf(known)).kind === 'made'
}

/** The choice by the best run of any experiment, unless the one that ran last has a better one by the same metric that was left; which run was left behind, by that of the experiment that ran last. */
function choiceAt(commit: StoryCommit, known: Tracked, best: readonly BestRun[]): Choice {
  const choices = best.map((one) => ({ one, choice: choiceOf(one, commit, known) }))
  const [last] = choices
  const isLeft = last?.choice.kind === 'left' || last?.choice.kind === 'doubt'
  const found = choices.find(({ one, choice }) => choice.kind === 'made' && !(isLeft && isBetter(last.one, one)))
  return (found ?? last)?.choice ?? untold(commit, known)
}

/** Whether a best run is better than that of another experiment, by the same metric. */
function isBetter(one: BestRun, other: BestRun): boolean {
  return one.metric === other.metric && (one.lessIsBetter ? one.value < other.value : one.value > other.value)
}

function choiceOf(best: BestRun, commit: StoryCommit, known: Tracked): Choice {
  const versions = chosenVersions(known)
  const unread = best.from === 'runs' ? unreadOf(known) : 0
  const metric = `${plainLine(best.metric, 60)} ${figure(best.value)}`
  const ofRead = unread === 0 ? '' : ` of the ${known.runs.length} runs that were read`
  const registered = versions.find(({ version }) => version.run === best.run.id)
  if (registered !== undefined) {
    return made(commit, registered.store, `${versionWords(registered.version)} is of run ${nameOf(best.run)}, the best by ${metric}${ofRead}`)
  }
  const agreementWith = agreementsWith(commit.trace.model.parameters, best.among)
  const agreement = agreementWith(best.run)
  if (agreement.verdict === 'same') {
    return made(commit, best.experiments, `${agreement.names.slice(0, 3).join(', ')} at ${short(commit.sha)} ${agreement.names.length === 1 ? 'is' : 'are'} as in run ${nameOf(best.run)}, the best by ${metric}${ofRead}`)
  }
  const left = (found: string, next: string): Choice => unread === 0
    ? { kind: 'left', against: { evidence: [placedAt(commit, best.experiments.place)], found, next } }
    : { kind: 'doubt', found: `${found} ${known.runs.length} of ${known.runs.length + unread} runs were read, so one of the others may be the best. Nothing is held against it.`, next: NEXT_ALL }
  const other = best.among.find((run) => run.id !== best.run.id && agreementWith(run).verdict === 'same') ?? best.among.find(({ id }) => versions.some(({ version }) => version.run === id))
  if (other !== undefined) {
    const value = other.metrics.find(({ name }) => name === best.metric)?.value
    // Two runs that are equally good are both the best.
    if (value === best.value) return made(commit, best.experiments, `${nameOf(other)} is committed, as good as ${nameOf(best.run)} by ${metric}${ofRead}`)
    return left(`Run ${nameOf(best.run)} has ${metric}; what is committed at ${commitWords(commit)} is of ${nameOf(other)}${value === undefined ? '' : ` with ${figure(value)}`}.`, `Commit the parameters of ${nameOf(best.run)}, or say with \`/done 1.3\` why another run was chosen.`)
  }
  if (agreement.verdict === 'other') {
    return left(`Run ${nameOf(best.run)} has the best ${metric}, with ${agreement.names.slice(0, 3).join(', ')} other than at ${commitWords(commit)}.`, NEXT_REGISTER)
  }
  return { kind: 'open', found: `Run ${nameOf(best.run)} has the best ${metric}; no parameter in which the runs differ has the name of one that is committed, and no registered version is of it.`, next: NEXT_REGISTER }
}

/** Where no metric tells which run is best, a version that somebody named by an alias or a stage is a choice. */
function untold(commit: StoryCommit, known: Tracked): Choice {
  const runs = comparedRuns(known).map(({ run }) => run)
  const named = known.versions.find(isNamed)
  if (named !== undefined && runs.length !== 1) return made(commit, named.store, `${versionWords(named.version)} is chosen; which run is best, no metric tells`)
  const isAll = runs.length === known.runs.length
  if (runs.length === 0) return { kind: 'open', found: isAll ? 'No run of MLflow was seen to choose from.' : 'No run of MLflow that finished and is still there was seen to choose from.', next: NEXT_RUNS }
  if (runs.length === 1) return { kind: 'open', found: isAll ? `Only run ${nameOf(runs[0])} was seen; a choice needs two.` : `Only run ${nameOf(runs[0])} finished and is still there; a choice needs two.`, next: NEXT_RUNS }
  if (new Set(runs.map(({ experiment }) => experiment)).size === runs.length) {
    return { kind: 'open', found: `${runs.length} runs were seen, each in an experiment of its own; runs are compared within one.`, next: 'Log the runs that you compare to one experiment (`mlflow.set_experiment`), or register the chosen model with an alias.' }
  }
  return { kind: 'open', found: `${runs.length} runs were seen, and no metric that all of them share tells which is best.`, next: 'Log the same metric of held-out data (f1, accuracy, rmse …) in every run, or register the chosen model with an alias.' }
}

/** The registered versions that choose a run. Where those of one model are of several runs, training registers each: there an alias or a stage chooses. */
function chosenVersions({ versions }: Tracked): Tracked['versions'] {
  const models = groupedBy(versions, ({ version }) => version.model)
  return [...models.values()].flatMap((all) => new Set(all.map(({ version }) => version.run)).size > 1 ? all.filter(isNamed) : all)
}

function isNamed({ version: { aliases, stage } }: Tracked['versions'][number]): boolean {
  return aliases.length > 0 || (stage !== null && stage !== 'None')
}

function made(commit: StoryCommit, store: Experiments, says: string): Choice {
  return { kind: 'made', proof: { at: commit.at, commit: commit.sha, basis: store.basis === 'observed' ? 'observed' : 'claimed', evidence: [commitPlace(commit, says), placedAt(commit, store.place)], found: `${says}.` } }
}

function nameOf(run: ExperimentRun | undefined): string {
  return plainLine(run?.name ?? run?.id.slice(0, 8) ?? '', 60)
}

function versionWords({ model, version, aliases: [alias], stage }: RegisteredVersion): string {
  const named = alias === undefined ? (stage === null || stage === 'None' ? '' : ` (${plainLine(stage, 40)})`) : ` (${plainLine(alias, 40)})`
  return `version ${plainLine(version, 40)} of ${plainLine(model, 60)}${named}`
}

/** Four figures behind the point are enough to tell two models apart. */
function figure(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}
