import MarkdownIt from 'markdown-it'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { assess } from '../../src/flow/judging/assess.ts'
import { COMPONENT_IDS } from '../../src/model/picture.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { escapedLabel, pictureDiagram } from '../../src/report/picture/picture-diagram.ts'
import { pictureMarkdown } from '../../src/report/picture/picture-markdown.ts'
import { pictureText } from '../../src/report/picture/picture-text.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { factsOf } from '../support/memory-repository.ts'

const HOSTILE = '"];\n  click n_git "javascript:alert(1)"\n``` end <img src=x onerror=alert(1)> @everyone %%{init: {}}%% \u202Eevil'

/** Every form of line that the diagram has; nothing of a repository's texts can add another. */
const LABEL = '"(?:[^"#;<>`@%|&{}\\[\\]]|#\\d+;|<br/>)*"'
const LINES = new RegExp(`^(?:flowchart TB| +subgraph (?<band>n_\\w+)\\[${LABEL}\\]| +end| +direction TB| +(?<node>n_\\w+)\\[${LABEL}\\]:::(?<used>\\w+)| +style n_\\w+ fill:none,stroke:#6e7781| +(?<from>n_\\w+) (?:---|-\\.-|~~~)(?:\\|${LABEL}\\|)? (?<to>n_\\w+)| +classDef (?<made>\\w+) fill:#\\w{6},stroke:#\\w{6},color:#\\w{6},stroke-width:2px| +linkStyle default stroke-width:2px)$`)

let record: AssessmentRecord
let hostile: AssessmentRecord
beforeAll(async () => {
  const facts = await factsOf({ 'app.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post("/predict")\ndef predict(text: str):\n    return {"label": text}\n', '.gitignore': '.venv/\n' })
  record = assess(facts, { checks: CHECKS, ...CHECKLISTS, engineVersion: 'test' })
  hostile = {
    ...record,
    repository: { ...record.repository, name: HOSTILE },
    components: record.components.map((one) => ({ ...one, tools: [HOSTILE], found: HOSTILE, evidence: one.evidence.map((place) => (place.kind === 'file' ? { ...place, path: HOSTILE } : place)) })),
  }
})

describe('the diagram', () => {
  it.each([['a small service', () => record], ['hostile names', () => hostile]])('is Mermaid that can be read whole, for %s', (_what, of) => {
    const lines = pictureDiagram(of()).split('\n')
    const parts = lines.map((line) => LINES.exec(line)?.groups ?? (LINES.test(line) ? {} : line))
    expect(parts.filter((part) => typeof part === 'string')).toEqual([])
    const read = parts.flatMap((part) => (typeof part === 'string' ? [] : [part]))
    const nodes = new Set(read.flatMap(({ node, band }) => [node, band].filter((id) => id !== undefined)))
    const classes = new Set(read.flatMap(({ made }) => made ?? []))
    expect(read.flatMap(({ from, to }) => [from, to].filter((id) => id !== undefined)).filter((id) => !nodes.has(id))).toEqual([])
    expect(read.flatMap(({ used }) => used ?? []).filter((name) => !classes.has(name))).toEqual([])
    expect(lines.filter((line) => line.trim() === 'end')).toHaveLength(lines.filter((line) => line.includes('subgraph')).length)
    expect(COMPONENT_IDS.filter((id) => !nodes.has(`n_${id.replaceAll('-', '_')}`))).toEqual([])
  })

  it('says the state of every component by its word, and draws what is not joined dotted with its word', () => {
    const diagram = pictureDiagram(record)
    expect(diagram).toContain('n_users["Users call it<br/>FastAPI<br/>◐ present"]:::present')
    expect(diagram).toContain('n_dvc -.-|"○ missing"| n_mlflow')
    expect(diagram).toContain('n_legend_missing["○ missing"]:::missing')
  })

  it('keeps the letters of every script and cuts what is long', () => {
    expect(escapedLabel('Größe 数据')).toBe('Größe 数据')
    expect(escapedLabel('a"b')).toBe('a#34;b')
    expect(Array.from(escapedLabel('x'.repeat(500))).length).toBeLessThan(40)
  })
})

describe('the picture as text', () => {
  it('names band, component, state, tool and place, then connections, within 80 columns', () => {
    const text = pictureText(record, { width: 80, paint: (_style, line) => line })
    expect(text).toMatch(/Production[^]*◐ present {2}Users call it: FastAPI +app\.py:6[^]*Connections[^]*○ missing {2}Code versions → Data versions\n +Code versions is there, Data versions is not\.[^]*Beyond the capstone/)
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('shows nothing of a hostile name but characters that can be seen', () => {
    expect(pictureText(hostile, { width: 80, paint: (_style, line) => line }).replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}]/u)
  })
})

it('as Markdown, two blocks hold all of it, whatever the repository is called', () => {
  const tokens = new MarkdownIt({ html: true }).parse(pictureMarkdown(hostile), {})
  expect(tokens.filter(({ type }) => type === 'fence').map(({ info }) => info)).toEqual(['mermaid', 'text'])
  expect(tokens.filter(({ type }) => type === 'html_block').map(({ content }) => content.trim()).join('\n')).toBe('<details>\n<summary>The same as text, with the place of each</summary>\n</details>')
  expect(tokens.filter(({ type }) => type === 'inline')).toEqual([])
})
