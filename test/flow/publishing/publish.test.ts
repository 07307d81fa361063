import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Publish, PublishContext, Verdict } from '../../../src/flow/ports/publish-port.ts'
import type { CiState } from '../../../src/model/ci-state.ts'
import { commentMarker } from '../../../src/report/published/comment.ts'
import { assessmentOf, COMMIT, contextOf, memoryPublications, publishingGitHub, publishOn, pullRequest, type Mishap, type PublishingGitHub } from '../../support/publishing.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'

const AT_REST: CiState = { state: 'at-rest', counted: [], awaited: [] }
const AWAITED: CiState = { state: 'awaited', counted: [], awaited: [{ path: '.github/workflows/ci.yml', name: null, why: 'running' }] }
const record = (found = 'nothing was found') => recordOf([criterion('lint', { outcome: 'partial', evidence: [file('a.py', 1)], against: [file('ci.yml', 2)], found }), criterion('health')], [item('Lint', ['lint'], { outcome: 'partial' }), item('Health', ['health'])])
const verdict = (changes: Partial<Verdict> = {}): Verdict => ({ assessment: assessmentOf(record()), ci: AT_REST, before: null, hint: 0, ...changes })

type Scene = { readonly github: PublishingGitHub; readonly publish: Publish; readonly context: (changes?: Partial<PublishContext>) => PublishContext }

function scene(): Scene {
  const github = publishingGitHub()
  return { github, publish: publishOn(memoryPublications()), context: (changes) => contextOf(github, changes) }
}

/** How many requests that write an answer tells; -1 where it is trouble. */
async function writesOf(answer: ReturnType<Publish['checking']>): Promise<number> {
  const given = await answer
  return given.ok ? given.value.writes : -1
}

describe('publishing a judgement', () => {
  it('leaves the first word out where there is little room, but for who asked for it; the verdict comes all the same', async () => {
    const { github, publish, context } = scene()
    github.isFull = true
    expect([await writesOf(publish.checking(context())), github.runs.length]).toEqual([0, 0])
    expect([await writesOf(publish.checking(context({ again: ['delivery-1'] }))), github.runs.length]).toEqual([1, 1])
    await publish.verdict(context({ commit: 'd'.repeat(40), pull: null }), verdict())
    expect(github.runs.map(({ content }) => content.status)).toEqual(['in_progress', 'completed'])
  })

  it('says at once that the commit is read, then the verdict in the same check run and one comment', async () => {
    const { github, publish, context } = scene()
    expect(await writesOf(publish.checking(context()))).toBe(1)
    expect(github.runs.map(({ content }) => [content.status, content.title])).toEqual([['in_progress', 'checking ccccccc']])
    expect(await writesOf(publish.verdict(context(), verdict()))).toBe(2)
    expect(github.runs.map(({ content }) => [content.status, content.conclusion, content.detailsUrl])).toEqual([['completed', 'neutral', 'https://coach.example/courses/mlops/repositories/42']])
    expect(github.comments.map(({ number, body }) => [number, body.split('\n')[0]])).toEqual([[3, commentMarker(3)]])
  })

  it('writes nothing where nothing changed, and asks nothing', async () => {
    const { github, publish, context } = scene()
    await publish.checking(context())
    await publish.verdict(context(), verdict())
    const before = github.asked.length
    expect([await writesOf(publish.checking(context())), await writesOf(publish.verdict(context(), verdict()))]).toEqual([0, 0])
    expect(github.asked.length).toBe(before)
  })

  it('sends remarks at lines once: GitHub would add them to those that are there', async () => {
    const { github, publish, context } = scene()
    await publish.verdict(context(), verdict({ ci: AWAITED }))
    await publish.verdict(context(), verdict())
    await publish.verdict(context(), verdict({ hint: 1 }))
    expect(github.runs.map(({ annotations, content }) => [annotations, content.text.includes('### Hint')])).toEqual([[2, true]])
  })

  it('waits in progress for CI, and does not take a completed check run back where CI starts once more', async () => {
    const { github, publish, context } = scene()
    await publish.verdict(context(), verdict({ ci: AWAITED }))
    expect(github.runs.map(({ content }) => [content.status, content.title])).toEqual([['in_progress', '0 of 2 verified · waiting for ci.yml']])
    await publish.verdict(context(), verdict())
    await publish.verdict(context(), verdict({ ci: AWAITED }))
    expect(github.runs.map(({ content }) => [content.status, content.conclusion, content.title])).toEqual([['completed', 'neutral', '0 of 2 verified · waiting for ci.yml']])
  })

  it('writes no comment without a pull request, on a closed one, or on a commit that is no longer its head', async () => {
    const { github, publish, context } = scene()
    for (const pull of [null, pullRequest({ state: 'closed' }), pullRequest({ head: { sha: 'd'.repeat(40), branch: 'feature', repositoryId: 42 } })]) await publish.verdict(context({ pull }), verdict())
    expect([github.runs.length, github.comments.length]).toEqual([1, 0])
  })
})

