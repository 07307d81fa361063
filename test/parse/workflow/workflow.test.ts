import { describe, expect, it } from 'vitest'
import { asksForStatus, conditionHolds, type Value } from '../../../src/parse/workflow/condition.ts'
import { passesFilter, pathFilter } from '../../../src/parse/workflow/filters.ts'
import { readAction, readWorkflow } from '../../../src/parse/workflow/read-workflow.ts'

const job = 'jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n'

describe('a workflow', () => {
  it('gives triggers, jobs and steps with their lines', () => {
    const workflow = readWorkflow('name: CI\non:\n  push:\n    branches: [main]\n    paths: ["src/**"]\n  schedule:\n    - cron: "0 0 * * *"\njobs:\n  test:\n    runs-on: ubuntu-latest\n    needs: []\n    continue-on-error: true\n    steps:\n      - uses: actions/checkout@v4\n      - name: Test\n        run: |\n          pytest\n        working-directory: app\n')
    expect(workflow.invalid).toBeNull()
    expect(workflow.triggers.map((trigger) => [trigger.event, trigger.line])).toEqual([['push', 3], ['schedule', 6]])
    expect(workflow.triggers[1]?.crons).toEqual(['0 0 * * *'])
    expect(workflow.jobs[0]).toMatchObject({ id: 'test', line: 9, continueOnError: 'true' })
    expect(workflow.jobs[0]?.steps[1]).toMatchObject({ line: 15, runLine: 17, run: 'pytest\n', workingDirectory: 'app' })
  })

  it.each([['on: push'], ['on: [push, pull_request]'], ['"on":\n  push:\n'], ['on:\n  push:\n    branches: main']])('reads %j', (on) => {
    expect(readWorkflow(`${on}\n${job}`)).toMatchObject({ invalid: null, triggers: [{ event: 'push' }, ...on.includes('pull') ? [{ event: 'pull_request' }] : []] })
  })

  it.each([
    ['on:\n  push:\n    branches: [main]\n    schedule:\n      - cron: "0 0 * * *"\n', 4, '`schedule` is no setting of `push`'],
    ['on: pushes\n', 1, '`pushes` is no event that starts a workflow'],
    ['name: x\n', 1, '`on` is missing'],
    ['on: push\nfoo: bar\n', 2, '`foo` is no key of a workflow'],
    ['on: push\nname: a\nname: b\n', 3, '`name` stands twice in one place'],
    ['on: push\nenv: {A: 1, B: &b 2, A: *b}\n', 2, '`A` stands twice in one place'],
  ])('says what GitHub refuses: %j', (head, line, reason) => { expect(readWorkflow(head + job).invalid).toEqual({ line, reason }) })

  it.each([
    ['on: push\n', '`jobs` is missing or empty'],
    ['on: push\njobs:\n  a:\n    steps:\n      - run: x\n', 'job `a` does not say what it runs on'],
    ['on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - name: x\n', 'a step has neither `run` nor `uses`'],
    ['on: push\njobs:\n  a:\n    runs-on: x\n    needs: b\n    steps:\n      - run: x\n', 'job `a` needs `b`, which is not there'],
    ['on: push\njobs:\n  a:\n   runs-on: x\n    steps: []\n', 'the YAML is broken'],
  ])('says what GitHub refuses in jobs: %j', (text, reason) => { expect(readWorkflow(text).invalid?.reason).toContain(reason) })

  it('reads a composite action', () => {
    expect(readAction('name: set-up\ninputs:\n  extra:\n    default: dev\nruns:\n  using: composite\n  steps:\n    - run: make lint\n      shell: bash\n')).toMatchObject({
      using: 'composite', inputs: [{ name: 'extra', default: 'dev' }], steps: [{ run: 'make lint', shell: 'bash', line: 8 }],
    })
  })
})

describe('a condition', () => {
  const known: Readonly<Record<string, Value>> = { 'github.event_name': 'push', 'github.ref': 'refs/heads/main', 'success()': true, 'always()': true, 'failure()': false }
  it.each([
    ['false', false], ['${{ false }}', false], ['always()', true], ['success() || failure()', true],
    ["github.event_name == 'push'", true], ["github.event_name == 'pull_request'", false], ["${{ github.ref == 'refs/heads/MAIN' }}", true],
    ["github.event_name == 'push' && github.ref != 'refs/heads/main'", false], ["github.actor == 'x'", null], ["github.actor == 'x' && false", false],
    ["github.actor == 'x' || true", true], ["!(github.event_name == 'push')", false], ["startsWith(github.ref, 'refs/tags/')", false], ["contains(github.ref, 'main')", true],
    ["contains(github.event.head_commit.message, '[skip]')", null], ["${{ github.ref }} == 'refs/heads/x'", true], ['failure()', false], ["github['event_name'] == 'push'", true], ['a $ b', null],
    ["needs.a.outputs.changed == 'true'", null], ['1 < 2', true], ["matrix.os == 'x' == false", null],
  ])('%s: %s', (text, expected) => { expect(conditionHolds(text, (name) => known[name])).toBe(expected) })

  it('knows when GitHub adds no success()', () => { expect([asksForStatus('always() && x'), asksForStatus("x == 'y'")]).toEqual([true, false]) })

  it('bounds what it reads', () => { expect(conditionHolds('('.repeat(3000), () => true)).toBeNull() })
})

describe('a filter', () => {
  it.each([
    [['main'], 'main', true], [['release/**'], 'release/1.0', true], [['*'], 'feature/x', false], [['**'], 'feature/x', true], [['**', '!docs/**'], 'docs/x', false], [['v*'], 'v1.0', true],
  ])('%j lets %s through: %s', (patterns, name, expected) => { expect(passesFilter(patterns, name)).toBe(expected) })

  it('reads paths in order', () => {
    const accepts = pathFilter(['src/**', '!src/docs/**', '**.py'])
    expect(['src/a.txt', 'src/docs/a.txt', 'src/docs/a.py', 'b.py', 'c.txt'].map(accepts)).toEqual([true, false, true, true, false])
  })
})
