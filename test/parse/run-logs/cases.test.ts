import { readdirSync, readFileSync } from 'node:fs'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { REASON_KINDS } from '../../../src/model/run-reason.ts'
import { readJobLog } from '../../../src/parse/run-logs/read-job-log.ts'
import { readYamlText } from '../../support/read-yaml-text.ts'

const FOLDER = new URL('./', import.meta.url)

type LogCase = { readonly title: string; readonly line: number; log: string; failed: readonly string[]; expected: unknown }

/** Every heading of level 2 is a case: the fence `log` (the names of the steps that failed behind it, parted by `;`), each line of which gets the time that GitHub puts before it; and `expect`, the reason or `nothing`. */
function readLogCases(markdown: string): readonly LogCase[] {
  const cases: LogCase[] = []
  const tokens = new MarkdownIt().parse(markdown, {})
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open' && token.tag === 'h2') cases.push({ title: tokens[index + 1]?.content ?? '', line: (token.map?.[0] ?? 0) + 1, log: '', failed: [], expected: undefined })
    const current = cases.at(-1)
    if (token.type !== 'fence' || current === undefined) return
    const [word = '', ...names] = token.info.split(' ')
    if (word === 'log') {
      current.log = token.content.split('\n').map((line) => `2026-03-02T10:00:00.1234567Z ${line.replaceAll('ESC', '\u001b')}`).join('\n')
      current.failed = names.join(' ').split(';').filter((name) => name !== '')
    } else {
      current.expected = readYamlText(token.content)
    }
  })
  return cases
}

const told = new Set<string>()
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  describe(file, () => {
    for (const { title, line, log, failed, expected } of readLogCases(readFileSync(new URL(file, FOLDER), 'utf8'))) {
      it(`${title} (${file}:${line})`, () => {
        const { reasons } = readJobLog(log, failed)
        const [reason] = reasons
        if (reason !== undefined) told.add(reason.kind)
        expect(expected).toBeDefined()
        if (expected === 'nothing') {
          expect(reasons).toEqual([])
          return
        }
        const at = reason?.at === null || reason === undefined ? undefined : `${reason.at.path}${reason.at.line === 0 ? '' : `:${reason.at.line}`}`
        expect({ kind: reason?.kind, about: reason?.about, at, line: reason?.line }).toMatchObject(expected as object)
      })
    }
  })
}

it('has a case of every kind of reason', () => {
  expect(REASON_KINDS.filter((kind) => !told.has(kind))).toEqual([])
})
