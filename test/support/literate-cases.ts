import MarkdownIt from 'markdown-it'
import { readYamlText } from './read-yaml-text.ts'

export type LiterateCase = {
  readonly title: string
  readonly line: number
  /** The sentences between the heading and the first block, as they are written. */
  readonly says: string
  readonly files: Readonly<Record<string, string>>
  readonly expected: Expected
  /** The block ```` ```yaml item ````: its own, or that of the case before it. */
  readonly item: string | null
}

export type Expected = {
  readonly standing: string
  /** The first place that proves it, `path:line` or a path alone. */
  readonly at?: string
  /** Words that the message or the first evidence holds. */
  readonly found?: string
  /** A place that speaks against it. */
  readonly against?: string
  readonly next?: string
  readonly project?: string
  readonly 'default-branch'?: string
  readonly branches?: readonly string[]
}

const EXPECTED_KEYS = new Set(['standing', 'at', 'found', 'against', 'next', 'project', 'default-branch', 'branches'])

/**
 * Reads a case file: every heading of level 2 (or of the one given) is a case; its fenced blocks with `file=PATH` are the repository,
 * its block ```` ```expect ```` the verdict as YAML. A file without content is an empty block. With `prose` a case ends at the next heading of
 * whatever level, and other blocks may stand outside of cases. Throws where a case is not whole.
 */
export function readLiterateCases(markdown: string, name: string, { heading = 'h2', prose = false } = {}): readonly LiterateCase[] {
  const cases: { title: string; line: number; says: string; files: Record<string, string>; expected: Expected | null; item: string | null }[] = []
  const lines = markdown.split('\n')
  let isOpen = false
  const tokens = new MarkdownIt().parse(markdown, {})
  tokens.forEach((token, index) => {
    const line = (token.map?.[0] ?? 0) + 1
    if (token.type === 'heading_open') isOpen = token.tag === heading || (isOpen && !prose)
    if (token.type === 'heading_open' && token.tag === heading) {
      cases.push({ title: tokens[index + 1]?.content ?? '', line, says: '', files: {}, expected: null, item: cases.at(-1)?.item ?? null })
    }
    const current = cases.at(-1)
    if (token.type === 'paragraph_open' && current !== undefined && Object.keys(current.files).length === 0 && current.expected === null) {
      current.says = [current.says, ...lines.slice(...token.map ?? [0, 0])].join('\n').trim()
    }
    if (token.type !== 'fence' || (prose && !isOpen)) return
    const file = /(?:^|\s)file=(\S+)/.exec(token.info)?.[1]
    if (current !== undefined && prose && token.info.trim() === 'yaml item') {
      current.item = token.content
      return
    }
    if (file === undefined && token.info.trim() !== 'expect') throw new Error(`${name}:${line}: a fenced block is either \`file=PATH\` or \`expect\``)
    if (current === undefined) throw new Error(`${name}:${line}: a fenced block stands before the first case`)
    if (file !== undefined) current.files[file] = token.content
    else current.expected = expectation(token.content, `${name}:${line}`)
  })
  return cases.map((one) => {
    if (one.expected === null) throw new Error(`${name}:${one.line}: the case "${one.title}" says no verdict`)
    return { ...one, expected: one.expected }
  })
}

function expectation(text: string, place: string): Expected {
  const value = readYamlText(text)
  if (typeof value !== 'object' || value === null) throw new Error(`${place}: the verdict is no YAML map`)
  const unknown = Object.keys(value).find((key) => !EXPECTED_KEYS.has(key))
  if (unknown !== undefined) throw new Error(`${place}: "${unknown}" is no part of a verdict; expected one of ${[...EXPECTED_KEYS].join(', ')}`)
  const expected = value as Expected
  if (!['missing', 'partial', 'present', 'unknown'].includes(expected.standing)) throw new Error(`${place}: standing is missing, partial, present or unknown`)
  if ((expected.standing === 'partial' || expected.standing === 'present') && expected.at === undefined) throw new Error(`${place}: a standing above missing says where (at: path:line)`)
  return expected
}
