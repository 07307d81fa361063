import type { DocumentBlock, DocumentTree } from '../../parse/document/tree.ts'
import { memoise } from '../memoise.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf } from '../settings/settings.ts'

/**
 * One prose file of the project. `readme` is set for a README in any folder, `front` for the one in the project's root (or the repository's,
 * or `.github` and `docs`, where GitHub shows it); `linked` where the front README leads to it: by a link, by its name in code, or by a link to
 * the site that is made from the docs folder. `linkedAt` is that line of the front README.
 */
export type Document = { readonly path: string; readonly tree: DocumentTree; readonly readme: boolean; readonly front: boolean; readonly linked: boolean; readonly linkedAt: number | null }

/** A heading with everything below it up to the next heading of its level or a higher one; `trail` are the headings above it, outermost first. */
export type Section = { readonly heading: string; readonly level: number; readonly trail: readonly string[]; readonly line: number; readonly blocks: readonly DocumentBlock[] }

/** Every prose file of the project, the front README first, then what it links to. A folder with a licence of its own was taken over from somebody else. */
export const documentsOf = memoise((facts: RepositoryFacts): readonly Document[] => {
  const taken = [...facts.paths].filter((path) => /\/licen[cs]e(?:\.\w+)?$/i.test(path)).map(folderOf).filter((folder) => folder !== facts.project).slice(0, 100)
  const files = [...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind === 'document' && !taken.some((folder) => path.startsWith(`${folder}/`)) ? [{ path, tree: read.tree, readme: isReadme(path) }] : [])
  const front = frontReadme(files.filter((file) => file.readme).map((file) => file.path), facts.project)
  const lines = new Map<string, number>()
  const own = siteLine(facts, files.find((file) => file.path === front)?.tree)
  for (const file of files) if (file.path === front) for (const { path, line } of namedPaths(file.path, file.tree)) if (!lines.has(path)) lines.set(path, line)
  return files
    .map((file) => {
      const linkedAt = file.path === front ? null : lines.get(file.path) ?? lines.get(folderOf(file.path)) ?? (/^docs?\//.test(file.path) ? own : null)
      return { ...file, front: file.path === front, linked: linkedAt !== null, linkedAt }
    })
    .sort((left, right) => rank(left) - rank(right))
})

/** The documents that one document leads to, in the order of the tree. */
export function documentsFrom(facts: RepositoryFacts, document: Document): readonly Document[] {
  const targets = new Set(namedPaths(document.path, document.tree).map((named) => named.path))
  return documentsOf(facts).filter((other) => targets.has(other.path))
}

/** The paths (from the repository's root) that a document leads to: by relative links, and by a document's name in code ("see `docs/setup.md`"). */
function namedPaths(path: string, tree: DocumentTree): readonly { readonly path: string; readonly line: number }[] {
  const links = tree.links.filter((link) => !link.image && !/^(?:[a-z][a-z+.-]*:|\/\/|#)/i.test(link.target)).map((link) => {
    const target = link.target.split(/[#?]/, 1)[0] ?? ''
    return { path: target.startsWith('/') ? normalPath(target) : normalPath(`${folderOf(path)}/${target}`), line: link.line }
  })
  const names = tree.inlineCode.filter(({ text }) => /^[\w./-]{1,200}\.(?:md|rst|txt)$/i.test(text)).map(({ text, line }) => ({ path: normalPath(`${folderOf(path)}/${text}`), line }))
  return [...links, ...names]
}

/** The line with a link to the project's own documentation site: one that bears the repository's name. */
function siteLine(facts: RepositoryFacts, tree: DocumentTree | undefined): number | null {
  const name = (facts.snapshot.name.split('/').at(-1) ?? '').toLowerCase()
  const link = tree?.links.find(({ target }) => /^https?:\/\/[\w.-]+\.(?:github|gitlab|readthedocs|gitbook)\.io\b/i.test(target) && name.length > 2 && target.toLowerCase().includes(name))
  return link?.line ?? null
}

/** Whether a document is written for the project's readers: no log, no changelog, no licence, nothing for the platform or for an assistant. */
export function isProse(path: string): boolean {
  return !/(?:^|\/)(?:logs?|mlruns|wandb|lightning_logs|node_modules|\.[\w-]+)\/|(?:^|\/)(?:changelog|changes|history|release[-_ ]?notes|license|agents|claude|gemini|todo|contributing|code[-_]of[-_]conduct)[^/]*$/i.test(path)
}

/** Whether a document is by its name the page that tells how to begin: INSTALL, SETUP, GettingStarted, quick-start, usage, or a README beside that of a template (PROJECT_README). */
export function isStartPage(path: string): boolean {
  return /^(?:[\w-]+[_-]readme|readme[_-][\w-]+)\.(?:md|rst|txt)$/i.test(path) || /^(?:docs?\/(?:source\/|src\/)?)?(?:install(?:ation)?|set-?up|getting-?started|quick-?start|usage|how-?to-?run|running|run)(?:[-_]?(?:guide|instructions?))?\.(?:md|rst|txt)$/i.test(path.replaceAll('_', '-'))
}

/** The sections of a document in order; text before the first heading is a section with an empty heading. */
export function sectionsOf(tree: DocumentTree): readonly Section[] {
  const sections: { heading: string; level: number; trail: string[]; line: number; blocks: DocumentBlock[] }[] = []
  const open: (typeof sections)[number][] = []
  for (const block of tree.blocks) {
    if (block.kind === 'heading') {
      while ((open.at(-1)?.level ?? 0) >= block.level || open.at(-1)?.level === 0) open.pop()
      const section = { heading: block.text, level: block.level, trail: open.map((above) => above.heading), line: block.line, blocks: [] }
      for (const above of open) above.blocks.push(block)
      sections.push(section)
      open.push(section)
      continue
    }
    if (open.length === 0) {
      const start = { heading: '', level: 0, trail: [], line: block.line, blocks: [] }
      sections.push(start)
      open.push(start)
    }
    for (const section of open) section.blocks.push(block)
  }
  return sections
}

/** The text of a block, its cells or code lines one a line. */
export function blockText(block: DocumentBlock): string {
  switch (block.kind) {
    case 'heading': case 'text': return block.text
    case 'code': return block.lines.join('\n')
    case 'table': return [block.header, ...block.rows.map((row) => row.cells)].map((cells) => cells.join(' | ')).join('\n')
  }
}

function isReadme(path: string): boolean {
  return /(?:^|\/)readme(?:\.(?:md|markdown|rst|txt|mdx))?$/i.test(path)
}

function frontReadme(paths: readonly string[], project: string): string | null {
  const prefix = project === '.' ? '' : `${project}/`
  const folders = [prefix, '', `${prefix}.github/`, `${prefix}docs/`]
  for (const folder of folders) {
    const inside = paths.filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'))
    const best = inside.find((path) => /\.md$/i.test(path)) ?? inside[0]
    if (best !== undefined) return best
  }
  return null
}

function rank(document: Document): number {
  return document.front ? 0 : document.linked ? 1 : document.readme ? 2 : 3
}
