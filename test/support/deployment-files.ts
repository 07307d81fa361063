import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DockerfileParser, type Copy, type Instruction } from 'dockerfile-ast'
import { ROOT } from '../house/source-files.ts'
import { readYamlText } from './read-yaml-text.ts'

/** The text of a file of this project. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** What a YAML file of this project holds. */
export function yamlOf(path: string): unknown {
  return readYamlText(textOf(path))
}

/** What lies below keys and numbers of lists, one after the other; undefined where one of them is not there. */
export function below(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined), value)
}

/** An entry of a list by its name, as Kubernetes names them. */
export function named(list: unknown, name: string): unknown {
  return Array.isArray(list) ? list.find((one) => below(one, 'name') === name) : undefined
}


/** The instructions of the Dockerfile by stage, in its order; the first stage holds what stands before any FROM. */
export function dockerfileStages(): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = [[]]
  for (const instruction of DockerfileParser.parse(textOf('Dockerfile')).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') stages.push([])
    stages.at(-1)?.push(instruction)
  }
  return stages
}

/** What the last stage of the Dockerfile copies from the build, each as `dist` → `dist`, from the root of the project. */
export function copiedIntoImage(): readonly { readonly source: string; readonly to: string }[] {
  return (dockerfileStages().at(-1) ?? []).flatMap((instruction) => {
    if (instruction.getKeyword() !== 'COPY') return []
    const words = (instruction as Copy).getArguments().map((argument) => argument.getValue())
    const to = words.at(-1) ?? ''
    return words.slice(0, -1).map((source) => ({ source: source.replace('/app/', ''), to: to.endsWith('/') ? `${to}${source.split('/').at(-1) ?? ''}` : to }))
  })
}

/** The words of the instructions of one name in a stage, joined by blanks. */
export function wordsOf(stage: readonly Instruction[] | undefined, keyword: string): readonly string[] {
  return (stage ?? []).filter((instruction) => instruction.getKeyword() === keyword).map((instruction) => instruction.getArguments().map((argument) => argument.getValue()).join(' '))
}

/** The variables that the stages of the Dockerfile set by ENV. */
export function imageVariables(): Readonly<Record<string, string>> {
  return Object.fromEntries(wordsOf(dockerfileStages().at(-1), 'ENV').flatMap((words) => words.split(' ')).map((word) => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)]))
}
