import { plainLine } from '../report/text/plain-line.ts'
import { lineNamed } from './ci-lines.ts'
import type { StoryCommit } from './commits.ts'
import { short } from './story.ts'

/** A judged commit with the branch or pull request on which it was judged: `deep000 on tune`. */
export function commitWords({ sha, trace: { branch } }: StoryCommit): string {
  return `${short(sha)}${branch === null ? '' : ` on ${plainLine(lineNamed(branch), 80)}`}`
}
