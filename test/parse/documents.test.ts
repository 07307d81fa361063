import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../src/parse/document/markdown.ts'
import { readPlainText, readRestructuredText } from '../../src/parse/document/plain-text.ts'
import { readRequirements } from '../../src/parse/requirements.ts'

describe('Markdown', () => {
  it('gives headings, texts, tables and code with their lines', () => {
    const { blocks } = readMarkdown('# Title\n\nSome *text*.\n\n```sh\nmake run\n```\n\n| metric | value |\n| --- | --- |\n| F1 | 0.9 |\n')
    expect(blocks).toMatchObject([
      { kind: 'heading', level: 1, text: 'Title', line: 1 },
      { kind: 'text', text: 'Some text.', line: 3 },
      { kind: 'code', language: 'sh', lines: ['make run'], line: 6 },
      { kind: 'table', header: ['metric', 'value'], rows: [{ cells: ['F1', '0.9'], line: 11 }], line: 9 },
    ])
  })

  it('places a fence that opens at the end of the file in the file', () => {
    expect(readMarkdown('# A\n\n```py').blocks.at(-1)).toEqual({ kind: 'code', language: 'py', lines: [], line: 3 })
  })

  it('gives links, images and code inside sentences', () => {
    const { links, inlineCode } = readMarkdown('See [the card](docs/card.md) and ![plot](p.png); run `make test`.\n')
    expect(links.map(({ target, image }) => [target, image])).toEqual([['docs/card.md', false], ['p.png', true]])
    expect(inlineCode).toEqual([{ text: 'make test', line: 1 }])
  })

  it('takes what is commented out for nothing', () => {
    expect(JSON.stringify(readMarkdown('<!-- ## Rollback -->\n<!--\nrun make rollback\n-->\n'))).not.toContain('ollback')
  })
})

describe('other prose', () => {
  it('has headings in reStructuredText', () => {
    expect(readRestructuredText('Install\n=======\n\nSee below::\n\n    pip install .\n').blocks).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'heading', text: 'Install' })]))
  })
  it('keeps lines of plain text', () => {
    expect(JSON.stringify(readPlainText('Install\n\npip install -r requirements.txt\n'))).toContain('pip install -r requirements.txt')
  })
})

it('gives the packages of a requirements file with their lines, and no options or comments', () => {
  const tree = readRequirements('# evidently\nfastapi[all]>=0.1 ; python_version > "3.8"\n-r base.txt\n--hash=sha256:abc\nUvicorn_Worker==1\n')
  expect(JSON.stringify(tree)).toContain('"fastapi"')
  expect(JSON.stringify(tree)).not.toContain('evidently')
})
