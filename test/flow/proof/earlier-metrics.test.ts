import { describe, expect, it } from 'vitest'
import { marksForPulls } from '../../../src/flow/proof/base-proof.ts'
import { earlierMetrics } from '../../../src/flow/proof/earlier-metrics.ts'
import type { Assessment, KeptReading } from '../../../src/flow/ports/store-ports.ts'
import type { HostedRepository, PullRequest } from '../../../src/model/hosting.ts'
import type { ModelMetrics } from '../../../src/model/model-metrics.ts'
import type { AssessmentRecord } from '../../../src/model/record.ts'
import type { CommitHead } from '../../../src/model/run.ts'
import type { WorkItem } from '../../../src/model/work.ts'
import { recordOf } from '../../support/records.ts'

const REPOSITORY = { id: 1, installationId: 9, defaultBranch: 'main' } as HostedRepository
const OF_MAIN: CommitHead = { branch: 'main', base: null }
const INTO_MAIN: CommitHead = { branch: 'tune', base: 'main' }

const metrics = (value: number, run = 1): ModelMetrics => ({ commit: null, path: 'metrics.json', artifact: 'metrics', run: { id: run, url: '' }, blob: null, values: [{ name: 'f1', value }] })
const assessed = (commit: string, value: number | null): Assessment => ({ id: commit, repositoryId: 1, commit, branch: 'main', isDefaultBranch: true, at: 0, digest: '', record: recordOf([], [], value === null ? {} : { metrics: [metrics(value)] }) })

/** Looks from a commit that was known at 50; `since` is when each other one was. */
function look(heads: readonly CommitHead[], judged: readonly Assessment[], since: Readonly<Record<string, number>>): ReturnType<typeof earlierMetrics> {
  return earlierMetrics(REPOSITORY, { commit: 'own', since: 50 }, heads, {
    assessments: { ofDefaultBranch: async () => judged },
    readings: { of: async (_, commit) => ({ commit, since: since[commit] } as KeptReading) },
  })
}

describe('what the numbers of a commit are compared with', () => {
  it('are those of the branch that it is to be merged into, the newest that are there', async () => {
    expect(await look([INTO_MAIN], [assessed('readme', null), assessed('new', 0.88), assessed('old', 0.8)], { new: 90, old: 10 })).toMatchObject({ kind: 'base', branch: 'main', commit: 'new', metrics: [{ values: [{ value: 0.88 }] }] })
  })
  it('are those of the commit before on the default branch, and never those of a later one that was judged again', async () => {
    const judged = [assessed('later', 0.95), assessed('own', 0.91), assessed('before', 0.88)]
    expect(await look([OF_MAIN], judged, { later: 90, own: 50, before: 10 })).toMatchObject({ kind: 'line', commit: 'before' })
    expect(await look([INTO_MAIN, OF_MAIN], judged, { later: 90, own: 50, before: 10 })).toMatchObject({ kind: 'line', commit: 'before' })
  })
  it('are none for a branch that nobody asks to merge there, and where nothing was measured', async () => {
    expect(await look([{ branch: 'tune', base: null }, { branch: 'tune', base: 'develop' }], [assessed('new', 0.88)], { new: 10 })).toBeNull()
    expect(await look([INTO_MAIN], [assessed('new', null)], { new: 10 })).toBeNull()
  })
})

describe('open pull requests', () => {
  const port = { openPullRequests: async () => ({ ok: true as const, value: [{ number: 4, base: { branch: 'main' } }, { number: 5, base: { branch: 'develop' } }] as PullRequest[] }) }
  const item = { installationId: 9 } as WorkItem
  it('are looked at again where the branch they go into has other numbers, and not for another run with the same', async () => {
    const before = recordOf([], [], { metrics: [metrics(0.88, 1)] })
    const marks = (after: ModelMetrics): ReturnType<typeof marksForPulls> => marksForPulls(port, REPOSITORY, item, { before, last: null, after: recordOf([], [], { metrics: [after] }) }, 100)
    expect(await marks(metrics(0.9, 2))).toMatchObject({ ok: true, value: [{ target: { kind: 'pull-request', number: 4 }, reason: 'base' }] })
    expect(await marks(metrics(0.88, 2))).toEqual({ ok: true, value: [] })
  })
  it('are not looked at again for a new commit that says what the branch said already, or nothing yet', async () => {
    const [last, silent] = [recordOf([], [], { metrics: [metrics(0.88, 1)] }), recordOf([], [], { metrics: [] })]
    const marks = async (after: AssessmentRecord, before: AssessmentRecord | null): Promise<number> => {
      const made = await marksForPulls(port, REPOSITORY, item, { before, last, after }, 100)
      return made.ok ? made.value.length : -1
    }
    const [same, other] = [recordOf([], [], { metrics: [metrics(0.88, 2)] }), recordOf([], [], { metrics: [metrics(0.9, 2)] })]
    expect(await Promise.all([marks(same, null), marks(silent, null), marks(other, null), marks(same, silent)])).toEqual([0, 0, 1, 1])
  })
})
