/** The style of pages with a header and a navigation, beside that of every page: Primer's measures (https://primer.style), both colour schemes, nothing wider than the screen but tables, which scroll by themselves. */
export const SITE_STYLE = `
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .5rem; z-index: 1; }
header.site { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; padding: .75rem 1.25rem; background: var(--raised); border-bottom: 1px solid var(--line); }
header.site p { margin: 0; }
header.site .product a { color: var(--text); text-decoration: none; }
header.site .course { font-weight: 600; }
header.site .who { margin-left: auto; display: flex; align-items: center; gap: .75rem; }
nav.tabs { border-bottom: 1px solid var(--line); padding: 0 1.25rem; overflow-x: auto; }
nav.tabs ul { display: flex; gap: .25rem; list-style: none; margin: 0; padding: 0; }
nav.tabs li { margin: 0; }
nav.tabs a { display: block; padding: .75rem .75rem; color: var(--text); text-decoration: none; border-bottom: 2px solid transparent; white-space: nowrap; }
nav.tabs a[aria-current] { font-weight: 600; border-bottom-color: var(--accent); }
nav.tabs a:hover { border-bottom-color: var(--line); }
main.plain { padding-top: 1.5rem; }
main.wide { max-width: none; padding: 1.5rem 1.25rem 4rem; }
section { margin-top: 2rem; }
section.note > h2 { margin-top: 0; }
.anchor { display: block; scroll-margin-top: 5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.small { display: block; font-size: .8rem; font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.filters ul { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; padding: 0; margin: 0 0 1rem; }
.filters li { margin: 0; }
.filters a { display: inline-block; padding: .3rem .75rem; border: 1px solid var(--line); border-radius: 2rem; color: var(--text); text-decoration: none; }
.filters a[aria-current] { background: var(--raised); border-color: var(--soft); font-weight: 600; }
.filters .count { color: var(--soft); font-variant-numeric: tabular-nums; }
form.asking { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: 0 0 1rem; }
form.asking label { margin: 0; font-size: .9rem; min-width: 0; max-width: 100%; }
input[type=search], select, textarea { display: block; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 6px; padding: .45rem .7rem; min-height: 2.75rem; margin-top: .25rem; }
.scrolls { position: relative; overflow-x: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 6px; margin-bottom: 1rem; }
table.heat { margin: 0; font-size: .9rem; border-collapse: separate; border-spacing: 0; }
table.heat th, table.heat td { padding: .3rem .5rem; line-height: 1.3; white-space: nowrap; }
table.heat thead th { vertical-align: bottom; background: var(--raised); }
table.heat tbody tr:hover > * { background-color: var(--raised); }
table.heat .who { position: sticky; left: 0; background: var(--ground); min-width: 11rem; max-width: 16rem; overflow: hidden; text-overflow: ellipsis; border-right: 1px solid var(--line); z-index: 1; }
table.heat thead .who { background: var(--raised); }
table.heat tbody th.who a { font-weight: 600; }
table.heat th.narrow, table.heat td.cell { padding: .3rem .1rem; text-align: center; min-width: 1.6rem; }
.upright { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 12rem; font-size: .8rem; line-height: 1.1; white-space: normal; text-align: left; color: var(--text); }
table.heat td.looks { white-space: normal; min-width: 5rem; max-width: 13rem; }
@media (max-width: 40rem) { table.heat .who { min-width: 7rem; max-width: 8rem; } }
.looks span { display: inline-block; border: 1px solid var(--line); border-radius: 2rem; padding: 0 .6rem; margin: .1rem 0; font-size: .85rem; white-space: nowrap; }
.cell { color: var(--text); }
.cell.verified, .cell.done { background: var(--verified); }
.cell.present { background: var(--present); }
.cell.partial, .cell.held { background: var(--partial); }
.cell.failing { background: var(--failing); }
.cell.missing, .cell.open { background: var(--missing); }
.cell.decided span { text-decoration: underline; text-underline-offset: 3px; }
.cell.disagrees { box-shadow: inset 0 0 0 2px var(--note); }
.key .cell { display: inline-block; min-width: 1.5rem; text-align: center; border-radius: 3px; }
.pages { display: flex; align-items: center; gap: 1rem; margin-bottom: 1rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.5rem; }
figure.chart { margin: 0; }
figure.chart figcaption { font-weight: 600; margin-bottom: .35rem; }
figure.chart svg { width: 100%; height: auto; }
figure.chart text { font-size: 16px; fill: var(--text); text-anchor: middle; }
figure.chart text.start { text-anchor: start; }
figure.chart text.end { text-anchor: end; }
.bar { fill: var(--chart); } .bar.marked { fill: var(--note); }
.line { fill: none; stroke: var(--chart); stroke-width: 2.5; }
.axis, .grid { stroke: var(--line); } .mark { stroke: var(--note); stroke-dasharray: 4 3; }
table.shares { max-width: 60rem; }
svg.share { width: 100%; min-width: 10rem; height: .9rem; border: 1px solid var(--line); border-radius: 3px; display: block; }
svg .verified { fill: var(--verified); } svg .present { fill: var(--present); } svg .partial { fill: var(--partial); } svg .failing { fill: var(--failing); } svg .missing { fill: var(--missing); } svg .unknown { fill: var(--ground); }
@media print { header.site, nav.tabs, .skip, form { display: none; } body { font-size: 10pt; } main { max-width: none; padding: 0; } a { color: inherit; } }
`
