import { describe, expect, it } from 'vitest'
import { globMatcher } from '../../src/parse/glob.ts'

describe('a glob', () => {
  it.each([
    ['*.py', 'app.py', true],
    ['*.py', 'src/app.py', false],
    ['**/*.py', 'app.py', true],
    ['**/*.py', 'src/api/app.py', true],
    ['src/**', 'src/api/app.py', true],
    ['src/**', 'source/app.py', false],
    ['src/**/tests/*.py', 'src/tests/test_a.py', true],
    ['src/**/tests/*.py', 'src/a/b/tests/test_a.py', true],
    ['src/**/tests/*.py', 'src/a/mytests/test_a.py', false],
    ['**', '.github/workflows/ci.yml', true],
    ['*', '.env', true],
    ['file?.txt', 'file1.txt', true],
    ['file?.txt', 'file/.txt', false],
    ['[a-c]*', 'beta', true],
    ['[!a-c]*', 'beta', false],
    ['*.{yml,yaml}', 'ci.yaml', true],
    ['{src,{app,api}}/*', 'api/main.py', true],
    ['{src,{app,api}}/*', 'web/main.py', false],
    ['a+b(c).txt', 'a+b(c).txt', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['', 'a', false],
    ['[', '[', true],
  ])('%s on %s: %s', (pattern, path, expected) => { expect(globMatcher(pattern)(path)).toBe(expected) })

  it('answers on patterns made to take for ever', () => {
    expect(globMatcher(`${'*a'.repeat(200)}b`)('a'.repeat(2000))).toBe(false)
    expect(globMatcher(`${'**/'.repeat(150)}b`)('a/'.repeat(1000))).toBe(false)
    expect(globMatcher('{a,b}'.repeat(90))('x')).toBe(false)
  })
})
