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
@media print { header.site, nav.tabs, .skip, form { display: none; } body { font-size: 10pt; } main { max-width: none; padding: 0; } a { color: inherit; } }
`
