/** The style of forms that write or send files, and of tables as wide as what they hold. */
export const GRADES_STYLE = `
form.writing input[type=text] { display: block; margin-top: .25rem; }
form.writing label { margin-top: .75rem; }
form.writing > p:last-child { margin-top: 1rem; }
table.plain details { margin: 0; padding: .25rem .6rem; }
form.writing fieldset { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0; padding: .25rem 1rem 1rem; min-width: 0; }
form.writing legend { font-weight: 600; padding: 0 .35rem; }
form.writing textarea { width: 100%; font: .9rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
input[type=file], input[type=number] { display: block; font: inherit; color: inherit; max-width: 100%; margin-top: .25rem; min-height: 2.75rem; }
input[type=number] { background: var(--ground); border: 1px solid var(--soft); border-radius: 6px; padding: .45rem .7rem; width: 8rem; }
form select { max-width: 100%; }
label.tick { display: flex; gap: .5rem; align-items: baseline; font-weight: 400; }
form.asking .says { flex: 1 1 100%; margin: 0; }
table.plain { margin: 0; }
table.plain th, table.plain td { padding: .45rem .75rem; }
table.plain tbody tr:last-child > * { border-bottom: 0; }
table.plain tfoot > tr > * { border-top: 2px solid var(--line); border-bottom: 0; font-weight: 600; }
table.said th { color: var(--soft); white-space: nowrap; }
details table.said th { white-space: normal; overflow-wrap: anywhere; }
.secret { font-size: 1rem; display: block; padding: .75rem; user-select: all; }
`
