import type { BeingCounted } from '../../model/class-standing.ts'

/** Of how many repositories what is told is not counted by the course as it is now, or not at all; null where all is. */
export function beingCountedWords({ outdated, uncounted, of }: BeingCounted): string | null {
  if (outdated + uncounted === 0) return null
  const rows = `of ${of} ${of === 1 ? 'repository' : 'repositories'}`
  const says = [
    ...outdated === 0 ? [] : [`${outdated} ${rows} ${outdated === 1 ? 'is' : 'are'} shown as before a change of the course's file or staff`],
    ...uncounted === 0 ? [] : [`${uncounted} ${outdated === 0 ? `${rows} ` : ''}${uncounted === 1 ? 'is' : 'are'} not counted yet`],
  ]
  return `${says.join(', and ')}. The App counts them anew by itself, after what people wait for.`
}
