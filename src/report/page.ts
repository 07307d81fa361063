import { html, type Html } from './text/html.ts'

/** A document of HTML around the body of a page. Its style is served at `/page.css`; no scripts. */
export function documentOf(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Capstone Coach</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body>
${body}
</body>
</html>
`.html
}

/** A whole page for whoever comes: title, one heading, what it says. */
export function page(title: string, body: Html): string {
  return documentOf(title, html`<main>
<p class="product">Capstone Coach</p>
<h1>${title}</h1>
${body}
</main>`)
}

/** A page of one or two sentences: what is the case, and what to do. */
export function shortPage(title: string, ...sentences: readonly string[]): string {
  return page(title, html`${sentences.map((sentence) => html`<p>${sentence}</p>\n`)}`)
}

/** The style of every page: readable on a phone, light and dark as the reader's system is, contrast of text above 7 to 1. */
export const PAGE_STYLE = `
:root { --text: #1f2328; --soft: #4d555e; --ground: #ffffff; --raised: #f6f8fa; --line: #d0d7de; --link: #0550ae; --button: #1a6b33; --note: #bf8700; --accent: #fd8c73; --chart: #0969da; --verified: #aceebb; --present: #dafbe1; --partial: #fff0b0; --failing: #ffc1ba; --missing: #eaeef2; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --soft: #b1bac4; --ground: #0d1117; --raised: #161b22; --line: #3d444d; --link: #79c0ff; --button: #1f6b35; --note: #d29922; --accent: #f78166; --chart: #58a6ff; --verified: #1b6331; --present: #123f22; --partial: #5a4500; --failing: #8e1519; --missing: #21262d; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
p, ol, ul { margin: 0 0 1rem; }
li { margin-bottom: .35rem; }
.product { color: var(--soft); margin: 0 0 .25rem; font-weight: 600; }
.soft { color: var(--soft); }
a { color: var(--link); }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere; }
.note { border-left: 4px solid var(--note); background: var(--raised); padding: .75rem 1rem; margin: 0 0 1rem; border-radius: 0 6px 6px 0; }
.note > :last-child { margin-bottom: 0; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
input[type=text] { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 6px; padding: .5rem .7rem; min-height: 2.75rem; width: 100%; max-width: 22rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: stretch; margin-top: .35rem; }
.row input { flex: 1 1 14rem; }
button, .button { font: inherit; font-weight: 600; display: inline-block; min-height: 2.75rem; padding: .5rem 1.1rem; border-radius: 6px; border: 1px solid var(--soft); background: var(--raised); color: var(--text); cursor: pointer; text-decoration: none; }
button.main, a.button.main { background: var(--button); border-color: var(--button); color: #ffffff; font-size: 1.05rem; }
button:hover, .button:hover { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
details { border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; margin: 0 0 1rem; }
summary { cursor: pointer; font-weight: 600; }
table { margin-bottom: .75rem; }
details[open] summary { margin-bottom: .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-size: .9rem; }
tbody th { font-weight: 400; }
dl { margin: 0 0 1rem; }
dl div { display: flex; flex-wrap: wrap; column-gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { flex: 0 0 7rem; color: var(--soft); font-size: .9rem; line-height: 1.7; }
dd { flex: 1 1 18rem; margin: 0; }
`
