import MarkdownIt from 'markdown-it'

/** A case of the work on a model: a repository, the files that a later commit has otherwise (`null` for one that it lacks), and the lines to expect of the state and of the differences; null where nothing is said of one. */
export type ModelCase = { readonly title: string; readonly line: number; readonly before: Readonly<Record<string, string>>; readonly after: Readonly<Record<string, string>>; readonly state: readonly string[] | null; readonly differences: readonly string[] | null }

/**
 * Reads cases of the work on a model: every heading of level 2 is one; fences with `file=PATH` are its repository, those with `after=PATH` what a later commit has
 * in their place (empty: the file is gone), ```` ```state ```` the lines of the state, ```` ```differences ```` those of what differs. Throws where a case is not whole.
 */
export function readModelCases(markdown: string, name: string): readonly ModelCase[] {
  const cases: { title: string; line: number; files: Record<string, string>; later: Record<string, string>; state: readonly string[] | null; differences: readonly string[] | null }[] = []
  const tokens = new MarkdownIt().parse(markdown, {})
  tokens.forEach((token, index) => {
    const line = (token.map?.[0] ?? 0) + 1
    if (token.type === 'heading_open' && token.tag === 'h2') cases.push({ title: tokens[index + 1]?.content ?? '', line, files: {}, later: {}, state: null, differences: null })
    const current = cases.at(-1)
    if (token.type !== 'fence' || current === undefined) return
    const [, kind, path = ''] = /(?:^|\s)(file|after)=(\S+)/.exec(token.info) ?? []
    const lines = token.content.split('\n').filter((one) => one.trim() !== '')
    if (kind === 'file') current.files[path] = token.content
    else if (kind === 'after') current.later[path] = token.content
    else if (token.info.trim() === 'state') current.state = lines
    else if (token.info.trim() === 'differences') current.differences = lines
    else throw new Error(`${name}:${line}: a fenced block is \`file=PATH\`, \`after=PATH\`, \`state\` or \`differences\``)
  })
  return cases.map(({ title, line, files, later, state, differences }) => {
    if (state === null && differences === null) throw new Error(`${name}:${line}: the case "${title}" expects nothing`)
    return { title, line, before: files, after: Object.fromEntries(Object.entries({ ...files, ...later }).filter(([, text]) => text !== '')), state, differences }
  })
}
