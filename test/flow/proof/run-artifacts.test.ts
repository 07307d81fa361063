import { describe, expect, it } from 'vitest'
import { readArtifactsInProcess } from '../../../src/extract/reports/read-artifacts-in-process.ts'
import type { FetchedZip, FromGitHub } from '../../../src/flow/ports/github-ports.ts'
import { keepingArtifacts, withArtifacts } from '../../../src/flow/proof/run-artifacts.ts'
import type { WorkflowRun } from '../../../src/model/run.ts'
import type { ListedArtifact } from '../../../src/model/run-artifact.ts'
import { makeZip } from '../../support/make-zip.ts'

const PLAN = { uploads: ['.github/workflows/ci.yml'] }
const JUNIT = '<testsuite><testcase name="test_a" classname="tests.test_a"/></testsuite>'

const run = (fields: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: 7, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: 'c'.repeat(40), status: 'completed', conclusion: 'success', url: 'https://github.com/o/r/actions/runs/7', createdAt: 0, updatedAt: 0, jobs: [], ...fields,
})
const listed = (id: number, fields: Partial<ListedArtifact> = {}): ListedArtifact => ({ id, name: `reports-${id}`, bytes: 100, isExpired: false, createdAt: 1_000_000, ...fields })

/** GitHub with one list of artifacts, each a zip with a test report; `asked` is what it was asked for. */
function gitHub(artifacts: readonly ListedArtifact[], zips: Readonly<Record<string, FromGitHub<FetchedZip>>> = {}, list: FromGitHub<readonly ListedArtifact[]> = { ok: true, value: artifacts }) {
  const asked: string[] = []
  return {
    asked,
    port: {
      artifacts: (_: string, runId: number) => { asked.push(`list ${runId}`); return Promise.resolve(list) },
      artifactZip: (_: string, id: number) => { asked.push(`zip ${id}`); return Promise.resolve(zips[`zip ${id}`] ?? { ok: true as const, value: { bytes: makeZip([{ name: 'junit.xml', content: JUNIT }]) } }) },
    },
  }
}

async function read(github: ReturnType<typeof gitHub>, runs: readonly WorkflowRun[], again = false): Promise<readonly WorkflowRun[]> {
  const answer = await withArtifacts({ port: github.port, repository: 'o/r', runs, plan: PLAN, again, keep: () => Promise.resolve() }, readArtifactsInProcess().read)
  if (!answer.ok) throw new Error(answer.trouble.says)
  return answer.value
}

/** Why each artifact that was left out was. */
const reasons = (one: WorkflowRun | undefined): readonly string[] => (one?.artifacts ?? []).flatMap(({ name, gaps }) => gaps.map(({ reason }) => `${name}: ${reason}`)).toSorted()

const LIMITED = { ok: false as const, trouble: { kind: 'limited' as const, until: 9, says: 'wait' } }

