import { printable } from '../printable.ts'

/** Whether a text can name a commit: a SHA, a branch or a tag, without git's operators and without the look of an option. */
export function isCommitName(text: string): boolean {
  return /^[^\s:^~?*[\\-][^\s:?*[\\]*$/.test(text)
}

/** What to do about a commit that is not there: the branches whose names come nearest, or a few of all. */
export function nearestHint(asked: string, branches: readonly string[]): string {
  const wanted = asked.toLowerCase()
  const near = branches.filter((name) => {
    const known = name.toLowerCase()
    return known.includes(wanted) || wanted.includes(known) || (wanted.length > 2 && known.startsWith(wanted.slice(0, 3)))
  })
  if (near.length > 0) return `Nearest: ${near.slice(0, 3).map(printable).join(', ')}.`
  return branches.length === 0 ? 'The repository has no branches; give the SHA of a commit that it holds.' : `Its branches: ${branches.slice(0, 5).map(printable).join(', ')}${branches.length > 5 ? ', …' : ''}.`
}
