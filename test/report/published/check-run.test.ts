import { describe, expect, it } from 'vitest'
import type { CiState } from '../../../src/model/ci-state.ts'
import type { Outcome } from '../../../src/model/criterion.ts'
import type { Passage } from '../../../src/model/lesson.ts'
import type { WorkflowRun } from '../../../src/model/run.ts'
import { checkingRun, faultRun, verdictRun, type VerdictInput } from '../../../src/report/published/check-run.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'

const AT_REST: CiState = { state: 'at-rest', counted: [], awaited: [] }
const run = (name: string, conclusion: WorkflowRun['conclusion']): WorkflowRun => ({
  id: 1, attempt: 1, name, path: `.github/workflows/${name}.yml`, event: 'push', branch: 'main', headSha: 'a', status: 'completed', conclusion, url: 'https://github.com/o/n/actions/runs/1', createdAt: 0, updatedAt: 0, jobs: null,
})
const passage = (hints: readonly string[]): Passage => ({ lesson: { stem: '4-2-monitoring', path: 'lesson-modules/4-production/4-2-monitoring.md', title: 'Monitoring', sections: [] }, section: { heading: 'Health checks', level: 2, line: 9, slug: 'health-checks', covers: ['health'], why: '', how: '', hints, snippets: [], says: [] } })
const LINKS = { passageOf: () => passage(['First idea.', 'Second idea.', 'Third idea.']), lessonsUrl: null }

const two = (outcomes: readonly [Outcome, Outcome], changes: Readonly<Record<string, unknown>> = {}) => recordOf(
  [criterion('health', { title: 'Health check endpoint works', outcome: outcomes[0], next: 'Add a route `/health` to `api/main.py`: it answers 200 when the model is loaded.', lesson: '4-2-monitoring#health-checks', ...changes }), criterion('lint', { title: 'Linting passes', outcome: outcomes[1] })],
  [item('Health', ['health'], { outcome: outcomes[0] }), item('Lint', ['lint'], { outcome: outcomes[1] })],
)
const shown = (changes: Partial<VerdictInput> = {}) => verdictRun({ record: two(['missing', 'present']), ci: AT_REST, earlier: null, hint: { times: 0, ceiling: 3 }, links: LINKS, detailsUrl: null, gate: false, completed: false, ...changes })

