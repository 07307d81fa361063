import { code } from '../text/markdown-text.ts'

/** What is kept of a decision in a public repository without its text being said again: who can read what, and where the staff sees it. */
export function keptWords(repository: string): string {
  return `This repository is public: anybody can read what stands in your comment, so delete it if it is about a person. The staff sees what was kept with ${code(`capstone-coach decisions ${repository}`)}, where the App runs.`
}

/** A decision about a person in a public repository: the same for each such command, so that not even its kind is told. */
export function keptAnswer(repository: string): string {
  return `Kept; nothing of it is shown in this repository. ${keptWords(repository)}\n`
}
