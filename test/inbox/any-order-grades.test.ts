import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import { applyRejudging, beginRejudging, type RejudgingParts } from '../../src/flow/grades/rejudging.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import type { RepositoryGrade } from '../../src/model/gradebook.ts'
import { DEFAULT_GRADING, type Grading } from '../../src/model/grading.ts'
import type { WorkflowRun } from '../../src/model/run.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { START } from '../support/class-app.ts'
import { ANA, commentStage, KIM, type CommentStage } from '../support/commenting.ts'

const HOUR = 3_600_000
const DUE = START + 48 * HOUR
const END = DUE + 200 * HOUR
const CI = 'name: CI\non: push\njobs: {lint: {runs-on: ubuntu-latest, steps: [{run: ruff check .}]}}\n'
const COMMITS = {
  ['c'.repeat(40)]: { 'src/app.py': 'def predict(x):\n    return x\n', 'requirements.txt': 'ruff==0.8.1\n', '.github/workflows/ci.yml': CI },
  ['d'.repeat(40)]: { 'src/app.py': 'def predict(x: int) -> int:\n    return x\n', 'requirements.txt': 'ruff==0.8.1\n', '.github/workflows/ci.yml': CI, 'docs/runbook.md': '# Rollback\n\n1. `kubectl rollout undo deployment/churn`\n2. Check `/health`.\n' },
} as const
const [EARLY, LATE] = Object.keys(COMMITS) as [string, string]

/** One thing that happens in a term: at this hour, so many after the beginning; `now` is what GitHub has from then on. */
type Act = { readonly name: string; readonly hour: number; readonly now?: (stage: CommentStage) => void; readonly told: (stage: CommentStage, at: number) => Promise<unknown> }

function push(after: string, hour: number): Act {
  return {
    name: `push ${after.slice(0, 1)}`, hour, now: ({ repository }) => { repository.branches['main'] = after },
    told: (stage, at) => deliver(stage, `push-${after}`, 'push', { ref: 'refs/heads/main', before: 'b'.repeat(40), after, created: false, deleted: false, forced: false }, { pushed_at: at / 1000 }),
  }
}

function ran(headSha: string, id: number, hour: number): Act {
  const at = START + hour * HOUR
  const run: WorkflowRun = {
    id, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha, status: 'completed', conclusion: 'success', url: `https://github.com/octo-org/capstone-ana/actions/runs/${id}`, createdAt: at - 9000, updatedAt: at,
    jobs: [{ id: id * 10, name: 'lint', status: 'completed', conclusion: 'success', url: '', startedAt: at - 8000, completedAt: at, steps: [{ number: 2, name: 'Run ruff check .', status: 'completed', conclusion: 'success', startedAt: at - 7000, completedAt: at }] }],
  }
  return {
    name: `run of ${headSha.slice(0, 1)}`, hour, now: ({ repository }) => { repository.runs[headSha] = [run] },
    told: (stage) => deliver(stage, `run-${id}`, 'workflow_run', {
      action: 'completed', workflow_run: { id, run_attempt: 1, workflow_id: 1, event: 'push', head_sha: headSha, head_branch: 'main', head_repository: { id: 42 }, status: 'completed', conclusion: 'success', updated_at: new Date(at).toISOString(), pull_requests: [] },
    }),
  }
}

function says(person: typeof ANA, body: string, hour: number): Act {
  const id = 5000 + hour
  return { name: body, hour, now: ({ repository }) => { repository.shown.written.set(id, { id, authorId: person.id, text: body, at: START + hour * HOUR, changedAt: null }) }, told: (stage, at) => stage.write(person, body, { id, at, delivery: `comment-${id}` }) }
}

async function deliver({ store, repository: { hosted } }: CommentStage, id: string, name: string, payload: object, more: object = {}): Promise<void> {
  const { id: repositoryId, ownerId, owner, name: repositoryName, defaultBranch, archived } = hosted
  const body = { ...payload, installation: { id: 7 }, sender: { id: ANA.id, login: ANA.login, type: 'User' }, repository: { id: repositoryId, name: repositoryName, owner: { id: ownerId, login: owner }, default_branch: defaultBranch, private: true, archived, topics: [], ...more } }
  await store.deliveries.add({ id, name, action: null, installationId: 7, repositoryId, receivedAt: START, body: JSON.stringify(body) })
}

