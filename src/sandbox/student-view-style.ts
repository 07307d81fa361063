/** GitHub's look in light and dark, from the width of a phone on. Colours keep a contrast of 4.5 to 1 for text. */
export const STUDENT_VIEW_STYLE = `
:root { color-scheme: light dark; --canvas: #ffffff; --subtle: #f6f8fa; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --link: #0969da; --good: #1a7f37; --bad: #d1242f; --wait: #9a6700; --neutral: #59636e; --merged: #8250df; --code: #818b981f }
@media (prefers-color-scheme: dark) { :root { --canvas: #0d1117; --subtle: #151b23; --text: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --link: #4493f8; --good: #3fb950; --bad: #f85149; --wait: #d29922; --neutral: #9198a1; --merged: #ab7df8; --code: #656c7633 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--canvas); color: var(--text); font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; overflow-wrap: break-word }
header { background: var(--subtle); border-bottom: 1px solid var(--line); padding: 12px 16px }
header p { margin: 0 auto; max-width: 976px }
main { margin: 0 auto; max-width: 1008px; padding: 16px }
h1 { font-size: 1.6em; font-weight: 400; margin: 8px 0 }
h2 { font-size: 1.15em; margin: 0 0 8px }
.number, .quiet { color: var(--quiet); font-weight: 400 }
.quiet { font-size: .875em }
.where { margin: 0 0 20px; color: var(--quiet) }
.state { border-radius: 2em; border: 1px solid currentColor; color: var(--good); font-weight: 600; padding: 3px 12px; text-transform: capitalize }
.state.merged { color: var(--merged) } .state.closed { color: var(--bad) }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 16px; padding: 16px }
.comment, .page { padding: 0 }
.by { background: var(--subtle); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; margin: 0; padding: 8px 16px }
.comment:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link) }
.reactions { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; margin: 0; padding: 0 16px 12px }
.reactions li { border: 1px solid var(--line); border-radius: 2em; padding: 0 8px }
.badge { border: 1px solid var(--line); border-radius: 2em; color: var(--quiet); font-size: .75em; padding: 1px 7px }
.comment .markdown, .page .markdown, .page section { padding: 16px }
.checks, .actions, .annotations { list-style: none; margin: 0; padding: 0 }
.checks li { border-top: 1px solid var(--line); padding: 8px 0 }
.checks .title { display: block; padding-left: 1.4em }
.mark { display: inline-block; text-align: center; width: 1.2em }
.mark.success { color: var(--good) } .mark.failure { color: var(--bad) } .mark.in_progress { color: var(--wait) } .mark.neutral { color: var(--neutral) }
.markdown .actions { display: flex; flex-wrap: wrap; gap: 8px 20px; margin: 0 0 16px; padding: 0 }
.markdown .actions li { margin: 0 }
.button { background: var(--subtle); border: 1px solid var(--line); border-radius: 6px; display: inline-block; font-size: .875em; font-weight: 600; padding: 5px 16px }
.annotations li { border: 1px solid var(--line); border-left: 4px solid var(--neutral); border-radius: 6px; margin: 0 0 8px; padding: 8px 12px }
.annotations li.warning { border-left-color: var(--wait) } .annotations li.failure { border-left-color: var(--bad) }
.annotations p { margin: 0 }
.annotations pre { background: none; font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; margin: 4px 0 0; padding: 0; white-space: pre-wrap }
.markdown > :first-child { margin-top: 0 } .markdown > :last-child { margin-bottom: 0 }
.markdown h2 { border-bottom: 1px solid var(--line); font-size: 1.5em; margin: 24px 0 16px; padding-bottom: .3em }
.markdown h3 { font-size: 1.25em; margin: 24px 0 16px }
.markdown p, .markdown ul, .markdown ol, .markdown details, .markdown .table, .markdown pre, .markdown blockquote { margin: 0 0 16px }
.markdown ul, .markdown ol { padding-left: 2em }
.markdown li + li { margin-top: .25em }
a { color: var(--link) }
a code { color: inherit }
code { background: var(--code); border-radius: 6px; font: 85% ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; padding: .2em .4em }
.diagram { background: var(--canvas); overflow-x: auto; margin: 0 0 16px } .diagram svg { display: block; margin: 0 auto }
pre { background: var(--subtle); border-radius: 6px; overflow-x: auto; padding: 16px }
pre code { background: none; padding: 0 }
.table { overflow-x: auto }
table { border-collapse: collapse }
th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left }
tr:nth-child(2n) td { background: var(--subtle) }
summary { cursor: pointer }
hr { background: var(--line); border: 0; height: 4px; margin: 24px 0 }
blockquote { border-left: 4px solid var(--line); color: var(--quiet); padding: 0 1em }
.alert { color: inherit } .alert p:first-child::first-line { font-weight: 600 } .alert-note, .alert-tip, .alert-important { border-left-color: var(--link) } .alert-warning, .alert-caution { border-left-color: var(--wait) }
@media (max-width: 600px) { main { padding: 12px 8px } th, td { padding: 6px 8px } .comment .markdown, .page .markdown, .page section { padding: 12px } }
`
