import { asMap, asTexts, valueAt, type Json } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, yamlPartsOf } from '../settings/settings.ts'
import { composeServicesOf, type ComposeService } from './compose.ts'

/** A command written as one text or as a list of words, on one line. */
type WrittenCommand = { readonly text: string; readonly line: number }

/** What a compose file starts in the container of a service, and how it asks whether the container is well. */
export type ComposeProcess = { readonly service: ComposeService; readonly commands: readonly WrittenCommand[]; readonly healthcheck: WrittenCommand | null }

/** The commands and health checks of every service of every compose file. */
export const composeProcessesOf = memoise((facts: RepositoryFacts): readonly ComposeProcess[] => {
  const documents = new Map(yamlPartsOf(facts).filter((part) => part.index === 0).map((part) => [part.path, part.document]))
  return composeServicesOf(facts).map((service) => {
    const document = documents.get(service.file)
    const value = asMap(valueAt(document?.value, 'services', service.name))
    const check = asMap(value?.['healthcheck'])
    const written = (key: string, given: Json | undefined): readonly WrittenCommand[] => {
      const text = asTexts(given).join(' ')
      return text === '' ? [] : [{ text, line: document === undefined ? service.line : lineAt(document.lines, `services.${service.name}.${key}`) }]
    }
    return {
      service,
      commands: [...written('entrypoint', value?.['entrypoint']), ...written('command', value?.['command'])],
      healthcheck: check === null || check['disable'] === true ? null : written('healthcheck.test', check['test'])[0] ?? null,
    }
  })
})
