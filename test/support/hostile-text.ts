import fc from 'fast-check'

/** What GitHub would read as more than text: mentions, references, emoji, addresses, formulas. */
export const READ_BY_GITHUB = /@\w|#\d|\bGH-\d|:[\w+-]+:|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])|\$\S|www\.|:\/\//i

const PIECES = [
  '@everyone', '@org/team', '#12', 'owner/name#3', 'GH-7', 'https://evil.example/x', 'www.evil.example', '<b>', '<!--', '-->', '</details>', '<img src=x onerror=y>', '<!-- capstone-coach:comment version:1 pull-request:3 -->',
  '`', '```', '~~~', '|', '\\', '*', '**', '__init__', '[x](http://e.example)', '![x](y)', ':smile:', '# ', '> ', '- ', '1. ', '---', '\n', '\n\n', '\t', '\u202e', '\u200b', '\u2066', '\ud800', '\u0000', '&#64;', '$x$', 'deadbeef1',
  ' ', 'word', 'tests/a.py:12', 'é', '模型', '😀', '.', ':', '(', ')',
]
/** Text as somebody writes it who wants it to be more than text. */
export const hostile = fc.oneof(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')), fc.string({ unit: 'grapheme', maxLength: 40 }))
