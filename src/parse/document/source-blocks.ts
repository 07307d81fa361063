import MarkdownIt from 'markdown-it'

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

/** A block at the top level of a Markdown text, with what was written: for texts that people edit and a program reads by their form. */
export type SourceBlock = { readonly line: number; readonly source: string } & (
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'comment' | 'paragraph' | 'other' }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | { readonly kind: 'code'; readonly info: string; readonly text: string }
)

/** `text` is the item's Markdown on one line; `isPlain` where it is one paragraph and nothing else. */
export type ListItem = { readonly line: number; readonly text: string; readonly isPlain: boolean }

const CAP = 200_000
const markdown = new MarkdownIt({ html: true, linkify: false, maxNesting: 20 })

/** Reads the top-level blocks of a Markdown text in order, lines from 1; at most 200,000 characters. Throws nothing that the text could cause. */
export function readSourceBlocks(text: string): readonly SourceBlock[] {
  const source = text.slice(0, CAP)
  const lines = source.split('\n')
  const tokens = markdown.parse(source, {})
  const blocks: SourceBlock[] = []
  tokens.forEach((token, at) => {
    if (token.level !== 0 || token.map === null || token.nesting < 0) return
    const [from, to] = token.map
    const place = { line: from + 1, source: lines.slice(from, to).join('\n').trimEnd() }
    switch (token.type) {
      case 'heading_open': blocks.push({ ...place, kind: 'heading', level: Number(token.tag.slice(1)), text: plainText(tokens[at + 1]) }); break
      case 'paragraph_open': blocks.push({ ...place, kind: 'paragraph' }); break
      case 'html_block': blocks.push({ ...place, kind: token.content.trimStart().startsWith('<!--') ? 'comment' : 'other' }); break
      case 'fence': blocks.push({ ...place, kind: 'code', info: token.info.trim(), text: token.content }); break
      case 'ordered_list_open': case 'bullet_list_open':
        blocks.push({ ...place, kind: 'list', ordered: token.type === 'ordered_list_open', items: itemsOf(tokens, at) })
        break
      default: blocks.push({ ...place, kind: 'other' })
    }
  })
  return blocks
}

function itemsOf(tokens: readonly Token[], start: number): readonly ListItem[] {
  const items: { line: number; texts: string[]; blocks: number }[] = []
  for (let at = start + 1; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined || token.level === 0) break
    const item = items.at(-1)
    if (token.type === 'list_item_open' && token.level === 1) items.push({ line: (token.map?.[0] ?? 0) + 1, texts: [], blocks: 0 })
    else if (item === undefined) continue
    else if (token.type === 'inline') item.texts.push(token.content.replaceAll('\n', ' '))
    else if (token.level === 2 && token.nesting >= 0) item.blocks += token.type === 'paragraph_open' ? 1 : 2
  }
  return items.map(({ line, texts, blocks }) => ({ line, text: texts.join(' '), isPlain: blocks === 1 }))
}

function plainText(token: Token | undefined): string {
  return (token?.children ?? []).filter((child) => child.type === 'text' || child.type === 'code_inline').map((child) => child.content).join('').trim()
}
