import { describe, expect, it } from 'vitest'
import { workflowChanges } from '../../src/evidence/workflow-changes.ts'
import type { Trust } from '../../src/model/course.ts'
import type { CallElsewhere, ProofPlan, WorkflowShape } from '../../src/model/proof-plan.ts'

const [COPY, OTHER, NEWER] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)]
const PATH = '.github/workflows/ci.yml'
const CALL = 'octo-course/workflows/.github/workflows/capstone.yml'
const TRUST: Trust = {
  trustedWorkflows: [COPY, NEWER].map((sha) => ({ repository: 'octo-course/workflows', path: '.github/workflows/capstone.yml', sha, shows: [] })), trustedBlobs: [COPY, NEWER],
}

function plan(workflows: Readonly<Record<string, string>>, calls: readonly string[] = [], blobs: Readonly<Record<string, string>> = {}): Pick<ProofPlan, 'workflows' | 'calls'> {
  return {
    workflows: Object.entries(workflows).map(([path, blob]): WorkflowShape => ({ path, name: 'CI', blob, files: [path, ...Object.keys(blobs)], blobs, jobs: [] })),
    calls: calls.map((says): CallElsewhere => ({ workflow: PATH, job: 'quality', step: 0, path: PATH, line: 3, says, doubt: null, doubtOfDelivery: null })),
  }
}

const changed = (base: Pick<ProofPlan, 'workflows' | 'calls'>, head: Pick<ProofPlan, 'workflows' | 'calls'>) => workflowChanges(base, head, TRUST)

describe('a copy of the course\'s workflow', () => {
  it('that is another file at the head is told with both blobs', () => {
    expect(changed(plan({ [PATH]: COPY }), plan({ [PATH]: OTHER }))).toEqual([{ path: PATH, blobBefore: COPY, blobAfter: OTHER, callBefore: null, callAfter: null }])
  })

  it('that is gone is told', () => { expect(changed(plan({ [PATH]: COPY }), plan({}))).toMatchObject([{ path: PATH, blobBefore: COPY, blobAfter: null }]) })

  it('whose action is changed is told by the action', () => {
    const action = '.github/actions/test/action.yml'
    expect(changed(plan({ [PATH]: COPY }, [], { [action]: NEWER }), plan({ [PATH]: COPY }, [], { [action]: OTHER }))).toMatchObject([{ path: action, blobBefore: NEWER, blobAfter: OTHER }])
  })

  it.each<[string, ReturnType<typeof plan>, ReturnType<typeof plan>]>([
    ['is as it was', plan({ [PATH]: COPY }), plan({ [PATH]: COPY })],
    ['is a newer one of the course', plan({ [PATH]: COPY }), plan({ [PATH]: NEWER })],
    ['was moved', plan({ [PATH]: COPY }), plan({ '.github/workflows/moved.yml': COPY })],
    ['was none at the base', plan({ [PATH]: OTHER }), plan({ [PATH]: '1'.repeat(40) })],
    ['comes with the head', plan({ [PATH]: OTHER }), plan({ [PATH]: COPY })],
  ])('is not told where it %s', (_, base, head) => { expect(changed(base, head)).toEqual([]) })
})

describe('a call of the course\'s workflow', () => {
  it.each<[string, readonly string[], string | null]>([
    ['gone', [], null], ['by a tag', [`${CALL}@v1`], `${CALL}@v1`], ['by a commit that is not listed', [`${CALL}@${OTHER}`], `${CALL}@${OTHER}`], ['of a copy elsewhere', [`student/workflows/.github/workflows/capstone.yml@${COPY}`], null],
  ])('is told where it is %s', (_, after, called) => {
    expect(changed(plan({ [PATH]: OTHER }, [`${CALL}@${COPY}`]), plan({ [PATH]: NEWER }, after))).toEqual([{ path: PATH, blobBefore: OTHER, blobAfter: NEWER, callBefore: `${CALL}@${COPY}`, callAfter: called }])
  })

  it('is not told where it goes to another commit that the course lists', () => { expect(changed(plan({ [PATH]: OTHER }, [`${CALL}@${COPY}`]), plan({ [PATH]: OTHER }, [`${CALL}@${NEWER}`]))).toEqual([]) })
})
