import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Draws each block of Mermaid in place of its source, in the page's own colours; one that cannot be drawn stays as it is. */
const DRAW = `
const dark = matchMedia('(prefers-color-scheme: dark)').matches
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: dark ? 'dark' : 'default' })
document.querySelectorAll('code.language-mermaid').forEach(async (source, at) => {
  try {
    const { svg } = await mermaid.render('diagram-' + at, source.textContent)
    const drawn = document.createElement('div')
    drawn.className = 'diagram'
    drawn.innerHTML = svg
    source.parentElement.replaceWith(drawn)
  } catch { /* The source says the same. */ }
})
`

/** The script that draws diagrams on the demo's pages; empty where the package that draws them is not installed, as in an installation without what development needs. */
export function diagramScript(): string {
  try {
    return `${readFileSync(createRequire(import.meta.url).resolve('@mermaid-js/tiny'), 'utf8')}\n{${DRAW}}\n`
  } catch {
    return ''
  }
}
