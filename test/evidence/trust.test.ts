import { describe, expect, it } from 'vitest'
import { basisOfRun, controllerOf } from '../../src/evidence/trust.ts'
import type { Trust } from '../../src/model/course.ts'
import type { JobShape, WorkflowShape } from '../../src/model/proof-plan.ts'

const SHA = '3f2c1ab09d7e4b5c6a8f1e2d3c4b5a69788796a5'
const OTHER = '1'.repeat(40)
const BLOB = 'b'.repeat(40)
const CALL = 'octo-course/workflows/.github/workflows/capstone.yml'
const TRUST: Trust = { trustedWorkflows: [{ repository: 'octo-course/workflows', path: '.github/workflows/capstone.yml', sha: SHA, shows: ['lint'] }], trustedBlobs: [BLOB] }

function job(calls: string | null): JobShape {
  return { id: 'quality', names: [['quality']], needs: [], cancelledBy: null, steps: [], calls }
}

function workflow(blob: string, jobs: readonly JobShape[], blobs: Readonly<Record<string, string>> = {}): WorkflowShape {
  return { path: '.github/workflows/ci.yml', name: 'CI', blob, files: ['.github/workflows/ci.yml', ...Object.keys(blobs)], blobs, jobs }
}

describe('who controls a job that calls a workflow', () => {
  it.each<readonly [string, string, string, readonly string[] | undefined, 'course' | 'student']>([
    ['pinned by the commit that the course lists', `${CALL}@${SHA}`, 'push', undefined, 'course'],
    ['written in another case', `Octo-Course/Workflows/.github/workflows/capstone.yml@${SHA.toUpperCase()}`, 'push', undefined, 'course'],
    ['pinned by another commit', `${CALL}@${OTHER}`, 'push', undefined, 'student'],
    ['by a tag', `${CALL}@v1`, 'push', undefined, 'student'],
    ['by a branch', `${CALL}@main`, 'push', undefined, 'student'],
    ['by the beginning of the commit', `${CALL}@${SHA.slice(0, 7)}`, 'push', undefined, 'student'],
    ['by a tag that bears the commit in its name', `${CALL}@v1@${SHA}`, 'push', undefined, 'student'],
    ['of another owner', `octo-cours/workflows/.github/workflows/capstone.yml@${SHA}`, 'push', undefined, 'student'],
    ['of an owner whose name goes on', `octo-course/workflows-fork/.github/workflows/capstone.yml@${SHA}`, 'push', undefined, 'student'],
    ['at another path', `octo-course/workflows/.github/workflows/Capstone.yml@${SHA}`, 'push', undefined, 'student'],
    ['by a way around', `octo-course/workflows/.github/workflows/../workflows/capstone.yml@${SHA}`, 'push', undefined, 'student'],
    ['with a line break in its name', `octo-course/workflows/\n.github/workflows/capstone.yml@${SHA}`, 'push', undefined, 'student'],
    ['in a pull request, where GitHub does not say what ran', `${CALL}@${SHA}`, 'pull_request', undefined, 'student'],
    ['in a pull request, where GitHub says that it ran', `${CALL}@${SHA}`, 'pull_request', [`${CALL}@${SHA}`], 'course'],
    ['in a pull request, where GitHub says that another commit of it ran', `${CALL}@${SHA}`, 'pull_request', [`${CALL}@${OTHER}`], 'student'],
  ])('%s', (_, calls, event, resolved, controller) => {
    const run = { event, ...resolved === undefined ? {} : { calls: resolved } }
    expect(controllerOf(workflow(OTHER, [job(calls)]), job(calls), run, TRUST)).toBe(controller)
  })
})

describe('who controls a workflow that is copied', () => {
  const push = { event: 'push' }
  it.each<readonly [string, WorkflowShape, { readonly event: string }, 'course' | 'student']>([
    ['its blob is listed', workflow(BLOB, [job(null)]), push, 'course'],
    ['its blob was changed', workflow(OTHER, [job(null)]), push, 'student'],
    ['its blob is listed, and the action that it uses here is not', workflow(BLOB, [job(null)], { '.github/actions/test/action.yml': OTHER }), push, 'student'],
    ['its blob and that of the action are listed', workflow(BLOB, [job(null)], { '.github/actions/test/action.yml': BLOB }), push, 'course'],
    ['its blob is listed, and a file of it is not known', { ...workflow(BLOB, [job(null)]), files: ['.github/workflows/ci.yml', '__proto__'] }, push, 'student'],
    ['its blob is listed at the head of a pull request, and the merge ran', workflow(BLOB, [job(null)]), { event: 'pull_request' }, 'student'],
    ['its blob is listed, and the base\'s ran', workflow(BLOB, [job(null)]), { event: 'pull_request_target' }, 'student'],
  ])('%s', (_, shape, run, controller) => { expect(controllerOf(shape, job(null), run, TRUST)).toBe(controller) })

  it('is nobody\'s but the student\'s where the course lists nothing', () => {
    expect(controllerOf(workflow('', [job(null)]), job(null), push, { trustedWorkflows: [], trustedBlobs: [] })).toBe('student')
  })
})

describe('what a run uploads', () => {
  const push = { event: 'push' }
  it('is observed where the course controls every job, and claimed where one could have uploaded something else', () => {
    const trusted = job(`${CALL}@${SHA}`)
    expect(basisOfRun(workflow(OTHER, [trusted]), push, TRUST)).toBe('observed')
    expect(basisOfRun(workflow(OTHER, [trusted, job(null)]), push, TRUST)).toBe('claimed')
    expect(basisOfRun(workflow(BLOB, [job(null)]), push, TRUST)).toBe('observed')
    expect(basisOfRun(workflow(OTHER, []), push, TRUST)).toBe('claimed')
  })
})
