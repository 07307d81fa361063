import { expect, it } from 'vitest'
import { matchJobs, matchSteps } from '../../src/evidence/match-jobs.ts'
import { matchesName } from '../../src/evidence/match-names.ts'
import type { JobShape, NamePattern, WorkflowShape } from '../../src/model/proof-plan.ts'
import type { RunJob, RunStep } from '../../src/model/run.ts'

function shape(id: string, ...names: readonly NamePattern[]): JobShape {
  return { id, names, needs: [], cancelledBy: null, calls: null, steps: [] }
}

function workflow(...jobs: readonly JobShape[]): WorkflowShape {
  return { path: '.github/workflows/ci.yml', name: 'CI', blob: 'b', files: [], blobs: {}, jobs }
}

function job(name: string): RunJob {
  return { id: 1, name, status: 'completed', conclusion: 'success', url: '', startedAt: 0, completedAt: 0, steps: [] }
}

function matched(shapes: WorkflowShape, ...names: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...matchJobs(shapes, names.map(job))].map(([id, jobs]) => [id, jobs.map(({ name }) => name)]))
}

it.each<readonly [NamePattern, string, boolean]>([
  [['test'], 'test', true], [['test'], 'tests', false], [['test (', ')'], 'test (3.11)', true], [['test (', ')'], 'test', false],
  [['Test on ', ' with ', ''], 'Test on ubuntu with 3.11', true], [['Test on ', ' with ', ''], 'Test on ubuntu', false],
  [['', ' tests'], 'unit tests', true], [['', ''], 'anything', true], [['a', 'a'], 'a', false], [['a', 'a'], 'aa', true],
])('a name as the file has it, %j, and one of GitHub, %s: %s', (pattern, name, fits) => {
  expect(matchesName(pattern, name)).toBe(fits)
})

it('takes the job whose name the file says most of', () => {
  expect(matched(workflow(shape('any', ['', ' tests']), shape('unit', ['unit tests'])), 'unit tests', 'other tests')).toEqual({ unit: ['unit tests'], any: ['other tests'] })
})

it('takes every cell of a matrix, and those of a called workflow', () => {
  const shapes = workflow(shape('test', ['test (', ')'], ['test']), shape('quality / lint', ['Quality / lint']))
  expect(matched(shapes, 'test (3.11, ubuntu)', 'test (3.12, ubuntu)', 'Quality / lint')).toEqual({ test: ['test (3.11, ubuntu)', 'test (3.12, ubuntu)'], 'quality / lint': ['Quality / lint'] })
})

it('takes none where two jobs could bear the name alike', () => {
  expect(matched(workflow(shape('one', ['check']), shape('two', ['check'])), 'check')).toEqual({})
})

function steps(...names: readonly string[]): readonly RunStep[] {
  return names.map((name, index) => ({ number: index + 1, name, status: 'completed', conclusion: 'success' }))
}

function found(patterns: readonly NamePattern[], ...names: readonly string[]): readonly (string | null)[] {
  return matchSteps({ steps: patterns.map((name) => ({ name, path: 'ci.yml', line: 1 })) }, steps(...names)).map((step) => step?.name ?? null)
}

it('takes a step of no name in the file by its place only where those beside it are at theirs', () => {
  expect(found([['Check out'], ['Lint'], ['Test']], 'Check out', 'made at run time', 'Test')).toEqual(['Check out', 'made at run time', 'Test'])
  expect(found([['Check out'], ['Lint'], ['Test']], 'made at run time', 'Check out', 'made as well')).toEqual(['Check out', null, null])
})

it('leaves out what the runner adds around the steps of the file', () => {
  expect(found([['Run actions/checkout@v4'], ['Test']], 'Set up job', 'Initialize containers', 'Pre Run actions/checkout@v4', 'Run actions/checkout@v4', 'Test', 'Post Run actions/checkout@v4', 'Stop containers', 'Complete job'))
    .toEqual(['Run actions/checkout@v4', 'Test'])
})

it('keeps a step of the file that is called as the runner would call one', () => {
  expect(found([['Complete job'], ['Post results']], 'Set up job', 'Complete job', 'Post results', 'Complete job')).toEqual(['Complete job', 'Post results'])
})

it('goes by the order where steps bear one name, and by the place where names were given at run time', () => {
  expect(found([['Run pytest'], ['Run pytest'], ['Upload']], 'Set up job', 'Run pytest', 'Run pytest', 'Upload', 'More', 'Complete job')).toEqual(['Run pytest', 'Run pytest', 'Upload'])
  expect(found([['Lint'], ['Test']], 'Set up job', 'Lint!', 'Tests', 'Complete job')).toEqual(['Lint!', 'Tests'])
})

it('goes by the names where both have as many steps in another order', () => {
  expect(found([['Lint'], ['Test'], ['Build']], 'Set up job', 'Lint', 'Build', 'Deploy')).toEqual(['Lint', null, 'Build'])
})

it('says of none where a step is missing that it is another', () => {
  expect(found([['Lint'], ['Test'], ['Build']], 'Set up job', 'Lint', 'Build')).toEqual(['Lint', null, 'Build'])
})
