import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { allPages } from '../../scripts/all-pages.ts'
import { SETTINGS } from '../../src/operate/settings.ts'
import { ROOT } from '../house/source-files.ts'

const written = await allPages()
const pages = new Map([...written].filter(([path]) => path.startsWith('docs/checks/')))

it.each([...written.keys()].filter((path) => !pages.has(path)))('%s is what the code and data give that it is written from (else run: npm run docs)', (path) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(written.get(path))
})

it('the pages of settings and of files name every setting once and every key that has to be there', () => {
  const settings = written.get('docs/settings.md') ?? ''
  expect(SETTINGS.map(({ name }) => name).filter((name) => settings.split(`\n| \`${name}\` |`).length !== 2)).toEqual([])
  const forms = written.get('docs/forms.md') ?? ''
  for (const key of ['grading.late', 'staff.assistants', 'repository.commit', 'groups[].items', 'criteria[].outcome', 'runs[].jobs']) expect(forms).toContain(`| \`${key}\``)
  expect(forms).toContain('| `title` \\* | text |')
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
