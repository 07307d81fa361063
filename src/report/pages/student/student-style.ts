/** The style of the page of one repository, beside that of all pages. Printed it is a report: every item open, no forms, no colours that cost ink. */
export const STUDENT_STYLE = `
.student { max-width: 60rem; margin: 0 auto; }
main:has(.student) > h1 { max-width: 60rem; margin-left: auto; margin-right: auto; }
.student .lead { font-size: 1.15rem; }
.student h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
.student h4 { font-size: .95rem; margin: 1rem 0 .25rem; }
.student .points { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.student .next { border: 1px solid var(--line); border-left: 4px solid var(--button); border-radius: 6px; padding: .75rem 1rem; margin: 1rem 0; background: var(--raised); }
.student .next h2 { margin: 0 0 .25rem; }
.student .next > :last-child { margin-bottom: 0; }
.student .items { border: 1px solid var(--line); border-radius: 6px; margin-bottom: 1rem; }
.student .items > details { border: 0; border-top: 1px solid var(--line); border-radius: 0; margin: 0; padding: .35rem 1rem; }
.student .items > details:first-child { border-top: 0; }
.student .items > details[open] { padding-bottom: 1rem; }
.student .items summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .15rem .75rem; font-weight: 400; padding: .25rem 0; }
.student .items summary::before { content: '▸'; color: var(--soft); width: .75rem; }
.student .items [open] > summary::before { content: '▾'; }
.student .items summary::-webkit-details-marker { display: none; }
.student .items summary .title { flex: 1 1 14rem; font-weight: 600; }
.student .items summary .word { color: var(--soft); flex: 0 0 auto; }
.student .items summary .number { flex: 0 0 auto; min-width: 8.5rem; }
.student .mark { display: inline-block; min-width: 1.6rem; text-align: center; border-radius: 3px; }
.student .places { margin: .35rem 0 0; padding-left: 1.25rem; }
.student dl { margin-bottom: .5rem; }
.student dd { overflow-wrap: anywhere; }
.student ol.log { list-style: none; padding: 0; }
.student ol.log > li { border-top: 1px solid var(--line); padding: .6rem 0 0; margin: 0 0 .6rem; overflow-wrap: anywhere; }
.student ol.log p { margin-bottom: .35rem; }
.student blockquote { margin: 0 0 .5rem; padding-left: .75rem; border-left: 3px solid var(--line); }
form.decide { margin-top: 1rem; padding: .75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; }
form.decide .fields { display: flex; flex-wrap: wrap; gap: .75rem 1rem; margin-bottom: .5rem; }
form.decide .fields label { margin: 0; min-width: 0; max-width: 100%; }
form.decide select { max-width: 100%; }
form.decide select, form.decide input, form.decide textarea { font-weight: 400; }
form.decide input[type=text] { display: block; margin-top: .25rem; }
form.decide textarea { width: 100%; max-width: 40rem; }
form.decide .row { margin-bottom: 0; }
.student .row { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; }
@media (max-width: 40rem) { .student .items summary .number { min-width: 0; } .student .items > details { padding-left: .6rem; padding-right: .6rem; } }
@media print {
  .student .no-print, .student .filters { display: none; }
  .student details::details-content { content-visibility: visible; block-size: auto; }
  .student .items > details, .student ol.log > li { break-inside: avoid; }
  .student .items summary::before { display: none; }
  .student .mark.cell { background: none; border: 1px solid; }
  .student h2, .student h3 { break-after: avoid; }
}
`
