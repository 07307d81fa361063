import { hasGrown, isFinished, isUploaded, NOTHING_TRACKED, parametersOf, trackedWith, type Tracked } from '../evidence/experiments/tracked.ts'
import { counted } from '../report/gradebook/counted.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { beginningOf, firstStores } from './beginning.ts'
import type { StoryCommit } from './commits.ts'
import { firstProof, type Proof, type Weighed } from './rule.ts'
import { endOfRun } from './runs.ts'
import { commitPlace, criterionAt, placedAt, short, unknownAt, unseenAt, type Story } from './story.ts'

/** Paths in which MLflow's runs would lie. */
export const TRACKED = /(?:^|\/)(?:mlruns|capstone-evidence)(?:\/|$)|mlflow/i

const NEXT_COMMIT = 'commit what MLflow keeps: `capstone-coach evidence` sums it up in capstone-evidence/.'

/** What was known of experiments when a commit came; what an earlier commit showed stays known. `isGrown`: that is more than the repository came with. */
export type KnownAt = { readonly commit: StoryCommit; readonly known: Tracked; readonly isGrown: boolean }

/** For each commit of the students, in their order, what was known of experiments by then: the same object as long as nothing is added. */
export function knownRuns({ commits }: Pick<Story, 'commits'>): readonly KnownAt[] {
  const first = trackedWith(NOTHING_TRACKED, firstStores(beginningOf(commits)))
  let [known, isGrown] = [NOTHING_TRACKED, false]
  return commits.filter(({ isBots }) => !isBots).map((commit) => {
    const before = known
    known = trackedWith(known, commit.trace.experiments)
    if (known !== before) isGrown = hasGrown(first, known)
    return { commit, known, isGrown }
  })
}

/** Two runs or more, of MLflow or of CI; the story's first commit that has them, and more than the repository came with, shows it. */
export function weighExperiments(story: Story): Weighed {
  const known = knownRuns(story)
  const first = known.find((one) => one.isGrown && countOf(one.known) >= 2)
  const proofs = [...first === undefined ? [] : tracked(first), ...trainedTwice(story)]
  return {
    proof: firstProof(proofs), against: null, unseen: unseenAt(story, TRACKED) ?? unknownAt(story, 'tracking', 'runs of MLflow are there'),
    open: openWords(known.at(-1)?.known ?? NOTHING_TRACKED, beginningOf(story.commits)),
  }
}

function openWords(last: Tracked, beginning: StoryCommit | null): Weighed['open'] {
  const [store] = last.stores
  const count = countOf(last)
  if (store === undefined || last.runs.length === 0) return { found: 'No run of MLflow was seen.', next: `Train at least twice with different values, logging parameters and a metric of each run to MLflow, then ${NEXT_COMMIT}` }
  const place = plainLine(store.place.path, 100)
  if (count < 2 && last.runs.filter(isFinished).length > count) {
    return { found: `${counted(last.runs.length, 'run')} of MLflow were seen (${place}), with the same parameters; a comparison needs two that differ.`, next: `Train once more with another value, then ${NEXT_COMMIT}` }
  }
  if (count < 2) {
    const isOne = last.runs.length === 1
    const found = isOne ? `One run of MLflow was seen${count === 0 ? ', which did not finish' : ''} (${place})` : `${count === 0 ? 'None' : 'One'} of ${last.runs.length} runs of MLflow finished (${place})`
    return { found: `${found}; a comparison needs two.`, next: `Train ${count === 0 ? 'twice with different values' : 'once more with another value'}, then ${NEXT_COMMIT}` }
  }
  return {
    found: `${counted(count, 'run')} of MLflow lay in the repository from the beginning (${place}${beginning === null ? '' : ` at ${short(beginning.sha)}`}); no run since then${last.runs.some(isUploaded) ? ' with other parameters' : ''} was seen.`,
    next: `Train with another value, then ${NEXT_COMMIT} Where those runs are yours, say so with \`/done 1.2\`.`,
  }
}

/** How many runs came to their end, also of those that are not listed; one that is gone by now was run all the same. Of those that uploads alone show, only those with parameters of their own. */
function countOf({ runs, stores }: Tracked): number {
  const finished = runs.filter(isFinished)
  const unfinished = runs.length - finished.length
  const kept = finished.filter((one) => !isUploaded(one))
  const known = new Set(kept.map(parametersOf))
  const uploaded = new Set(finished.filter(isUploaded).map(parametersOf).filter((one) => !known.has(one)))
  return Math.max(kept.length + uploaded.size, ...stores.flatMap((store) => store.place.kind === 'file' || store.count > store.runs.length ? [store.count - unfinished] : []))
}

function tracked({ commit, known }: KnownAt): readonly Proof[] {
  const [store] = known.stores
  return store === undefined ? [] : [{
    at: commit.at, commit: commit.sha, basis: store.basis, evidence: [placedAt(commit, store.place)],
    found: `${counted(countOf(known), 'run')} of MLflow were seen (${plainLine(store.place.path, 100)} at ${short(commit.sha)}).`,
  }]
}

/** Trainings that CI ran, at two commits whose parameters differ. */
function trainedTwice({ commits, runs }: Story): readonly Proof[] {
  const trained = commits.filter(({ isBots }) => !isBots).flatMap((commit) => {
    const tracking = criterionAt(commit, 'tracking')
    const place = tracking?.evidence.find((one) => one.kind === 'run' && one.conclusion === 'success')
    return place?.kind !== 'run' || place.headSha !== commit.sha ? [] : [{ commit, place, at: endOfRun(place.url, runs) ?? commit.at, values: valuesOf(commit) }]
  }).toSorted((one, other) => one.at - other.at || (one.commit.sha < other.commit.sha ? -1 : 1))
  const [first] = trained
  const second = trained.find(({ values }) => first !== undefined && values !== first.values)
  if (first === undefined || second === undefined) return []
  const says = `trained with other parameters than at ${short(first.commit.sha)}`
  return [{ at: second.at, commit: second.commit.sha, basis: 'claimed', evidence: [second.place, commitPlace(second.commit, says)], found: `CI trained at ${short(first.commit.sha)} and, with other parameters, at ${short(second.commit.sha)}.` }]
}

function valuesOf({ trace }: StoryCommit): string {
  return JSON.stringify(trace.model.parameters.map(({ name, value }) => [name, value]))
}
