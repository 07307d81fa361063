/** The style of the pages of items, beside that of all pages with a navigation. */
export const ITEM_STYLE = `
.outcome { white-space: nowrap; font-weight: 600; }
.outcome .cell { display: inline-block; min-width: 1.5rem; text-align: center; border-radius: 3px; font-weight: 400; }
h3, ul.verdicts h2 { font-size: 1rem; line-height: 1.4; margin: 1.25rem 0 .35rem; }
table.items { margin: 0; }
table.items th, table.items td { padding-left: .75rem; vertical-align: middle; }
table.items td:nth-child(3) { width: 22%; }
table.items td:nth-child(4) { white-space: nowrap; }
table.items .group { color: var(--soft); font-weight: 600; background: var(--raised); }
.neighbours p { margin-bottom: .5rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
ul.verdicts { list-style: none; padding: 0; }
ul.verdicts > li { border-top: 1px solid var(--line); padding: .25rem 0 1rem; margin: 0; }
ul.verdicts p { margin-bottom: .35rem; }
ul.verdicts details { margin: .5rem 0 0; }
ul.verdicts .small { display: inline; font-weight: 400; }
ul.verdicts label { margin-bottom: .75rem; }
ul.verdicts textarea, ul.verdicts select { font-weight: 400; max-width: 100%; }
ul.verdicts textarea { width: 100%; }
ul.verdicts .note p, ul.verdicts p.note { margin: .5rem 0; }
ul.plain { list-style: none; padding: 0; margin-bottom: .35rem; overflow-wrap: anywhere; }
`
