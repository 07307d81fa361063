import type { Extractor } from '../file-facts.ts'

const BY_ENDING = /\.(?:sh|bash|zsh)$/
const BY_PLACE = /(?:^|\/)(?:scripts?|bin|ci|\.ci|tools|hack|tasks|mise-tasks|\.husky|\.githooks|hooks|git-hooks)\/[^/.]+$/
const LONGEST = 200_000

/** Keeps shell scripts as text: what they run depends on the arguments they are called with. A file without an ending needs a shebang of a shell. */
export const shellExtractor: Extractor = {
  id: 'shell',
  revision: 1,
  dependsOnPath: true,
  reads: (path) => BY_ENDING.test(path) || BY_PLACE.test(path),
  extract: (text, path) => {
    const isShell = BY_ENDING.test(path) || /^#![^\n]*\b(?:ba|z|da)?sh\b/.test(text) || /(?:^|\/)\.husky\//.test(path)
    return { facts: isShell && text.length <= LONGEST ? { kind: 'shell', text } : null, problems: [] }
  },
}
