import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './source-files.ts'

const PAGE = readFileSync(join(ROOT, 'docs/threats.md'), 'utf8')
const sections = PAGE.split(/^## /m).slice(1).map((text) => ({ title: text.slice(0, text.indexOf('\n')), lines: text.split('\n') }))
const actors = (sections.find(({ title }) => title === 'Who')?.lines ?? []).flatMap((line) => /^- \[([^\]]+)\]/.exec(line)?.[1] ?? [])

/** The threats of somebody: each row of their table below its head. */
function threatsOf(actor: string): readonly (readonly string[])[] {
  const rows = (sections.find(({ title }) => title === actor)?.lines ?? []).filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '))
  return rows.filter(([first]) => first !== 'can try' && !/^-+$/.test(first ?? ''))
}

describe('the page of threats', () => {
  it('names six kinds of people and powers', () => {
    expect(actors).toEqual(['A student', 'Another student', 'An instructor', 'An outsider', 'GitHub', 'Whoever runs the App'])
  })

  it.each(actors)('says of %s what they can try, what stops it, and by which tests that is shown, all of which there are', (actor) => {
    const threats = threatsOf(actor)
    expect(threats.length).toBeGreaterThan(3)
    for (const [tries = '', stops = '', shown = ''] of threats) {
      const tests = [...shown.matchAll(/\]\((\.\.\/test\/[^)]+)\)/g)].map(([, path = '']) => posix.join('docs', path))
      expect([tries, tries !== '' && stops !== '', tests.length > 0, tests.filter((path) => !existsSync(join(ROOT, path)) || !/\.test\.ts$|\.md$/.test(path))]).toEqual([tries, true, true, []])
    }
  })
})
