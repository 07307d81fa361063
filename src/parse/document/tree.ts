export type DocumentText = { readonly text: string; readonly line: number }

/** One block of a document, in order. `line` counts from 1 and is where its first text stands. */
export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly line: number }
  /** A paragraph, or a list item where `item` is set. `text` keeps its line breaks and loses its markup. */
  | { readonly kind: 'text'; readonly item: boolean; readonly text: string; readonly line: number }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[]; readonly line: number }
  /** A fenced or indented code block; `language` is the first word behind the fence, in lower case. */
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[]; readonly line: number }

/** `target` is the address as written, without what follows a blank. */
export type DocumentLink = { readonly text: string; readonly target: string; readonly image: boolean; readonly line: number }

/** A prose file as plain JSON: README, model card, runbook. */
export type DocumentTree = {
  readonly format: 'markdown' | 'restructured-text' | 'plain'
  readonly blocks: readonly DocumentBlock[]
  /** Code inside sentences. */
  readonly inlineCode: readonly DocumentText[]
  readonly links: readonly DocumentLink[]
}
