import { expect, it } from 'vitest'
import { CHECKS } from '../../../src/checks/list.ts'
import { loadSchema } from '../../../src/command-line/checklists.ts'
import { extractInProcess } from '../../../src/extract/extract-in-process.ts'
import { lend } from '../../../src/extract/lend.ts'
import { memoryFactStore } from '../../../src/extract/memory-fact-store.ts'
import { readArtifactsInProcess } from '../../../src/extract/reports/read-artifacts-in-process.ts'
import { readAndJudge, type ReadingParts } from '../../../src/flow/judging/read-and-judge.ts'
import { judgeInProcess } from '../../../src/judge/judge-in-process.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { HOSTED } from '../../support/github-app.ts'
import { memoryReader } from '../../support/memory-repository.ts'

const ASSESSOR = { checks: CHECKS, ...CHECKLISTS, engineVersion: '1.0.0' }

it('holds what was collected of no more repositories than there are readers, however many are worked on', async () => {
  const judge = judgeInProcess(ASSESSOR).judge
  let [unjudged, most] = [0, 0]
  const parts: ReadingParts = {
    assessor: ASSESSOR, capstoneSchema: loadSchema('capstone'), facts: memoryFactStore(), artifacts: readArtifactsInProcess(),
    withExtract: lend([{
      ...extractInProcess(),
      nextRepository: () => {
        unjudged += 1
        most = Math.max(most, unjudged)
      },
    }]),
    judge: async (input, by) => {
      const judged = await judge(input, by)
      // As where judging takes its time: whoever could go on does.
      await new Promise((resolve) => { setTimeout(resolve, 5) })
      unjudged -= 1
      return judged
    },
  }
  const port = { open: () => Promise.resolve({ ok: true, value: { reader: memoryReader({ 'app.py': 'A = 1\n' }, {}), halted: () => null } } as const) }
  const read = await Promise.all(['1', '2', '3'].map((commit) => readAndJudge(port, HOSTED, commit.repeat(40), '2026-11-27T10:00:00Z', CHECKLISTS, parts)))
  expect(read.map(({ ok }) => ok)).toEqual([true, true, true])
  expect([unjudged, most]).toEqual([0, 1])
})
