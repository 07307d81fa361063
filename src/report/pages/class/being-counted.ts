import type { BeingCounted } from '../../../model/class-standing.ts'
import { html, type Html } from '../../html.ts'

/** Says of how many repositories what is shown is not counted by the course as it is now, or not at all; nothing where all is. */
export function beingCountedNote({ outdated, uncounted, of }: BeingCounted): Html | null {
  if (outdated + uncounted === 0) return null
  const rows = `of ${of} ${of === 1 ? 'repository' : 'repositories'}`
  const says = [
    ...outdated === 0 ? [] : [`${outdated} ${rows} ${outdated === 1 ? 'is' : 'are'} shown as before a change of the course's file or staff`],
    ...uncounted === 0 ? [] : [`${uncounted} ${outdated === 0 ? `${rows} ` : ''}${uncounted === 1 ? 'is' : 'are'} not counted yet`],
  ]
  return html`<p class="note">${says.join(', and ')}. The App counts them anew by itself, after what people wait for.</p>
`
}
