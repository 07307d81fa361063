import { describe, expect, it } from 'vitest'
import { dvcOf, isTrackedByDvc } from '../../src/facts/data/dvc.ts'
import { largeFilePatternsOf } from '../../src/facts/data/large-files.ts'
import { projectEntryPointsOf } from '../../src/facts/data/project-entry-points.ts'
import { factsOf } from '../support/memory-repository.ts'

describe('DVC', () => {
  it('tracks files with a hash, beside the file that says so', async () => {
    const facts = await factsOf({ 'data/raw.csv.dvc': 'outs:\n- md5: abc\n  size: 12\n  path: raw.csv\n' })
    expect(dvcOf(facts).outputs).toMatchObject([{ path: 'data/raw.csv', from: 'dvc-file', hashed: true, size: 12 }])
    expect(isTrackedByDvc(facts, 'data/raw.csv')).toBe(true)
    expect(isTrackedByDvc(facts, 'data/raw.csv.bak')).toBe(false)
  })

  it('tells which stages are locked', async () => {
    const facts = await factsOf({
      'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    deps: [train.py]\n    outs: [model.pkl]\n  later:\n    cmd: python later.py\n',
      'dvc.lock': 'schema: "2.0"\nstages:\n  train:\n    cmd: python train.py\n    outs:\n    - path: model.pkl\n      md5: abc\n',
    })
    expect(dvcOf(facts).stages.map(({ name, locked, command }) => [name, locked, command])).toEqual([['train', true, 'python train.py'], ['later', false, 'python later.py']])
  })

  it('knows its remotes', async () => {
    expect(dvcOf(await factsOf({ '.dvc/config': '[core]\n    remote = store\n[\'remote "store"\']\n    url = s3://bucket/x\n' })).remotes).toMatchObject([{ name: 'store', url: 's3://bucket/x', isDefault: true }])
  })

  it('has no remote in a config with marks of an unresolved merge', async () => {
    const { remotes, problems } = dvcOf(await factsOf({ '.dvc/config': '<<<<<<< HEAD\n[\'remote "store"\']\n    url = s3://a\n=======\n>>>>>>> x\n' }))
    expect(remotes).toEqual([])
    expect(problems).toHaveLength(1)
  })
})

it('tells what Git LFS keeps', async () => {
  expect(largeFilePatternsOf(await factsOf({ '.gitattributes': '*.csv filter=lfs diff=lfs merge=lfs -text\nmodels/*.pkl filter=lfs\n*.md text\n' })).map(({ pattern, holds }) => [pattern, holds])).toEqual([['*.csv', 'data'], ['models/*.pkl', 'model']])
})

it('gives the entry points of an MLproject', async () => {
  expect(projectEntryPointsOf(await factsOf({ MLproject: 'name: x\nentry_points:\n  main:\n    command: "python train.py --c {c}"\n  # evaluate:\n  #   command: "python evaluate.py"\n' })).map(({ name, command }) => [name, command])).toEqual([['main', 'python train.py --c {c}']])
})
