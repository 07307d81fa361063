import { describe, expect, it } from 'vitest'
import { chooseProject, findProject } from '../../../src/facts/paths/project.ts'
import type { TreeEntry } from '../../../src/model/repository.ts'

const treeOf = (...paths: readonly string[]): readonly TreeEntry[] => paths.map((path) => ({ path, mode: 'file', sha: '', size: 10 }))
const COURSE = ['01-intro/a.py', '02-tracking/b.ipynb', '03-deploy/c.py']

describe('the project is the repository', () => {
  it.each([
    ['one project of several services', ['api/app.py', 'training/train.py', 'capstone/a.py']],
    ['numbered steps of one pipeline', ['01_ingest/a.py', '02_train/b.py', '03_deploy/c.py', 'README.md']],
    ['a course with two capstones', [...COURSE, 'capstone/a.py', 'final-project/b.py']],
    ['a course whose capstone folder holds no code', [...COURSE, 'capstone/README.md']],
    ['two exercises and a capstone', ['week1/a.py', 'week2/b.py', 'capstone/c.py']],
  ])('for %s', (_, paths) => { expect(findProject(treeOf(...paths))).toBe('.') })
})

it.each(['capstone', '07-final-project', 'final_project', 'mlops-capstone'])('a course\'s numbered exercises beside %s make that folder the project', (folder) => {
  expect(findProject(treeOf(...COURSE, `${folder}/app.py`))).toBe(folder)
})

describe('a folder that a person names', () => {
  const tree = treeOf('projects/churn/app.py', 'README.md')
  it.each([['projects/churn', 'projects/churn'], ['./projects//churn/', 'projects/churn'], ['.', '.']])('%s is taken', (asked, project) => {
    expect(chooseProject(tree, asked)).toEqual({ ok: true, project })
  })
  it('that is not there is refused with the nearest one', () => {
    expect(chooseProject(tree, 'churn')).toEqual({ ok: false, reason: '--project churn: there is no such folder in the repository', hint: 'Nearest: projects/churn.' })
  })
  it.each(['../other', '/etc'])('outside the repository is refused: %s', (asked) => { expect(chooseProject(tree, asked)).toMatchObject({ ok: false }) })
})
