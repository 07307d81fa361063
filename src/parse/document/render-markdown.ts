import MarkdownIt from 'markdown-it'

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

const CAP = 1_000_000
const ALERTS = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$/
const ALLOWED_TAG = /<\/?(?:details(?: open)?|summary|sub|sup|br)\s*\/?>/y

type Markdown = InstanceType<typeof MarkdownIt>
const DOCUMENT = asOnGitHub(new MarkdownIt({ html: true, linkify: false, maxNesting: 40 }).disable('image'))
const COMMENT = asOnGitHub(new MarkdownIt({ html: true, linkify: false, breaks: true, maxNesting: 40 }))

function asOnGitHub(markdown: Markdown): Markdown {
  markdown.renderer.rules['html_block'] = (tokens, index) => allowedHtml(tokens[index]?.content ?? '')
  markdown.renderer.rules['html_inline'] = (tokens, index) => allowedHtml(tokens[index]?.content ?? '')
  // A table that is wider than a phone scrolls by itself, also from the keyboard.
  markdown.renderer.rules['table_open'] = () => '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n'
  markdown.renderer.rules['table_close'] = () => '</table></div>\n'
  markdown.core.ruler.push('alerts', (state) => { markAlerts(state.tokens) })
  return markdown
}

/**
 * Markdown as HTML nearly as GitHub shows it: tables, folded details, alerts; code of every language (Mermaid too) as code. Of HTML only
 * details, summary, sub, sup and br stay elements; comments go, everything else is shown as text. Links lead to http, https and mail alone. At most 1 MB. In a
 * comment (`comment`) a line's end is one, as on GitHub, and a picture is a picture; elsewhere a line's end is a space, and a picture a link.
 */
export function renderMarkdown(text: string, of: 'document' | 'comment' = 'document'): string {
  return (of === 'comment' ? COMMENT : DOCUMENT).render(text.slice(0, CAP))
}

/** A quotation that begins with `[!NOTE]` and its like is an alert: a class, and its word in front. */
function markAlerts(tokens: readonly Token[]): void {
  tokens.forEach((token, index) => {
    const first = tokens[index + 2]?.children?.[0]
    const word = token.type === 'blockquote_open' ? ALERTS.exec(first?.content ?? '')?.[1] : undefined
    if (word === undefined || first === undefined) return
    token.attrSet('class', `alert alert-${word.toLowerCase()}`)
    first.content = `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`
    const second = tokens[index + 2]?.children?.[1]
    if (second?.type === 'softbreak') second.type = 'hardbreak'
  })
}

function allowedHtml(source: string): string {
  let html = ''
  let at = 0
  while (at < source.length) {
    const next = source.indexOf('<', at)
    if (next < 0) break
    html += escaped(source.slice(at, next))
    at = next
    const end = source.startsWith('<!--', at) ? source.indexOf('-->', at + 4) : -1
    ALLOWED_TAG.lastIndex = at
    const tag = ALLOWED_TAG.exec(source)?.[0]
    if (source.startsWith('<!--', at)) at = end < 0 ? source.length : end + 3
    else if (tag !== undefined) {
      html += tag
      at += tag.length
    } else {
      html += '&lt;'
      at += 1
    }
  }
  return html + escaped(source.slice(at))
}

/** Entities stay what they are: only what could begin or end an element is text. */
function escaped(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
