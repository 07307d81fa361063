import { expect, it } from 'vitest'
import { codeLink } from '../../src/report/text/markdown-text.ts'

it.each([
  ['a step of a run', 'https://github.com/o/r/actions/runs/1/job/7#step:4:1'],
  ['a line of a file', 'https://github.com/o/r/blob/aaaa/src/a%20b.py#L12'],
  ['a page of this machine, where the demo has its own', 'http://127.0.0.1:8123/o/r/actions/runs/1/job/7#step:4:1'],
])('leads to %s', (_, address) => {
  expect(codeLink('place', address)).toBe(`[\`place\`](${address})`)
})

it.each(['http://example.org/a', 'javascript:alert(1)', 'https://user@example.org/', 'https://example.org/)[x](https://evil.example', 'http://127.0.0.1.evil.example/', 'https://example.org/#a b'])('leads nowhere for %s', (address) => {
  expect(codeLink('place', address)).toBe('`place`')
})
