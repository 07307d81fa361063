import { escaped } from '../escaped.ts'
import { demoPage } from './demo-page.ts'

const MOST_LINES = 3000

/** One file at one commit, a row a line; a line stands at the anchor that GitHub's links name, `L12`. */
export function filePage(name: string, commit: string, path: string, text: string): string {
  const rows = text.split('\n').slice(0, MOST_LINES).map((line, index) => `<tr id="L${index + 1}"><td>${index + 1}</td><td><pre>${escaped(line)}</pre></td></tr>`).join('')
  return demoPage(path, `<h1>${escaped(path)}</h1>
<p>${escaped(name)} at <a href="/${escaped(name)}/commit/${escaped(commit)}">${escaped(commit.slice(0, 7))}</a></p>
<table aria-label="Lines of ${escaped(path)}">${rows}</table>`)
}
