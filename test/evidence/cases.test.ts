import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { assess } from '../../src/flow/judging/assess.ts'
import { proofPlanOf } from '../../src/flow/proof/proof-plan.ts'
import { settle } from '../../src/flow/proof/settle.ts'
import { memoryFactStore } from '../../src/extract/memory-fact-store.ts'
import { readArtifactsInProcess } from '../../src/extract/reports/read-artifacts-in-process.ts'
import { readCommitted } from '../../src/flow/reading/read-committed.ts'
import type { BaseShown } from '../../src/model/proof-seen.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { factsOf, memoryReader } from '../support/memory-repository.ts'
import { pipelineLines } from '../../src/report/words/pipeline-words.ts'
import { BASE_COMMIT, JUDGED_COMMIT, readRunCases, type BaseLine } from '../support/run-cases.ts'

const FOLDER = new URL('./', import.meta.url)
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What the base showed, at files as they are in the case or at others of their names. */
function baseOf(lines: readonly BaseLine[], { criteria }: AssessmentRecord): BaseShown | null {
  if (lines.length === 0) return null
  return {
    branch: 'main', shown: lines.map(({ id, by, same }) => ({
      criterion: id as BaseShown['shown'][number]['criterion'], commit: BASE_COMMIT,
      evidence: by === 'probe' ? [{ kind: by, url: 'https://service.example.org/health', path: '/health', status: 200, time: '2026-01-01T00:00:00.000Z' }] : [{ kind: by, id: 1, environment: 'production', sha: BASE_COMMIT, state: 'success', url: '' }],
      files: criteria.filter((one) => one.id === id).flatMap(({ evidence }) => evidence.flatMap((one) => one.kind === 'file' ? [{ path: one.path, blob: same ? one.blob : 'other' }] : [])),
    })),
  }
}

const isRecord = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(new URL('../../schemas/record.schema.json', FOLDER), 'utf8')) as object)

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  describe(file, () => {
    for (const one of readRunCases(readFileSync(new URL(file, FOLDER), 'utf8'), file)) {
      it(`${one.title} (${file}:${one.line})`, async () => {
        const facts = await factsOf(one.files)
        const read = assess(facts, { checks: CHECKS, ...CHECKLISTS, engineVersion: '1.0.0' })
        const reading = { ...read, repository: { ...read.repository, commit: JUDGED_COMMIT } }
        const { claims, numbers } = await readCommitted(memoryReader(one.files, {}), facts.project, readArtifactsInProcess(), memoryFactStore())
        const settled = settle(reading, proofPlanOf(facts, reading, digest), { ...one.seen, claims, numbers, base: baseOf(one.base, reading) }, { ...CHECKLISTS, own: { ...CHECKLISTS.practices, items: [] } }, one.trust)
        const told = one.expected.map(({ id, words, without, next }) => {
          const criterion = settled.criteria.find((candidate) => candidate.id === id)
          return { id, outcome: criterion?.outcome, claimed: criterion?.basis === 'claimed', words: words === null || criterion?.found.includes(words) === true ? words : criterion?.found ?? null, without: without === null || criterion?.found.includes(without) === false ? without : criterion?.found ?? null, next: next === null || criterion?.next.includes(next) === true ? next : criterion?.next ?? null }
        })
        expect(told).toEqual(one.expected)
        expect(isRecord(JSON.parse(JSON.stringify(settled))) ? [] : isRecord.errors).toEqual([])
        if (one.pipeline.length > 0) expect(pipelineLines(settled).map(({ title, words }) => `${title}: ${words}`)).toEqual(expect.arrayContaining([...one.pipeline]))
      })
    }
  })
}
