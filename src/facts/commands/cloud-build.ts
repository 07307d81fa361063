import { asList, asMap, asText, asTexts, valueAt } from '../../parse/json.ts'
import { taskScript, type TaskScript } from '../../parse/runners/task.ts'
import { flagValue } from '../../parse/shell/flags.ts'
import type { YamlDocument } from '../../parse/yaml.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { lineAt } from '../settings/settings.ts'
import type { Call, Caller } from './task-file.ts'

/** What `gcloud builds submit` runs by its config; a plain `--tag` build has no config and is null. */
export function cloudBuildParts(facts: RepositoryFacts, { words, directory }: Caller): Call | null {
  if (!words.includes('submit')) return null
  const named = flagValue(words, '--config')
  const context = words.slice(words.indexOf('submit') + 1).find((word, at, rest) => !word.startsWith('-') && !/^--(?:config|tag|substitutions|project|region|timeout|machine-type|gcs-\S+)$/.test(rest[at - 1] ?? ''))
  if (named === null && flagValue(words, '--tag', '-t') !== null) return null
  if (named !== null && /[$`]/.test(named)) return null
  const candidates = named === null
    ? ['cloudbuild.yaml', 'cloudbuild.yml', 'cloudbuild.json'].map((name) => normalPath(`${directory}/${context ?? '.'}/${name}`))
    : [normalPath(`${directory}/${named}`)]
  const file = candidates.map((path) => fileAt(facts, path)).find((found) => found !== null) ?? null
  const document = file?.facts?.kind === 'yaml' ? file.facts.documents[0] : undefined
  if (file === null) return named === null ? null : { parts: [], broken: `the build config \`${named}\` is not there` }
  return { parts: document === undefined ? [] : [{ path: file.path, folder: directory, task: 'cloud build', line: 1, scripts: cloudBuildScripts(document), through: 'gcloud builds submit' }], broken: null }
}

/** The steps of a Cloud Build config as commands: what the builder's image runs, with its arguments; then a `docker push` for each of its `images`. */
export function cloudBuildScripts(document: YamlDocument): readonly TaskScript[] {
  const pushed = asTexts(valueAt(document.value, 'images') ?? []).map((image) => taskScript(`docker push ${quoted(image)}`, lineAt(document.lines, 'images')))
  const steps = (asList(valueAt(document.value, 'steps')) ?? []).flatMap((step, index): readonly TaskScript[] => {
    const pointer = `steps.${index}`
    const image = asText(asMap(step)?.['name']) ?? ''
    const script = asText(asMap(step)?.['script'])
    const folder = asText(asMap(step)?.['dir'])
    if (script !== null) return [taskScript(script, document.blocks[`${pointer}.script`] ?? lineAt(document.lines, `${pointer}.script`), { folder, shell: { errexit: true, pipefail: false } })]
    const entry = asText(asMap(step)?.['entrypoint']) ?? toolOf(image)
    const words = [...entry.split(' '), ...asTexts(asMap(step)?.['args'] ?? [])]
    return [taskScript(words.map(quoted).join(' '), lineAt(document.lines, `${pointer}.args`), { folder, ignored: asMap(step)?.['allowFailure'] === true ? '`allowFailure` takes its failure' : null })]
  })
  return [...steps, ...pushed]
}

function toolOf(image: string): string {
  if (/kaniko/.test(image)) return 'kaniko'
  if (/cloud-sdk|cloud-builders\/gcloud/.test(image)) return 'gcloud'
  const name = image.split('/').at(-1)?.split(/[:@]/, 1)[0] ?? ''
  return name === 'docker' || name === 'kubectl' || name === 'git' || name === 'npm' || name === 'python' || name === 'bash' || name === 'helm' ? name : name === '' ? 'docker' : name
}

function quoted(word: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
