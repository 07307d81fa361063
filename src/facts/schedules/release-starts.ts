import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { edgesOfScript } from './edges-of-command.ts'
import type { Start } from './start.ts'

/** What a platform runs with each release (`release:` of a Procfile): a push of code starts it. */
export const releaseStartsOf = memoise((facts: RepositoryFacts): readonly Start[] => [...facts.files.values()].flatMap(({ path, facts: read }): readonly Start[] => {
  if (read?.kind !== 'lines' || nameOf(path) !== 'Procfile') return []
  return read.entries.flatMap(({ text, line }): readonly Start[] => {
    const command = text.startsWith('release:') ? text.slice('release:'.length).trim() : ''
    return command === '' ? [] : [{ by: 'person', says: `each release (${path})`, place: { path, line }, edges: edgesOfScript(facts, command, { path, line }, folderOf(path)) }]
  })
}))
