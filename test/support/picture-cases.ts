import MarkdownIt from 'markdown-it'
import { readYamlText } from './read-yaml-text.ts'

/** What one case says of one component, connection or thing beyond: its outcome, its first place, and a tool by name. */
export type ExpectedState = { readonly id: string; readonly outcome: string; readonly at: string | null; readonly tool: string | null }
export type PictureCase = { readonly title: string; readonly line: number; readonly files: Readonly<Record<string, string>>; readonly expected: readonly ExpectedState[]; /** A plain folder, which has no history of Git. */ readonly plain: boolean }

/**
 * Reads cases of the picture: every heading of level 2 is a case; fenced blocks with `file=PATH` are its repository; its block ```` ```expect ```` is
 * a YAML map of `id: OUTCOME [at PATH[:LINE]] [with TOOL]`. A title that speaks of a plain folder makes one. Throws where a case is not whole.
 */
export function readPictureCases(markdown: string, name: string): readonly PictureCase[] {
  const cases: { title: string; line: number; files: Record<string, string>; expected: ExpectedState[]; plain: boolean }[] = []
  const tokens = new MarkdownIt().parse(markdown, {})
  tokens.forEach((token, index) => {
    const line = (token.map?.[0] ?? 0) + 1
    if (token.type === 'heading_open' && token.tag === 'h2') cases.push({ title: tokens[index + 1]?.content ?? '', line, files: {}, expected: [], plain: /plain folder/.test(tokens[index + 1]?.content ?? '') })
    const current = cases.at(-1)
    if (token.type !== 'fence' || current === undefined) return
    const file = /(?:^|\s)file=(\S+)/.exec(token.info)?.[1]
    if (file !== undefined) current.files[file] = token.content
    else if (token.info.trim() === 'expect') current.expected.push(...statesIn(token.content, `${name}:${line}`))
    else throw new Error(`${name}:${line}: a fenced block is either \`file=PATH\` or \`expect\``)
  })
  for (const one of cases) if (one.expected.length === 0) throw new Error(`${name}:${one.line}: the case "${one.title}" expects nothing`)
  return cases
}

function statesIn(text: string, place: string): readonly ExpectedState[] {
  return Object.entries(readYamlText(text) as Record<string, unknown>).map(([id, written]) => {
    const parts = /^(verified|present|partial|missing|unknown)(?: at (\S+))?(?: with (.+))?$/.exec(String(written))
    if (parts === null) throw new Error(`${place}: "${String(written)}" is no state; expected OUTCOME [at PATH[:LINE]] [with TOOL]`)
    const [, outcome = '', at = null, tool = null] = parts
    if (!['missing', 'unknown'].includes(outcome) && at === null) throw new Error(`${place}: a state above missing says where (at PATH:LINE)`)
    return { id, outcome, at, tool }
  })
}
