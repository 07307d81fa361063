import { readdirSync, readFileSync } from 'node:fs'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { contextOf } from '../../../src/evidence/reason-context.ts'
import { subjectOfReason } from '../../../src/lesson/reason-subjects.ts'
import { REASON_KINDS } from '../../../src/model/run-reason.ts'
import { readJobLog } from '../../../src/parse/run-logs/read-job-log.ts'
import { reasonNext } from '../../../src/report/reasons/reason-next.ts'
import { readYamlText } from '../../support/read-yaml-text.ts'

const FOLDER = new URL('./', import.meta.url)
/** The time that stands before a line of which the case gives none. */
const TIME = '2026-03-02T10:00:00.1234567Z'

type LogCase = { readonly title: string; readonly line: number; log: string; failed: readonly { readonly name: string; readonly startedAt?: number; readonly completedAt?: number }[]; paths: readonly string[]; expected: unknown }

/**
 * Every heading of level 2 is a case: the fence `log` (the names of the steps that failed behind it, parted by `;`, each with its first and last second of the hour behind `@` where they are known), each line of
 * which gets the time that GitHub puts before it (another second where it begins with `@12 `); `paths`, those of the repository, one a line; and `expect`: `nothing`, or of the reason what is to be told. There `next`
 * stands in what is advised, `never` does not, and `subject` has the hints.
 */
function readLogCases(markdown: string): readonly LogCase[] {
  const cases: LogCase[] = []
  const tokens = new MarkdownIt().parse(markdown, {})
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open' && token.tag === 'h2') cases.push({ title: tokens[index + 1]?.content ?? '', line: (token.map?.[0] ?? 0) + 1, log: '', failed: [], paths: [], expected: undefined })
    const current = cases.at(-1)
    if (token.type !== 'fence' || current === undefined) return
    const [word = '', ...names] = token.info.split(' ')
    if (word === 'log') {
      current.log = token.content.split('\n').map((line) => {
        const [, second, rest] = /^@(\d\d) (.*)$/.exec(line) ?? []
        return second === undefined ? `${TIME} ${line.replaceAll('ESC', '\u001b')}` : `2026-03-02T10:00:${second}.5000000Z ${rest ?? ''}`
      }).join('\n')
      current.failed = names.join(' ').split(';').filter((name) => name !== '').map((text) => {
        const [name = '', from, to] = text.split('@')
        return from === undefined || to === undefined ? { name } : { name, startedAt: Date.parse(`2026-03-02T10:00:${from}Z`), completedAt: Date.parse(`2026-03-02T10:00:${to}Z`) }
      })
    } else if (word === 'paths') {
      current.paths = token.content.split('\n').filter((path) => path !== '')
    } else {
      current.expected = readYamlText(token.content)
    }
  })
  return cases
}

const told = new Set<string>()
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  describe(file, () => {
    for (const { title, line, log, failed, paths, expected } of readLogCases(readFileSync(new URL(file, FOLDER), 'utf8'))) {
      it(`${title} (${file}:${line})`, () => {
        const { reasons, requirements } = readJobLog(log, failed)
        const [reason] = reasons
        if (reason !== undefined) told.add(reason.kind)
        expect(expected).toBeDefined()
        if (expected === 'nothing' || reason === undefined) {
          expect(reasons).toEqual(expected === 'nothing' ? [] : expected)
          return
        }
        const { next = '', never, ...rest } = expected as { readonly next?: string; readonly never?: string }
        const at = reason.at === null ? undefined : `${reason.at.path}${reason.at.line === 0 ? '' : `:${reason.at.line}`}`
        expect({ kind: reason.kind, about: reason.about, at, line: reason.line, subject: subjectOfReason(reason), requirements }).toMatchObject(rest)
        const advice = reasonNext(reason, contextOf(reason, { requirements }, paths))
        expect(advice).toContain(next)
        if (never !== undefined) expect(`${reason.line} ${advice}`).not.toContain(never)
      })
    }
  })
}

it('has a case of every kind of reason', () => {
  expect(REASON_KINDS.filter((kind) => !told.has(kind))).toEqual([])
})