describe('asking again', () => {
  it('makes one new check run for one asking, however often the work is done', async () => {
    const { github, publish, context } = scene()
    await publish.verdict(context(), verdict())
    for (let time = 0; time < 2; time += 1) {
      await publish.checking(context({ again: ['delivery-1'] }))
      await publish.verdict(context({ again: ['delivery-1'] }), verdict())
    }
    expect(github.runs.map(({ externalId, content }) => [externalId, content.status])).toEqual([[`${COMMIT}:1`, 'completed'], [`${COMMIT}:2`, 'completed']])
    await publish.verdict(context(), verdict({ assessment: assessmentOf(record('otherwise')) }))
    expect(github.runs.map(({ content }) => content.text.includes('Otherwise') || content.text.includes('otherwise'))).toEqual([false, true])
  })

  it('makes one for each commit where one asking is about several, whatever check runs they have', async () => {
    const { github, publish, context } = scene()
    const other = 'd'.repeat(40)
    const askings = (commit: string, ...again: string[]): PublishContext => context({ commit, again, pull: null })
    for (const again of [[], ['delivery-1'], ['delivery-2']]) await publish.verdict(askings(COMMIT, ...again), verdict())
    await publish.verdict(askings(other), verdict())
    for (const commit of [COMMIT, other, COMMIT, other]) await publish.verdict(askings(commit, 'regrade'), verdict())
    expect(github.runs.map(({ externalId }) => externalId)).toEqual([1, 2, 3].map((round) => `${COMMIT}:${round}`).concat(`${other}:1`, `${COMMIT}:4`, `${other}:2`))
  })

  it('makes one for several askings at once, and none while one is open', async () => {
    const { github, publish, context } = scene()
    await publish.checking(context({ again: ['delivery-1'] }))
    expect(github.runs.length).toBe(1)
    await publish.verdict(context({ again: ['delivery-1'] }), verdict())
    await publish.verdict(context({ again: ['delivery-2', 'delivery-3'] }), verdict())
    expect(github.runs.length).toBe(2)
  })
})

