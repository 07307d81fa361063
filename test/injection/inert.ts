import MarkdownIt from 'markdown-it'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { READ_BY_GITHUB } from '../support/hostile-text.ts'

/** What a terminal obeys or a reader does not see: control, format and direction characters, but for the line feed. */
export const UNSEEN = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u

/** The same on a page, where all white space is a space, and words of several languages are written with joiners. */
const UNSEEN_ON_PAGES = /[^\P{Cc}\t\r\n]|(?![\u200c\u200d])\p{Cf}|[\p{Zl}\p{Zp}]/u

const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true })

/** What text of Markdown does besides showing text, as GitHub reads it: elements, pictures, links by where they lead, mentions and references, and signs that nobody sees. */
export function deedsOfMarkdown(source: string): readonly string[] {
  const tokens = markdown.parse(source, {}).flatMap((token) => [token, ...(token.children ?? [])])
  return [
    ...tokens.filter(({ type }) => type.startsWith('html')).map(({ content }) => `element ${content.trim()}`),
    ...tokens.filter(({ type }) => type === 'image').map((token) => `picture ${String(token.attrGet('src'))}`),
    ...tokens.filter(({ type }) => type === 'link_open').map((token) => `link ${String(token.attrGet('href'))}`),
    ...tokens.filter(({ type, content }) => ['text', 'text_special'].includes(type) && READ_BY_GITHUB.test(content)).map(({ content }) => `read by GitHub ${content}`),
    ...tokens.filter(({ type, info }) => type === 'fence' || (type === 'code_block' && info === '')).map(({ info }) => `block ${info}`),
    ...UNSEEN.test(source) ? [`unseen ${JSON.stringify(source.slice(Math.max(0, source.search(UNSEEN) - 60), source.search(UNSEEN) + 10))}`] : [],
  ]
}

/** Attributes that hold what a form sends back or where something leads, as it is. */
const SENT_BACK = ['value', 'href', 'action']
const TELLING = ['href', 'src', 'action', 'formaction', 'srcset', 'data', 'xlink:href', 'style', 'class', 'id', 'method', 'type', 'name']

/** What a page does besides showing text: each element with the names of its attributes, each address, each class, and signs that nobody sees. */
export function deedsOfPage(source: string): readonly string[] {
  const deeds: string[] = []
  const read = (text: string): void => { if (UNSEEN_ON_PAGES.test(text)) deeds.push(`unseen ${JSON.stringify(text)}`) }
  const visit = (node: Tree.ParentNode | Tree.ChildNode): void => {
    if ('tagName' in node) {
      deeds.push(`element ${node.tagName} ${node.attrs.map(({ name }) => name).sort().join(' ')}`.trimEnd(), ...node.attrs.filter(({ name }) => TELLING.includes(name)).map(({ name, value }) => `${name} ${value}`))
      for (const { name, value } of node.attrs) if (!SENT_BACK.includes(name)) read(value)
    }
    if (node.nodeName === '#comment') deeds.push(`comment ${'data' in node ? node.data : ''}`)
    if ('value' in node) read(node.value)
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(parse(source, { onParseError: ({ code }) => { deeds.push(`broken ${code}`) } }))
  return deeds
}
