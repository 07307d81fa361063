import { describe, expect, it } from 'vitest'
import { readArtifactsInProcess } from '../../src/extract/reports/read-artifacts-in-process.ts'
import type { FromGitHub } from '../../src/flow/github-ports.ts'
import { keepingArtifacts, withArtifacts } from '../../src/flow/run-artifacts.ts'
import type { WorkflowRun } from '../../src/model/run.ts'
import type { ListedArtifact } from '../../src/model/run-artifact.ts'
import { makeZip } from '../support/make-zip.ts'

const PLAN = { uploads: ['.github/workflows/ci.yml'] }
const JUNIT = '<testsuite><testcase name="test_a" classname="tests.test_a"/></testsuite>'

const run = (fields: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: 7, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: 'c'.repeat(40), status: 'completed', conclusion: 'success', url: 'https://github.com/o/r/actions/runs/7', createdAt: 0, updatedAt: 0, jobs: [], ...fields,
})
const listed = (id: number, fields: Partial<ListedArtifact> = {}): ListedArtifact => ({ id, name: `reports-${id}`, bytes: 100, isExpired: false, createdAt: 1_000_000, ...fields })

/** GitHub with one list of artifacts, each a zip with a test report; `asked` is what it was asked for. */
function gitHub(artifacts: readonly ListedArtifact[], troubles: Readonly<Record<string, FromGitHub<never>>> = {}) {
  const asked: string[] = []
  return {
    asked,
    port: {
      artifacts: (_: string, runId: number) => { asked.push(`list ${runId}`); return Promise.resolve(troubles['list'] ?? { ok: true as const, value: artifacts }) },
      artifactZip: (_: string, id: number) => { asked.push(`zip ${id}`); return Promise.resolve(troubles[`zip ${id}`] ?? { ok: true as const, value: { bytes: makeZip([{ name: 'junit.xml', content: JUNIT }]) } }) },
    },
  }
}

async function read(github: ReturnType<typeof gitHub>, runs: readonly WorkflowRun[], again = false): Promise<readonly WorkflowRun[]> {
  const answer = await withArtifacts({ port: github.port, repository: 'o/r', runs, plan: PLAN, again }, readArtifactsInProcess().read)
  if (!answer.ok) throw new Error(answer.trouble.says)
  return answer.value
}

describe('what runs uploaded', () => {
  it('is read once an attempt, and kept where runs are asked for anew', async () => {
    const github = gitHub([listed(31)])
    const first = await read(github, [run()])
    expect(first[0]?.artifacts).toMatchObject([{ id: 31, name: 'reports-31', reports: [{ kind: 'tests', path: 'junit.xml', counts: { passed: 1 } }], gaps: [], isOpen: false }])
    const anew = keepingArtifacts([run()], first)
    expect(await read(github, anew)).toEqual(first)
    expect(github.asked).toEqual(['list 7', 'zip 31'])
    await read(github, keepingArtifacts([run({ attempt: 2 })], first))
    expect(github.asked).toHaveLength(4)
  })
  it.each([
    ['has not ended', run({ status: 'in_progress', conclusion: null })], ['was cancelled', run({ conclusion: 'cancelled' })], ['is of a workflow that uploads nothing', run({ path: '.github/workflows/lint.yml' })],
  ])('is not asked for where the run %s', async (_, one) => {
    const github = gitHub([listed(31)])
    expect(await read(github, [one])).toEqual([one])
    expect(github.asked).toEqual([])
  })
  it('is fetched of five artifacts, by name and then by size; of the others it is said that they were not', async () => {
    const names = ['model', 'image', 'test-results', 'coverage', 'capstone-evidence', 'wheel', 'junit-3.11']
    const github = gitHub(names.map((name, index) => listed(index, { name, bytes: 1000 - index })))
    const [first] = await read(github, [run()])
    expect(github.asked).toEqual(['list 7', 'zip 4', 'zip 6', 'zip 3', 'zip 2', 'zip 5'])
    expect(first?.artifacts?.filter(({ gaps }) => gaps.length > 0)).toMatchObject([{ name: 'image', gaps: [{ what: 'artifact', reason: 'the run uploads 7 artifacts; 5 are read' }] }, { name: 'model' }])
  })
  it('is fetched of every job of a matrix first, where each has a bundle of its own name', async () => {
    const names = ['junit', 'coverage', 'capstone-evidence-3.12', 'metrics', 'drift', 'capstone-evidence-3.13', 'prom']
    const github = gitHub(names.map((name, index) => listed(index, { name, bytes: 100 + index })))
    await read(github, [run()])
    expect(github.asked.slice(1, 3)).toEqual(['zip 2', 'zip 5'])
  })
  it('is not fetched where it has expired or is too large, and that is said', async () => {
    const github = gitHub([listed(1, { isExpired: true }), listed(2, { bytes: 60_000_000 })])
    const [first] = await read(github, [run()])
    expect(github.asked).toEqual(['list 7'])
    expect(first?.artifacts?.map(({ gaps }) => gaps[0]?.reason)).toEqual(['it has expired on GitHub', 'it is 60 MB; at most 50 MB are read'])
  })
  it('of an attempt is what was uploaded since it began, of one name the newest', async () => {
    const jobs = [{ id: 1, name: 'test', status: 'completed' as const, conclusion: 'success' as const, url: '', startedAt: 2_000_000, completedAt: 3_000_000, steps: [] }]
    const github = gitHub([listed(1, { name: 'junit' }), listed(2, { name: 'old', createdAt: 1_900_000 }), listed(3, { name: 'junit', createdAt: 2_000_000 }), listed(4, { name: 'junit', createdAt: 2_100_000 })])
    expect((await read(github, [run({ attempt: 2, jobs })]))[0]?.artifacts?.map(({ id }) => id)).toEqual([4])
  })
  it('that could not be had is a gap, and asked for once more where a person asks', async () => {
    const trouble: FromGitHub<never> = { ok: false, trouble: { kind: 'forbidden', says: 'no' } }
    const [first] = await read(gitHub([listed(31), listed(32)], { 'zip 31': trouble }), [run()])
    expect(first?.artifacts).toMatchObject([{ id: 31, reports: [], gaps: [{ reason: 'GitHub does not give it' }], isOpen: true }, { id: 32, isOpen: false }])
    const github = gitHub([listed(31), listed(32)])
    expect(await read(github, first === undefined ? [] : [first])).toEqual([first])
    expect(github.asked).toEqual([])
    const [again] = await read(github, first === undefined ? [] : [first], true)
    expect(github.asked).toEqual(['list 7', 'zip 31'])
    expect(again?.artifacts).toMatchObject([{ id: 31, isOpen: false, reports: [{ kind: 'tests' }] }, { id: 32 }])
  })
  it.each(['limited', 'suspended', 'passing'] as const)('waits where GitHub is %s', async (kind) => {
    const trouble = { ok: false as const, trouble: kind === 'limited' ? { kind, until: 9, says: 'wait' } : { kind, says: 'wait' } }
    for (const at of ['list', 'zip 31']) expect(await withArtifacts({ ...gitHub([listed(31)], { [at]: trouble }), repository: 'o/r', runs: [run()], plan: PLAN, again: false }, readArtifactsInProcess().read)).toEqual(trouble)
  })
})
