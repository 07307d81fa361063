/** The style of the watch list, beside that of every page of a course. */
export const WATCH_STYLE = `
ul.matters, ul.notes { list-style: none; padding: 0; margin: 0 0 1rem; }
li.matter { border: 1px solid var(--line); border-left: 4px solid var(--note); border-radius: 6px; padding: .75rem 1rem; margin: 0 0 .75rem; }
li.matter.seen { border-left-color: var(--line); background: var(--raised); }
li.matter h2 { font-size: 1rem; margin: 0 0 .35rem; }
li.matter h2 .small { font-size: .9rem; overflow-wrap: anywhere; }
li.matter p { margin: 0 0 .35rem; overflow-wrap: anywhere; }
li.matter blockquote { margin: 0 0 .5rem; padding-left: .75rem; border-left: 3px solid var(--line); white-space: pre-line; overflow-wrap: anywhere; }
ul.notes li { margin: 0 0 .2rem; font-size: .9rem; overflow-wrap: anywhere; }
form.noting { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: .5rem 0 0; }
form.noting label { flex: 1 1 14rem; margin: 0; font-size: .9rem; position: relative; }
form.noting input[type=text] { box-sizing: border-box; width: 100%; max-width: none; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 6px; padding: .45rem .7rem; min-height: 2.75rem; margin-top: .25rem; display: block; }
form.noting button { position: relative; }
`
