import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '../../../src/report/text/clean-text.ts'
import { code, codeLink, sentence } from '../../../src/report/text/markdown-text.ts'

const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true })

type Shown = { readonly types: readonly string[]; readonly text: string; readonly outsideCode: string }

/** What a reader of rendered Markdown gets: the kinds of its parts, its words, and those words in which GitHub looks for mentions and references. */
function shown(source: string): Shown {
  const tokens = markdown.parse(source, {}).flatMap((token) => [token, ...(token.children ?? [])]).filter((token) => token.type !== 'inline')
  const words = (types: readonly string[], apart: string): string => tokens.filter((token) => types.includes(token.type)).map((token) => token.content).join(apart)
  return { types: [...new Set(tokens.map((token) => token.type))], text: words(['text', 'text_special', 'code_inline'], ''), outsideCode: words(['text', 'text_special'], '\n') }
}

/** What GitHub turns into links, pictures and notices, beyond Markdown itself. */
const READ_BY_GITHUB = /@\w|#\d|\bGH-\d|:[\w+-]+:|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])|\$\S|www\.|:\/\//i

const PIECES = [
  '@everyone', '@org/team', '#12', 'owner/name#3', 'GH-7', 'fixes #1', 'https://evil.example/x', 'www.evil.example', 'a@b.example', 'evil.com', '<b>', '<!--', '-->', '</details>', '<img src=x onerror=y>',
  '`', '``', '```', '~~~', '|', '\\', '\\|', '*', '**', '_', '__init__', '~~', '[x](http://e.example)', '![x](y)', '[', ']', '(', ')', '[^1]', ':smile:', '# ', '> ', '- ', '+ ', '1. ', '1) ', '---', '===',
  '\n', '\n\n', '\r\n', '\t', '    ', '\u202e', '\u200b', '\u2066', '\ud800', '\u0000', '&amp;', '&#64;', '$x$', 'deadbeef1', '{', '}', '^', '=', ' ', ' ', ' ', 'word', 'tests/test_api.py:12', 'é', '模型', '😀', '.', ',', ':', '"', "'", '%', '/', '//x.example',
]
const hostile = fc.oneof(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join('')), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }))
/** The words that a sentence must still say: its own, without the backticks that mark code. */
const wordsOf = (text: string): string => cleanLine(text, 900).replaceAll('`', '').replaceAll(' ', '')
const said = (text: string): string => text.replaceAll('`', '').replaceAll(' ', '')

describe('a sentence with text of a repository', () => {
  it('gives no element, link, mention or reference, and still says all of its words', () => {
    fc.assert(fc.property(hostile, (text) => {
      const { types, text: words, outsideCode } = shown(sentence(text))
      expect(types.filter((type) => !['paragraph_open', 'paragraph_close', 'text', 'text_special', 'code_inline'].includes(type))).toEqual([])
      expect(outsideCode).not.toMatch(READ_BY_GITHUB)
      expect(said(words)).toBe(wordsOf(text))
    }), { numRuns: 3000 })
  })

  it('stays in its cell of a table', () => {
    fc.assert(fc.property(hostile, hostile, (one, other) => {
      const cells = markdown.parse(`| a | b | c |\n| --- | --- | --- |\n| ${sentence(one, 'cell')} | ${code(other, 'cell')} | end |\n`, {})
      expect(cells.filter((token) => token.type === 'td_open')).toHaveLength(3)
      expect(cells.filter((token) => token.type === 'tr_open')).toHaveLength(2)
      expect(cells.at(-5)?.content ?? '').toBe('end')
    }), { numRuns: 1500 })
  })

  it.each([
    ['No test was found.', 'No test was found.'],
    ['CI runs `ruff check .` (.github/workflows/ci.yml).', 'CI runs `ruff check .` (`.github/workflows/ci.yml`).'],
    ['the first in tests/test_api.py:12', 'the first in `tests/test_api.py:12`'],
    ['Route /health of __init__.py', 'Route `/health` of `__init__.py`'],
    ['ask @octocat about #12', 'ask `@octocat` about `#12`'],
    ['(see mlflow.log(…)).', '(see `mlflow.log(…)`).'],
    ['raises HTTPException(503, detail="no model") there', 'raises `HTTPException(503, detail="no model")` there'],
    ['rollback -f $CONFIG --name $NAME.', 'rollback `-f $CONFIG --name $NAME`.'],
    ['Weights & Biases', 'Weights \\& Biases'],
    ['1. first', '1\\. first'],
    ['a lone ` stays', 'a lone `` ` `` stays'],
    ['see https://x.example/a_b)', 'see `https://x.example/a_b`)'],
    ['70 % of 3.11 (e.g. one)', '70 % of 3.11 (e.g. one)'],
  ])('%s', (text, written) => { expect(sentence(text)).toBe(written) })

  it('is cut where it is very long', () => { expect(sentence('word '.repeat(10_000)).length).toBeLessThan(1000) })
})

describe('code', () => {
  it('is one span that shows the text', () => {
    fc.assert(fc.property(hostile, (text) => {
      const { types, text: words } = shown(`x ${code(text)}`)
      expect(types.filter((type) => !['paragraph_open', 'paragraph_close', 'text', 'code_inline'].includes(type))).toEqual([])
      expect(words.trimEnd()).toBe(`x ${cleanLine(text, 240)}`.trimEnd())
    }), { numRuns: 1500 })
  })

  it('links to an address of https and to no other', () => {
    expect(codeLink('a.py:1', 'https://github.com/o/n/blob/abc/a.py#L1')).toBe('[`a.py:1`](https://github.com/o/n/blob/abc/a.py#L1)')
    for (const address of ['javascript:alert(1)', 'https://x.example/a b', 'https://x.example/)', 'http://x.example/', 'https://x.example/"onclick', 'https://x.example/<']) expect(codeLink('a', address)).toBe('`a`')
  })
})
