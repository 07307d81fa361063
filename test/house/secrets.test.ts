import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { readSourceFiles, ROOT } from './source-files.ts'

/** Names of what nobody may guess piece by piece. */
const SECRET = /(?:secret|signature|password|hmac|joincode|formtoken|csrf)$|^(?:token|given|verifier)$/i
/** What comes back from GitHub with a person; elsewhere a state is one of something. */
const STATE = /^state$/i
/** Where such a name is compared and holds no secret that somebody sends: two files of the operator's own with the same code. */
const NONE_SENT: readonly string[] = ['src/flow/courses/keep-course.ts joinCode']

/** Each of these puts together constants of the code. */
const MADE: readonly string[] = [
  'src/facts/documents/metric-words.ts',
  'src/facts/documents/model-cards.ts',
  'src/facts/logging/logging-names.ts',
  'src/facts/paths/tests.ts',
  'src/facts/schedules/training-code.ts',
  'src/lesson/answers/addressed.ts',
  'src/parse/reports/prometheus-text.ts',
  'src/parse/run-logs/told-reason.ts',
  'src/report/gradebook/feedback.ts',
]

/** Every comparison by `===` and its kin in which a side is named as a secret and the other one is a value, with its file. */
function compared(path: string, text: string): readonly string[] {
  const found: string[] = []
  const nameOf = (node: { readonly type: string }): string => ('property' in node ? nameOf(node.property as { readonly type: string }) : 'name' in node ? String(node.name) : '')
  const isValue = (node: { readonly type: string }): boolean => !['Literal', 'UnaryExpression', 'TemplateLiteral'].includes(node.type) && nameOf(node) !== 'undefined'
  new Visitor({
    BinaryExpression: ({ operator, left, right }) => {
      if (!['===', '!==', '==', '!='].includes(operator)) return
      const secret = [left, right].find((side) => SECRET.test(nameOf(side)) || (path.startsWith('src/web/') && STATE.test(nameOf(side))))
      if (secret !== undefined && isValue(left) && isValue(right)) found.push(`${path} ${nameOf(secret)}`)
    },
  }).visit(parseSync(path, text).program)
  return found
}

describe('a secret', () => {
  it('is compared in a time that does not tell how much of it was right, in all that others reach', () => {
    const reached = ['src/web', 'src/inbox', 'src/flow', 'src/github', 'src/operate', 'src/store'].flatMap(readSourceFiles)
    expect(reached.length).toBeGreaterThan(200)
    expect(reached.flatMap(({ path }) => compared(path, readFileSync(join(ROOT, path), 'utf8'))).filter((one) => !NONE_SENT.includes(one))).toEqual([])
  })

  it.each([['given === token', 1], ['a.webhookSecret !== b', 1], ['signature == expected()', 1], ['secret === ""', 0], ['token === null', 0], ['typeof secret === "string"', 0], ['secret === undefined', 0], ['name === other', 0]])('is looked for: %s', (text, times) => {
    expect(compared('x.ts', text)).toHaveLength(times)
  })
})

describe('a regular expression', () => {
  it('is made while the App runs of its own words alone: each file that makes one is named here', () => {
    const made = readSourceFiles('src').map(({ path }) => path).filter((path) => !path.startsWith('src/sandbox/') && /new RegExp\(|\bRegExp\(/.test(readFileSync(join(ROOT, path), 'utf8')))
    expect(made).toEqual(MADE)
  })
})

