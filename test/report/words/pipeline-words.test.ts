import { describe, expect, it } from 'vitest'
import type { CiState } from '../../../src/model/ci-state.ts'
import type { StageRecord, StageReports } from '../../../src/model/pipeline.ts'
import { verdictRun } from '../../../src/report/published/check-run.ts'
import { commentBody } from '../../../src/report/published/comment.ts'
import { pipelineLines } from '../../../src/report/words/pipeline-words.ts'
import { terminalReport } from '../../../src/report/formats/terminal-report.ts'
import { criterion, item, recordOf } from '../../support/records.ts'

const URL = 'https://github.com/o/n/actions/runs/1/job/2'
const AT_REST: CiState = { state: 'at-rest', counted: [], awaited: [] }
const AWAITED: CiState = { state: 'awaited', counted: [], awaited: [{ path: 'ci.yml', name: null, why: 'running' }] }
const LINKS = { passageOf: () => null, lessonsUrl: null }
const COUNTS = { passed: 40, failed: 0, error: 0, skipped: 2 }

function recordWith(reports: StageReports | undefined, seconds: number | null = 72, name = 'tests'): ReturnType<typeof recordOf> {
  const stages = (['lint', 'test', 'build', 'validate', 'deploy'] as const).map((id): StageRecord => ({ id, at: null, jobs: [], order: null }))
  const pipeline = stages.map((stage): StageRecord => (stage.id !== 'test' ? stage : {
    ...stage, at: { path: '.github/workflows/ci.yml', line: 7, says: 'pytest', doubt: null },
    jobs: seconds === null ? [] : [{ workflow: '.github/workflows/ci.yml', job: name, step: 'pytest', result: 'success', seconds, url: URL }], ...(reports === undefined ? {} : { reports }),
  }))
  return recordOf([criterion('lint')], [item('Lint', ['lint'])], { pipeline })
}

const testOf = (...of: Parameters<typeof recordWith>): string | undefined => pipelineLines(recordWith(...of)).find(({ title }) => title === 'Test')?.words

describe('the test stage', () => {
  it('tells how many tests ran and what they covered, in check run, comment and terminal', () => {
    const record = recordWith({ tests: COUNTS, coverage: { percent: 87.04, artifact: 'reports', path: 'coverage.xml' } })
    const markdown = `Test [\`tests\`](${URL}) success in 1 min 12 s, 42 tests (2 skipped), coverage 87 %`
    expect(verdictRun({ record, ci: AT_REST, earlier: null, hint: { times: 0, ceiling: 3 }, links: LINKS, detailsUrl: null, gate: false, completed: false }).summary).toContain(markdown)
    expect(commentBody(3, { record, ci: AT_REST, earlier: null, links: LINKS })).toContain(markdown)
    expect(terminalReport(record, { width: 80, paint: (_style, text) => text })).toContain('\nThe pipeline\n Lint:     no step of CI\n Test:     tests success in 1 min 12 s, 42 tests (2 skipped), coverage 87 %\n')
  })
  it('says whose word it is where the report is committed', () => {
    expect(testOf({ tests: null, coverage: { percent: 50.26, artifact: null, path: 'coverage.xml' } }, null)).toBe('.github/workflows/ci.yml:7, not run, coverage 50.3 % by coverage.xml, which is committed')
  })
  it('names failures apart, and says nothing of what no report says', () => {
    expect(testOf({ tests: { passed: 0, failed: 1, error: 0, skipped: 0 }, coverage: null }, 60)).toBe('tests success in 1 min, 1 test (1 failed)')
    expect(testOf(undefined, 59)).toBe('tests success in 59 s')
  })
  it('is not told in a comment while CI is awaited, so that it is not rewritten with every run', () => {
    expect(commentBody(3, { record: recordWith(undefined), ci: AWAITED, earlier: null, links: LINKS })).not.toContain('The pipeline')
  })
  it('shows a job in a terminal without what would steer it', () => {
    expect(terminalReport(recordWith(undefined, 5, 'tests\u001B[2J'), { width: 80, paint: (_style, text) => text })).not.toContain('\u001B')
  })
})
