/** The last line on which anything inside a statement (or a list of them) begins. The tree's depth is bounded where it is made. */
export function lastLineOf(tree: unknown): number {
  let last = 0
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 100) return
    if ('line' in value && typeof value.line === 'number') last = Math.max(last, value.line)
    for (const inner of Object.values(value)) visit(inner, depth + 1)
  }
  visit(tree, 0)
  return last
}
