import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesOf, outOfStep } from '../../../src/facts/capstone/differences.ts'
import { isSameValue } from '../../../src/facts/capstone/same-value.ts'
import type { CodePiece, LockedParameter, ModelState, Parameter } from '../../../src/model/model-state.ts'

const NOTHING: ModelState = { parameters: [], preprocessing: [], training: [], locked: [], tracked: [] }

function parameter(name: string, value: string, path = 'params.yaml', line = 1): Parameter {
  return { name, value, path, line, blob: 'b' }
}

function piece(name: string, digest: string, path = 'src/prepare.py', line = 1): CodePiece {
  return { name, digest, path, line, blob: 'b' }
}

function locked(name: string, value: string, file = 'params.yaml'): LockedParameter {
  return { stage: 'train', file, name, value, path: 'dvc.lock', line: 9, blob: 'b' }
}

const withParameters = (...parameters: readonly Parameter[]): ModelState => ({ ...NOTHING, parameters })
const withPieces = (...preprocessing: readonly CodePiece[]): ModelState => ({ ...NOTHING, preprocessing })

describe('differences between two commits', () => {
  it('says from what to what a parameter went, at its later place', () => {
    const { parameters } = differencesOf(withParameters(parameter('train.max_depth', '5')), withParameters(parameter('train.max_depth', '8', 'params.yaml', 4)))
    expect(parameters).toEqual([{ name: 'train.max_depth', before: '5', after: '8', path: 'params.yaml', line: 4, blob: 'b' }])
  })

  it('tells parameters that are new or gone', () => {
    expect(differencesOf(withParameters(parameter('train.C', '1')), withParameters(parameter('train.alpha', '0.1'))).parameters).toMatchObject([{ name: 'train.C', before: '1', after: null }, { name: 'train.alpha', before: null, after: '0.1' }])
  })

  it('takes the same number for the same, and a moved file for the same file', () => {
    expect(differencesOf(withParameters(parameter('rate', '8')), withParameters(parameter('rate', '8.0', 'params.yaml', 7))).parameters).toEqual([])
    expect(differencesOf(withParameters(parameter('rate', '8', 'params.yaml')), withParameters(parameter('rate', '8', 'config/params.yaml'))).parameters).toEqual([])
  })

  it('keeps parameters of one name in two files apart', () => {
    const before = withParameters(parameter('alpha', '1', 'conf/ridge.yaml'), parameter('alpha', '2', 'conf/lasso.yaml'))
    const after = withParameters(parameter('alpha', '1', 'conf/ridge.yaml'), parameter('alpha', '3', 'conf/lasso.yaml'))
    expect(differencesOf(before, after).parameters).toMatchObject([{ path: 'conf/lasso.yaml', before: '2', after: '3' }])
  })

  it('tells code that does something else, is new, or is gone', () => {
    const before = withPieces(piece('clean', '1'), piece('split', '2'), piece('same', '3'))
    const after = withPieces(piece('clean', '9', 'src/prepare.py', 4), piece('tokenize', '4', 'src/prepare.py', 9), piece('same', '3', 'src/prepare.py', 30))
    expect(differencesOf(before, after).preprocessing.map(({ change, name }) => `${change} ${name}`)).toEqual(['removed split', 'changed clean', 'added tokenize'])
  })

  it('takes what only moved for the same, also where others have its name', () => {
    const before = withPieces(piece('clean', '1', 'a.py'), piece('clean', '2', 'b.py'))
    const after = withPieces(piece('clean', '2', 'c.py'), piece('clean', '1', 'd.py'))
    expect(differencesOf(before, after).preprocessing).toEqual([])
    expect(differencesOf(before, withPieces(piece('clean', '1', 'd.py'), piece('clean', '9', 'c.py'))).preprocessing).toMatchObject([{ change: 'changed', path: 'c.py' }])
  })

  it('tells which data is tracked anew', () => {
    const tracked = (digest: string): ModelState => ({ ...NOTHING, tracked: [{ path: 'data/raw.csv.dvc', blob: digest, digest }] })
    expect(differencesOf(tracked('1'), tracked('2')).tracked).toEqual([{ change: 'changed', path: 'data/raw.csv.dvc', blob: '2' }])
  })

  it('finds none between a state and itself, and undoes what it finds', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd')
    const states = fc.uniqueArray(fc.record({ name: names, value: fc.constantFrom('1', '2', '3'), path: fc.constantFrom('p.yaml', 'q.yaml'), line: fc.nat(50), blob: fc.constant('b') }), { selector: ({ name, path }) => `${path} ${name}` }).map((list) => withParameters(...list))
    fc.assert(fc.property(states, states, (one, other) => {
      expect(differencesOf(one, one).parameters).toEqual([])
      const there = differencesOf(one, other).parameters.map(({ name, before, after }) => `${name} ${before} ${after}`).sort()
      const back = differencesOf(other, one).parameters.map(({ name, before, after }) => `${name} ${after} ${before}`).sort()
      expect(back).toEqual(there)
    }))
  })
})

describe('a lock that is out of step', () => {
  it('holds another value than the parameters file', () => {
    const state = { ...withParameters(parameter('train.max_depth', '8')), locked: [locked('train.max_depth', '5')] }
    expect(outOfStep(state)).toEqual([{ locked: locked('train.max_depth', '5'), parameter: parameter('train.max_depth', '8') }])
  })

  it.each([
    ['the same value', [parameter('train.max_depth', '5.0')], [locked('train.max_depth', '5')]],
    ['a key that the file lacks', [], [locked('train.max_depth', '5')]],
    ['a key of another file', [parameter('train.max_depth', '8', 'other.yaml')], [locked('train.max_depth', '5')]],
    ['nothing of a key', [parameter('train.max_depth', '8')], []],
  ])('is not one with %s', (_what, parameters, locks) => {
    expect(outOfStep({ ...NOTHING, parameters, locked: locks })).toEqual([])
  })
})

describe('values', () => {
  it.each([['8', '8.0'], ['1e-3', '0.001'], ['1_000', '1000'], ['.5', '0.5'], ['True', 'true'], ['None', 'null'], ['(1, 2)', '[1,2]'], ['"rbf"', 'rbf'], ['-1', '-1.0']])('%s and %s are the same', (one, other) => {
    expect(isSameValue(one, other)).toBe(true)
  })

  it.each([['8', '80'], ['rbf', 'RBF'], ['(1, 2)', '(2, 1)'], ['true', '1'], ['', '0'], ['1.2.3', '1.2']])('%s and %s are not', (one, other) => {
    expect(isSameValue(one, other)).toBe(false)
  })
})
