import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadLessons } from '../../src/command-line/lessons.ts'
import { linkedPassage, passageOf } from '../../src/lesson/lessons.ts'
import type { Stuck } from '../../src/model/stuck.ts'
import { hintMarker, stuckComment, stuckSubject } from '../../src/report/stuck/stuck-comment.ts'
import { hostile } from '../support/hostile-text.ts'

const { lessons } = loadLessons()
const links = { passageOf: (link: string) => linkedPassage(link, lessons), lessonsUrl: null }
const FAILING: Stuck = {
  kind: 'same-failure', subject: 'missing-module mlflow', since: Date.UTC(2026, 2, 2), branch: 'tune', number: 4, commits: ['a', 'b', 'c'].map((letter) => letter.repeat(40)),
  job: { workflow: '.github/workflows/ci.yml', job: 'test', step: 'pytest', url: 'https://github.com/octo-org/churn/actions/runs/7' }, reason: { kind: 'missing-module', line: 'ModuleNotFoundError: No module named \'mlflow\'', about: ['mlflow'], at: null },
  found: '`ci.yml`, job “test”, step “pytest” failed: `ModuleNotFoundError: No module named \'mlflow\'`.', next: 'Add `mlflow` to `requirements.txt`, then push: the job has only what it installs, and your machine has it already.', step: null,
}
const STILL: Stuck = { ...FAILING, kind: 'no-step', subject: 'step-1.2', number: null, branch: null, commits: [], job: null, reason: null, step: 'step-1.2', found: 'No runs of MLflow were seen.', next: 'Train twice with different values.' }

function said(stuck: Stuck, ceiling: 1 | 2 | 3 = 3): string {
  return stuckComment(stuck, { marker: hintMarker('same-failure 1'), passage: passageOf(stuckSubject(stuck), lessons), ceiling, calendar: { timeZone: 'Europe/Berlin' }, repositoryUrl: 'https://github.com/octo-org/churn', links })
}

describe('the first hint, unasked', () => {
  it('says what to do next, then what was seen, the hint of the lesson, and how to ask for more', () => {
    expect(said(FAILING).split('\n').filter((line) => line !== '')).toEqual([
      '<!-- capstone-coach:hint version:1 about:same-failure 1 -->',
      '**A first hint, unasked**, since the same failure came up at 3 pushes, one after the other.',
      '**Next:** Add `mlflow` to `requirements.txt`, then push: the job has only what it installs, and your machine has it already.',
      `**Seen:** \`ci.yml\`, job “test”, step “pytest” failed: \`ModuleNotFoundError: No module named 'mlflow'\`. So it was at ${['a', 'b', 'c'].map((letter) => `[\`${letter.repeat(7)}\`](https://github.com/octo-org/churn/commit/${letter.repeat(40)})`).join(', ')} on \`tune\` ([\`the newest run\`](https://github.com/octo-org/churn/actions/runs/7)).`,
      '**Hint:** Read the first error, not the last one. What does CI not have that your machine has? You met this in lesson 4.4 The capstone: one whole cycle: 3\\.3 Address any failures (`4-4-capstone#33-address-any-failures`).',
      '<sub>This comes once for one matter. `/hint 3.3 2` in a comment here says more. `/why 3.3` says what is looked for. The course\'s staff sees that help may be wanted here; it counts for nothing in a grade.</sub>',
    ])
  })
  it('says where it stands still, with the step that is open and the hint for it', () => {
    const text = said(STILL)
    expect(text).toContain('**Seen:** nothing new since 2026-03-02. The first step that is open is step 1.2, “Run experiments with MLflow”. No runs of MLflow were seen.')
    expect(text).toContain('**Hint:** An experiment is a comparison')
    expect(text).toContain('`/hint 1.2 2` in a comment here says more.')
  })
  it('says what failed where no log gives a reason, and leads to the hints on failures', () => {
    const text = said({ ...FAILING, reason: null, found: '', next: '' })
    expect(text).toContain('**Seen:** `ci.yml`, job `test`, step `pytest` failed at ')
    expect(text).toContain('**Hint:** Read the first error, not the last one.')
    expect(text).not.toContain('**Next:**')
  })
  it('offers no level beyond the ceiling of the course', () => {
    expect(said(FAILING, 1)).not.toContain('/hint')
    expect(said(FAILING, 1)).toContain('**Hint:** Read the first error')
  })
  it('shows what is made to do more as text', () => {
    fc.assert(fc.property(hostile, hostile, (text, other) => {
      const body = said({ ...FAILING, branch: text, found: '', next: other, job: { workflow: text, job: other, step: text, url: text } })
      for (const line of body.split('\n').slice(1)) expect(line.replaceAll(/(`+)(?:(?!\1).)*\1/g, '')).not.toMatch(/(?<!\\)<(?!\/?sub>)|(?<!\\)\]\((?!https:\/\/github\.com\/octo-org\/churn\/)|(?<!\\)@\w/)
    }), { numRuns: 300 })
  })
})
