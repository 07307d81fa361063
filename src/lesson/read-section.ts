import { SAYING_IDS, type LessonSection, type Saying, type Snippet } from '../model/lesson.ts'
import type { SourceBlock } from '../parse/document/source-blocks.ts'

type Body = Omit<LessonSection, 'heading' | 'level' | 'line' | 'slug'>
type Complain = (line: number, says: string) => void
type Part = 'idea' | 'why' | 'how' | 'hints'

const LABELS: readonly { readonly part: Part; readonly label: string; readonly nearly: RegExp }[] = [
  { part: 'why', label: '**Why it matters in production.**', nearly: /^\*\*why\b/i },
  { part: 'how', label: '**How to do it.**', nearly: /^\*\*how\b/i },
  { part: 'hints', label: '**Hints**', nearly: /^\*\*hints?\b/i },
]
const HINTS = 3

/** Reads what stands under one heading; `complain` takes every mistake, by line. */
export function readSection(body: readonly SourceBlock[], headingLine: number, coverable: ReadonlySet<string>, complain: Complain): Body {
  const covers = coversOf(body, headingLine, coverable, complain)
  const texts: Record<Part, string[]> = { idea: [], why: [], how: [], hints: [] }
  const seen: Part[] = []
  const hints: string[] = []
  let part: Part = 'idea'
  for (const block of body) {
    if (block.kind === 'comment' || block.kind === 'code') continue
    const label = LABELS.find(({ nearly }) => block.kind === 'paragraph' && nearly.test(block.source))
    if (label !== undefined) {
      if (!block.source.startsWith(label.label)) complain(block.line, `expected ${label.label}; found "${firstWords(block.source)}"`)
      if (seen.includes(label.part)) complain(block.line, `expected ${label.label} once under a heading`)
      part = label.part
      seen.push(part)
    }
    const text = label === undefined ? block.source : block.source.replace(/^\*\*[^*\n]*\*\*\s*/, '')
    if (part === 'hints' && block.kind === 'list') hints.push(...hintsOf(block, complain))
    else if (text !== '') texts[part].push(text)
  }
  const needed = covers.length === 0 ? [] : covers.every((id) => id.startsWith('step-')) ? ['hints'] : ['why', 'how', 'hints']
  for (const { part: one, label } of LABELS.filter((candidate) => needed.includes(candidate.part))) {
    if (!seen.includes(one)) complain(headingLine, `expected a paragraph that begins with ${label}, since this heading covers ${covers.join(', ')}`)
    else if (one !== 'hints' && texts[one].length === 0) complain(headingLine, `expected words behind ${label}`)
  }
  if (seen.join() !== LABELS.map((label) => label.part).filter((one) => seen.includes(one)).join()) complain(headingLine, 'expected why, how and hints in this order')
  if (texts.hints.length > 0) complain(headingLine, 'expected nothing but a numbered list behind **Hints**')
  if (seen.includes('hints') && hints.length !== HINTS) complain(headingLine, `expected ${HINTS} hints, numbered; found ${hints.length}`)
  const why = texts.why.join('\n\n')
  if (LINK.test(why)) complain(headingLine, 'expected no link in why it matters: it is also shown away from the lesson')
  return { covers, why, how: texts.how.join('\n\n'), hints, snippets: snippetsOf(body, complain), says: saysOf(body, complain) }
}

const LINK = /\]\(/
const COMMENT = /^<!--\s*(\w+):([^\n]*?)-->$/

function coversOf(body: readonly SourceBlock[], headingLine: number, coverable: ReadonlySet<string>, complain: Complain): readonly string[] {
  return body.flatMap((block) => {
    if (block.kind !== 'comment') return []
    const comment = COMMENT.exec(block.source)
    if (comment?.[1] === 'says') return []
    if (comment?.[1] !== 'covers') {
      complain(block.line, `expected <!-- covers: id, id -->, <!-- says: id --> or no comment; found "${firstWords(block.source)}"`)
      return []
    }
    if (block.line !== headingLine + 1) complain(block.line, 'expected the covers comment on the line after its heading')
    const ids = (comment[2] ?? '').split(',').map((id) => id.trim())
    for (const id of ids) if (!coverable.has(id)) complain(block.line, `expected the id of a criterion, a checklist item or a step; found "${id}"`)
    return ids
  })
}

/** The blocks that stand right below a `says` comment, as what the App says. */
function saysOf(body: readonly SourceBlock[], complain: Complain): readonly Saying[] {
  return body.flatMap((block, at): readonly Saying[] => {
    const [, kind, written = ''] = block.kind === 'comment' ? COMMENT.exec(block.source) ?? [] : []
    if (kind !== 'says') return []
    const id = SAYING_IDS.find((one) => one === written.trim())
    if (id === undefined) complain(block.line, `expected one of ${SAYING_IDS.join(', ')} behind says; found "${firstWords(written.trim())}"`)
    const said = body[at + 1]
    const lines = said?.line === block.line + 1 ? linesOf(said) : []
    if (lines.length === 0) complain(block.line, 'expected a paragraph, a quotation or a list on the line below this comment')
    if (lines.some((line) => LINK.test(line))) complain(block.line, 'expected no link in what is said: it is also shown away from the lesson')
    return id === undefined || lines.length === 0 ? [] : [{ id, lines, line: block.line }]
  })
}

function linesOf(block: SourceBlock): readonly string[] {
  if (block.kind === 'list') return block.items.map(({ text }) => text)
  const isQuoted = block.kind === 'other' && block.source.startsWith('>')
  if (block.kind !== 'paragraph' && !isQuoted) return []
  return [block.source.split('\n').map((line) => line.replace(/^>\s?/, '').trim()).join(' ')]
}

function hintsOf(list: Extract<SourceBlock, { kind: 'list' }>, complain: Complain): readonly string[] {
  if (!list.ordered) complain(list.line, 'expected a numbered list of hints; found bullets')
  for (const { line, text, isPlain } of list.items) {
    if (!isPlain || text === '') complain(line, 'expected a hint of one paragraph, without code blocks or lists')
    if (LINK.test(text)) complain(line, 'expected no link in a hint: it is also shown away from the lesson')
  }
  return list.items.map((item) => item.text)
}

function snippetsOf(body: readonly SourceBlock[], complain: Complain): readonly Snippet[] {
  return body.flatMap((block): readonly Snippet[] => {
    if (block.kind !== 'code') return []
    const [language = '', ...words] = block.info.split(/\s+/)
    if (language === '') complain(block.line, 'expected a language behind the fence, for example ```python')
    const file = words.find((word) => word.startsWith('file='))?.slice('file='.length) ?? null
    const other = words.find((word) => !word.startsWith('file='))
    if (other !== undefined) complain(block.line, `expected only file=PATH behind the language; found "${other}"`)
    if (file !== null && (file === '' || file.startsWith('/') || file.split('/').includes('..'))) complain(block.line, `expected a path inside the student's repository; found "${file}"`)
    return [{ language, file, text: block.text, line: block.line }]
  })
}

function firstWords(text: string): string {
  const [line = ''] = text.split('\n', 1)
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
