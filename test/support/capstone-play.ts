import fc from 'fast-check'
import type { CommitTrace } from '../../src/model/commit-trace.ts'
import type { Statement } from '../../src/model/decision.ts'
import type { StepId } from '../../src/model/progress.ts'
import type { DomainEvent } from '../../src/model/work.ts'
import { STEP_PARTS } from '../../src/model/step.ts'
import { deletion, deployment, done, ended, model, pull, push, stated, stepOf, store, trace, traced, tracedRun } from './capstone-story.ts'

export type Item = { readonly event: DomainEvent } | { readonly trace: CommitTrace } | { readonly statement: Statement }

/** One thing that somebody does, with all that it may depend on; numbers choose among what is there. */
type Act = {
  readonly what: 'push' | 'propose' | 'merge' | 'close' | 'reopen' | 'delete' | 'say'
  readonly branch: number
  readonly by: number
  readonly depth: number
  readonly locked: number
  readonly training: number
  readonly runs: number
  readonly passed: boolean
  readonly isJudged: boolean
  readonly isForced: boolean
  readonly step: number
}

const BRANCHES = ['main', 'tune', 'idea']
const PEOPLE = ['ana', 'benno', 'dependabot[bot]']
const STEPS: readonly StepId[] = STEP_PARTS.flatMap(({ steps }) => steps.map(({ id }) => id))

export const anyActs: fc.Arbitrary<readonly Act[]> = fc.array(fc.record({
  what: fc.constantFrom<Act['what']>('push', 'push', 'push', 'propose', 'propose', 'merge', 'merge', 'close', 'reopen', 'delete', 'say'), branch: fc.constantFrom(0, 1, 1, 1, 2), by: fc.nat(5), depth: fc.integer({ min: 5, max: 7 }),
  locked: fc.integer({ min: 5, max: 7 }), training: fc.nat(2), runs: fc.nat(3), passed: fc.boolean(), isJudged: fc.integer({ min: 0, max: 9 }).map((one) => one < 8), isForced: fc.boolean(), step: fc.nat(12),
}), { maxLength: 18 })

/** What GitHub and the App tell of these acts, in the order of time: webhooks, and a trace of each commit that was judged. */
export function playOf(acts: readonly Act[]): readonly Item[] {
  const heads = new Map([['main', 'c00']])
  const pulls = new Map<string, { readonly number: number; readonly login: string; isOpen: boolean }>()
  const items: Item[] = [{ event: push(0, 'main', 'before', 'c00') }, { trace: trace('c00', { branch: 'main', model: model('5', { locked: '5' }) }) }]
  acts.forEach((act, index) => {
    const minutes = (index + 1) * 10
    const branch = BRANCHES[act.branch] ?? 'main'
    const login = PEOPLE[act.by] ?? 'ana'
    const head = heads.get(branch)
    const proposed = pulls.get(branch)
    const commit = `c${String(index + 1).padStart(2, '0')}`
    const judged = (on: string): void => {
      const isOfPull = on !== 'main' && proposed?.isOpen === true
      items.push({ event: ended(minutes + 2, { id: minutes, head: commit, conclusion: act.passed ? 'success' : 'failure', branch: on }) })
      if (on === 'main') items.push({ event: stated(minutes + 3, minutes, commit, act.passed ? 'success' : 'failure') })
      if (isOfPull) items.push({ event: pull(minutes + 1, 'synchronize', { number: proposed.number, head: commit, base: heads.get('main') ?? 'c00', branch: on, login: proposed.login, by: login }) })
      if (act.isJudged) items.push({ trace: tracedOf(act, commit, on, minutes) })
    }
    if (act.what === 'push') {
      heads.set(branch, commit)
      items.push({ event: push(minutes, branch, head === undefined ? null : act.isForced ? 'lost' : head, commit, login) })
      judged(branch)
    } else if (act.what === 'say') {
      items.push({ statement: done(minutes, STEPS[act.step] ?? 'step-4.3', 'seen') })
    } else if (branch !== 'main' && head !== undefined) {
      const number = proposed?.number ?? index + 1
      const fields = { number, head, base: heads.get('main') ?? 'c00', branch, login: proposed?.login ?? login, by: login }
      if (act.what === 'propose' && proposed?.isOpen !== true) {
        pulls.set(branch, { number: index + 1, login, isOpen: true })
        items.push({ event: pull(minutes, 'opened', { ...fields, number: index + 1, login }) })
      } else if (act.what === 'delete') {
        heads.delete(branch)
        items.push({ event: deletion(minutes, branch, head) })
      } else if (proposed !== undefined && act.what === 'reopen' && !proposed.isOpen) {
        proposed.isOpen = true
        items.push({ event: pull(minutes, 'reopened', fields) })
      } else if (proposed !== undefined && proposed.isOpen && (act.what === 'close' || act.what === 'merge')) {
        proposed.isOpen = false
        items.push({ event: pull(minutes, 'closed', act.what === 'merge' ? { ...fields, merged: commit } : fields) })
        if (act.what === 'merge') {
          items.push({ event: push(minutes, 'main', heads.get('main') ?? 'c00', commit, login) })
          heads.set('main', commit)
          judged('main')
        }
      }
    }
  })
  return items
}

function tracedOf({ depth, locked, training, runs, passed }: Act, commit: string, branch: string, minutes: number): CommitTrace {
  const conclusion = passed ? 'success' : 'failure'
  const step = stepOf(minutes, commit, conclusion)
  const ofRun = passed ? { outcome: 'verified', evidence: [step] } as const : { outcome: 'failing', against: [step] } as const
  return trace(commit, {
    branch, isDefaultBranch: branch === 'main', model: model(String(depth), { locked: String(locked), training: `fit-${training}` }), experiments: runs === 0 ? [] : [store(Object.fromEntries(Array.from({ length: runs }, (_, run) => [`r${run}`, [String(5 + run), 0.9 + run / 100] as const])))],
    criteria: [traced('tests-ci', ofRun), traced('health', ofRun), traced('drift', ofRun)], runs: [tracedRun(minutes + 2, { id: minutes, head: commit, conclusion, branch }, passed ? [] : ['test'])],
    deployments: branch === 'main' ? [deployment(minutes + 3, minutes, commit, conclusion)] : [],
  })
}
