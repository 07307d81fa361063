import { html } from '../text/html.ts'
import { page } from '../page.ts'
import { KEPT, KEPT_ELSEWHERE, type Kept, type KeptSettings } from './kept.ts'

const PARTS: readonly (readonly [string, (kept: Kept, settings: KeptSettings) => string])[] = [
  ['For what', ({ why }) => why], ['About whom', ({ whose }) => whose], ['How long', ({ howLong }, settings) => howLong(settings)], ['Who sees it', ({ seenBy }) => seenBy],
]

/** The page `/privacy`: everything that is stored here, with the times that hold here. */
export function privacyPage(settings: KeptSettings): string {
  return page('What is stored here', html`
<p>Capstone Coach reads repositories of a course on GitHub and judges them. This is all that it keeps for that, in the database of whoever runs it. Nothing of it goes to anybody else, but for what the App writes on GitHub and the grades that the staff hands out.</p>
${settings.eraseAfterDays === 0 ? null : html`<p>Where the App is uninstalled, everything that it kept of the repositories there is erased ${settings.eraseAfterDays} days later.</p>
`}<p>For a copy of all that is kept of you, or to have it erased, ask the staff of your course or whoever runs this App: each is one command.</p>
${KEPT.map((kept) => html`<h2>${kept.what}</h2>
<p>${kept.holds}</p>
<dl>
${PARTS.map(([label, says]) => html`<div><dt>${label}</dt><dd>${says(kept, settings)}</dd></div>\n`)}</dl>
`)}
<h2>What is not here</h2>
<ul>
${KEPT_ELSEWHERE.map((says) => html`<li>${says}</li>\n`)}</ul>
`)
}
