import { escaped } from '../escaped.ts'

/** A page of the demo's GitHub, without scripts and without anything loaded from elsewhere; `body` is HTML. */
export function demoPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)} · Capstone Coach</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
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
table { border-collapse: collapse; width: 100%; } td { padding: .1rem .5rem; vertical-align: top; } td:first-child { text-align: right; color: var(--soft); user-select: none; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .85rem/1.5 ui-monospace, monospace; } li:target, tr:target { background: color-mix(in srgb, var(--link) 18%, transparent); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
`