describe('a check run', () => {
  it('says in its title how many are in place and what is next', () => {
    expect(shown().title).toBe('0 of 2 verified, 1 in place · next: add a route /health to api/main.py')
    expect(shown({ record: two(['verified', 'verified']) }).title).toBe('2 of 2 verified · nothing is open')
    expect(shown({ record: two(['verified', 'unknown']) }).title).toBe('1 of 2 verified · nothing is open among what could be seen')
  })

  it('keeps a title on one line of at most 255 characters', () => {
    const { title } = shown({ record: two(['missing', 'missing'], { next: `Do\n${'something very long '.repeat(40)}\u202e` }) })
    expect(title.length).toBeLessThan(180)
    expect(title).toMatch(/^0 of 2 verified · next: do something very long [^\n\u202e]*…$/)
  })

  it('has the checklist as a table in its summary, and what is open in its text', () => {
    const { summary, text } = shown()
    expect(summary).toContain('| Health | ○&nbsp;missing | not found |')
    expect(summary).toContain('| Lint | ◐&nbsp;present |')
    for (const part of ['**Looked for:**', '**Found:**', '**Next:** Add a route `/health`', '**Lesson:** 4.2 Monitoring: Health checks (`4-2-monitoring#health-checks`)']) expect(text).toContain(part)
  })

  it.each([
    ['a folder on GitHub', 'https://github.com/course/lessons/blob/main', 'https://github.com/course/lessons/blob/main/4-production/4-2-monitoring.md#health-checks'],
    ['a site', 'https://mlops.example/lessons', 'https://mlops.example/lessons/4-2-monitoring#health-checks'],
  ])('links to the lesson where lessons are published: %s', (_where, lessonsUrl, address) => { expect(shown({ links: { ...LINKS, lessonsUrl } }).text).toContain(`(${address})`) })

  it.each([
    ['every required item verified', two(['verified', 'verified']), false, 'success'],
    ['something only present', two(['verified', 'present']), false, 'neutral'],
    ['something missing', two(['missing', 'present']), false, 'neutral'],
    ['something missing, with a gate', two(['missing', 'present']), true, 'failure'],
    ['something failing, with a gate', two(['failing', 'present']), true, 'failure'],
    ['all present, with a gate', two(['present', 'verified']), true, 'neutral'],
    ['something that could not be seen, with a gate', two(['unknown', 'verified']), true, 'neutral'],
  ] as const)('with %s ends as it should', (_says, record, gate, conclusion) => { expect(shown({ record, gate }).conclusion).toBe(conclusion) })

  it('offers to check again and to hint once it is completed, and no hint where nothing is open', () => {
    expect(shown().actions.map(({ label }) => label)).toEqual(['Check again', 'Hint'])
    expect(shown({ record: two(['verified', 'verified']) }).actions.map(({ label }) => label)).toEqual(['Check again'])
    expect(shown({ ci: { ...AT_REST, state: 'awaited' } }).actions).toEqual([])
  })

  it('has no button, and speaks of none, where nobody hears that it is pressed', () => {
    const { actions, summary, text } = shown({ hears: false })
    expect([actions, `${summary}${text}`.match(/Check again|`Hint`/g)]).toEqual([[], null])
    for (const isTriedAgain of [true, false]) {
      const fault = faultRun('3f2c1ab9'.padEnd(40, '0'), isTriedAgain, false)
      expect([fault.actions, fault.summary.includes('Check again'), faultRun('3f2c1ab9'.padEnd(40, '0'), isTriedAgain, true).summary.includes('`Check again`')]).toEqual([[], false, true])
    }
  })

  it('first says that it reads, and of a fault that it is ours', () => {
    expect(checkingRun('3f2c1ab9'.padEnd(40, '0'))).toMatchObject({ status: 'in_progress', conclusion: null, title: 'checking 3f2c1ab' })
    expect(faultRun('3f2c1ab9'.padEnd(40, '0'), true, true)).toMatchObject({ status: 'completed', conclusion: 'neutral', title: '3f2c1ab could not be judged yet: a fault of Capstone Coach' })
    expect(faultRun('3f2c1ab9'.padEnd(40, '0'), false, true)).toMatchObject({ status: 'completed', conclusion: 'neutral', title: '3f2c1ab could not be judged: a fault of Capstone Coach' })
  })
})

describe('CI on the commit', () => {
  const awaited = [{ path: '.github/workflows/deploy.yml', name: null, why: 'approval' as const }]
  it('is named in the title while it is awaited', () => {
    const { title, status, summary } = shown({ ci: { state: 'awaited', counted: [run('ci', 'success')], awaited } })
    expect([status, title]).toEqual(['in_progress', '0 of 2 verified, 1 in place · waiting for deploy.yml (to be approved)'])
    expect(summary).toContain('**CI on this commit** is awaited: `deploy.yml` (somebody with write access must let it run, as for a fork or a first contribution). Ended: [`ci`](https://github.com/o/n/actions/runs/1) success.')
  })
  it('that never ended is named too, and the check closes', () => {
    const { title, status } = shown({ ci: { state: 'given-up', counted: [], awaited } })
    expect([status, title]).toEqual(['completed', '0 of 2 verified, 1 in place · CI did not end: deploy.yml (to be approved) · next: add a route /health to api/main.py'])
  })
  it('that ended says how', () => {
    expect(shown({ ci: { ...AT_REST, counted: [run('ci', 'failure')] } }).summary).toContain('has ended: [`ci`](https://github.com/o/n/actions/runs/1) failure.')
  })
  it('that ended twice, for the push and for its pull request, says which is which', () => {
    const pushed = run('ci', 'failure')
    expect(shown({ ci: { ...AT_REST, counted: [pushed, { ...pushed, id: 2, url: 'https://github.com/o/n/actions/runs/2', event: 'pull_request', conclusion: 'success' }] } }).summary)
      .toContain('has ended: [`ci`](https://github.com/o/n/actions/runs/1) (`push`) failure, [`ci`](https://github.com/o/n/actions/runs/2) (`pull_request`) success.')
  })
})