describe('what runs uploaded', () => {
  it('is read once an attempt, and kept where runs are asked for anew', async () => {
    const github = gitHub([listed(31)])
    const first = await read(github, [run()])
    expect(first[0]?.artifacts).toMatchObject([{ id: 31, name: 'reports-31', reports: [{ kind: 'tests', path: 'junit.xml', counts: { passed: 1 } }], gaps: [], isOpen: false }])
    const anew = keepingArtifacts([run()], first)
    expect(await read(github, anew)).toEqual(first)
    expect(github.asked).toEqual(['list 7', 'zip 31'])
    await read(github, keepingArtifacts([run({ attempt: 2 })], first))
    // What another attempt uploaded is asked for anew; the zip that is among it is known.
    expect(github.asked).toEqual(['list 7', 'zip 31', 'list 7'])
  })
  it('is not known where the App was stopped over it, and asked for once it runs again', async () => {
    const github = gitHub([listed(31)])
    const kept: (readonly WorkflowRun[])[] = []
    const broken = { reports: [], gaps: [{ what: 'artifact' as const, path: '', reason: 'reading was stopped' }], problems: [], brokenOff: 'stopped' as const }
    const answer = await withArtifacts({ port: github.port, repository: 'o/r', runs: [run()], plan: PLAN, again: false, keep: (runs) => { kept.push(runs); return Promise.resolve() } }, () => Promise.resolve(broken))
    expect([answer, kept]).toMatchObject([{ ok: false, trouble: { kind: 'passing' } }, []])
  })
  it('is asked for once more by a person where its reader ended by itself', async () => {
    const github = gitHub([listed(31)])
    const broken = { reports: [], gaps: [{ what: 'artifact' as const, path: '', reason: 'its reader ended by itself' }], problems: [], brokenOff: 'ended' as const }
    const answer = await withArtifacts({ port: github.port, repository: 'o/r', runs: [run()], plan: PLAN, again: false, keep: () => Promise.resolve() }, () => Promise.resolve(broken))
    const first = answer.ok ? answer.value : []
    expect(first[0]?.artifacts).toMatchObject([{ id: 31, gaps: broken.gaps, isOpen: true }])
    expect(await read(github, first)).toEqual(first)
    expect((await read(github, first, true))[0]?.artifacts).toMatchObject([{ id: 31, reports: [{ kind: 'tests' }], isOpen: false }])
  })
  it.each([
    ['has not ended', run({ status: 'in_progress', conclusion: null })], ['was cancelled', run({ conclusion: 'cancelled' })], ['is of a workflow that uploads nothing', run({ path: '.github/workflows/lint.yml' })],
  ])('is not asked for where the run %s', async (_, one) => {
    const github = gitHub([listed(31)])
    expect(await read(github, [one])).toEqual([one])
    expect(github.asked).toEqual([])
  })
  it('is fetched of three artifacts: those named as reports that decide, other reports, then the smallest; of the others it is said that they were not', async () => {
    const names = ['model', 'coverage-report', 'latest-model', 'test-results', 'prompts', 'wheel', 'junit-3.11']
    const github = gitHub(names.map((name, index) => listed(index, { name, bytes: 1000 - index })))
    const [first] = await read(github, [run()])
    expect(github.asked).toEqual(['list 7', 'zip 6', 'zip 3', 'zip 1'])
    expect(first?.artifacts?.filter(({ gaps }) => gaps.length > 0)).toMatchObject(['wheel', 'prompts', 'latest-model', 'model'].map((name) => ({ name, gaps: [{ what: 'artifact', reason: 'the run uploads 7 artifacts; 3 are read' }] })))
  })
  it('is fetched of the bundle alone where it holds what the others are named as, of three of them where each job of a matrix has one; and it is said of the others what is read in their place', async () => {
    const names = ['junit', 'wheel', 'capstone-evidence-3.12', 'test-results', 'capstone-evidence-3.13', 'pytest']
    const github = gitHub(names.map((name, index) => listed(index, { name, bytes: 100 + index })))
    const [first] = await read(github, [run()])
    expect(github.asked).toEqual(['list 7', 'zip 2', 'zip 4'])
    expect(reasons(first)).toEqual([...['junit', 'pytest', 'test-results'].map((name) => `${name}: capstone-evidence-3.12 and capstone-evidence-3.13 are read in its place`), 'wheel: the run\'s reports are read from capstone-evidence-3.12 and capstone-evidence-3.13'])
  })
  it('is fetched beside a bundle of what is named as a report of a kind that the bundle does not hold, three in all', async () => {
    const names = ['junit', 'coverage', 'capstone-evidence', 'metrics', 'drift', 'test-metrics', 'prom']
    const github = gitHub(names.map((name, index) => listed(index, { name, bytes: 100 + index })))
    const [first] = await read(github, [run()])
    expect(github.asked).toEqual(['list 7', 'zip 2', 'zip 3', 'zip 4'])
    expect(reasons(first)).toEqual([...['coverage', 'prom', 'test-metrics'].map((name) => `${name}: the run uploads 7 artifacts; 3 are read`), 'junit: capstone-evidence is read in its place'].toSorted())
    const many = await read(gitHub(Array.from({ length: 400 }, (_, index) => listed(index, { name: `model-${index}` }))), [run()])
    expect(many[0]?.artifacts?.length).toBeLessThan(30)
  })
  it('is fetched beside a bundle that holds no report', async () => {
    const github = gitHub([listed(1, { name: 'capstone-evidence' }), listed(2, { name: 'junit' })], { 'zip 1': { ok: true, value: { bytes: makeZip([{ name: 'manifest.json', content: '{"bundle": "capstone-evidence", "schema": 1, "commit": null, "takenAt": "2026-03-01T10:05:00Z", "madeBy": {"tool": "collect"}, "files": []}' }]) } } })
    const [first] = await read(github, [run()])
    expect(github.asked).toEqual(['list 7', 'zip 1', 'zip 2'])
    expect(first?.artifacts).toMatchObject([{ reports: [{ kind: 'manifest' }] }, { reports: [{ kind: 'tests' }], gaps: [] }])
  })
  it('is not fetched again where an attempt ran some jobs anew, nor where reading was broken off and the process ended', async () => {
    const early = [{ id: 1, name: 'test', status: 'completed' as const, conclusion: 'success' as const, url: '', startedAt: 900_000, completedAt: 1_000_000, steps: [] }]
    const first = await read(gitHub([listed(31)]), [run({ jobs: early })])
    const github = gitHub([listed(31), listed(32)], { 'zip 33': LIMITED })
    const second = await read(github, keepingArtifacts([run({ jobs: early, attempt: 2 })], first))
    expect(github.asked).toEqual(['list 7', 'zip 32'])
    expect(second).toMatchObject([{ artifacts: [{ id: 31, reports: [{ kind: 'tests' }] }, { id: 32 }] }])
    let kept = ''
    const question = { repository: 'o/r', plan: PLAN, again: false, keep: (runs: readonly WorkflowRun[]) => { kept = JSON.stringify(runs); return Promise.resolve() } }
    expect(await withArtifacts({ ...question, port: gitHub([listed(32), listed(33)], { 'zip 33': LIMITED }).port, runs: [run()] }, readArtifactsInProcess().read)).toEqual(LIMITED)
    const later = gitHub([listed(32), listed(33)])
    const [whole] = await read(later, keepingArtifacts([run()], JSON.parse(kept) as readonly WorkflowRun[]))
    expect(later.asked).toEqual(['list 7', 'zip 33'])
    expect(whole).toMatchObject({ artifacts: [{ id: 32, reports: [{ kind: 'tests' }] }, { id: 33, reports: [{ kind: 'tests' }] }] })
    expect(whole).not.toHaveProperty('artifactsRead')
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
    for (const { port } of [gitHub([listed(31)], {}, trouble), gitHub([listed(31)], { 'zip 31': trouble })]) expect(await withArtifacts({ port, repository: 'o/r', runs: [run()], plan: PLAN, again: false, keep: () => Promise.resolve() }, readArtifactsInProcess().read)).toEqual(trouble)
  })
})
