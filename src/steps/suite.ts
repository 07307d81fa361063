import type { Evidence } from '../model/evidence.ts'
import { counted } from '../report/gradebook/counted.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { counts } from './carried.ts'
import { commitWords } from './commit-words.ts'
import type { StoryCommit } from './commits.ts'
import { firstProof, type Against, type Earlier, type Proof, type Weighed } from './rule.ts'
import { endOfRun } from './runs.ts'
import { criterionAt, placedAt, short, unknownAt, type Story } from './story.ts'

/** The test suite at the commits of the students: green at one that has the change, and not red at the newest that tells. */
export function weighSuite(story: Story, earlier: Earlier): Weighed {
  const since = earlier('step-1.1')
  const own = story.commits.filter(({ isBots }) => !isBots)
  const green = own.flatMap((commit) => greenAt(commit, story))
  const last = new Map(own.map(({ sha, lastAt }) => [sha, lastAt]))
  const proof = firstProof(green.filter(({ commit }) => counts(since, last.get(commit ?? '') ?? Number.NEGATIVE_INFINITY, commit, story)))
  const [early] = green
  return {
    proof, against: redNow(own, story), unseen: unknownAt(story, 'tests-ci', 'CI runs the tests'),
    open: early !== undefined
      ? { found: `The tests passed at ${short(early.commit ?? '')}; a change of the model (step 1.1) was not seen there by then.`, next: since === null ? 'Change the model first (step 1.1); the run of the tests at that commit then counts.' : 'Run `pytest` at the commit with the change, then push it: CI runs the suite there.' }
      : { found: 'No run in which the test suite passed was seen at a commit with the change.', next: 'Run `pytest` on your machine, then push: CI runs the suite at that commit. Where no workflow runs the tests yet, add a step with `pytest`.' },
  }
}

function greenAt(commit: StoryCommit, { runs, happened }: Story): readonly Proof[] {
  const { sha, trace } = commit
  const suite = criterionAt(commit, 'tests-ci')
  const place = suite?.evidence.find((one) => one.kind === 'run' && one.conclusion === 'success')
  if (suite?.outcome === 'verified' && place?.kind === 'run') {
    return [{ at: endOfRun(place.url, runs) ?? commit.lastAt, commit: sha, basis: suite.basis, evidence: [place], found: `The test suite passed at ${short(place.headSha)} (${plainLine(place.step, 80)}).` }]
  }
  // A run that was started again shows its last attempt alone; that an earlier one passed stays true.
  const red = suite?.against.find((one) => one.kind === 'run')
  const again = red?.kind === 'run' && happened.runs.length > 0 ? runs.find((run) => run.head === sha && run.workflow === red.workflow && run.passed) : undefined
  if (again !== undefined && red?.kind === 'run') return [{ at: again.at, commit: sha, basis: 'observed', evidence: [{ ...red, conclusion: 'success' }], found: `The test suite passed at ${short(sha)}, in attempt ${again.attempt} of its run.` }]
  const [report] = trace.tests
  if (report === undefined || suite?.outcome === 'failing' || trace.tests.some(({ failed }) => failed > 0) || report.passed === 0) return []
  return [{ at: endOfRun(report.place.run, runs) ?? commit.lastAt, commit: sha, basis: 'claimed', evidence: [report.place], found: `${plainLine(report.place.path, 100)} says ${counted(report.passed, 'test')} passed and none failed, at ${short(sha)}.` }]
}

/** What the newest commit that tells of the suite says against it; null where it is green there. */
function redNow(own: readonly StoryCommit[], story: Story): Against | null {
  const newest = story.changes.newestOf(own.filter(tells))
  if (newest === null) return null
  const suite = criterionAt(newest, 'tests-ci')
  const failed = newest.trace.tests.find((report) => report.failed > 0)
  if (suite?.outcome !== 'failing' && (failed === undefined || suite?.outcome === 'verified')) return null
  const run = suite?.against.find((one) => one.kind === 'run')
  const place: Evidence | undefined = suite?.outcome === 'failing' ? run ?? suite.against[0] : failed?.place
  const how = failed !== undefined ? `${counted(failed.failed, 'test')} failed, ${failed.passed} passed` : run?.kind === 'run' ? `${plainLine(run.job === '' ? run.step : run.job, 80)} failed` : 'its run failed'
  return { evidence: place === undefined ? [] : [placedAt(newest, place)], found: `The test suite fails at ${commitWords(newest)}: ${how}.`, next: 'Open the log of that run, run the failing test with `pytest` on your machine, mend what it shows, then push.' }
}

function tells(commit: StoryCommit): boolean {
  const outcome = criterionAt(commit, 'tests-ci')?.outcome
  return outcome === 'verified' || outcome === 'failing' || commit.trace.tests.length > 0
}
