import MarkdownIt from 'markdown-it'
import { readYamlText } from '../support/read-yaml-text.ts'

type Verdict = { readonly standing: string; /** Words of the message or of the first evidence. */ readonly found?: string; /** A place that speaks against it. */ readonly against?: string }
/** Files by their path; `links` are symbolic links and where they point, `modules` folders that are kept in another repository. */
export type Side = { readonly title: string; readonly line: number; readonly files: Readonly<Record<string, string>>; readonly links: Readonly<Record<string, string>>; readonly modules: readonly string[]; readonly expected: Verdict }
export type Pair = { readonly criterion: string; readonly says: string; readonly adversary: Side; readonly twin: Side }

type Drafted = { title: string; line: number; files: Map<string, string>; links: Map<string, string>; modules: Set<string>; expected: Verdict | null }
type DraftedPair = { criterion: string; says: string; adversary: Drafted; twin: Drafted | null }

const KEYS = new Set(['criterion', 'standing', 'found', 'against'])

function draft(title: string, line: number, from?: Drafted): Drafted {
  return { title, line, files: new Map(from?.files), links: new Map(from?.links), modules: new Set(from?.modules), expected: null }
}

function put(side: Drafted, how: string, path: string, content: string): void {
  side.files.delete(path)
  side.links.delete(path)
  side.modules.delete(path)
  if (how === 'file') side.files.set(path, content)
  if (how === 'link') side.links.set(path, content.trim())
  if (how === 'module') side.modules.add(path)
}

/**
 * Reads pairs of repositories: a heading of level 2 is one that tries to earn more than its work, the heading of level 3 below it (`Twin: …`) the
 * same repository made honest. Blocks with `file=PATH` (`link=PATH`, `module=PATH`, `gone=PATH`) before the first heading of level 2 belong to all of them; those of a
 * twin change what stands above it. ```` ```expect ```` is the verdict as YAML, with the criterion in the first of the two. Throws where a pair is not whole.
 */
export function readPairs(markdown: string, name: string): readonly Pair[] {
  const pairs: DraftedPair[] = []
  const lines = markdown.split('\n')
  const shared = draft('', 0)
  const tokens = new MarkdownIt().parse(markdown, {})
  tokens.forEach((token, index) => {
    const line = (token.map?.[0] ?? 0) + 1
    const fault = (says: string): Error => new Error(`${name}:${line}: ${says}`)
    const pair = pairs.at(-1)
    const title = tokens[index + 1]?.content ?? ''
    if (token.type === 'heading_open' && token.tag === 'h2') pairs.push({ criterion: '', says: '', adversary: draft(title, line, shared), twin: null })
    if (token.type === 'heading_open' && token.tag === 'h3') {
      if (pair === undefined || pair.twin !== null || !title.startsWith('Twin: ')) throw fault('a heading of level 3 is the one twin of the case above it, "Twin: …"')
      pair.twin = draft(title, line, pair.adversary)
    }
    if (token.type === 'paragraph_open' && pair !== undefined && pair.twin === null) pair.says = [pair.says, ...lines.slice(...token.map ?? [0, 0])].join('\n').trim()
    if (token.type !== 'fence') return
    const side = pair === undefined ? shared : pair.twin ?? pair.adversary
    const [, how = '', path = ''] = /(?:^|\s)(file|link|module|gone)=(\S+)/.exec(token.info) ?? []
    if (how !== '') put(side, how, path, token.content)
    else if (token.info.trim() === 'expect' && pair !== undefined) {
      const value = readYamlText(token.content) as Verdict & { readonly criterion?: string }
      const odd = Object.keys(value).find((key) => !KEYS.has(key))
      if (odd !== undefined) throw fault(`"${odd}" is no part of a verdict`)
      if (value.criterion !== undefined) pair.criterion = value.criterion
      side.expected = value
    } else throw fault('a fenced block is `file=PATH`, `link=PATH`, `module=PATH`, `gone=PATH` or `expect`')
  })
  return pairs.map((pair) => {
    if (pair.twin === null || pair.criterion === '' || pair.says === '') throw new Error(`${name}:${pair.adversary.line}: "${pair.adversary.title}" says what it tries, names a criterion and has a twin`)
    return { criterion: pair.criterion, says: pair.says, adversary: whole(pair.adversary, name), twin: whole(pair.twin, name) }
  })
}

function whole({ expected, files, links, modules, ...side }: Drafted, name: string): Side {
  if (expected === null) throw new Error(`${name}:${side.line}: "${side.title}" says no verdict`)
  return { ...side, files: Object.fromEntries(files), links: Object.fromEntries(links), modules: [...modules], expected }
}
