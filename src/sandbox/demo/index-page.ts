import { escaped } from '../escaped.ts'

/** One repository of the demo: what its student is like, what the newest check run says, and where to look. */
export type IndexRow = {
  readonly name: string
  readonly says: string
  readonly title: string
  readonly commit: string | null
  readonly pulls: readonly { readonly number: number; readonly title: string }[]
}

/** The list of a demo's repositories as one page without scripts. */
export function indexPage(rows: readonly IndexRow[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>The class · Capstone Coach</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>The class</h1>
<p>A GitHub on this machine, and the App connected to it. Open a pull request to see what its student sees.</p>
${rows.map(row).join('\n')}
</main>
</body>
</html>
`
}

function row({ name, says, title, commit, pulls }: IndexRow): string {
  const links = [
    ...pulls.map((pull) => `<li><a href="/${escaped(name)}/pull/${pull.number}">Pull request #${pull.number}: ${escaped(pull.title)}</a></li>`),
    ...(commit === null ? [] : [`<li><a href="/${escaped(name)}/commit/${commit}">The newest judged commit, ${commit.slice(0, 7)}</a></li>`]),
  ]
  return `<section aria-label="${escaped(name)}"><h2>${escaped(name)}</h2>${says === '' ? '' : `<p>${escaped(says)}</p>`}<p class="check">${title === '' ? 'Not judged yet.' : `Check run: ${escaped(title)}`}</p><ul>${links.join('')}</ul></section>`
}

const STYLE = `
:root { --text: #1f2328; --soft: #59636e; --ground: #fff; --line: #d1d9e0; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --soft: #9198a1; --ground: #0d1117; --line: #3d444d; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 48rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
section { border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
h1 { margin: 0 0 .5rem; } h2 { font-size: 1.1rem; margin: 0 0 .25rem; } p { margin: 0 0 .5rem; } ul { margin: 0; padding-left: 1.25rem; } li { margin: .25rem 0; }
.check { color: var(--soft); } a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
`
