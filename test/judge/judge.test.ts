import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RepositoryInput } from '../../src/facts/repository-facts.ts'
import type { Judge } from '../../src/flow/ports/repository-port.ts'
import { judgeInChildren, type JudgePoolOptions } from '../../src/judge/judge-in-children.ts'
import { judgeInProcess } from '../../src/judge/judge-in-process.ts'
import { compileSource } from '../support/compile-source.ts'
import { inputOf } from '../support/memory-repository.ts'
import { ASSESSOR, describeJudge, RUBRIC } from './judge-contract.ts'

const { folder, remove } = compileSource({ 'serve-judging': 'src/judge/serve-judging.ts', 'judge-in-children': 'src/judge/judge-in-children.ts' })
afterAll(remove)
const built = (name: string): URL => pathToFileURL(join(folder, name))

/** Does to its thread what a repository's name says, and tells of the others what it knows. */
writeFileSync(join(folder, 'odd-thread.mjs'), `
  import { parentPort } from 'node:worker_threads'
  import { serveJudging } from './serve-judging.js'
  const kept = []
  serveJudging(parentPort, ({ snapshot: { name } }) => {
    if (name === 'endless') for (;;);
    if (name === 'asleep') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    if (name === 'growing') for (;;) kept.push(Array.from({ length: 100_000 }, () => ({})))
    if (name === 'bursting') for (;;) kept.push(new Array(30_000_000).fill(0))
    if (name === 'exiting') process.exit(3)
    if (name === 'killed') process.kill(process.pid, 'SIGKILL')
    return { record: { name, knows: Object.keys(process.env) }, starts: [], hasPython: true }
  })
`)

function oddJudge(options: JudgePoolOptions = {}): Judge {
  const judge = judgeInChildren(RUBRIC, { module: built('judge-process.js'), thread: built('odd-thread.mjs'), ...options })
  onTestFinished(() => judge.close())
  return judge
}

const named = (name: string): Promise<RepositoryInput> => inputOf({}, { name })

describeJudge('in this process', () => judgeInProcess(ASSESSOR))
describeJudge('in child processes', () => judgeInChildren(RUBRIC, { module: built('judge-process.js'), thread: built('judge-thread.js'), workers: 2 }))

describe('a judging that would take all with it', () => {
  it.each<[string, string, JudgePoolOptions, string]>([
    ['without end', 'endless', { processorTime: 300 }, 'JudgingTooLong'],
    ['that waits without end', 'asleep', { clock: 300 }, 'JudgingStalled'],
    ['that takes more and more memory', 'growing', { memoryMegabytes: 64 }, 'JudgingTooLarge'],
    ['that takes so much memory at once that its process dies', 'bursting', { memoryMegabytes: 64 }, 'JudgeFailed'],
    ['whose thread ends by itself', 'exiting', {}, 'JudgeFailed'],
    ['whose process is killed', 'killed', {}, 'JudgeFailed'],
  ])('%s is rejected, and the one behind it is judged', async (_, name, options, fault) => {
    const { judge } = oddJudge(options)
    const [ended, behind] = await Promise.allSettled([judge(await named(name)), judge(await named('fine'))])
    expect(ended).toMatchObject({ status: 'rejected', reason: { name: fault } })
    expect(behind).toMatchObject({ status: 'fulfilled', value: { record: { name: 'fine' } } })
  })

  it('leaves those beside it alone', async () => {
    const { judge, close } = oddJudge({ workers: 2 })
    const endless = Promise.allSettled([judge(await named('endless'))])
    for (const name of ['one', 'two']) expect(await judge(await named(name))).toMatchObject({ record: { name } })
    await close()
    expect(await endless).toMatchObject([{ status: 'rejected', reason: { name: 'JudgingStopped' } }])
  })

  it('is told as a fault where nothing could be started', async () => {
    // `fork` throws at an address that is no file's, as where there is no memory for another process.
    for (const missing of [{ module: built('no-such-process.js') }, { module: new URL('https://example.org/process.js') }, { thread: built('no-such-thread.js') }]) {
      await expect(oddJudge(missing).judge(await named('fine'))).rejects.toMatchObject({ name: 'JudgeFailed' })
    }
  })
})

describe('in child processes', () => {
  it('nothing of the environment is known', async () => {
    vi.stubEnv('WEBHOOK_SECRET', 'secret')
    onTestFinished(() => { vi.unstubAllEnvs() })
    expect(await oddJudge().judge(await named('fine'))).toMatchObject({ record: { knows: expect.not.arrayContaining(['WEBHOOK_SECRET']) as unknown } })
  })
  it('the product\'s own process is started as it is built', async () => {
    const own = await import(built('judge-in-children.js').href) as { readonly judgeInChildren: typeof judgeInChildren }
    const judge = own.judgeInChildren(RUBRIC)
    onTestFinished(() => judge.close())
    expect(await judge.judge(await inputOf({ 'app.py': 'A = 1\n' }))).toMatchObject({ hasPython: true })
  })
})