describe('remarks in the files', () => {
  const open = (count: number) => recordOf([criterion('lint', { title: 'Linting passes', outcome: 'partial', next: 'Take `|| true` away.', against: [file('.github/workflows/ci.yml', 18, 'its failure is masked')], evidence: Array.from({ length: count }, (_, index) => file('src/a.py', index + 1)) })], [item('Lint', ['lint'], { outcome: 'partial' })])

  it('stand at what is wrong first, with the next step once', () => {
    expect(shown({ record: open(1) }).annotations).toEqual([
      { path: '.github/workflows/ci.yml', startLine: 18, endLine: 18, level: 'warning', title: 'Linting passes (partial)', message: 'Against: its failure is masked. Next: Take || true away.' },
      { path: 'src/a.py', startLine: 1, endLine: 1, level: 'notice', title: 'Linting passes (partial)', message: 'Found: says.' },
    ])
  })
  it('are few, and how many are left out is said', () => {
    const { annotations, summary } = shown({ record: open(40) })
    expect(annotations.length).toBe(4)
    expect(summary).toContain('4 places are marked in the files; 37 more are not.')
  })
  it('are left out where a path would not show as it is, or no line is meant', () => {
    const record = recordOf([criterion('lint', { outcome: 'partial', evidence: [file('a\u202eb.py', 1), file('a\nb.py', 1), file('ok.py', 0), file('ok.py', 2)] })], [item('Lint', ['lint'])])
    expect(shown({ record }).annotations.map(({ path, startLine }) => `${path}:${startLine}`)).toEqual(['ok.py:2'])
  })
  it('are none for what is in place', () => {
    expect(shown({ record: recordOf([criterion('lint', { outcome: 'verified', evidence: [file('a.py', 1)] })], [item('Lint', ['lint'], { outcome: 'verified' })]) }).annotations).toEqual([])
  })
})

describe('a hint', () => {
  const hint = (times: number, ceiling: 1 | 2 | 3 = 3, links: VerdictInput['links'] = LINKS) => shown({ hint: { times, ceiling }, links }).text
  it('comes only where it was asked for, one more with each asking', () => {
    expect(hint(0)).not.toContain('### Hint')
    expect(hint(1)).toContain('1. First idea.\n\n`Hint` shows one more.')
    expect(hint(2)).toContain('2. Second idea.')
    expect(hint(2)).not.toContain('Third idea')
  })
  it('ends at the course\'s ceiling', () => {
    expect(hint(9, 2)).not.toContain('Third idea')
    expect(hint(9, 2)).toContain('There is no further hint')
    expect(hint(9)).toContain('3. Third idea.\n\nThere is no further hint')
  })
  it('that no lesson has says what is looked for instead', () => { expect(hint(1, 3, { passageOf: () => null, lessonsUrl: null })).toContain('No lesson has hints for this one. Looked for: something') })
})

it('keeps to the bytes that GitHub takes, with table and next step whole and the cut told', () => {
  const long = `src/${'模型/'.repeat(300)}a.py`
  const base = two(['missing', 'missing'])
  const record = { ...base, criteria: base.criteria.map((one) => ({ ...one, found: long, lookedFor: long })), gaps: Array.from({ length: 4000 }, (_, index) => ({ what: 'file', path: `${index}/${long}`, reason: long })) }
  const { summary, text } = shown({ record, earlier: two(['present', 'present']) })
  for (const one of [summary, text]) expect(new TextEncoder().encode(one).length).toBeLessThanOrEqual(65_535)
  expect(summary).toContain('| Lint |')
  expect(summary).toContain('**Next:** Add a route')
  expect(text).toMatch(/\d+ more entries are left out: a check run holds no more/)
})
