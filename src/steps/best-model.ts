import { bestRunOf, type BestRun } from '../evidence/experiments/best-run-of.ts'
import type { PlacedVersion } from '../evidence/experiments/tracked.ts'
import { isSameValue } from '../facts/capstone/same-value.ts'
import type { ExperimentRun, Experiments, RegisteredVersion } from '../model/experiments.ts'
import type { Parameter } from '../model/model-state.ts'
import { plainLine } from '../report/plain-line.ts'
import type { StoryCommit } from './commits.ts'
import { knownRuns, TRACKED, type KnownAt } from './experiments.ts'
import { groupedBy } from './grouped.ts'
import { firstProof, type Against, type Proof, type Weighed } from './rule.ts'
import { commitPlace, placedAt, short, unknownAt, unseenAt, type Story } from './story.ts'

/** What a commit says of the choice: made, another run was better, or not to be told, with what is missing. */
type Choice = { readonly kind: 'made'; readonly proof: Proof } | { readonly kind: 'left'; readonly against: Against } | { readonly kind: 'open'; readonly found: string; readonly next: string }

const NEXT_REGISTER = 'Register the model of that run with an alias or a stage, or commit its parameters.'

/** The best run is the one that is committed or registered; the newest commit says whether a better one was left behind since. */
export function weighBestModel(story: Story): Weighed {
  // What is known stays the same over most commits: what is best in it is asked once.
  const known = knownRuns(story)
  const best = new Map(known.map((one) => [one.known, null as BestRun | null]))
  for (const one of best.keys()) best.set(one, bestRunOf(one))
  const choices = known.map((one): Choice => choiceAt(one, best.get(one.known) ?? null))
  const proof = firstProof(choices.flatMap((choice) => choice.kind === 'made' ? [choice.proof] : []))
  const place = known.findIndex(({ commit }) => commit.sha === story.newest?.sha)
  const last = choices[place]
  return {
    proof, against: last?.kind === 'left' ? last.against : null,
    unseen: unseenAt(story, TRACKED) ?? unknownAt(story, 'registry', 'a model is registered'),
    open: last?.kind === 'open' ? last : { found: 'No commit was read yet.', next: NEXT_REGISTER },
  }
}

function choiceAt({ commit, known }: KnownAt, best: BestRun | null): Choice {
  const { versions } = known
  const runs = known.runs.map(({ run }) => run)
  if (best === null) return untold(commit, runs, versions)
  const metric = `${plainLine(best.metric, 60)} ${figure(best.value)}`
  const registered = versions.find(({ version }) => version.run === best.run.id)
  if (registered !== undefined) {
    return made(commit, registered.store, `${versionWords(registered.version)} is of run ${nameOf(best.run)}, the best by ${metric}`)
  }
  const agreementWith = agreementsWith(commit.trace.model.parameters)
  const agreement = agreementWith(best.run)
  if (agreement.verdict === 'same') {
    return made(commit, best.experiments, `${agreement.names.slice(0, 3).join(', ')} at ${short(commit.sha)} ${agreement.names.length === 1 ? 'is' : 'are'} as in run ${nameOf(best.run)}, the best by ${metric}`)
  }
  const other = runs.find((run) => run.id !== best.run.id && agreementWith(run).verdict === 'same') ?? runs.find(({ id }) => versions.some(({ version }) => version.run === id))
  if (other !== undefined) {
    const value = other.metrics.find(({ name }) => name === best.metric)?.value
    // Two runs that are equally good are both the best.
    if (value === best.value) return made(commit, best.experiments, `${nameOf(other)} is committed, as good as ${nameOf(best.run)} by ${metric}`)
    const found = `Run ${nameOf(best.run)} has ${metric}; what is committed is of ${nameOf(other)}${value === undefined ? '' : ` with ${figure(value)}`}.`
    return { kind: 'left', against: { evidence: [placedAt(commit, best.experiments.place)], found, next: `Commit the parameters of ${nameOf(best.run)}, or say with \`/done 1.3\` why another run was chosen.` } }
  }
  if (agreement.verdict === 'other') {
    return { kind: 'left', against: { evidence: [placedAt(commit, best.experiments.place)], found: `Run ${nameOf(best.run)} has the best ${metric}, with ${agreement.names.slice(0, 3).join(', ')} other than at ${short(commit.sha)}.`, next: NEXT_REGISTER } }
  }
  return { kind: 'open', found: `Run ${nameOf(best.run)} has the best ${metric}; no parameter of it has the name of one that is committed, and no registered version is of it.`, next: NEXT_REGISTER }
}

/** Where no metric tells which run is best, a version that somebody named by an alias or a stage is a choice. */
function untold(commit: StoryCommit, runs: readonly ExperimentRun[], versions: readonly PlacedVersion[]): Choice {
  const named = versions.find(({ version }) => version.aliases.length > 0 || (version.stage !== null && version.stage !== 'None'))
  if (named !== undefined && runs.length !== 1) return made(commit, named.store, `${versionWords(named.version)} is chosen; which run is best, no metric tells`)
  if (runs.length < 2) return { kind: 'open', found: runs.length === 0 ? 'No run of MLflow was seen to choose from.' : `Only run ${nameOf(runs[0])} was seen; a choice needs two.`, next: 'Run the experiments of step 1.2 first, then commit the parameters of the best run.' }
  return { kind: 'open', found: `${runs.length} runs were seen, and no metric that all of them share tells which is best.`, next: 'Log the same metric of held-out data (f1, accuracy, rmse …) in every run, or register the chosen model with an alias.' }
}

function made(commit: StoryCommit, store: Experiments, says: string): Choice {
  return { kind: 'made', proof: { at: commit.at, commit: commit.sha, basis: store.basis === 'observed' ? 'observed' : 'claimed', evidence: [commitPlace(commit, says), placedAt(commit, store.place)], found: `${says}.` } }
}

type Agreement = { readonly verdict: 'same' | 'other' | 'none'; readonly names: readonly string[] }

/** Tells of a run whether the committed settings are its own, by the names that both have; `names` are those that agree, or those that differ. */
function agreementsWith(committed: readonly Parameter[]): (run: ExperimentRun) => Agreement {
  const exact = groupedBy(committed, ({ name }) => name)
  const last = groupedBy(committed, ({ name }) => lastOf(name))
  return ({ parameters }) => {
    const compared = parameters.flatMap(({ name, value }) => {
      const fitting = exact.get(name) ?? last.get(lastOf(name)) ?? []
      return fitting.length === 0 ? [] : [{ name: plainLine(name, 60), isSame: fitting.some((one) => isSameValue(one.value, value)) }]
    })
    const different = compared.filter(({ isSame }) => !isSame)
    const verdict = compared.length === 0 ? 'none' : different.length === 0 ? 'same' : 'other'
    return { verdict, names: (verdict === 'same' ? compared : different).map(({ name }) => name) }
  }
}

/** `max_depth` of `train.max_depth` and of `train.py:RandomForestClassifier.max_depth`. */
function lastOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('/')) + 1).toLowerCase()
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
