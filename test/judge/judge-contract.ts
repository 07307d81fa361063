import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import type { RepositoryInput } from '../../src/facts/repository-facts.ts'
import type { Judge } from '../../src/flow/ports/repository-port.ts'
import { judgeCollected } from '../../src/flow/judging/judge-collected.ts'
import type { Checklist, JudgedBy } from '../../src/model/checklist.ts'
import { filesOf } from '../../src/sandbox/demo/files.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { inputOf } from '../support/memory-repository.ts'
import { ROOT } from '../house/source-files.ts'

export const RUBRIC = { ...CHECKLISTS, engineVersion: '1.0.0' }
export const ASSESSOR = { ...RUBRIC, checks: CHECKS }

const SERVICE = join(ROOT, 'samples', 'sentiment-service')
const layers = (...names: readonly string[]): Promise<RepositoryInput> => {
  const files = filesOf(SERVICE, ...names.map((name) => join(ROOT, 'samples', 'class', name)))
  return inputOf(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes as Uint8Array).toString()])))
}

/** What every judge keeps to, wherever it judges. */
export function describeJudge(name: string, make: () => Judge): void {
  const made = (): Judge => {
    const judge = make()
    onTestFinished(() => judge.close())
    return judge
  }

  describe(`judging ${name}`, () => {
    it('says of a repository what its files say', async () => {
      const { judge } = made()
      const input = await inputOf({ 'src/app.py': 'def predict(x):\n    return x\n', '.github/workflows/ci.yml': 'on: push\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n' })
      expect(await judge(input)).toMatchObject({ hasPython: true, reading: { starts: [{ path: '.github/workflows/ci.yml', event: 'push' }], record: { schema: 1, engine: { version: '1.0.0' }, repository: { name: 'student/capstone' } } } })
    })
    it('gives the record of each sample as the checks give it', async () => {
      const { judge } = made()
      const inputs = await Promise.all([layers(), layers('weak'), layers('strong')])
      expect(await Promise.all(inputs.map((input) => judge(input)))).toStrictEqual(inputs.map((input) => judgeCollected(input, ASSESSOR)))
    })
    it('judges by what a course asks, and the next one by what the App asks again', async () => {
      const { judge } = made()
      const input = await inputOf({ 'app.py': 'A = 1\n' })
      const ours: Checklist = { ...CHECKLISTS.checklist, id: 'ours', revision: 7, digest: 'd', items: CHECKLISTS.checklist.items.slice(0, 2) }
      const of = async (by?: JudgedBy): Promise<unknown> => {
        const { reading: { record: { checklist, items, practicesBy } } } = await judge(input, by)
        return [checklist.id, items.length, practicesBy?.id]
      }
      expect([await of({ ...CHECKLISTS, checklist: ours }), await of()]).toEqual([['ours', 2, 'practices'], ['production-readiness', 15, 'practices']])
    })
    it('keeps odd text as it is', async () => {
      const { judge } = made()
      const odd = { path: 'odd \ud800 \u0000 "\n.py', reason: '🙂'.repeat(400_000), what: 'file' }
      const input = { ...await inputOf({}), gaps: [odd, odd, odd] }
      const { reading: { record }, hasPython } = await judge(input)
      expect(hasPython).toBe(false)
      expect(record.gaps).toStrictEqual([odd, odd, odd])
    })
    it('rejects with what judging threw, and judges the next one', async () => {
      const { judge } = made()
      const input = await inputOf({ 'app.py': 'A = 1\n' })
      const broken = { ...input, files: [{ ...input.files[0], path: null }] } as unknown as RepositoryInput
      await expect(judge(broken)).rejects.toMatchObject({ name: 'TypeError', stack: expect.stringContaining(' at ') as unknown })
      expect(await judge(input)).toMatchObject({ hasPython: true })
    })
    it('judges no more once it is closed', async () => {
      const { judge, close } = made()
      await close()
      await expect(judge(await inputOf({}))).rejects.toMatchObject({ name: 'JudgingStopped' })
    })
  })
}
