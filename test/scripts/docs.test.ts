import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { checkPages } from '../../scripts/check-pages.ts'
import { commandsPage } from '../../scripts/commands-page.ts'
import { privacyDocument } from '../../scripts/privacy-document.ts'
import { ROOT } from '../house/source-files.ts'

const pages = await checkPages()

it('the page of the commands is the one that their list gives (else run: npm run docs)', () => {
  expect(readFileSync(join(ROOT, 'docs/commands.md'), 'utf8')).toBe(commandsPage())
})

it('the page of what is stored is the one that its list gives (else run: npm run docs)', () => {
  expect(readFileSync(join(ROOT, 'docs/privacy.md'), 'utf8')).toBe(privacyDocument())
})

describe('the pages of docs/checks', () => {
  it('are those that the checks and their cases give (else run: npm run docs)', () => {
    const stale = [...pages].filter(([path, text]) => readFileSync(join(ROOT, path), 'utf8') !== text).map(([path]) => path)
    expect(stale).toEqual([])
    expect(readdirSync(join(ROOT, 'docs/checks')).map((name) => `docs/checks/${name}`).sort()).toEqual([...pages.keys()].sort())
  })

  it('show a case of every level and name every case once in the list', () => {
    const text = pages.get('docs/checks/health.md') ?? ''
    expect(text.match(/^### (?:Present|Partial|Missing): /gm)).toHaveLength(3)
    expect(text).toContain('> - **Found:** The service answers GET `/health` (FastAPI).')
    expect(text).toContain('- **A router that no app includes**: Nothing answers its routes.')
  })

  it('have no heading inside a block of code and no block left open', () => {
    const markdown = new MarkdownIt()
    const shapes = [...pages].filter(([path]) => !path.endsWith('README.md')).map(([path, text]) => {
      const headings = markdown.parse(text, {}).filter((token) => token.type === 'heading_open')
      return { path, first: headings.filter((token) => token.tag === 'h1').length, second: headings.filter((token) => token.tag === 'h2').length }
    })
    expect(shapes.filter(({ first, second }) => first !== 1 || second !== 2)).toEqual([])
  })
})