describe('trouble', () => {
  const limited = { kind: 'limited', until: 9, says: 'limit' } as const

  it('says that a fault is ours, and leaves a verdict that stands', async () => {
    const { github, publish, context } = scene()
    await publish.checking(context())
    await publish.fault(context(), 'tried-again')
    expect(github.runs.map(({ content }) => [content.conclusion, content.summary.includes('Nothing is held against it'), content.summary.includes('tried again without anybody')])).toEqual([['neutral', true, true]])
    await publish.fault(context(), 'given-up')
    expect(github.runs.map(({ content }) => [content.summary.includes('tried again without anybody'), content.summary.includes('a new push or `Check again` begins anew')])).toEqual([[false, true]])
    await publish.verdict(context(), verdict())
    expect(await writesOf(publish.fault(context(), 'given-up'))).toBe(0)
    expect(github.runs[0]?.content.title).toContain('0 of 2 verified')
  })

  it('is handed back, and a limit keeps the comment for later', async () => {
    const { github, publish, context } = scene()
    github.mishaps.push({ kind: 'refused', trouble: limited })
    expect(await publish.verdict(context(), verdict())).toEqual({ ok: false, trouble: limited })
    expect(github.asked).toEqual(['create check-run'])
    expect(await writesOf(publish.verdict(context(), verdict()))).toBe(2)
  })

  it('with check runs forbidden still brings the comment', async () => {
    const { github, publish, context } = scene()
    const trouble = { kind: 'forbidden', says: 'checks: write' } as const
    github.mishaps.push({ kind: 'refused', trouble })
    expect(await publish.verdict(context(), verdict())).toEqual({ ok: false, trouble })
    expect(github.comments.length).toBe(1)
  })

  it('leaves a locked conversation alone, and brings the comment once it is open', async () => {
    const { github, publish, context } = scene()
    const locked = { kind: 'refused', trouble: { kind: 'locked', says: 'issue is locked' } } as const
    github.mishaps.push(null, locked)
    expect([await writesOf(publish.verdict(context(), verdict())), github.runs.length, github.comments.length]).toEqual([1, 1, 0])
    expect(await writesOf(publish.verdict(context(), verdict()))).toBe(1)
    github.mishaps.push(null, locked)
    await publish.verdict(context(), verdict({ assessment: assessmentOf(record('second')) }))
    await publish.verdict(context(), verdict({ assessment: assessmentOf(record('third')) }))
    expect(github.comments.map(({ body }) => body.includes('third'))).toEqual([true])
  })

  it('takes over a comment of ours that the store does not know', async () => {
    const { github, publish, context } = scene()
    github.comments.push({ id: 1, number: 3, body: `${commentMarker(3)}\nof an earlier store` }, { id: 2, number: 4, body: commentMarker(4) })
    await publish.verdict(context(), verdict())
    expect(github.comments.map(({ id, body }) => [id, body.includes('items are in place')])).toEqual([[1, true], [2, false]])
  })

  it('makes a comment anew that a person deleted, once', async () => {
    const { github, publish, context } = scene()
    await publish.verdict(context(), verdict())
    github.comments = []
    await publish.verdict(context(), verdict({ assessment: assessmentOf(record('second')) }))
    expect(github.comments.length).toBe(1)
    github.comments = []
    await publish.verdict(context(), verdict({ assessment: assessmentOf(record('third')) }))
    await publish.verdict(context(), verdict({ assessment: assessmentOf(record('fourth')) }))
    expect(github.comments).toEqual([])
  })
})

describe('whatever happens on the way', () => {
  const calls = fc.constantFrom('checking', 'awaited', 'verdict', 'fault', 'hint', 'again')
  const mishaps: fc.Arbitrary<Mishap | null> = fc.constantFrom(null, null, { kind: 'lost' }, { kind: 'refused', trouble: { kind: 'limited', until: 9, says: 'limit' } }, { kind: 'crash', when: 'before' }, { kind: 'crash', when: 'after' })

  it('ends in one check run a round and one comment that say the verdict, with no remark twice and none left out', async () => {
    await fc.assert(fc.asyncProperty(fc.array(calls, { maxLength: 8 }), fc.array(mishaps, { maxLength: 10 }), async (steps, planned) => {
      const { github, publish, context } = scene()
      github.mishaps.push(...planned)
      const asked: string[] = []
      for (const [index, step] of steps.entries()) {
        if (step === 'again') asked.push(`delivery-${index}`)
        const again = [...asked]
        const now = context({ again })
        const call = step === 'checking' ? publish.checking(now) : step === 'fault' ? publish.fault(now, 'tried-again') : publish.verdict(now, verdict({ ci: step === 'awaited' ? AWAITED : AT_REST, hint: step === 'hint' ? 1 : 0 }))
        await call.catch(() => null)
      }
      github.mishaps.splice(0)
      const again = asked
      const last = await publish.verdict(context({ again }), verdict())
      expect(last.ok).toBe(true)
      expect(new Set(github.runs.map(({ externalId }) => externalId)).size).toBe(github.runs.length)
      expect(github.runs.at(-1)?.content).toMatchObject({ status: 'completed', conclusion: 'neutral', title: expect.stringContaining('next: ') as unknown })
      expect(github.runs.filter(({ annotations }) => annotations > 2)).toEqual([])
      expect(github.runs.at(-1)?.annotations).toBe(2)
      expect(github.runs.length).toBeLessThanOrEqual(1 + again.length)
      expect(github.comments.map(({ body }) => body.includes('none is awaited'))).toEqual([true])
      expect(await writesOf(publish.verdict(context({ again }), verdict()))).toBe(0)
    }), { numRuns: 400 })
  })
})
