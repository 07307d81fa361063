import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import MarkdownIt, { type Token } from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { isCommandWord } from '../../src/command-line/options-taken.ts'
import { ROOT } from './source-files.ts'

const TOP = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']
const PAGES = [...TOP, ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name.replaceAll('\\', '/')}`)]
const markdown = new MarkdownIt({ html: true })
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const parsed = new Map(PAGES.map((path) => [path, markdown.parse(read(path), {})]))

/** The anchors of a page's headings, by the rules of GitHub. */
function anchorsOf(path: string): ReadonlySet<string> {
  const seen = new Map<string, number>()
  const tokens = parsed.get(path) ?? []
  return new Set(tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return []
    const text = (tokens[index + 1]?.children ?? []).filter(({ type }) => type === 'text' || type === 'code_inline').map(({ content }) => content).join('')
    const slug = text.toLowerCase().replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-')
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    return [times === 0 ? slug : `${slug}-${String(times)}`]
  }))
}

function inlineOf(path: string): readonly Token[] {
  return (parsed.get(path) ?? []).flatMap(({ children }) => children ?? [])
}

function linksOf(path: string): readonly string[] {
  return inlineOf(path).filter(({ type }) => type === 'link_open').map((token) => decodeURI(String(token.attrGet('href') ?? ''))).filter((link) => !/^[a-z]+:/.test(link))
}

/** The file that a link of a page leads to, from the root. */
function targetOf(path: string, link: string): string {
  const file = link.split('#')[0] ?? ''
  return file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file))
}

function brokenIn(path: string): readonly string[] {
  return linksOf(path).filter((link) => {
    const [target, anchor] = [targetOf(path, link), link.split('#')[1] ?? '']
    if (!existsSync(join(ROOT, target))) return true
    return anchor !== '' && parsed.has(target) && !anchorsOf(target).has(anchor)
  })
}

describe('the documents', () => {
  it.each(PAGES)('%s leads to what is there', (path) => { expect(brokenIn(path)).toEqual([]) })

  it.each(['src/facts/tests', 'src/facts/service'])('say what each file of %s answers', (room) => {
    const page = read('docs/develop.md')
    expect(readdirSync(join(ROOT, room), { withFileTypes: true }).map((entry) => `\`${entry.name}${entry.isDirectory() ? '/' : ''}\``).filter((name) => !page.includes(name))).toEqual([])
  })

  it('are all reached from README or the index of docs, and from there in a step or two', () => {
    const reached = new Set(['README.md'])
    for (const path of reached) for (const link of linksOf(path)) if (parsed.has(targetOf(path, link))) reached.add(targetOf(path, link))
    expect(PAGES.filter((path) => !reached.has(path))).toEqual([])
    const index = new Set(linksOf('docs/README.md').map((link) => targetOf('docs/README.md', link)))
    expect(PAGES.filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== 'docs/README.md' && !index.has(path))).toEqual([])
  })

  it('name only commands that there are', () => {
    // After the name of the program in a sentence any word may follow: only code names a command.
    const inCode = PAGES.flatMap((path) => codeOf(path).flatMap((code) => [...code.matchAll(/(?:^(?:.*\()?capstone-coach|node dist\/cli\.js) (?<word>[a-z][\w-]*)/g)].map(({ groups }) => ({ path, word: groups?.['word'] ?? '' }))))
    expect(inCode.length).toBeGreaterThan(50)
    expect(inCode.filter(({ word }) => !isCommandWord(word))).toEqual([])
  })

  it('name only files that there are', () => {
    const ours = PAGES.filter((path) => !path.startsWith('docs/checks/') && path !== 'docs/own-items.md')
    const named = ours.flatMap((path) => inlineOf(path).filter(({ type }) => type === 'code_inline').map(({ content }) => ({ path, content })))
    const files = named.filter(({ content }) => /^(?:(?:src|test|scripts)\/[\w./-]+(?:\.ts|\.mjs|\/)|(?:deploy|operations|checklists|schemas|courses|lesson-modules|samples)\/[\w./-]+\w)$/.test(content))
    expect(files.length).toBeGreaterThan(30)
    expect(files.filter(({ content }) => !existsSync(join(ROOT, content)) && !MADE_UP.has(content))).toEqual([])
  })
})

/** Files that a reader is to make. */
const MADE_UP = new Set(['src/checks/licence.ts', 'test/checks/licence.md', 'courses/mlops.yml'])

function codeOf(path: string): readonly string[] {
  const inline = inlineOf(path).filter(({ type }) => type === 'code_inline').map(({ content }) => content)
  return [...inline, ...(parsed.get(path) ?? []).filter(({ type }) => type === 'fence').flatMap(({ content }) => content.split('\n'))]
}

it('the anchors are GitHub\'s', () => {
  expect([...anchorsOf('docs/course.md')]).toEqual(expect.arrayContaining(['in-the-organizations-own-repository', 'by-template', 'dates-in-another-language']))
})
