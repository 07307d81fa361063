/** GitHub's anchors of headings, in their order: lower case, punctuation dropped, blanks as hyphens, `-1`, `-2` … behind one that was given before. */
export function headingSlugs(headings: readonly string[]): readonly string[] {
  const given = new Map<string, number>()
  return headings.map((heading) => {
    const slug = heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-')
    const before = given.get(slug) ?? 0
    given.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  })
}
