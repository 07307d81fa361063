import { globMatcher } from '../../parse/glob.ts'
import { asList, asMap, asText, asTexts, type Json } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, lineAt, nameOf, yamlPartsOf, type YamlPart } from '../settings/settings.ts'
import { embeddedPartsOf } from './embedded-settings.ts'

export type ScrapeTarget = { readonly job: string; readonly targets: readonly string[]; readonly metricsPath: string; readonly line: number }

/** A rule file that a Prometheus configuration names; `found` are the files of the project that it can mean, empty where none is there. */
export type RuleFileReference = { readonly pattern: string; readonly line: number; readonly found: readonly string[] }

export type PrometheusConfig = {
  readonly path: string
  readonly scrapes: readonly ScrapeTarget[]
  readonly ruleFiles: readonly RuleFileReference[]
  /** Where alerts are sent: the targets of `alerting.alertmanagers`. */
  readonly alertmanagers: readonly string[]
}

/** Every Prometheus configuration of the project: a YAML file, or an entry of a ConfigMap, with `scrape_configs` at its top. */
export const prometheusConfigsOf = memoise((facts: RepositoryFacts): readonly PrometheusConfig[] =>
  [...yamlPartsOf(facts), ...embeddedPartsOf(facts)].flatMap((part) => {
    const map = asMap(part.document.value)
    if (map === null || asList(map['scrape_configs']) === null) return []
    return [{
      path: part.path,
      scrapes: scrapesIn(map['scrape_configs'], part),
      ruleFiles: asTexts(map['rule_files']).slice(0, 50).map((pattern, index) => ({
        pattern, line: lineAt(part.document.lines, `rule_files.${index}`), found: ruleFilesMeant(facts, part.path, pattern),
      })),
      alertmanagers: (asList(asMap(map['alerting'])?.['alertmanagers']) ?? []).flatMap(targetsIn),
    }]
  }))

function scrapesIn(value: Json | undefined, part: YamlPart): readonly ScrapeTarget[] {
  return (asList(value) ?? []).slice(0, 200).flatMap((item, index) => {
    const scrape = asMap(item)
    return scrape === null ? [] : [{
      job: asText(scrape['job_name']) ?? '', targets: targetsIn(scrape), metricsPath: asText(scrape['metrics_path']) ?? '/metrics',
      line: lineAt(part.document.lines, `scrape_configs.${index}`),
    }]
  })
}

function targetsIn(value: Json): readonly string[] {
  return (asList(asMap(value)?.['static_configs']) ?? []).flatMap((item) => asTexts(asMap(item)?.['targets'])).slice(0, 200)
}

/** A path in a configuration is one inside the container: a file of the project with that name, or one the pattern reaches from beside it, is meant. */
function ruleFilesMeant(facts: RepositoryFacts, path: string, pattern: string): readonly string[] {
  const beside = globMatcher(pattern.startsWith('/') ? pattern.slice(1) : normalPath(`${folderOf(path)}/${pattern}`))
  const byName = globMatcher(nameOf(pattern))
  return yamlPartsOf(facts).filter((part) => part.path !== path && (beside(part.path) || byName(nameOf(part.path)))).map((part) => part.path)
}
