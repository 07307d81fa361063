import { everyCommandOf } from '../commands/every-command.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { scalarsIn } from '../settings/scalars.ts'
import { iniFilesOf, settingsOf } from '../settings/settings.ts'

const WORDS = 50_000
const LONGEST = 2_000

/**
 * The identifiers that files other than Python name: `train.py`, `train` and `train.main` of a command or an entry point. Read from workflows, tasks,
 * scripts, Dockerfiles, and settings (YAML, TOML, JSON and INI that are configuration).
 */
export const outsideWordsOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const words = new Set<string>()
  const add = (text: string): void => {
    if (words.size > WORDS) return
    const names = text.slice(0, LONGEST).match(/[A-Za-z_]\w*(?:\.py\b)?/g) ?? []
    for (const [index, name] of names.entries()) {
      words.add(name)
      const next = names[index + 1]
      if (next !== undefined) words.add(`${name}.${next}`)
    }
  }
  for (const command of everyCommandOf(facts)) add(command.words.join(' '))
  for (const file of facts.files.values()) {
    if (file.facts?.kind === 'dockerfile') for (const stage of file.facts.tree.stages) for (const { text } of [...stage.runs, ...[stage.command, stage.entrypoint].filter((one) => one !== null)]) add(text)
    if (file.facts?.kind === 'shell' || file.facts?.kind === 'jenkins') for (const line of file.facts.text.split('\n').slice(0, 2_000)) if (!line.trimStart().startsWith('#')) add(line)
  }
  for (const file of settingsOf(facts)) if (facts.files.get(file.path)?.role === 'config') for (const scalar of scalarsIn(file.value)) add(scalar.text)
  for (const file of iniFilesOf(facts)) for (const section of file.sections) for (const entry of section.entries) add(entry.value)
  return words
})
