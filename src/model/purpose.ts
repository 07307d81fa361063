/** What a request to GitHub, or work, is for: from what a person waits for to what nobody waits for. */
export const PURPOSES = ['answer', 'verdict', 'first-word', 'upkeep'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Where a purpose stands in their order: what has a smaller number goes first. */
export function rankOf(purpose: Purpose): number {
  return PURPOSES.indexOf(purpose)
}
