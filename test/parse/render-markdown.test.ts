import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/parse/document/render-markdown.ts'

const KNOWN = new Set('a blockquote br code dd details div dl em h1 h2 h3 h4 h5 h6 hr li ol p pre s strong sub summary sup table tbody td th thead tr ul'.split(' '))
const ATTRIBUTES = new Set(['class', 'href', 'title', 'start', 'style', 'role', 'aria-label', 'tabindex', 'open'])

/** Every element that a browser would make, with the names of its attributes. */
function elementsOf(html: string): readonly { readonly name: string; readonly attributes: readonly string[] }[] {
  return [...html.matchAll(/<\/?([a-z!][^\s>/]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(([, name = '', rest = '']) => ({ name, attributes: [...rest.matchAll(/([^\s="]+)(?:="[^"]*")?/g)].map(([, attribute = '']) => attribute) }))
}

describe('Markdown shown as GitHub shows it', () => {
  it.each([
    ['| a |\n| --- |\n| b |', '<td>b</td>'],
    ['<details><summary>More (2)</summary>\n\n- one\n\n</details>', '<details><summary>More (2)</summary>\n<ul>'],
    ['<sub>small `x`</sub>', '<p><sub>small <code>x</code></sub></p>'],
    ['> [!NOTE]\n> Mind this.', '<blockquote class="alert alert-note">\n<p>Note<br>\nMind this.</p>'],
    ['```mermaid\ngraph TD\n```', '<pre><code class="language-mermaid">graph TD\n</code></pre>'],
    ['a&nbsp;b', '<p>a\u00a0b</p>'],
    ['<!-- hidden -->\n## Seen', '<h2>Seen</h2>'],
  ])('%s', (source, html) => { expect(renderMarkdown(source)).toContain(html) })
  it('ends a line where a comment does, and not in a document', () => {
    expect([renderMarkdown('![The badge](https://coach.example/b.svg)', 'comment'), renderMarkdown('![x](javascript:alert(1))', 'comment'), renderMarkdown('![The badge](https://coach.example/b.svg)')]).toEqual(['<p><img src="https://coach.example/b.svg" alt="The badge"></p>\n', '<p>![x](javascript:alert(1))</p>\n', '<p>!<a href="https://coach.example/b.svg">The badge</a></p>\n'])
    expect([renderMarkdown('/why 2.3\n/hint 3.3', 'comment'), renderMarkdown('/why 2.3\n/hint 3.3')]).toEqual(['<p>/why 2.3<br>\n/hint 3.3</p>\n', '<p>/why 2.3\n/hint 3.3</p>\n'])
  })

  it.each([
    ['<!-- hidden -->\nshown', 'hidden'], ['<script>alert(1)</script>', '<script'], ['<img src=x onerror=y>', '<img'], ['![a](https://x.example/a.png)', '<img'],
    ['[a](javascript:alert(1))', 'href="javascript'], ['<details onclick="x">', '<details'], ['<sub style="x">y</sub>', '<sub style'], ['<a href="https://x.example">y</a>', '<a '],
  ])('%s does nothing', (source, never) => { expect(renderMarkdown(source)).not.toContain(never) })

  it('makes no other element and no other attribute, whatever the text', () => {
    const pieces = fc.constantFrom('<', '>', '<!--', '-->', '<details', '<details>', '<summary>', '</summary>', '<br/>', '<b>', '<img src=x ', 'onerror="y"', '"', '\'', '=', '&lt;', '&#60;', '`', '```', '[a](', 'javascript:x', 'https://x.example', ')', '![', '|', '\n', '\n\n', '> ', '[!NOTE]', '# ', '- ', 'word', ' ', '<svg/onload=z>', '<![CDATA[', '<?x', '</p>')
    fc.assert(fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const elements = elementsOf(renderMarkdown(parts.join('')))
      expect(elements.filter(({ name, attributes }) => !KNOWN.has(name) || attributes.some((one) => !ATTRIBUTES.has(one)))).toEqual([])
    }), { numRuns: 2000 })
  })
})
