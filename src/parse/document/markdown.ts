import MarkdownIt from 'markdown-it'
import type { DocumentBlock, DocumentLink, DocumentText, DocumentTree } from './tree.ts'

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]
type Writing = { readonly blocks: DocumentBlock[]; readonly inlineCode: DocumentText[]; readonly links: DocumentLink[] }
type Table = { header: string[]; rows: { cells: string[]; line: number }[]; line: number }

const CAP = 1_000_000
const BLOCKS = 20_000
const markdown = new MarkdownIt({ html: true, linkify: false, maxNesting: 40 })

/** Reads Markdown: headings, text, lists, tables, code, links. HTML comments are left out, other HTML gives its text. Never throws; at most 1 MB is read. */
export function readMarkdown(text: string): DocumentTree {
  const writing: Writing = { blocks: [], inlineCode: [], links: [] }
  try {
    write(markdown.parse(text.slice(0, CAP), {}), writing)
  } catch {
    // A document the parser gives up on keeps the blocks read so far.
  }
  return { format: 'markdown', ...writing }
}

function write(tokens: readonly Token[], writing: Writing): void {
  let table: Table | null = null
  let row: string[] = []
  let heading = 0
  let items = 0
  for (const token of tokens) {
    if (writing.blocks.length >= BLOCKS) return
    const line = (token.map?.[0] ?? 0) + 1
    switch (token.type) {
      case 'heading_open': heading = Number(token.tag.slice(1)); break
      case 'heading_close': heading = 0; break
      case 'list_item_open': items += 1; break
      case 'list_item_close': items -= 1; break
      case 'table_open': table = { header: [], rows: [], line }; break
      case 'tr_open': row = []; break
      case 'thead_close': if (table) table.header = table.rows.pop()?.cells ?? []; break
      case 'tr_close': table?.rows.push({ cells: row, line: table.line + table.rows.length + (table.header.length > 0 ? 2 : 0) }); break
      case 'table_close': if (table) writing.blocks.push({ kind: 'table', ...table }); table = null; break
      case 'inline': {
        const content = inlineText(token.children ?? [], line, writing)
        if (table) row.push(content)
        else if (heading > 0) writing.blocks.push({ kind: 'heading', level: heading, text: content, line })
        else if (content !== '') writing.blocks.push({ kind: 'text', item: items > 0, text: content, line })
        break
      }
      case 'fence': case 'code_block': writing.blocks.push(codeOf(token, line)); break
      case 'html_block': writeHtml(token.content, line, writing); break
      default: break
    }
  }
}

function codeOf(token: Token, line: number): DocumentBlock {
  const language = (token.info.trim().split(/[\s{,]/, 1)[0] ?? '').toLowerCase()
  const lines = token.content.split('\n')
  if (lines.at(-1) === '') lines.pop()
  // A fence that opens at the end of the file has no line of its own.
  return { kind: 'code', language, lines, line: token.type === 'fence' && lines.length > 0 ? line + 1 : line }
}

function inlineText(children: readonly Token[], first: number, writing: Writing): string {
  let line = first
  let text = ''
  let link: { target: string; from: number } | null = null
  for (const child of children) {
    switch (child.type) {
      case 'text': text += child.content; break
      case 'code_inline':
        text += child.content
        writing.inlineCode.push({ text: child.content, line })
        break
      case 'softbreak': case 'hardbreak': text += '\n'; line += 1; break
      case 'link_open': link = { target: String(child.attrGet('href') ?? ''), from: text.length }; break
      case 'link_close':
        if (link) writing.links.push({ text: text.slice(link.from), target: targetOf(link.target), image: false, line })
        link = null
        break
      case 'image': writing.links.push({ text: child.content, target: targetOf(String(child.attrGet('src') ?? '')), image: true, line }); break
      case 'html_inline': writeTag(child.content, line, writing); break
      default: break
    }
  }
  return text.trim()
}

/** The address without the encoding that the parser adds. */
function targetOf(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

/** HTML gives its links, pictures, headings and text; comments and styles give nothing. */
function writeHtml(content: string, first: number, writing: Writing): void {
  const html = withoutComments(content)
  html.split('\n').forEach((raw, index) => {
    const line = first + index
    writeTag(raw, line, writing)
    const text = raw.replace(/<[^<>]*>/g, ' ').replace(/[ \t]+/g, ' ').trim()
    const level = /<h([1-6])\b/i.exec(raw)?.[1]
    if (text === '') return
    writing.blocks.push(level === undefined ? { kind: 'text', item: false, text, line } : { kind: 'heading', level: Number(level), text, line })
  })
}

function writeTag(tag: string, line: number, writing: Writing): void {
  for (const found of tag.matchAll(/<(a|img)\s[^<>]{0,1000}/gi)) {
    const image = found[1]?.toLowerCase() === 'img'
    const target = /\b(?:href|src)\s*=\s*["']([^"']{0,500})["']/i.exec(found[0])?.[1]
    if (target !== undefined) writing.links.push({ text: /\balt\s*=\s*["']([^"']{0,300})["']/i.exec(found[0])?.[1] ?? '', target, image, line })
  }
}

/** Keeps the new lines of a comment, so that lines behind it keep their numbers. */
function withoutComments(html: string): string {
  let out = ''
  let at = 0
  for (;;) {
    const from = html.indexOf('<!--', at)
    if (from < 0) return out + html.slice(at)
    const end = html.indexOf('-->', from + 4)
    const to = end < 0 ? html.length : end + 3
    out += html.slice(at, from) + '\n'.repeat(html.slice(from, to).split('\n').length - 1)
    at = to
  }
}
