import { escaped } from '../escaped.ts'
import { demoPage } from './demo-page.ts'

/** One repository of the demo: what its student is like, what the newest check run says, and where to look. */
export type IndexRow = {
  readonly name: string
  readonly says: string
  readonly title: string
  readonly commit: string | null
  readonly issues: readonly { readonly number: number; readonly title: string }[]
  readonly pulls: readonly { readonly number: number; readonly title: string }[]
}

/** The list of a demo's repositories as one page without scripts. */
export function indexPage(rows: readonly IndexRow[]): string {
  return demoPage('The class', `<h1>The class</h1>
<p>A GitHub on this machine, and the App connected to it. Open an issue or a pull request to see what its student sees.</p>
${rows.map(row).join('\n')}`)
}

function row({ name, says, title, commit, issues, pulls }: IndexRow): string {
  const links = [
    ...issues.map((issue) => `<li><a href="/${escaped(name)}/issues/${issue.number}">Issue #${issue.number}: ${escaped(issue.title)}</a></li>`),
    ...pulls.map((pull) => `<li><a href="/${escaped(name)}/pull/${pull.number}">Pull request #${pull.number}: ${escaped(pull.title)}</a></li>`),
    ...(commit === null ? [] : [`<li><a href="/${escaped(name)}/commit/${commit}">The newest judged commit, ${commit.slice(0, 7)}</a></li>`]),
  ]
  return `<section aria-label="${escaped(name)}"><h2>${escaped(name)}</h2>${says === '' ? '' : `<p>${escaped(says)}</p>`}<p class="check">${title === '' ? 'Not judged yet.' : `Check run: ${escaped(title)}`}</p><ul>${links.join('')}</ul></section>`
}