type Played = { readonly grade: RepositoryGrade | null; readonly disputes: number }

/** A term as it happens, each thing told when it did; or, with an `order`, as it is told all at once at its end, with some told again. */
async function played(acts: readonly Act[], grading: Partial<Grading>, order: readonly number[] | null): Promise<Played> {
  const stage = await commentStage({ course: { settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: DUE, grading: { ...DEFAULT_GRADING, proofHours: 20, ...grading } } } })
  Object.assign(stage.repository.commits, COMMITS)
  const tell = async (act: Act): Promise<void> => { await act.told(stage, START + act.hour * HOUR) }
  if (order === null) {
    for (const act of acts) {
      stage.clock.now = Math.max(stage.clock.now, START + act.hour * HOUR)
      act.now?.(stage)
      await tell(act)
      await stage.app.settle()
    }
  } else {
    stage.clock.now = END
    for (const act of acts) act.now?.(stage)
    for (const place of order) {
      const act = acts[place]
      if (act !== undefined) await tell(act)
      if (place % 2 === 0) await stage.app.settle()
    }
  }
  stage.clock.now = END + HOUR
  await stage.app.settle()
  const course = (await stage.store.courses.courses())[0]
  if (course === undefined) throw new Error('the course is gone')
  let ids = 0
  const parts: RejudgingParts = { ...stage.store, assessor: CHECKLISTS, now: () => stage.clock.now, newId: () => `id-${ids++}` }
  const { rejudging } = await beginRejudging(course, [42], { by: KIM, reason: 'a check was mended' }, parts)
  await stage.app.settle()
  await applyRejudging(course, rejudging ?? '', { by: KIM, reason: 'looked at it', disputes: 'keep' }, parts)
  const { rows } = await gradebookOf(course, parts)
  return { grade: rows[0]?.grade ?? null, disputes: (await stage.statements()).filter(({ kind }) => kind === 'dispute').length }
}

/** When it was judged, and by which re-judging, is no part of a grade. */
function counts({ grade, disputes }: Played): unknown {
  return { disputes, grade: grade === null ? null : { ...grade, judgedAt: 0, rejudging: null } }
}

const TERM: readonly Act[] = [push(EARLY, 20), ran(EARLY, 1, 21), says(ANA, '/dispute types The service has no types to hint at', 30), says(KIM, '/set rollback verified Shown in the lab', 40), push(LATE, 60), ran(LATE, 2, 61), says(KIM, '/clear rollback', 70), says(KIM, '/set linting-passes partial One file is excluded', 75)]
const EXTENDED: readonly Act[] = [...TERM, says(KIM, '/extend 2023-11-20 Ill in week 7', 80)]

describe('a term with pushes, a late one, an extension, decisions, a dispute and a re-judging', () => {
  it.each<[string, readonly Act[], Partial<Grading>, (grade: RepositoryGrade | null) => unknown, unknown]>([
    ['counts the push in time', TERM, {}, (grade) => [grade?.commit, grade?.daysLate], [EARLY, 0]],
    ['counts the late one where it is extended', EXTENDED, {}, (grade) => [grade?.commit, grade?.daysLate], [LATE, 0]],
    ['takes points off the newest where that is late', TERM, { counts: 'latest', late: { kind: 'deduct', pointsADay: 3, most: null } }, (grade) => [grade?.commit, grade?.daysLate, grade?.deduction], [LATE, 1, 3]],
  ])('%s, however it is told', { timeout: 240_000 }, async (_, acts, grading, shown, expected) => {
    const live = await played(acts, grading, null)
    expect(shown(live.grade)).toEqual(expected)
    expect(live.grade?.items.find(({ id }) => id === 'linting-passes')).toMatchObject({ outcome: 'partial', source: 'decided' })
    expect(live.disputes).toBe(1)
    const places = [...acts.keys()]
    const orders = fc.tuple(fc.shuffledSubarray(places, { minLength: places.length }), fc.array(fc.constantFrom(...places), { maxLength: 3 })).map(([order, again]) => [...order, ...again])
    await fc.assert(fc.asyncProperty(orders, async (order) => {
      expect(counts(await played(acts, grading, order))).toEqual(counts(live))
    }), { numRuns: Number(process.env['TERM_RUNS'] ?? 5) })
  })
})
